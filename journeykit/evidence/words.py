"""Words of a vocabulary in headings and event names, in the languages that exports are written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from journeykit import catalogue

__all__ = ["Hit", "hits", "plain"]

_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CUSTOM = re.compile(r"__(?:c|r|pc)$", re.IGNORECASE)
_CELL = re.compile(r"[a-zà-ÿß0-9']+|[^\W_a-zà-ÿß0-9]+")


class Hit(NamedTuple):
    """A word found: the concept it stands for, the word, and where it begins and ends."""

    concept: str
    word: str
    begin: int
    end: int


def plain(text: str) -> str:
    """Return a heading as plain words: camel case and underscores taken apart, width and case levelled.

    >>> plain("OpportunityId"), plain("close_date__c"), plain("顧客ＩＤ")
    ('opportunity id', 'close date', '顧客 id')
    """
    levelled = _CUSTOM.sub("", unicodedata.normalize("NFKC", text).strip())
    parts = _CELL.findall(_CAMEL.sub(" ", levelled).lower().replace("_", " "))
    return " ".join(parts)


@cache
def _words(section: str) -> dict[str, tuple[str, ...]]:
    """The concepts of a section by word, a word's concepts in the file's order."""
    found: dict[str, tuple[str, ...]] = {}
    for concept, words in catalogue.read("columns", "en")[section].items():
        for word in words:
            found[plain(word)] = (*found.get(plain(word), ()), concept)
    return found


@cache
def _tight(section: str) -> dict[str, str]:
    """The words without their spaces, so that "closedate" is found."""
    return {word.replace(" ", ""): word for word in _words(section) if len(word) > 1 and word.isascii()}


def _latin(section: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Runs of whole words of the text that are a word of the vocabulary."""
    parts = [(part.group(), part.start(), part.end()) for part in re.finditer(r"\S+", text)]
    known, tight = _words(section), _tight(section)
    for first in range(len(parts)):
        for last in range(first, min(first + 5, len(parts))):
            run = " ".join(part for part, _, _ in parts[first : last + 1])
            for form in (run, run.removesuffix("s"), tight.get(run.replace(" ", ""), "")):
                if form in known:
                    yield form, parts[first][1], parts[last][2]
                    break
    for part, begin, end in parts:
        if part.isascii() and part not in known and part.removesuffix("s") not in known:
            yield from _inside(section, part, begin, end)


def _inside(section: str, part: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Words at the beginning and the end of an unknown long one: "kundennummer", "accountname"."""
    tight = _tight(section)
    for size in range(len(part) - 1, 1, -1):
        head, tail = part[:size], part[size:]
        if head in tight and (size > 3 or tail in tight):
            yield tight[head], begin, begin + size
        if tail in tight and (len(tail) > 3 or head in tight):
            yield tight[tail], begin + size, end


def _anywhere(section: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Japanese words, wherever they stand: they are written without spaces."""
    for word in _words(section):
        if any(letter > "\u2e80" for letter in word):
            begin = text.find(word)
            while begin >= 0:
                yield word, begin, begin + len(word)
                begin = text.find(word, begin + 1)


@cache
def hits(section: str, text: str) -> tuple[Hit, ...]:
    """Return the words of a section found in a text, in their order; a longer one hides a shorter."""
    said = plain(text)
    found = sorted(
        {*_latin(section, said), *_anywhere(section, said)}, key=lambda hit: (hit[1] - hit[2], hit[1])
    )
    kept: list[tuple[str, int, int]] = []
    for word, begin, end in found:
        if all(end <= other[1] or begin >= other[2] for other in kept):
            kept.append((word, begin, end))
    known = _words(section)
    return tuple(
        Hit(concept, word, begin, end)
        for word, begin, end in sorted(kept, key=lambda hit: hit[1])
        for concept in known[word]
    )
