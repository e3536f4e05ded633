"""Scores of a journey: what is a number, which scale a diagram is on, and how that becomes −2…+2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from math import floor

__all__ = ["USUAL", "Scale", "feeling", "number", "scale"]

Scale = tuple[float, float]

USUAL: Scale = (1, 5)
"""The scale of Mermaid's own documentation."""

_SCALES: tuple[Scale, ...] = (USUAL, (0, 5), (0, 9), (0, 10), (-2, 2), (-5, 5), (-10, 10))
_PERCENT: Scale = (0, 100)
_MOST = 10
_NUMBER = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)\s*(?:/\s*[0-9]+|点|%)?")


def number(told: str) -> float | None:
    """Return the score that a part of a line tells, None where it tells none.

    >>> number(" 3.5 "), number("４"), number("4/5"), number("me")
    (3.5, 4.0, 4.0, None)
    """
    if len(told) > 40:
        return None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", told).replace("−", "-").strip())
    return float(found[1].replace(",", ".")) if found else None


def scale(scores: Iterable[float]) -> Scale:
    """Return the first scale that holds a diagram's scores.

    A few that lie far above the others are slips, and change nothing; if they are the most, it is per cent.
    """
    given = list(scores)
    small = [score for score in given if abs(score) <= _MOST]
    if len(small) * 2 < len(given):
        return _PERCENT
    low, high = min(small, default=3), max(small, default=3)
    return next(one for one in _SCALES if one[0] <= low and high <= one[1])


def feeling(scores: Sequence[float], on: Scale) -> int:
    """Return the mean of scores as a feeling; a half counts away from 0, so that neither side gains."""
    low, high = on
    value = (sum(scores) / len(scores) - low) / (high - low) * 4 - 2
    return int(max(-2, min(2, floor(abs(value) + 0.5) * (1 if value > 0 else -1))))
