"""What the columns of a table hold, told from its values: shares of days, numbers, addresses, free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from journeykit import catalogue
from journeykit.evidence.words import plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["LOOKED_AT", "Column", "Table", "profile", "shared"]

LOOKED_AT = 20_000
"""So many rows of a table tell what its columns hold; counts of distinct values are of all rows."""

_MONTHS = (
    "jan|feb|mar|m[aä]r|apr|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez|fev|abr|ago|set|out|ene|dic|mei|mrt"
)
_DAY = re.compile(
    r"^(\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})"
    r"|(令和|平成|昭和|[rhs])\.?\s?(\d{1,2}|元)[年./-]\d{1,2}[月./-]\d{1,2}日?"
    r"|(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    rf"|\d{{1,2}}\.?[ -]({_MONTHS})[a-zç]*\.?,?[ -]\d{{2,4}}|({_MONTHS})[a-z]*\.? \d{{1,2}},? \d{{4}})"
    r"([ t,(].*|日.*)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^[(+-]?\s?[¥￥$€£]?\s?[+-]?\d[\d,. ]*\s?(円|万円|千円|%|[a-z]{3}|[¥€$£])?\)?$", re.IGNORECASE
)
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_LINK = re.compile(r"^(https?://|www\.|/)\S*$")


class Column(NamedTuple):
    """One column. Shares are of its filled cells; `values` are the most frequent ones with their counts."""

    name: str
    filled: float
    distinct: int
    unique: bool
    day: float
    number: float
    score: float
    epoch: float
    mail: float
    flag: float
    link: float
    length: float
    values: tuple[tuple[str, int], ...]

    @property
    def free(self) -> bool:
        """Whether people wrote freely here: long, and hardly ever the same."""
        return self.length >= 12 and self.distinct >= 3 and not (self.day or self.mail or self.link) > 0.5

    @property
    def few(self) -> bool:
        """Whether the values are a small set that repeats."""
        return 1 < self.distinct <= 60 and not self.unique


class Table(NamedTuple):
    """One table of an export with its columns and its first ten rows."""

    name: str
    file: str
    sheet: str
    table: str
    rows: int
    columns: tuple[Column, ...]
    head: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Column:
        """Return a column by its name."""
        return next(column for column in self.columns if column.name == name)


@cache
def _flags() -> frozenset[str]:
    cells = catalogue.read("columns", "en")["cells"]
    return frozenset(word for words in cells.values() for word in words)


def _share(values: Sequence[tuple[str, int]], fits: Callable[[str], object]) -> float:
    n = sum(count for _, count in values)
    return sum(count for value, count in values if fits(value)) / n if n else 0.0


def _as_number(value: str) -> float | None:
    try:
        return float(value.replace(",", "")) if _NUMBER.match(value) else None
    except ValueError:
        return None


def _within(*spans: tuple[float, float]) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        number = _as_number(value)
        return number is not None and any(low <= number <= high for low, high in spans)

    return fits


_SCORE = _within((-100, 100))
_EPOCH = _within((9e8, 2.2e9), (9e11, 2.2e12), (9e14, 2.2e15), (30_000, 60_000))
"""Seconds, milliseconds or microseconds since 1970, or days since 1900 as Excel counts them."""


def _column(name: str, counted: Sequence[tuple[str, int]], rows: int, total: tuple[int, int]) -> Column:
    values = [(unicodedata.normalize("NFKC", value).strip(), n) for value, n in counted]
    filled, distinct = total
    return Column(
        name=name,
        filled=filled / rows if rows else 0.0,
        distinct=distinct,
        unique=filled > 1 and distinct == filled,
        day=_share(values, _DAY.match),
        number=_share(values, _NUMBER.match),
        score=_share(values, _SCORE),
        epoch=_share(values, _EPOCH),
        mail=_share(values, _MAIL.match),
        flag=_share(values, lambda value: plain(value) in _flags() or value in _flags()),
        link=_share(values, _LINK.match),
        length=sum(len(value) * n for value, n in values) / (sum(n for _, n in values) or 1),
        values=tuple(counted[:300]),
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def profile(
    db: DuckDBPyConnection, relation: str, *, name: str, file: str = "", sheet: str = "", table: str = ""
) -> Table:
    """Return what the columns of a DuckDB table of text columns hold."""
    of = _quoted(relation)
    names = [
        str(row[0]) for row in db.execute(f"describe {of}").fetchall() if not str(row[0]).startswith("#")
    ]
    cells = {column: f"nullif(trim({_quoted(column)}::varchar), '')" for column in names}
    counts = "".join(f", count({cell}), count(distinct {cell})" for cell in cells.values())
    rows, *totals = db.execute(f"select count(*){counts} from {of}").fetchone() or (0,)
    found = []
    for n, (column, cell) in enumerate(cells.items()):
        counted = db.execute(
            f"select v, count(*) as n from (select {cell} as v from {of} limit {LOOKED_AT})"
            " where v is not null group by v order by n desc, v limit 2000"
        ).fetchall()
        found.append(_column(column, counted, rows, (totals[2 * n], totals[2 * n + 1])))
    head = db.execute(f"select {', '.join(map(_quoted, names)) or 1} from {of} limit 10").fetchall()
    shown = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in head)
    return Table(name, file, sheet, table, int(rows), tuple(found), shown)


def shared(db: DuckDBPyConnection, left: tuple[str, str], right: tuple[str, str]) -> float:
    """Return which share of the distinct values of one (table, column) is found in the other."""
    (one, this), (two, that) = left, right
    cell, other = (f"trim({_quoted(column)}::varchar)" for column in (this, that))
    mine = f"select distinct {cell} as v from {_quoted(one)} where {cell} <> ''"
    theirs = f"select {other} from {_quoted(two)} where {other} <> ''"
    found = db.execute(f"select avg((v in ({theirs}))::int) from ({mine})").fetchone()
    return float(found[0] or 0.0) if found else 0.0
