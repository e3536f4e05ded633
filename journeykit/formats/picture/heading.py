"""What stands above and below the map: its title and purpose, who keeps it, what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from journeykit import catalogue
from journeykit.charts.paper import INK, QUIET
from journeykit.formats.picture.content import Content
from journeykit.formats.picture.letters import MISSING, broken, em
from journeykit.formats.picture.scene import Mark, Scene, Words
from journeykit.formats.picture.sheet import Sheet

__all__ = ["Heading", "Legend", "heading", "legend", "put_heading", "put_legend"]

_TITLE, _KEEP = 2.2, 0.27
"""The title's size beside the text's; how much of the width those who keep the map have."""


@dataclass(frozen=True)
class Heading:
    """The title and the lines under it, those on the right, and the height of it all in millimetres."""

    title: list[str]
    lines: list[str]
    keep: list[str]
    height: float


def heading(content: Content, sheet: Sheet) -> Heading:
    """Return the heading, its lines broken for the sheet."""
    width = sheet.inner / sheet.em * (1 - _KEEP) - 1
    kind = catalogue.say("deck.slides.kind", sheet.lang)
    kicker = f"{kind} ― {content.product}" if content.product else kind
    lines = [*broken(kicker, width), *(broken(content.decision, width) if content.decision else [])]
    title = broken(" ".join(content.title.split()), width / _TITLE)
    told = filter(None, (sheet.maker, *content.keep))
    keep = [line for one in told for line in broken(one, sheet.inner / sheet.em * _KEEP)]
    left = len(title) * _TITLE * 1.3 * sheet.em + len(lines) * sheet.line
    return Heading(title, lines, keep, max(left, len(keep) * sheet.line) + 0.9 * sheet.em)


def put_heading(scene: Scene, found: Heading, x: float, y: float, sheet: Sheet) -> None:
    """Put the heading on the picture."""
    step = _TITLE * 1.3 * sheet.em
    ink = sheet.shades["ink"]
    scene.write(found.title, Words(x, y + _TITLE * sheet.em, "", sheet.size * _TITLE, ink), step)
    below = y + len(found.title) * step + sheet.em
    scene.write(found.lines, Words(x, below, "", sheet.size, INK), sheet.line)
    right = Words(x + sheet.inner, y + sheet.em, "", sheet.size, QUIET, "right")
    scene.write(found.keep, right, sheet.line)


@dataclass(frozen=True)
class Legend:
    """What the marks mean: rows of (mark, its meaning), and their height in millimetres."""

    rows: list[list[tuple[str, str]]]
    height: float


def legend(content: Content, sheet: Sheet) -> Legend:
    """Return the legend in as many rows as it needs."""
    rows: list[list[tuple[str, str]]] = [[]]
    at = 0.0
    for entry in _entries(content, sheet.lang):
        width = _width(entry)
        if rows[-1] and at + width > sheet.inner / sheet.em:
            rows.append([])
            at = 0.0
        rows[-1].append(entry)
        at += width
    return Legend(rows, (len(rows) + 0.6) * sheet.line)


def _entries(content: Content, lang: str) -> Iterator[tuple[str, str]]:
    yield from content.legend
    if MISSING in repr(content):
        yield "", catalogue.say("picture.map.missing", lang)


def _width(entry: tuple[str, str]) -> float:
    return em(entry[1]) + (1.2 if entry[0] else 0) + 1.8


def put_legend(scene: Scene, found: Legend, x: float, y: float, sheet: Sheet) -> None:
    """Put the legend on the picture."""
    for row in found.rows:
        y += sheet.line
        at = x
        for entry in row:
            mark, text = entry
            if mark:
                scene.add(Mark(at + 0.4 * sheet.em, y - 0.36 * sheet.em, 0.33 * sheet.em, mark, INK))
            scene.add(Words(at + (1.2 * sheet.em if mark else 0), y, text, sheet.size, QUIET))
            at += _width(entry) * sheet.em
