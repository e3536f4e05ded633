"""Whose voice a note speaks in (DOMAIN.md A2): friendly nudges, never a refusal.

The rules are data (`catalogue/wording.toml`). A note may be in either language whatever the interface's, so
the patterns of both are tried. How often they are right stands in `tests/test_wording.py`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.log import Journey
from journeykit.records import Note

__all__ = ["RULES", "Hit", "hits", "questioned"]

RULES = ("seller", "solution", "department")
"""The rules, in the order in which their nudges are told."""


class Hit(NamedTuple):
    """A passage that gives a rule away; `why` and `ask` are keys of what `catalogue.say` tells about it."""

    rule: str
    start: int
    end: int
    why: str
    ask: str


class _Rule(NamedTuple):
    lanes: frozenset[str]
    starts: dict[str, list[re.Pattern[str]]]
    some: dict[str, re.Pattern[str]]
    found: dict[str, list[re.Pattern[str]]]
    fine: dict[str, re.Pattern[str]]


def hits(note: Note) -> tuple[Hit, ...]:
    """Return what in a note may not be the customer's voice, at most one passage for each rule.

    >>> [note.text[h.start : h.end] for note in [Note(text="We pitch the demo")] for h in hits(note)]
    ['We pitch']
    """
    return _hits(note.text, note.lane)


def questioned(journey: Journey) -> list[Note]:
    """Return the notes with hits that the team has not chosen to leave as they are."""
    return [note for note in journey.notes if not note.as_is and hits(note)]


@lru_cache(maxsize=20_000)
def _hits(text: str, lane: str) -> tuple[Hit, ...]:
    low = text.lower()
    if len(low) != len(text):  # İ becomes two signs
        low = "".join(sign.lower()[:1] for sign in text)
    found = ((name, _passage(_rules()[name], low, lane)) for name in RULES)
    return tuple(
        Hit(name, *at, f"wording.{name}.why", f"wording.{name}.ask.{lane}") for name, at in found if at
    )


def _passage(rule: _Rule, text: str, lane: str) -> tuple[int, int] | None:
    """Return the first passage that a rule finds and that touches nothing that is fine."""
    if rule.lanes and lane not in rule.lanes:
        return None
    for lang in _languages(text):
        giveaways = [one for one in rule.starts[lang] if one.match(text)]
        if rule.some[lang].search(text):
            giveaways += [one for one in rule.found[lang] if one.search(text)]
        if not giveaways:  # most notes
            continue
        fine = [match.span() for one in (rule.fine[lang], _quoted()) for match in one.finditer(text)]
        for start, end in (match.span() for one in giveaways for match in one.finditer(text)):
            if not any(left < end and start < right for left, right in fine):
                return start, end
    return None


def _languages(text: str) -> tuple[str, ...]:
    """Return the languages that a text may hold words of."""
    if text.isascii():
        return ("en",)
    return catalogue.LANGUAGES if _WORD.search(text) else ("ja",)


_WORD = re.compile("[a-z]{2}")
_EDGE = {"ja": "", "en": r"\b"}
"""English patterns begin where a word does: they need not be tried in the middle of each."""


@cache
def _rules() -> dict[str, _Rule]:
    source = catalogue.read("wording", "en")
    return {name: _rule(source[name], source) for name in RULES}


def _rule(row: dict[str, Any], source: dict[str, Any]) -> _Rule:
    """Compile each pattern by itself, and one of all, which tells whether to try them."""

    def each(lang: str, *, anchored: bool) -> list[re.Pattern[str]]:
        chosen = [pattern for pattern in row["hit"][lang] if pattern.startswith("^") == anchored]
        return [_compiled([pattern], source, _EDGE[lang]) for pattern in chosen]

    found = {lang: each(lang, anchored=False) for lang in catalogue.LANGUAGES}
    return _Rule(
        frozenset(row["lanes"]),
        {lang: each(lang, anchored=True) for lang in catalogue.LANGUAGES},
        {lang: _any_of([one.pattern for one in found[lang]]) for lang in catalogue.LANGUAGES},
        found,
        {lang: _compiled(row["fine"][lang], source) for lang in catalogue.LANGUAGES},
    )


_TOKEN = re.compile(r"(\\b|\(\?<?!.*?\)|\(\?:|[|)]|\[.*?\]|\\?.)(\?|\*|\{0,\d*\})?")
"""A piece of a pattern, and whether it may be missing; no pattern begins with any sign whatever (`.`)."""


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern for all, tried only at the signs with which one of them can begin."""
    whole = "|".join(patterns)
    openings = _openings(whole)
    return re.compile(f"(?=[{''.join(sorted(openings))}])(?:{whole})" if openings else "(?!)")


def _openings(pattern: str) -> set[str]:
    """Return what the first sign of a match can be, as parts of a regular expression's set of signs."""
    found, first, groups = set[str](), True, list[tuple[bool, bool]]()
    start, empty = True, False  # where the group begins; whether one of its branches may be empty
    for token, optional in _TOKEN.findall(pattern):
        if token == "(?:":
            groups.append((start, empty))
            start, empty = first, False
        elif token == "|":
            first, empty = start, empty or first
        elif token == ")":
            first = empty or first or (start and bool(optional))
            start, empty = groups.pop()
        elif first and token != r"\b" and not token.startswith("(?"):
            found.add(token[1:-1] if token[0] == "[" else token if token[0] == "\\" else re.escape(token))
            first = bool(optional)
    return found


@cache
def _quoted() -> re.Pattern[str]:
    return _compiled(["<quoted>"], catalogue.read("wording", "en"))


def _compiled(patterns: list[str], source: dict[str, Any], edge: str = "") -> re.Pattern[str]:
    """Return one pattern for all; `<name>` is any of the words of that name."""

    def words(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(source['words'][match[1]])})"

    filled = (re.sub(r"<(\w+)>", words, pattern) for pattern in patterns)
    return re.compile(f"{edge}(?:{'|'.join(filled)})")
