"""The figures of the customer's own data as a sheet: numbers to reckon with, words where one is withheld.

Small groups are withheld here as everywhere; the sheet is for looking at, and is not read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Protocol

from journeykit import catalogue
from journeykit.insights import figures
from journeykit.insights.evidence import Group, Number, Report, Stand, report
from journeykit.log import Journey

__all__ = ["draw"]

_DAY = 86_400
_WIDTHS = (28, 26, 14, 14, 14, 14, 16, 14, 14, 18, 22)

Rows = list[list[Any]]


class Paper(Protocol):
    """What can be drawn on, row by row."""

    def add(self, cells: list[Any], look: str = "") -> None:
        """Add a row."""

    def widths(self, widths: tuple[int, ...]) -> None:
        """Set the widths of the columns."""


def draw(sheet: Paper, journey: Journey, lang: str) -> None:
    """Fill a sheet with what the last run found: how good the data are, then stages, moves and scores."""
    told = report(journey)
    if told is None:
        return
    sheet.add([catalogue.say("rows.sheets.figures", lang)], "title")
    sheet.add([figures.standing(told, lang)])
    for title, head, rows in _tables(told, journey, lang):
        if rows:
            sheet.add([])
            sheet.add([title], "band")
            sheet.add(head, "head")
            for row in rows:
                sheet.add(row)
    sheet.widths(_WIDTHS)


def _tables(told: Report, journey: Journey, lang: str) -> Iterator[tuple[str, list[str], Rows]]:
    quality = figures.quality(told, lang)
    yield quality.title, [*quality.heads], [[*row[:2], *map(_count, row[2:])] for row in quality.rows]
    yield _stands(told, journey, lang)
    yield _moves(told, journey, lang)
    for table in figures.scores(told, journey, lang):
        yield table.title, [*table.heads], [[row[0], *map(_count, row[1:])] for row in table.rows]


def _stands(told: Report, journey: Journey, lang: str) -> tuple[str, list[str], Rows]:
    """Return every stage of every group, counts and durations side by side."""
    say, words = catalogue.read("evidence", lang)["figures"], catalogue.read("rows", lang)["figures"]
    counts = ("now", "furthest", "reached", "beyond", "idle", "ended")
    times = [words["days"].format(label=say[name]) for name in ("median", "p90", "open_median")]
    heads = [words["group"], say["stage"], *(say[name].format(n=told.idle) for name in counts), *times]
    rows = [
        [figures.group(told.groups[at], lang), *row]
        for at, of in groupby(told.stands, key=lambda one: one.group)
        for row in _line(told, journey, [*of], told.groups[at], lang)
    ]
    return say["stands"], heads if told.timed else heads[:6], rows


def _line(told: Report, journey: Journey, of: list[Stand], which: Group, lang: str) -> Iterator[list[Any]]:
    say = catalogue.read("evidence", lang)["figures"]
    names = [row[0] for row in figures.stands(told, journey, lang, which).rows]
    for one, name in zip(of, names, strict=True):
        if one.reached == 0:
            yield [name, say["no_evidence"]]
            continue
        counts = [_told(n, lang) for n in (one.now, one.furthest, one.reached, one.beyond)]
        timely = [_told(n, lang) for n in (one.idle, one.ended)]
        days = [_days(seconds) for seconds in (one.median, one.p90, one.open_median)]
        yield [name, *counts, *([*timely, *days] if told.timed else [])]


def _moves(told: Report, journey: Journey, lang: str) -> tuple[str, list[str], Rows]:
    rows: Rows = []
    for which in told.groups:
        table = figures.moves(told, journey, lang, which)
        rows += [
            [figures.group(which, lang), *row[:3], *map(_count, row[3:])] for row in table.rows if told.timed
        ]
    say, words = catalogue.read("evidence", lang)["figures"], catalogue.read("rows", lang)["figures"]
    heads = [words["group"], *(say[name] for name in ("from", "to", "sort", "moves_n", "who"))]
    return say["moves"], heads, rows


def _told(n: Number, lang: str) -> Any:
    return figures.number(n, lang) if n is None else n


def _days(seconds: Number) -> Any:
    return "" if seconds is None else round(seconds / _DAY, 1)


def _count(text: str) -> Any:
    """Return a number that was written for people as one, a mere dash as nothing, other text as it is."""
    if text in ("-", "–"):
        return ""
    plain = text.replace(",", "").replace("−", "-").replace("+", "")
    return int(plain) if plain.removeprefix("-").isdecimal() else text
