"""The lists below the map: what its cells could not hold, and what lies outside its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from journeykit import catalogue
from journeykit.charts.paper import INK
from journeykit.formats.picture.cards import Card, card
from journeykit.formats.picture.content import Listed
from journeykit.formats.picture.scene import Mark, Scene, Words
from journeykit.formats.picture.sheet import Sheet

__all__ = ["Columns", "columns", "put"]

_WIDTH, _MARK = 42, 1.15
"""About how wide a column is, in em."""


@dataclass(frozen=True)
class Columns:
    """A list in columns under a heading; `left` counts what even they have no room for."""

    heading: str
    columns: list[list[Card]]
    left: int
    height: float


def columns(heading: str, found: Sequence[Listed], sheet: Sheet, room: float) -> Columns:
    """Return a list in columns of about equal height, at most `room` millimetres tall."""
    if not found:
        return Columns("", [], 0, 0)
    count = max(2, round(sheet.inner / sheet.em / _WIDTH))
    cards = [_card(one, sheet.inner / count - sheet.em, sheet) for one in found]
    room = max(room - 4 * sheet.line, 0)
    sums = list(accumulate(made.height for made in cards))
    shown = [made for made, total in zip(cards, sums, strict=True) if total <= room * count]
    spread = _spread(shown, count, min(sums[-1] / count, room))
    tallest = max(sum(made.height for made in column) for column in spread)
    left = len(cards) - len(shown)
    return Columns(heading, spread, left, tallest + (3.2 + bool(left)) * sheet.line)


def _card(one: Listed, width: float, sheet: Sheet) -> Card:
    words = catalogue.read("picture", sheet.lang)["map"]["place"]
    text = words.format(place=one.place, text=one.tile.text) if one.place else one.tile.text
    tile = type(one.tile)(text, one.tile.basis, one.tile.inference)
    return card(tile, width, sheet)


def _spread(cards: Sequence[Card], count: int, height: float) -> list[list[Card]]:
    """Return the cards in `count` columns; each but the last ends with the card that reaches `height`."""
    spread: list[list[Card]] = [[]]
    at = 0.0
    for made in cards:
        if at >= height and len(spread) < count:
            spread.append([])
            at = 0.0
        spread[-1].append(made)
        at += made.height
    return spread


def put(scene: Scene, listed: Columns, x: float, y: float, sheet: Sheet) -> None:
    """Put a list on the picture."""
    if not listed.height:
        return
    step = sheet.inner / max(2, round(sheet.inner / sheet.em / _WIDTH))
    ink = sheet.shades["ink"]
    scene.add(Words(x, y + 1.6 * sheet.line, listed.heading, sheet.size * 1.2, ink))
    for n, column in enumerate(listed.columns):
        at = y + 2.2 * sheet.line
        for made in column:
            _write(scene, made, x + n * step, at, sheet)
            at += made.height
    if listed.left:
        text = catalogue.say("picture.map.left", sheet.lang, n=listed.left)
        scene.add(Words(x, y + listed.height - 0.5 * sheet.line, text, sheet.size, INK))


def _write(scene: Scene, made: Card, x: float, y: float, sheet: Sheet) -> None:
    base = y + sheet.em
    if made.tile.basis:
        scene.add(Mark(x + 0.4 * sheet.em, base - 0.36 * sheet.em, 0.33 * sheet.em, made.tile.basis, INK))
    lines = [*made.lines, *made.inferred]
    scene.write(lines, Words(x + _MARK * sheet.em, base, "", sheet.size, INK), sheet.line)
