"""Which rows became no events, and why; and what is done with those that have no time at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeykit.catalogue import read as catalogue
from journeykit.evidence.reading.events import Events
from journeykit.evidence.reading.joins import trimmed
from journeykit.evidence.reading.tables import Remark, cell, column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["doubts", "expected", "gaps", "stand"]


def expected(db: DuckDBPyConnection, one: Events) -> int:
    """Return how many events there must be if every time and every key can be read."""
    total = 0
    for time in one.source.times:
        value = f"r.{column(one.column(time.column))}"
        asked = f"select count(*) from {one.table.name} r where {value} is not null and {one.key} is not null"
        total += int(db.execute(asked).fetchall()[0][0])
    return total


def doubts(db: DuckDBPyConnection, one: Events, remark: Remark) -> None:
    """Tell which rows of a source became no events, and why."""
    nothing = ", ".join(cell(word) for word in catalogue("dates", "en")["nothing"])
    for at, time in enumerate(one.source.times):
        value = f"r.{column(one.column(time.column))}::varchar"
        rows = one.rows(f"lower({trimmed(value)}) as said, {value} as written")
        known = "name in (select name from names)"
        held = f"said is not null and said not in ({nothing})"
        for what, where in (
            ("no_time", f"not coalesce({held}, false)"),
            ("bad_time", f"{held} and u{at} is null"),
            ("out_of_range", f"u{at} is not null and t{at} is null"),
            ("no_key", f"t{at} is not null and not coalesce({known}, false)"),
        ):
            shown = "coalesce(name, '')" if what == "no_key" else f"coalesce(written, {cell(time.column)})"
            asked = f"select count(*), min({shown}) from ({rows}) where {where}"
            n, example = db.execute(asked).fetchall()[0]
            if n:
                remark(what, int(n), str(time.column if what == "no_time" else example))


def gaps(db: DuckDBPyConnection, one: Events, remark: Remark) -> None:
    """Tell which rows of a source that was read without any doubt lack a time or a key."""
    for time in one.source.times:
        value = f"r.{column(one.column(time.column))}"
        asked = (
            f"select count(*) filter (where {value} is null),"
            f" count(*) filter (where {value} is not null and {one.key} is null) from {one.table.name} r"
        )
        no_time, no_key = db.execute(asked).fetchall()[0]
        for what, n, example in (("no_time", no_time, time.column), ("no_key", no_key, "")):
            if n:
                remark(what, int(n), example)


def stand(db: DuckDBPyConnection, one: Events, remark: Remark, as_of: int | None) -> None:
    """Count the events of a source without times, and put them at the as-of moment if that is all there is.

    Beside sources with times they stay out of `ev`: nothing is known of when they were, so they move nobody.
    """
    remark("no_times" if as_of is None else "snapshot", one.table.rows, "")
    rows = (
        f"select key, kind from ({one.rows()}) x join names using (name)"
        f" join (from told where source_number = {one.number}) k"
        " on k.raw_what = what0 and k.raw_subtype = x.subtype"
    )
    if as_of is None:
        db.execute(
            f"update kinds set n = c.n from (select kind, count(*) as n from ({rows}) group by kind) c"
            " where c.kind = kinds.kind"
        )
    else:
        db.execute(f"insert into ev select key, {as_of}, kind from ({rows})")
    lost = f"select count(*) from ({one.rows()}) where name is null or name not in (select name from names)"
    if n := db.execute(lost).fetchall()[0][0]:
        remark("no_key" if one.key_known else "no_key_column", int(n), "")
