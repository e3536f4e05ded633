"""Local times in hours that a clock goes through twice, or leaves out: read by a rule (`zones`), and told.

Zones without such hours pay nothing, and data without an event near one pay for a look at the log's numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from journeykit.evidence.reading.events import Events
from journeykit.evidence.reading.tables import Remark, cell, column
from journeykit.evidence.reading.zones import Odd, inside, odd

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["odd_hours"]

_DAY = 86_400
_FEW = "few"


def odd_hours(db: DuckDBPyConnection, one: Events, first: int, remark: Remark) -> None:
    """Tell how many times without an offset fall into such hours; the source's events are `ev` from `first`.

    Midnight is left out: where nothing but a day was written, no hour is meant.
    """
    near = _near(db, one.zone, first) if odd(one.zone) else []
    for at, time in enumerate(one.times if near else ()):
        name = one.column(one.source.times[at].column)
        if time.ahead == "0" or one.table.types[name] == "DATE":
            continue
        if one.quick and one.table.types[name] == "VARCHAR":
            _told(db, _few(db, one, name, near), at, name, near, remark)
            db.execute(f"drop table {_FEW}")
        else:
            _told(db, one, at, name, near, remark)


def _told(
    db: DuckDBPyConnection, one: Events, at: int, name: str, near: Sequence[Odd], remark: Remark
) -> None:
    which = inside(f"local{at}", [(hour.begin, hour.end, 2 - hour.twice) for hour in near])
    rows = one.rows(f"r.{column(name)}::varchar as written")
    asked = (
        f"select {which} as odd, count(*), min(written) from ({rows})"
        f" where ahead{at} is null and local{at} % {_DAY} <> 0 and {which} > 0"
        " and name in (select name from names) group by 1 order by 1"
    )
    for found, n, example in db.execute(asked).fetchall():
        remark("hour_twice" if found == 1 else "hour_never", int(n), str(example))


def _few(db: DuckDBPyConnection, one: Events, name: str, near: Sequence[Odd]) -> Events:
    """Return the events of those days alone: written as DuckDB reads them quickly, they need no reading."""
    seconds = {second for hour in near for second in (hour.begin, hour.end)}
    days = sorted({datetime.fromtimestamp(second, UTC).date().isoformat() for second in seconds})
    said = ", ".join(cell(way) for day in days for way in (day, day.replace("-", "/")))
    db.execute(
        f"create temp table {_FEW} as select * from {one.table.name}"
        f" where left({column(name)}, 10) in ({said})"
    )
    return replace(one, table=one.table._replace(name=_FEW))


def _near(db: DuckDBPyConnection, zone: str, first: int) -> list[Odd]:
    """Return the odd hours between the first and the last event; none where no event is near any."""
    own = f"from ev where rowid >= {first}"
    low, high = db.execute(f"select min(t), max(t) {own}").fetchall()[0]
    if low is None:
        return []
    some = [
        hour for hour in odd(zone) if low <= hour.change + hour.length and hour.change - hour.length <= high
    ]
    close = inside("t", [(hour.change - hour.length, hour.change + hour.length, 1) for hour in some])
    there = bool(some) and db.execute(f"select 1 {own} and {close} = 1 limit 1").fetchall()
    return some if there else []
