"""A title for notes that say alike: a phrase that most share, else the note nearest to their middle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from math import ceil

__all__ = ["Crowd", "shortened", "title"]

_LONGEST = 40
"""So many signs of a note make a title; wide ones count twice."""

_RUN = re.compile(r"[0-9a-z\u30a1-\u30fa\u30fc\u3400-\u9fff々\uac00-\ud7af]{2,}")
"""Kanji, katakana, hangul, letters and digits in a row: what carries meaning where words stand unspaced."""

_WITHIN = re.compile(r"[\u30a1-\u30fa\u30fc]{2}|[0-9a-z]{2}")
"""Where a run is not cut: inside a word of katakana, of letters or of digits."""

_EMPTY = frozenset(
    """
    about after again also always another been before being does down each even every everyone
    everything  first from have here into just know knows like more most much need never nobody nothing
    once only other  others over same should some something still such than that their them then there
    these they thing  things this those through time under until very want wants what when where which
    while will with without  would your
    """.split()  # noqa: SIM905
)
"""English words that tell no subject."""

_WIDE = re.compile(r"[\u2e80-\U0003ffff]")
_PHRASE = 8
_SHARED, _LIFT = 0.5, 1.5
"""A phrase stands in so much of the group, and is so many times as frequent there as among all notes."""


class Crowd:
    """All texts, plain, among which a group's title has to stand out."""

    def __init__(self, plains: Sequence[str]) -> None:
        self.count = len(plains)
        self.said = "".join(f" {text} \n" for text in plains)


def title(texts: Sequence[str], plains: Sequence[str], middle: int, crowd: Crowd) -> str:
    """Return the title of a group of `texts`; `plains` are the same, plain; `middle` is the nearest."""
    needed = max(2, ceil(_SHARED * len(plains)))
    few = sorted(plains, key=len)[: len(plains) - needed + 1]  # one of these holds whatever is in so many
    seen = {phrase: sum(phrase in text for text in plains) for text in few for phrase in set(_phrases(text))}
    shared = [(times, phrase) for phrase, times in seen.items() if times >= needed]
    ranked = [(_worth(times / len(plains), phrase, crowd), phrase) for times, phrase in shared]
    worth, phrase = max(ranked, default=(0.0, ""))
    return _as_written(phrase, texts) if worth > 0 else shortened(texts[middle])


def shortened(text: str) -> str:
    """Return the first line of a text, cut where it is too long for a title."""
    line = " ".join(next((line for line in text.splitlines() if line.strip()), "").split())
    room, kept = _LONGEST, ""
    for sign in line:
        room -= 2 if _WIDE.match(sign) else 1
        if room < 0:
            return f"{kept.rstrip()}…"
        kept += sign
    return kept


def _phrases(text: str) -> Iterator[str]:
    """Yield what could be a title: one or two words, or a piece of what stands unspaced."""
    words = text.split()
    for at, word in enumerate(words):
        if not _WIDE.search(word):
            yield from (" ".join(words[at : at + n]) for n in (1, 2) if at + n <= len(words))
    for run in _RUN.findall(text):
        if _WIDE.search(run):
            ends = [at for at in range(len(run) + 1) if not _WITHIN.match(run[max(at - 1, 0) : at + 1])]
            yield from (run[a:b] for a in ends for b in ends if 2 <= b - a <= _PHRASE)


def _worth(share: float, phrase: str, crowd: Crowd) -> float:
    """Return how well a phrase that a `share` of a group holds tells it from all notes; 0 if it does not."""
    wide = bool(_WIDE.search(phrase))
    if not (len(phrase) >= 2 if wide else all(_tells(word) for word in phrase.split())):
        return 0.0
    lift = share * crowd.count / max(crowd.said.count(phrase if wide else f" {phrase} "), 1)
    return share * min(len(phrase), _PHRASE) ** 0.5 * lift**0.25 if lift >= _LIFT else 0.0


def _tells(word: str) -> bool:
    return len(word) >= 4 and word not in _EMPTY


def _as_written(phrase: str, texts: Sequence[str]) -> str:
    """Return a plain phrase as one of the notes spells it, with a capital where a script has them."""
    for text in texts:
        spelled = unicodedata.normalize("NFKC", text)
        at = spelled.casefold().find(phrase)
        if at >= 0 and len(spelled.casefold()) == len(spelled):
            phrase = spelled[at : at + len(phrase)]
            break
    return phrase[:1].upper() + phrase[1:]
