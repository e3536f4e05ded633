"""The log: every event of an export in one DuckDB database, and what reading it left out or doubted.

    keys(key INTEGER, name VARCHAR)      whom `rules.key` follows; in account lists those without events
    kinds(kind INTEGER, source VARCHAR, what VARCHAR, subtype VARCHAR, n BIGINT)
    ev(key INTEGER, t BIGINT, kind INTEGER)                    t: seconds since 1970, UTC
    notes(key INTEGER, t BIGINT, kind INTEGER, text VARCHAR, amount DOUBLE, score DOUBLE)
    segments(key INTEGER, dim VARCHAR, segment VARCHAR)        at most one segment a key and dimension
    targets(key INTEGER)                                       empty where no list tells whom they aim at
    parties(name VARCHAR)                accounts, deals and contacts that are named besides the keys
    people(name VARCHAR, part VARCHAR)   who stands in columns for names; part: whole, family, given, perhaps…
    remarks(source VARCHAR, what VARCHAR, n BIGINT, example VARCHAR)
    sources(source VARCHAR, rows BIGINT, events BIGINT, untimed BOOLEAN)
    coverage(source VARCHAR, other VARCHAR, found BIGINT, asked BIGINT, example VARCHAR)      of each lookup

`key` and `kind` are dense from 0, in order of name and of (source, what, subtype).
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from journeykit.errors import ReadError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


__all__ = ["Log", "Progress", "end_of", "zone_of"]

Progress = Callable[[str, float], object]
"""Called now and then with what is being done (a source's name) and the share that is done, 0 to 1.

What it raises ends the work, and nothing stays behind.
"""

SCHEMA = """
create table keys(key bigint, name varchar);
create table kinds(kind integer, source varchar, what varchar, subtype varchar, n bigint);
create table ev(key bigint, t bigint, kind integer);
create table notes(key bigint, t bigint, kind integer, text varchar, amount double, score double);
create table segments(key bigint, dim varchar, segment varchar);
create table targets(key bigint);
create table parties(name varchar);
create table people(name varchar, part varchar);
create table remarks(source varchar, what varchar, n bigint, example varchar);
create table sources(source varchar, "rows" bigint, events bigint, untimed boolean);
create table coverage(source varchar, other varchar, found bigint, asked bigint, example varchar);
"""

KINDS = """
insert into kinds select row_number() over (order by source, what, subtype) - 1, source, what, subtype, n
from (select source, what, subtype, count(*) as n from {events} group by all)
"""


class Log:
    """A read log: `db` holds its tables, `as_of` is the last second of the as-of day in `zone`.

    `untimed` names the sources that have no time at all: what they tell holds at the as-of moment. Where no
    source has any, the log is a `snapshot`: it shows where customers stand, and neither durations nor moves.
    Beside sources with times those events are counted and their texts kept, but they are not in `ev`.
    """

    def __init__(
        self,
        db: DuckDBPyConnection,
        *,
        zone: str,
        as_of: int,
        untimed: Sequence[str] = (),
        snapshot: bool = False,
        folder: Path | None = None,
    ) -> None:
        self.db, self.zone, self.as_of = db, zone, as_of
        self.untimed, self.snapshot = tuple(untimed), snapshot
        self._cleared = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True) if folder else None

    def close(self) -> None:
        """Give back the memory, and take away the files of a log too large for it."""
        self.db.close()
        if self._cleared:
            self._cleared()  # a log that nobody closes ends with the program

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    @classmethod
    def of(
        cls,
        rows: Iterable[Sequence[object]],
        segments: Mapping[tuple[str, str], str] | None = None,
        *,
        targets: Iterable[str] = (),
        zone: str = "UTC",
        as_of: int | None = None,
    ) -> Log:
        """Return a log in memory, of rows (key, t, source, what, subtype[, text, amount, score]).

        `segments` holds {(key, dimension): segment}. Without `as_of` it is the day of the last event.

        >>> with Log.of([("A", 0, "crm", "call", ""), ("A", 60, "crm", "order", "")]) as log:
        ...     log.db.execute("select * from ev order by t").fetchall()
        [(0, 0, 0), (0, 60, 1)]
        """
        given = [(*row, *(None,) * (8 - len(row))) for row in rows]
        aims, dims = list(targets), dict(segments or {})
        db = _memory()
        db.execute(
            "create temp table given(name varchar, t bigint, source varchar, what varchar, subtype varchar,"
            " text varchar, amount double, score double)"
        )
        fill(db, "given", given)
        names = sorted({str(row[0]) for row in given} | {key for key, _ in dims} | set(aims))
        numbers = {name: number for number, name in enumerate(names)}
        fill(db, "keys", [(number, name) for name, number in numbers.items()])
        db.execute(KINDS.format(events="given"))
        own = "from given g join keys on keys.name = g.name join kinds k using (source, what, subtype)"
        db.execute(f"insert into ev select key, t, kind {own}")
        some = "coalesce(text, amount::varchar, score::varchar) is not null"
        db.execute(f"insert into notes select key, t, kind, text, amount, score {own} where {some}")
        fill(db, "segments", [(numbers[key], dim, segment) for (key, dim), segment in dims.items()])
        fill(db, "targets", [(numbers[name],) for name in aims])
        last = max((int(str(row[1])) for row in given), default=0)
        ends = end_of(datetime.fromtimestamp(last, zone_of(zone)).date(), zone)
        return cls(db, zone=zone, as_of=ends if as_of is None else as_of)


def _memory() -> DuckDBPyConnection:
    import duckdb

    db = duckdb.connect()
    db.execute(SCHEMA)
    return db


def fill(db: DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Put plain rows into a table, all at once."""
    kinds = [str(row[1]) for row in db.execute(f"describe {table}").fetchall()]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in kinds]
    marks = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
    db.execute(f"insert into {table} select {marks}", columns)


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; raises `ReadError` where there is none."""
    with suppress(Exception):  # zoneinfo raises whatever a strange name happens to cause
        return ZoneInfo(name)
    raise ReadError("unknown_zone", zone=name)


def end_of(day: date, zone: str) -> int:
    """Return the last second of a day in a time zone, since 1970 UTC."""
    begins = datetime.combine(day + timedelta(days=1), time(), zone_of(zone))
    return int(begins.timestamp()) - 1
