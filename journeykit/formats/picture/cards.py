"""Sticky notes: how tall each is, how many a cell holds, and how they are put on the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journeykit import catalogue
from journeykit.charts.paper import INK, QUIET
from journeykit.formats.deck.grid import Tile
from journeykit.formats.picture.letters import broken
from journeykit.formats.picture.scene import Box, Mark, Scene, Words
from journeykit.formats.picture.sheet import LANES, Sheet

__all__ = ["GAP", "Card", "Held", "card", "held", "put"]

GAP = 0.2
"""Between notes, and about them, in em."""
_SIDE, _MARK = 0.45, 1.15


@dataclass(frozen=True)
class Card:
    """A note broken into lines for its column; `height` in millimetres."""

    tile: Tile
    lines: list[str]
    inferred: list[str]
    height: float


@dataclass(frozen=True)
class Held:
    """What a cell shows, and what it has no room for."""

    cards: list[Card]
    left: list[Tile]
    height: float


def card(tile: Tile, width: float, sheet: Sheet) -> Card:
    """Return a note in a column `width` millimetres wide."""
    room = (width - 2 * _SIDE * sheet.em) / sheet.em
    words = catalogue.say("picture.map.inferred", sheet.lang, text=tile.inference)
    lines = broken(tile.text, room - _MARK)
    inferred = broken(words, room - _MARK) if tile.inference else []
    return Card(tile, lines, inferred, (len(lines) + len(inferred)) * sheet.line + 0.3 * sheet.em)


def held(tiles: Sequence[Tile], width: float, sheet: Sheet, most: float) -> Held:
    """Return what fits into a cell of at most `most` millimetres, in its order, and what does not."""
    cards: list[Card] = []
    at = gap = GAP * sheet.em
    for n, tile in enumerate(tiles):
        made = card(tile, width - 2 * gap, sheet)
        more = sheet.line if n + 1 < len(tiles) else 0
        if at + made.height + gap + more > most:
            return Held(cards, list(tiles[n:]), at + sheet.line + gap)
        cards.append(made)
        at += made.height + gap
    return Held(cards, [], at)


def put(scene: Scene, cell: Held, lane: str, x: float, y: float, width: float, sheet: Sheet) -> None:
    """Put a cell's notes on the picture, and how many more there are."""
    gap = GAP * sheet.em
    at = y + gap
    fill, edge = LANES[lane]
    for made in cell.cards:
        scene.add(Box(x + gap, at, width - 2 * gap, made.height, fill, edge, "note"))
        _write(scene, made, x + gap, at, sheet)
        at += made.height + gap
    if cell.left:
        text = catalogue.say("picture.map.more", sheet.lang, n=len(cell.left))
        scene.add(Words(x + 2 * gap, at + sheet.em, text, sheet.size, INK))


def _write(scene: Scene, made: Card, x: float, y: float, sheet: Sheet) -> None:
    left, base = x + _SIDE * sheet.em, y + 1.0 * sheet.em
    scene.add(Mark(left + 0.4 * sheet.em, base - 0.36 * sheet.em, 0.33 * sheet.em, made.tile.basis, INK))
    first = Words(left + _MARK * sheet.em, base, "", sheet.size, INK)
    scene.write(made.lines, first, sheet.line)
    below = Words(first.x, base + len(made.lines) * sheet.line, "", sheet.size, QUIET)
    scene.write(made.inferred, below, sheet.line)
