"""How much room a text takes on a slide, estimated without a browser: in em, lines and pixels.

Estimates lean to the large side; what little is left over, the page itself evens out when it is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from math import ceil
from typing import TypeVar

from journeykit.phrases import phrases

__all__ = ["BODY_WIDTH", "body_height", "chunks", "em", "lines", "pages"]

T = TypeVar("T")

BODY_WIDTH = 1168
"""Pixels between the margins of the canvas of 1280 × 720."""
_BODY_HEIGHT = 572
_TITLE_EM, _TITLE_LINE = 38.0, 40
_LEAD_EM, _LEAD_LINE = 68.0, 27

_WIDTHS = {"ijl'|": 0.25, " .,:;!ftI/[]\\": 0.3, 'r()-`"*': 0.37, "cksvxyzJ": 0.52, "mMwW%@": 0.88}
_NARROW = {char: width for chars, width in _WIDTHS.items() for char in chars}
"""Widths of the letters that are unlike the rest, in em, as in Arial and its kin."""
_BREAK = re.compile(r"[^\n。.!?\uff01\uff1f、, ]*(?:[\n。.!?\uff01\uff1f、, ]+|$)")


@cache
def _width(char: str) -> float:
    if char.isascii():
        return _NARROW.get(char, 0.7 if char.isupper() else 0.57)
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.62


def em(text: str) -> float:
    """Return the width of a text in em, as if it were one line."""
    return sum(map(_width, text))


@cache
def _pieces(line: str) -> tuple[tuple[float, float], ...]:
    """Return the pieces a line may be broken between: each one's width without and with its last space."""
    words = [word for phrase in phrases(line) for word in re.findall(r"\S*\s*", phrase) if word]
    return tuple((em(word.rstrip()), em(word)) for word in words)


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column `width` em wide, with a little to spare."""
    return sum(_lines(line, max(width * 0.97, 2.0)) for line in text.split("\n")) if text else 0


def _lines(line: str, width: float) -> int:
    count, at = 1, 0.0
    for bare, whole in _pieces(line):
        if at and at + bare > width:
            count, at = count + 1, 0.0
        if bare > width:
            more = ceil(bare / (width - 0.5)) - 1
            count, at = count + more, max(bare - more * (width - 0.5), 0.5)
        else:
            at += whole
    return count


def chunks(text: str, width: float, most: int) -> list[str]:
    """Return `text` in pieces of at most `most` lines, cut after a sentence or a word where there is one."""
    found, rest = [], text
    while lines(rest, width) > most:
        cut = _fitting(rest, width, most)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*found, rest] if rest or not found else found


def _fitting(text: str, width: float, most: int) -> int:
    """Return where to cut so that the first piece fits; never 0."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if lines(text[:middle], width) <= most else (low, middle - 1)
    ends = [match.end() for match in _BREAK.finditer(text, 0, low) if match.end() < len(text)]
    return next((end for end in reversed(ends) if low * 0.6 < end <= low), low)


def body_height(title: str, lead: str = "") -> int:
    """Return the pixels left for a slide's body under its title and its lead sentence."""
    more = max(lines(title, _TITLE_EM) - 1, 0) * _TITLE_LINE
    return max(_BODY_HEIGHT - more - lines(lead, _LEAD_EM) * _LEAD_LINE, 240)


def pages(items: Sequence[T], height: Callable[[T], float], room: float) -> list[list[T]]:
    """Return `items` on as few pages of `room` pixels as will do, about equally full."""
    heights = [height(item) for item in items]
    count = len(_filled(heights, room))
    low, high = sum(heights) / max(count, 1), room
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(heights, middle)) <= count else (middle, high)
    return [[items[at] for at in page] for page in _filled(heights, high)]


def _filled(heights: Sequence[float], room: float) -> list[list[int]]:
    filled: list[list[int]] = []
    left = 0.0
    for at, height in enumerate(heights):
        if not filled or height > left:
            filled.append([])
            left = room
        filled[-1].append(at)
        left -= height
    return filled
