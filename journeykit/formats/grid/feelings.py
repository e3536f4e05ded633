"""How a persona feels, −2…+2, as maps made elsewhere show it: numbers, stars, faces, signs and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from journeykit import catalogue

__all__ = ["Scale", "feeling", "scale_of"]

_NUMBER = re.compile(
    r"^([+±-]?\s?\d{1,3}(?:\.\d{1,3})?)(?:\s*/\s*(5|10|100))?(?:\s*(?:点|points?|pts))?(?![\d.,])"
)
_BRACKET = re.compile(r"[(\[]\s{0,9}([^()\[\]]{1,12})\s{0,9}[)\]]$")
_STARS = re.compile(r"^([★⭐]{1,5})\ufe0f?([☆]{0,5})|^[★⭐]\s?([1-5])(?![\d.])")
_BETWEEN = " \t\n:：-–—・、,。.|/"


class Scale(NamedTuple):
    """The numbers that a row uses: from `low` to `high`."""

    low: float
    high: float


_OURS, _FIVE, _TEN = Scale(-2, 2), Scale(1, 5), Scale(0, 10)


def scale_of(texts: Iterable[str]) -> Scale | None:
    """Return the scale that the numbers of a row are on, or None where that is not clear."""
    found = [number for text in texts if (number := _first(text)) is not None]
    low, high = min(found, default=0), max(found, default=0)
    scales: tuple[Scale, ...] = (_OURS, _FIVE, Scale(-3, 3), Scale(-5, 5), _TEN)
    if any(number < 0 for number in found):
        scales = (_OURS, Scale(-3, 3), Scale(-5, 5))
    return next((scale for scale in scales if scale.low <= low and high <= scale.high), None)


def feeling(text: str, scale: Scale | None = _OURS) -> tuple[int, str] | None:
    """Return what a cell tells of a feeling, and why; None where its value is not clear.

    >>> feeling("😟 too many vendors"), feeling("★★★★☆"), feeling("curious")
    ((-1, 'too many vendors'), (1, ''), None)
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("–", "-")
    folded = plain.casefold()
    value = _words().get(folded, _words().get(re.sub(r"[-_]", " ", folded)))
    if value is not None:
        return value, ""
    for read in (_stars, _signed, lambda one: _number(one, scale)):
        if found := read(plain):
            return found
    bracket = _BRACKET.search(plain[-40:])
    before = plain.removesuffix(bracket[0]).strip() if bracket else ""
    inner = feeling(bracket[1], scale) if bracket and before else None
    return (inner[0], before) if inner and not inner[1] else None


def _stars(text: str) -> tuple[int, str] | None:
    found = _STARS.match(text)
    if not found:
        return None
    full = int(found[3]) if found[3] else len(found[1])
    return full - 3, text[found.end() :].strip(_BETWEEN)


def _signed(text: str) -> tuple[int, str] | None:
    """Read a sign or a face before the reason: only those that no text begins with by chance."""
    for mark, value in _marks():
        rest = text.removeprefix(mark)
        if rest != text and (mark not in "+-" or rest[:1].isspace()):
            return value, rest.lstrip("\ufe0f").strip(_BETWEEN)
    return None


def _number(text: str, scale: Scale | None) -> tuple[int, str] | None:
    found = _NUMBER.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    if rest and rest[0] not in _BETWEEN + "(":
        return None
    used = {"5": _FIVE, "10": _TEN, "100": Scale(0, 100)}.get(found[2] or "", scale)
    number = float(found[1].replace(" ", "").replace("±", ""))
    if used is None or not used.low <= number <= used.high:
        return None
    value = number if used == _OURS else (number - used.low) / (used.high - used.low) * 4 - 2
    return _rounded(value), rest.strip(_BETWEEN + "()")


def _first(text: str) -> float | None:
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("–", "-")
    found = _NUMBER.match(plain)
    return float(found[1].replace(" ", "").replace("±", "")) if found and not found[2] else None


def _rounded(value: float) -> int:
    """Round halves away from nought, so that a feeling never loses its sign."""
    return int(abs(value) + 0.5) * (-1 if value < 0 else 1)


@cache
def _words() -> dict[str, int]:
    listed = catalogue.read("lane_names", "en")["feelings"].items()
    return {_folded(word): int(value) for value, words in listed for word in words}


@cache
def _marks() -> tuple[tuple[str, int], ...]:
    marks = ((word, value) for word, value in _words().items() if not any(char.isalnum() for char in word))
    return tuple(sorted(marks, key=lambda one: -len(one[0])))


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("−", "-")
