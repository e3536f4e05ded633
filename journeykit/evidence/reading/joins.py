"""Columns that a source takes from others: beside each row stands the first row of the other that fits.

A source that is looked up may look up others itself: items, their orders, the orders' customers.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from journeykit.errors import ReadError
from journeykit.evidence.reading.headers import found
from journeykit.evidence.reading.tables import Table, cell, column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from journeykit.evidence.rules import Lookup, Rules, Source

__all__ = ["joined", "trimmed"]

_NUMBERS = count()
SPACE = " \u3000\t\r\n\u00a0"
"""What may stand around a value and is no part of it."""


def trimmed(value: str) -> str:
    """Return SQL for a text without the space around it, NULL if nothing is left.

    Texts that begin and end with a letter, most of all, are not looked through.
    """
    text = f"{value}::varchar"
    bare = " and ".join(f"ascii({end}) between 33 and 126" for end in (text, f"right({text}, 1)"))
    return f"(case when {bare} then {text} else nullif(trim({text}, '{SPACE}'), '') end)"


def joined(db: DuckDBPyConnection, rules: Rules, tables: dict[str, Table]) -> dict[str, Table]:
    """Return the sources' tables with the columns they look up; counts how often something was found.

    Raises `ReadError` for sources that look up each other, or one that is not there.
    """
    sources = {source.name: source for source in rules.sources}
    done: dict[str, Table] = {}

    def widen(name: str, asking: tuple[str, ...]) -> Table:
        if name not in sources:
            raise ReadError("no_such_source", source=name, asking=asking[-1] if asking else "")
        if name in asking:
            raise ReadError("lookup_circle", sources=" → ".join((*asking, name)))
        if name not in done:
            done[name] = _wide(db, sources[name], tables[name], lambda other: widen(other, (*asking, name)))
        return done[name]

    return {name: widen(name, ()) for name in sources}


def _wide(db: DuckDBPyConnection, source: Source, table: Table, other: Callable[[str], Table]) -> Table:
    for lookup in source.lookups:
        wanted = other(lookup.source)
        if table.columns and wanted.columns:
            table = _beside(db, source.name, table, lookup, wanted)
    return table


def _beside(db: DuckDBPyConnection, source: str, table: Table, lookup: Lookup, other: Table) -> Table:
    """Return a table with a lookup's columns, each as "name" if that is free, and as "source.name"."""
    on = found(lookup.on, table.columns, source)
    where = found(lookup.where or lookup.on, other.columns, lookup.source)
    takes = [found(take, other.columns, lookup.source) for take in lookup.take]
    first, wide = f"f{next(_NUMBERS)}", f"v{next(_NUMBERS)}w"
    picked = ", ".join(
        f"arg_min_null(r.{column(take)}, r.{other.row}) as t{number}" for number, take in enumerate(takes)
    )
    differ = " or ".join(f"min(r.{column(take)}) <> max(r.{column(take)})" for take in takes) or "false"
    db.execute(
        f"create temp table {first} as select {trimmed(f'r.{column(where)}')} as word"
        f"{', ' if picked else ''}{picked}, {differ} as several from {other.name} r"
        " group by word having word is not null"
    )
    names = {
        name: f"f.t{number}"
        for number, take in enumerate(takes)
        for name in (take, f"{lookup.source}.{take}")
        if name.casefold() not in {each.casefold() for each in table.columns}
    }
    beside = "".join(f", {value} as {column(name)}" for name, value in names.items())
    same = f"from {table.name} r left join {first} f on f.word = {trimmed(f'r.{column(on)}')}"
    own = ", ".join(f"r.{column(name)}" for name in table.columns)
    db.execute(f'create temp view {wide} as select {own}{beside}, r.{table.row} as "#row" {same}')
    _count(db, source, lookup.source, trimmed(f"r.{column(on)}"), same)
    types = {
        str(row[0]): str(row[1]) for row in db.execute(f"describe {wide}").fetchall() if row[0] != "#row"
    }
    return Table(wide, types, table.rows, '"#row"', table.since_1904)


def _count(db: DuckDBPyConnection, source: str, other: str, on: str, same: str) -> None:
    """Count how many rows found something, of those that ask for something."""
    db.execute(
        f"insert into coverage select {cell(source)}, {cell(other)}, count(f.word), count({on}),"
        f" min({on}) filter (where f.word is null) {same}"
    )
    asked = f"select count(*), min({on}) {same} where f.several"
    n, example = db.execute(asked).fetchall()[0]
    if n:
        row = [source, "lookup_several", int(n), str(example)[:200]]
        db.execute("insert into remarks values ($1, $2, $3, $4)", row)
