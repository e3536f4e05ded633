"""Where everything stands on the picture: the largest text that fits the paper, never below 7 points.

A map that is too full for its paper gets the next larger one of the same shape (A3, A2, A1). On the largest,
cells hold what is reasonable and say how many more there are; those are listed below, and the picture grows.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from journeykit.formats.picture.content import Content
from journeykit.formats.picture.map import PEOPLE, Map
from journeykit.formats.picture.scene import Scene
from journeykit.formats.picture.sheet import LEAST, Sheet

__all__ = ["PAPERS", "laid"]

PAPERS = {"16:9": (406.4, 228.6), "A3": (420.0, 297.0)}
"""Width and height in millimetres; at 240 dots an inch, 16:9 has 3840 × 2160."""

_SIZES = (12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, LEAST)
_LARGER = (2**0.5, 2.0)
_IN_CELL, _ALL_CELLS = 0.3, 3.0
"""How much of the largest paper's height a row may take, and all rows with notes together."""


class Try(NamedTuple):
    """A size of paper, and of text in points."""

    scale: float
    size: float


_TRIES = [Try(1.0, size) for size in _SIZES] + [Try(s, size) for s in _LARGER for size in (8.5, 7.5, LEAST)]


def laid(content: Content, paper: str, lang: str, colour: str, maker: str = "") -> Scene:
    """Return the map of `content` on a paper of `PAPERS`, in the brand's colour and with its name."""
    width, height = PAPERS[paper]

    def made(tried: Try) -> Map:
        sheet = Sheet(width * tried.scale, height * tried.scale, tried.size, lang, colour, maker)
        return Map(content, sheet)

    at = bisect_left(_TRIES, True, key=lambda tried: made(tried).fits)
    if at < len(_TRIES):
        return made(_TRIES[at]).scene()
    largest = made(_TRIES[-1])
    rows = sum(any(row.cells) for block in content.blocks[:PEOPLE] for row in block.rows)
    share = min(_IN_CELL, _ALL_CELLS / max(rows, 1))
    return Map(content, largest.sheet, most=share * largest.sheet.height).scene()
