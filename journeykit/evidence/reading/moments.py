"""A column of times as seconds, in SQL: by DuckDB itself where it can, else by its distinct words.

A value is a day, and perhaps an hour behind it. There are few distinct days and hours in a table, however
long: each is read once in Python (`dates`) and stands in a table of its own that the value is joined with.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from journeykit.evidence.log import fill
from journeykit.evidence.reading import dates
from journeykit.evidence.reading.tables import Remark, Table, column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from journeykit.evidence.rules import Source

__all__ = ["Moment", "likely", "moment", "quick", "typed"]

_NUMBERS = count()
_LOOK = 5_000
_CLOCK = (
    r"(?:(?:(?:(?i:午前|午後|[ap]\.?m\.?)|[T,\s\x{3000}])*[0-9０-９]{1,2}[\s\x{3000}]*[:：時].*)"
    r"|(?:T[0-9]{4,6}(?:Z|[+-][0-9:]+)?))$"
)
_NUMERIC = r"[0-9]{5,19}(?:[.][0-9]+)?"
_AMERICAN = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
)
_EASTERN = ("Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong")


class Moment(NamedTuple):
    """SQL of a time: `local` seconds, `ahead` of UTC where the value says so (else NULL), their `joins`."""

    local: str
    ahead: str = "NULL::integer"
    joins: str = ""


def likely(zone: str) -> dates.Order:
    """Return how days are usually written in a zone, where a column does not tell."""
    return "ymd" if zone in _EASTERN else "mdy" if zone in _AMERICAN else "dmy"


def _iso(value: str) -> str:
    """Return SQL that reads "2026-03-01" with or without "10:00[:00]", and nothing that names a zone."""
    shape = (
        f"(length({value}) = 10 and {value}[5] in ('-', '/') and {value}[8] = {value}[5]"
        f" or length({value}) = 19 and {value}[8] in ('-', '/') and {value}[17] = ':'"
        f" or length({value}) = 16 and {value}[8] in ('-', '/') and {value}[14] = ':')"
    )
    return f"case when {shape} then epoch_us(try_cast({value} as timestamp)) // 1000000 end"


def typed(table: Table, name: str) -> Moment | None:
    """Return how a column is read that holds times already; None for one of texts or numbers."""
    value, kind = f"r.{column(name)}", table.types[name]
    if kind.startswith("TIMESTAMP WITH"):
        return Moment(f"epoch_us({value}) // 1000000", "0")
    if kind.startswith("TIMESTAMP") or kind == "DATE":
        return Moment(f"epoch_us({value}::timestamp) // 1000000")
    return None


def quick(db: DuckDBPyConnection, table: Table, name: str) -> Moment | None:
    """Return how DuckDB reads a column by itself; None where its first values say that it cannot.

    That all values were read has to be counted afterwards.
    """
    if (known := typed(table, name)) or table.types[name] != "VARCHAR":
        return known
    value = f"r.{column(name)}"
    bad = db.execute(
        f"select count(*) from (select * from {table.name} limit {_LOOK}) r"
        f" where {value} is not null and {_iso(value)} is null"
    ).fetchall()
    return None if bad[0][0] else Moment(_iso(value))


def moment(
    db: DuckDBPyConnection, table: Table, name: str, source: Source, *, zone: str, remark: Remark
) -> Moment:
    """Return how any column is read, value by value; tells of orders that are open or mixed."""
    number, value = next(_NUMBERS), f"trim(r.{column(name)}::varchar, ' \u3000\t\r\n\u00a0')"
    parts, days, hours, read = (f"{letter}{number}" for letter in "pdhm")
    _split(db, parts, f"select r.{table.row} as i, {value} as v from {table.name} r")
    asked = f"select w, count(*) from {parts} where w is not null group by all"
    _days(db, days, asked, source.order, likely(zone), remark)
    _hours(db, hours, f"select distinct h from {parts} where h is not null")
    _serials(db, f"from {parts} where numeric and try_cast(v as double)", "v", remark)
    clock = f"case when p.h is null then 0 else {hours}.second end"
    local = f"case when numeric then {_number('v', table.since_1904)} else {days}.day * 86400 + {clock} end"
    ahead = f"case when not numeric then {hours}.ahead when {_absolute('v')} then 0 end"
    db.execute(
        f"create temp table {read} as select i, {local} as local, {ahead} as ahead from {parts} p"
        f" left join {days} on {days}.word = p.w left join {hours} on {hours}.word = p.h"
    )
    for passing in (parts, days, hours):
        db.execute(f"drop table {passing}")
    return Moment(f"{read}.local", f"{read}.ahead", f" left join {read} on {read}.i = r.{table.row}")


def _split(db: DuckDBPyConnection, name: str, values: str) -> None:
    """Make the table of a column's values: each a number, or the words of a day (`w`) and its hour (`h`)."""
    hour = f"nullif(regexp_extract(v, '{_CLOCK}'), '')"
    seen = f"select *, {hour} as hour, regexp_full_match(v, '{_NUMERIC}') as numeric from ({values})"
    db.execute(
        f"create temp table {name} as select i, v, numeric,"
        " case when not numeric then left(v, length(v) - coalesce(length(hour), 0)) end as w,"
        " case when not numeric then regexp_replace(hour, '[.,][0-9]+', '') end as h"
        f" from ({seen}) where v is not null and v <> ''"
    )


def _days(
    db: DuckDBPyConnection, name: str, asked: str, told: dates.Order, usual: dates.Order, remark: Remark
) -> None:
    """Make the table of a column's distinct days; tells how many values could be read in several ways."""
    words = {str(word): int(n) for word, n in db.execute(asked).fetchall() if word}
    order = told or dates.order_of(words, usual)[0]
    known = {word: dates.day(word, order) for word in words}
    sure = told or any(dates.alone(word) for word in words)
    _doubts("order_open", words, [] if sure else [word for word in words if dates.doubtful(word)], remark)
    mixed = not told and any(dates.against(word, order) for word in words)

    def unsure(word: str) -> bool:
        return dates.doubtful(word) and (mixed or bool(sure and dates.other(word, order)))

    _doubts("order_doubt", words, [word for word in words if unsure(word)], remark)
    _doubts("order_mixed", words, [word for word in words if sure and dates.against(word, order)], remark)
    _doubts("month_only", words, [word for word, day in known.items() if day and day.vague], remark)
    db.execute(f"create temp table {name}(word varchar, day bigint)")
    fill(db, name, [(word, day.number) for word, day in known.items() if day])


def _doubts(what: str, counts: dict[str, int], words: list[str], remark: Remark) -> None:
    if words:
        remark(what, sum(counts[word] for word in words), words[0])


def _serials(db: DuckDBPyConnection, values: str, value: str, remark: Remark) -> None:
    n, example = db.execute(f"select count(*), min({value}) {values} between 18000 and 80000").fetchall()[0]
    if n:
        remark("serials", int(n), str(example))


def _hours(db: DuckDBPyConnection, name: str, asked: str) -> None:
    words = [str(row[0]) for row in db.execute(asked).fetchall() if row[0]]
    found = {word: dates.clock(word) for word in words}
    db.execute(f"create temp table {name}(word varchar, second bigint, ahead integer)")
    fill(db, name, [(word, *clock) for word, clock in found.items() if clock])


def _absolute(value: str) -> str:
    """Return SQL that tells numbers that count from 1970 UTC."""
    number = f"try_cast({value} as double)"
    outside = f"{number} not between 1.9e11 and 2.1e11 and {number} not between 1.9e13 and 2.1e13"
    return f"{number} >= 3e8 and {outside}"


def _number(value: str, since_1904: bool) -> str:
    """Return SQL for numbers: days of a spreadsheet, "20260301…", seconds since 1970 and their fractions.

    Their ranges do not overlap, so that each number has one reading.
    """
    number = f"try_cast({value} as double)"
    first = 24107 if since_1904 else 25569
    written = f"epoch_us(try_strptime({value}, ['%Y%m%d', '%Y%m%d%H%M%S', '%Y%m%d%H%M'])) // 1000000"
    return (
        f"case when {number} >= 18000 and {number} < 80000 then round(({number} - {first}) * 86400)::bigint"
        f" when {number} between 19000101 and 21001231 or {number} between 1.9e11 and 2.1e11"
        f" or {number} between 1.9e13 and 2.1e13 then {written}"
        f" when {number} between 3e8 and 4.2e9 then floor({number})::bigint"
        f" when {number} between 3e11 and 4.2e12 then floor({number} / 1e3)::bigint"
        f" when {number} between 3e14 and 4.2e15 then floor({number} / 1e6)::bigint end"
    )
