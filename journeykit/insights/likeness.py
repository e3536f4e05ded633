"""What a short text is about: its content words, found without a tokenizer, in Japanese and in English.

Two notes name the same thing if they share one of them. In Japanese these are katakana words and every two
kanji that stand together, so that 展示会 and 展示会場 meet; in other languages words of four letters or more
that are not among the commonest.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["keys"]

_PAIRS = re.compile(r"(?=([\u4e00-\u9fff々]{2}))")
_WORDS = re.compile(r"[ァ-ヴー]{2,}|[^\W\d_々\u3040-\u30ff\u4e00-\u9fff]{4,}")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """about after again also another because been before being could does done each ever every from
        have having here into just like made make many more most much need next only other over
        should some such than that their them then there these they this those through under
        until very want wants were what when where which while will with without would your""",
    )
)


@lru_cache(maxsize=20_000)
def keys(text: str) -> frozenset[str]:
    """Return what a text is about, and the text itself in plain form.

    >>> sorted(keys("展示会のブース"))
    ['ブース', '展示', '展示会のブース', '示会']
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    words = {*_PAIRS.findall(plain), *_WORDS.findall(plain)} - _COMMON
    return frozenset(words | {plain})
