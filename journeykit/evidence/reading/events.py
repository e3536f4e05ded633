"""Rows become events: one for each time column that holds a time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeykit.evidence.reading import moments
from journeykit.evidence.reading.headers import found
from journeykit.evidence.reading.joins import trimmed
from journeykit.evidence.reading.keys import Asked, Keys, number
from journeykit.evidence.reading.tables import Remark, Table, cell, column
from journeykit.evidence.reading.zones import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from journeykit.evidence.rules import Rules, Source

__all__ = ["LAST", "Events", "insert", "kinds", "renumber"]

LAST = 7_258_118_400
"""Times from 2200 on are no times but marks such as 9999-12-31; those before 1970 are left out as well."""


@dataclass(frozen=True)
class Events:
    """A source whose columns are known: SQL of its rows (`r`) with key, kinds and times.

    What a row says (its text, its score) is dated at its latest time; its amount stands with each.
    """

    number: int
    source: Source
    table: Table
    key: str
    zone: str
    times: tuple[moments.Moment, ...]
    quick: bool

    @classmethod
    def of(
        cls,
        db: DuckDBPyConnection,
        number: int,
        source: Source,
        table: Table,
        rules: Rules,
        remark: Remark,
        *,
        quick: bool = True,
    ) -> Events:
        """Return a source's events, its times read by DuckDB where it seems that this is possible."""
        names = [found(time.column, table.columns, source.name) for time in source.times]
        fast = [moments.quick(db, table, name) for name in names] if quick else [None for _ in names]
        times = tuple(one for one in fast if one)
        if len(times) < len(names):
            read = functools.partial(moments.moment, db, table, source=source, zone=rules.zone, remark=remark)
            times = tuple(moments.typed(table, name) or read(name) for name in names)
        own = getattr(source, rules.key)
        key = f"r.{column(found(own, table.columns, source.name))}::varchar" if own else "NULL::varchar"
        return cls(number, source, table, key, rules.zone, times, all(fast))

    def anew(self, db: DuckDBPyConnection, rules: Rules, remark: Remark) -> Events:
        """Return the same events, each value of their times looked at."""
        return Events.of(db, self.number, self.source, self.table, rules, remark, quick=False)

    @property
    def key_known(self) -> bool:
        """Whether the source tells whom its rows are about."""
        return self.key != "NULL::varchar"

    @property
    def asked(self) -> Asked:
        """The names that stand in the source."""
        return Asked(self.table.name, self.key)

    def column(self, name: str) -> str:
        """Return the name of the table's column that is meant."""
        return found(name, self.table.columns, self.source.name)

    def text(self, name: str) -> str:
        """Return SQL for a column's text, "" where the source has no such column."""
        return f"r.{column(found(name, self.table.columns, self.source.name))}::varchar" if name else "''"

    def what(self, at: int) -> str:
        """Return SQL for what an event of the `at`th time is called."""
        told = self.source.times[at].what if self.source.times else ""
        return cell(told) if told else f"coalesce({self.text(self.source.what)}, '')"

    @property
    def subtype(self) -> str:
        """SQL for the subtype of the row's events."""
        return f"coalesce({self.text(self.source.subtype)}, '')"

    def rows(self, *more: str) -> str:
        """Return SQL of rows: `name`, `subtype`, `what0`…, `u0`… (any time), `t0`… (a time in range)."""
        whats = [f"{self.what(at)} as what{at}" for at in range(max(len(self.times), 1))]
        parts = [
            f"{time.local} as local{at}, {time.ahead} as ahead{at}" for at, time in enumerate(self.times)
        ]
        joins = "".join(time.joins for time in self.times)
        extra = [part.partition("|")[0] for part in more]
        joins += "".join(part.partition("|")[2] for part in more)
        shown = ", ".join([f"{self.key} as name", f"{self.subtype} as subtype", *whats, *parts, *extra])
        inner = f"select {shown} from {self.table.name} r{joins}"
        for at, time in enumerate(self.times):
            known = utc(f"local{at}", self.zone)
            if time.ahead != "NULL::integer":
                known = f"case when ahead{at} is null then {known} else local{at} - ahead{at} end"
            inner = f"select *, {known} as u{at} from ({inner})"
            inner = (
                f"select *, case when u{at} between 0 and {LAST - 1} then u{at} end as t{at} from ({inner})"
            )
        return inner


def kinds(db: DuckDBPyConnection, events: list[Events]) -> None:
    """Fill `kinds` (not yet their counts), and `told`, which tells the kind of each as it is written."""
    asked = [
        f"select distinct {one.number} as source_number, {at} as at_time, {cell(one.source.name)} as source,"
        f" {one.what(at)} as raw_what, {one.subtype} as raw_subtype from {one.table.name} r"
        for one in events
        for at in range(max(len(one.times), 1))
    ]
    empty = (
        "select 0 as source_number, 0 as at_time, '' as source, '' as raw_what, '' as raw_subtype where false"
    )
    plain = ", ".join(
        f"coalesce({trimmed(f'nfc_normalize(raw_{name})')}, '') as {name}" for name in ("what", "subtype")
    )
    db.execute(f"create temp table raw as select *, {plain} from ({' union all '.join([empty, *asked])})")
    db.execute(
        "insert into kinds select row_number() over (order by source, what, subtype) - 1, source, what,"
        " subtype, 0 from (select distinct source, what, subtype from raw)"
    )
    db.execute(
        "create temp table told as select source_number, at_time, raw_what, raw_subtype, kind"
        " from raw join kinds using (source, what, subtype)"
    )
    db.execute("drop table raw")


def insert(db: DuckDBPyConnection, one: Events, known: Keys, run: Callable[[str], None]) -> None:
    """Put a source's events into `ev`, time by time."""
    rows = known.joined(f"({one.rows()})", one.table.name)
    for at in range(len(one.times)):
        run(
            f"insert into ev select key, t{at}, kind from {rows} x join {_told(db, one, at)}"
            f" where t{at} is not null"
        )


def _told(db: DuckDBPyConnection, one: Events, at: int) -> str:
    """Return what to join for the kinds of a time's events: by number, where no two have the same."""
    own = f"told where source_number = {one.number} and at_time = {at}"
    code = number("raw_what, raw_subtype")
    if db.execute(f"select count(*) > count(distinct {code}) from {own}").fetchall()[0][0]:
        return f"(from {own}) k on k.raw_what = what{at} and k.raw_subtype = x.subtype"
    return f"(select {code} as code, kind from {own}) k on k.code = {number(f'what{at}, x.subtype')}"


def renumber(db: DuckDBPyConnection) -> None:
    """Take away kinds without any event, and number the others anew."""
    if not db.execute("select count(*) from kinds where n = 0").fetchall()[0][0]:
        return
    db.execute("delete from kinds where n = 0")
    db.execute(
        "create temp table anew as select kind,"
        " row_number() over (order by source, what, subtype) - 1 as number from kinds"
    )
    for table in ("kinds", "ev", "notes"):
        db.execute(f"alter table {table} rename to old_{table}")
        db.execute(f"create table {table} as from old_{table} limit 0")
        db.execute(
            f"insert into {table} select old.* replace (number::integer as kind)"
            f" from old_{table} old join anew on anew.kind = old.kind"
        )
        db.execute(f"drop table old_{table}")
    db.execute("drop table anew")
