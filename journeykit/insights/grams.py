"""Texts as weighted character n-grams: what they have in common, in any script, without a tokenizer.

Of scripts without spaces (kana, kanji, hangul …) one to three signs in a row count, of the others three to
five letters, where a space marks a word's beginning and end. Rare n-grams weigh more (tf-idf); those of
hiragana, which carries endings rather than meaning, weigh little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]

__all__ = ["Grams", "plain"]

_LONGEST = 300
"""So many signs of a text are compared."""

_BETWEEN = re.compile(r"[\W_]+")
_WIDE, _HIRAGANA = 0x2E80, (0x3041, 0x309F)
_BLOCK = 500_000
"""So many products at a time are made, to hold little in memory."""

_COMMON = 20
"""An n-gram of more texts than this, and of more than a tenth of them, tells nothing."""

_QUIET = 0.1
"""What an n-gram of nothing but hiragana weighs; one of half hiragana weighs half-way to 1."""


def plain(text: str) -> str:
    """Return a text without the differences that do not count: width, case, signs between words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    spaced = _BETWEEN.sub(" ", folded).strip()
    return (spaced or " ".join(folded.split()))[:_LONGEST].rstrip()


class Grams:
    """The n-grams of plain texts: for each which, and how often."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        points = _points(texts)
        found = [_windows(points, n) for n in range(1, 6)]
        text, hashes, quiet = (np.concatenate(part) for part in zip(*found, strict=True))
        _, first, of = np.unique(hashes, return_index=True, return_inverse=True)
        kinds = max(len(first), 1)
        pairs, times = np.unique(text * kinds + of, return_counts=True)
        self.gram = pairs % kinds
        self.starts = np.searchsorted(pairs // kinds, np.arange(len(texts) + 1))
        loud = (1 - quiet[first] * (1 - _QUIET)) if len(first) else np.ones(1)
        self.weight = (1 + np.log(times)) * loud[self.gram]
        self.rarity = np.log((1 + len(texts)) / np.bincount(self.gram, minlength=kinds).clip(1))

    def closeness(self, chosen: range, *, rare: bool = True) -> Matrix:
        """Return the cosine of each two of the `chosen` texts.

        `rare` n-grams weigh more; those of one text alone, and those of very many, then tell nothing.
        Without it, how close two texts are depends on no third one.
        """
        import numpy as np

        starts = self.starts[chosen.start : chosen.stop + 1]
        at, count = np.arange(starts[0], starts[-1]), len(chosen)
        row = np.repeat(np.arange(count), np.diff(starts))
        _, column, often = np.unique(self.gram[at], return_inverse=True, return_counts=True)
        weight = self.weight[at] * (self.rarity[self.gram[at]] if rare else 1)
        telling = (often > 1) & (often <= max(_COMMON, count / 10) if rare else True)
        counted = telling[column] if rare else np.ones(len(at), bool)
        length = np.sqrt(np.bincount(row[counted], weight[counted] ** 2, count))
        kept = np.flatnonzero(telling[column])
        kept = kept[np.argsort(column[kept], kind="stable")]
        share = (weight / np.maximum(length, 1e-9)[row])[kept]
        return _products(row[kept], column[kept], share, count)


def _products(row: Numbers, column: Numbers, share: Floats, count: int) -> Matrix:
    """Return the products of each two rows of a table that is nearly empty, given column by column.

    Going through what stands in the columns takes far fewer steps than a product of matrices, and no threads.
    """
    import numpy as np

    found = np.zeros(count * count)
    first = np.searchsorted(column, column)
    often = np.searchsorted(column, column, "right") - first
    ends = np.cumsum(often)
    blocks = np.searchsorted(ends, np.arange(_BLOCK, int(ends[-1:].sum()), _BLOCK))
    for part in np.split(np.arange(len(row)), blocks):
        size = often[part]
        one = np.repeat(part, size)
        other = np.arange(len(one)) + np.repeat(first[part] - (np.cumsum(size) - size), size)
        found += np.bincount(row[one] * count + row[other], share[one] * share[other], count * count)
    return found.reshape(count, count).astype(np.float32)


def _points(texts: Sequence[str]) -> Numbers:
    """Return the signs of all texts in a row, each text between spaces and closed by a line's end."""
    import numpy as np

    signs = "".join(f" {text} \n" for text in texts)
    return np.frombuffer(signs.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)


def _windows(points: Numbers, n: int) -> tuple[Numbers, Numbers, Floats]:
    """Return of each n-gram that counts its text, its hash, and its share of hiragana."""
    import numpy as np

    size = max(len(points) - n + 1, 0)

    def within(is_so: Flags, start: int = 0, end: int = n) -> Numbers:
        """Return how many signs of each window are so, between `start` and `end`."""
        summed: Numbers = np.concatenate((np.zeros(1, np.int64), np.cumsum(is_so, dtype=np.int64)))
        return summed[end : end + size] - summed[start : start + size]

    low, high = _HIRAGANA
    broken, spaces, wide = points == 10, points == 32, points >= _WIDE
    words = (within(wide) == 0) & (n >= 3) & (within(spaces, 1, n - 1) == 0 if n > 2 else False)
    counts = (within(wide) > 0) & (n <= 3) & (within(spaces) == 0) | words
    counts &= within(broken) == 0
    hashes = np.full(size, n, np.uint64)
    for at in range(n):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + points[at : at + size].astype(np.uint64)
    text = np.cumsum(broken)[:size] if size else points[:0]
    quiet = within((points >= low) & (points <= high)) / n
    return text[counts], hashes[counts].astype(np.int64), quiet[counts]
