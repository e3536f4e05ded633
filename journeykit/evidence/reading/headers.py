"""Headers as exports have them: below titles, twice the same, empty."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from journeykit.errors import ReadError

__all__ = ["found", "header_of", "named", "plain"]

_LONGEST = 200
_ABOVE = 30
"""So many rows of titles may stand above a header."""


def header_of(rows: Sequence[Sequence[object]]) -> int:
    """Return which of the first rows is the header: the first that is as wide as rows usually are."""
    filled = [sum(1 for cell in row if str("" if cell is None else cell).strip()) for row in rows]
    usual = Counter(n for n in filled if n).most_common(1)
    width = max((n for n in filled if n), default=1)
    if usual and usual[0][1] * 2 > sum(1 for n in filled if n):
        width = usual[0][0]
    wanted = max(width * 0.6, min(width, 2))
    return next((at for at, n in enumerate(filled[:_ABOVE]) if n >= wanted), 0)


def named(header: Sequence[object]) -> tuple[list[str], list[str]]:
    """Return a column's name each, no two alike ("name 2"), and those that stood there twice.

    >>> named(["id", "Day", "", "day"])
    (['id', 'Day', '#3', 'day 2'], ['day'])
    """
    names: list[str] = []
    twice: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(header, 1):
        name = " ".join(str("" if cell is None else cell).split())[:_LONGEST] or f"#{number}"
        free = name
        if name.casefold() in taken:
            twice.append(name)
            free = next(
                f"{name[: _LONGEST - 5]} {n}"
                for n in range(2, len(header) + 2)
                if f"{name[: _LONGEST - 5]} {n}".casefold() not in taken
            )
        taken.add(free.casefold())
        names.append(free)
    return names, twice


def plain(name: str) -> str:
    """Return a name as it is compared: without case, width or surrounding space."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def found(name: str, columns: Sequence[str], source: str) -> str:
    """Return the column that is meant by a name; raises `ReadError` if the table has none such."""
    if name in columns:
        return name
    for column in columns:
        if plain(column) == plain(name):
            return column
    raise ReadError("no_such_column", column=name, source=source, columns=", ".join(columns[:40]))
