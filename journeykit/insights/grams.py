"""Texts as weighted character n-grams: what they have in common, in any script, without a tokenizer.

Of scripts without spaces (kana, kanji, hangul …) one to three signs in a row count, of the others three to
five letters, where a space marks a word's beginning and end. Rare n-grams weigh more (tf-idf); those of
hiragana, which carries endings rather than meaning, weigh little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.intp]
    Keys = npt.NDArray[np.uint64]
    Floats = npt.NDArray[np.float64]

__all__ = ["Grams", "plain"]

_LONGEST = 300
"""So many signs of a text are compared."""

_BETWEEN = re.compile(r"[\W_]+")
_WIDE, _HIRAGANA = 0x2E80, (0x3041, 0x309F)
_LONGEST_GRAM, _ROW, _SHARE = 5, 10, 3
"""Signs of an n-gram at most; bits of a key for its text's number, and for its sixths of hiragana."""

_BLOCK = 500_000
"""So many products at a time are made, to hold little in memory."""

_COMMON = 20
"""An n-gram of more texts than this, and of more than a tenth of them, tells nothing."""

_QUIET = 0.1
"""What an n-gram of nothing but hiragana weighs; one of half hiragana weighs half-way to 1."""


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a text without the differences that do not count: width, case, signs between words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    spaced = _BETWEEN.sub(" ", folded).strip()
    return (spaced or " ".join(folded.split()))[:_LONGEST].rstrip()


class Grams:
    """The n-grams of at most 1024 plain texts: one by one, each with the texts that it is in."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        keys, times = np.unique(_keys(texts), return_counts=True)
        gram = keys >> _ROW
        starts = np.flatnonzero(np.diff(gram, prepend=~gram[:1]))
        often = np.diff(starts, append=len(gram))
        self.count = len(texts)
        self.row = (keys & ((1 << _ROW) - 1)).astype(np.intp)
        self.often = np.repeat(often, often)
        self.after = np.repeat(starts + often, often) - np.arange(1, len(gram) + 1)
        self.weight = (1 + np.log(times)) * (1 - (gram & ((1 << _SHARE) - 1)) / 6 * (1 - _QUIET))

    def closeness(self, *, rare: bool = True) -> Matrix:
        """Return the cosine of each two texts.

        `rare` n-grams weigh more; those of one text alone, and those of very many, then tell nothing.
        Without it, how close two texts are depends on no third one.
        """
        import numpy as np

        row, after, weight = self.row, self.after, self.weight
        if rare:
            most = max(_COMMON, self.count / 10)
            telling = np.flatnonzero((self.often > 1) & (self.often <= most))
            weight = (weight * np.log((1 + self.count) / self.often))[telling]
            row, after = row[telling], after[telling]
        length = np.sqrt(np.bincount(row, weight**2, self.count))
        found = _products(row, after, weight / np.maximum(length, 1e-9)[row], self.count)
        found += found.T
        np.fill_diagonal(found, length > 0)
        return found.astype(np.float32)


def _products(row: Numbers, after: Numbers, share: Floats, count: int) -> Floats:
    """Return the products of each two rows, the lower first, of a table that is nearly empty.

    It is given column by column, each by the rows that have a share of it, and how many come `after`. Going
    through these takes far fewer steps than a product of matrices, and no threads.
    """
    import numpy as np

    found = np.zeros(count * count)
    ends = np.cumsum(after)
    blocks = np.searchsorted(ends, np.arange(_BLOCK, int(ends[-1:].sum()), _BLOCK))
    for part in np.split(np.arange(len(row)), blocks):
        size = after[part]
        ahead = np.cumsum(size) - size
        other = np.arange(int(size.sum())) + np.repeat(part + 1 - ahead, size)
        place = np.repeat(row[part] * count, size) + row[other]
        found += np.bincount(place, np.repeat(share[part], size) * share[other], count * count)
    return found.reshape(count, count)


def _keys(texts: Sequence[str]) -> Keys:
    """Return a key of each n-gram that counts: its hash, its sixths of hiragana, its text's number."""
    import numpy as np

    signs = "".join(f" {text} \n" for text in texts)
    points = np.frombuffer(signs.encode("utf-32-le", "surrogatepass"), np.uint32)
    low, high = _HIRAGANA
    breaks, spaces, wide, soft = (
        points == 10,
        points == 32,
        points >= _WIDE,
        (points >= low) & (points <= high),
    )
    number, factor = np.cumsum(breaks).astype(np.uint64), np.uint64(0x9E3779B97F4A7C15)
    hashes, quiet = np.ones(len(points), np.uint64), np.zeros(len(points), np.uint64)
    across, within, unspaced = (np.zeros(len(points), bool) for _ in range(3))
    found: list[Keys] = []
    for n in range(1, min(_LONGEST_GRAM, len(points)) + 1):  # windows of n signs, of those one shorter
        size, last = len(points) - n + 1, slice(n - 1, None)
        hashes = hashes[:size] * factor + points[last]
        quiet, across = quiet[:size] + soft[last], across[:size] | breaks[last]
        unspaced = unspaced[:size] | wide[last]
        within = within[:size] | (spaces[n - 2 : -1] if n > 2 else False)
        words = ~(unspaced | within) if n > 2 else False
        counts = unspaced & ~(within | spaces[:size] | spaces[last]) if n <= 3 else False
        at = np.flatnonzero((counts | words) & ~across)
        mixed = hashes[at] * factor >> np.uint64(_ROW + _SHARE) << np.uint64(_SHARE)
        found.append((mixed | quiet[at] * np.uint64(6 // n)) << np.uint64(_ROW) | number[at])
    return np.concatenate(found) if found else hashes
