"""Letters as the kit's own font has them: how wide they are, where lines break, which it cannot draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from journeykit.charts.paper import fonts
from journeykit.phrases import phrases

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

__all__ = ["MISSING", "broken", "drawable", "em", "plain"]

MISSING = "〓"
"""What printers set where they lack a letter."""

_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Controls, halves of letters, joiners and the signs that ask for another form of the sign before."""
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_HANGS = "、。，．」』）)]・…！？!?,.:;ーっゃゅょッャュョ"
"""What may stand past the end of a line rather than begin the next."""


@cache
def _cuts() -> tuple[tuple[FT2Font, frozenset[int]], ...]:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    found = [FT2Font(font_manager.findfont(name)) for name in fonts()]
    return tuple((font, frozenset(font.get_charmap())) for font in found)


@cache
def _width(char: str) -> float:
    """Return a letter's width in em; 1 for one that no font has."""
    from matplotlib.ft2font import LoadFlags

    for font, known in _cuts():
        if ord(char) in known:
            return font.load_char(ord(char), flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM
    return 1.0


def em(text: str) -> float:
    """Return the width of a text in em, as if it were one line."""
    return sum(map(_width, text))


def plain(text: str) -> str:
    """Return a text without what no picture can hold, so that SVG and JSON of it stay whole."""
    return _UNSHOWN.sub("", text.replace("\t", " "))


def drawable(text: str, lang: str = "ja") -> str:
    """Return a plain text with `MISSING` for each letter that the kit's fonts do not have.

    Their curved quotes are as wide as a Japanese letter, so English gets straight ones.
    """
    said = plain(text) if lang == "ja" else plain(text).translate(_STRAIGHT)
    return "".join(c if c == "\n" or _has(c) else MISSING for c in said)


@cache
def _has(char: str) -> bool:
    return any(ord(char) in known for _, known in _cuts())


def broken(text: str, width: float) -> list[str]:
    """Return the lines of a text in a column `width` em wide; in Japanese they end with a phrase.

    >>> broken("点検の記録が紙のまま", 6)
    ['点検の記録が', '紙のまま']
    """
    return [line for part in text.strip().split("\n") for line in _filled(part, width)]


def _filled(line: str, width: float) -> Iterator[str]:
    at, held = 0.0, ""
    for piece, bare, whole in _pieces(line):
        if held and at + bare > width:
            yield held.rstrip()
            at, held = 0.0, ""
        if bare > width:
            *full, piece = _chopped(piece, width)
            yield from full
            whole = em(piece)
        at, held = at + whole, held + piece
    yield held.rstrip()


@cache
def _pieces(line: str) -> tuple[tuple[str, float, float], ...]:
    """Return what a line may be broken between, each with its width without and with its last space."""
    words = [word for phrase in phrases(line) for word in re.findall(r"\S+\s*|\s+", phrase)]
    return tuple((word, em(word.rstrip()), em(word)) for word in words)


def _chopped(word: str, width: float) -> list[str]:
    """Return a word that is longer than a line in parts that are not."""
    parts, at = [""], 0.0
    for char in word:
        if parts[-1] and at + _width(char) > width and char not in _HANGS:
            parts.append("")
            at = 0.0
        parts[-1] += char
        at += _width(char)
    return parts
