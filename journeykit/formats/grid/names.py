"""What a heading of a map made elsewhere means: a lane, or something else that is told of a stage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from journeykit import catalogue
from journeykit.formats.incoming.stages import plain

__all__ = ["is_named", "lane_of", "people_field", "persona_in", "tidy"]

_PARTS = re.compile(r"[/／・&＆()（）\[\]【】,、|｜:：\n]+|\s+(?:and|und|/|-|–)\s+", re.IGNORECASE)
_PERSONA = re.compile(r"^\s*#*\s*(?:\d+[.)]\s*)?([^:：]{1,24}?)\s*[:：]\s*(\S.*)$", re.DOTALL)
_MARKED = 4
"""So many marks may lie around each other."""
_LONGEST = 400
"""So many signs of a line are searched for a name."""
_MARKS = re.compile(r"^(\*\*|__|\*|_|`)(.+)\1$", re.DOTALL)


def tidy(heading: str) -> str:
    """Return a heading as one line, without the marks that make it bold."""
    line = " / ".join(part for part in (part.strip() for part in heading.splitlines()) if part)
    for _ in range(_MARKED):
        found = _MARKS.match(line)
        line = found[2].strip() if found else line
    return line


@cache
def lane_of(heading: str) -> str:
    """Return the lane that a heading means, or "feeling", "issue", "deed", "persona", "aside"; "" if none.

    Of a heading that says two things, as in "Thoughts / feelings", the first that is known counts.
    """
    for name in (heading, *_PARTS.split(heading)) if len(heading) <= 200 else ():
        if found := _lane(plain(name)):
            return found
    return ""


def _lane(name: str) -> str:
    names, lanes = _names(), _words()
    if found := names.get(name, ""):
        return found
    if rest := _after(name, lanes["of"]["us"]):
        return "deed" if names.get(rest) in ("action", "deed", "touchpoint") else ""
    return names.get(_after(name, lanes["of"]["them"]), "")


def is_named(heading: str, part: str) -> bool:
    """Say whether a heading is one of the names of `part` of the catalogue's structure, or its "corner"."""
    return plain(heading) in _structure(part)


def people_field(heading: str) -> str:
    """Return the field of a persona that a heading means, "pains" for their issues; "" if none."""
    return next((field for field, names in _people().items() if plain(heading) in names), "")


def persona_in(lines: Iterable[str]) -> str:
    """Return the persona that one of the lines names, as in "Persona: Sarah"; "" if none does."""
    return next(_named(lines), "")


def _named(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        found = _PERSONA.match(tidy(line[: 2 * _LONGEST])[:_LONGEST])
        if found and lane_of(found[1]) == "persona":
            yield tidy(found[2])[:200]


def _after(name: str, starts: Iterable[str]) -> str:
    """Return what follows the first of `starts` that a name has; "" if it has none."""
    return next((name.removeprefix(start) for start in map(plain, starts) if name.startswith(start)), "")


def _words() -> dict[str, dict[str, list[str]]]:
    return dict(catalogue.read("lane_names", "en")["others"])


@cache
def _names() -> dict[str, str]:
    lanes = catalogue.read("lane_names", "en")["lanes"]
    others = {sort: names for sort, names in _words().items() if sort not in ("of", "corner")}
    return {plain(name): sort for sort, names in {**others, **lanes}.items() for name in names}


@cache
def _structure(part: str) -> frozenset[str]:
    named = catalogue.read("lane_names", "en")["structure"] | {"corner": _words()["corner"]}
    return frozenset(map(plain, named[part]))


@cache
def _people() -> dict[str, frozenset[str]]:
    people = catalogue.read("lane_names", "en")["people"]
    return {field: frozenset(map(plain, names)) for field, names in people.items()}
