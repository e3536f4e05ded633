"""Tables of a database that hold a source: made from rows, told by their columns."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journeykit.evidence.reading.headers import named
from journeykit.evidence.reading.running import Tell, run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Remark", "Table", "cell", "column", "empty", "filled", "headed", "number", "reachable", "size"]

Remark = Callable[[str, int, str], None]
"""Told what was left out or doubted: a key of catalogue evidence.quality, how often, an example."""

_LONGEST = 1 << 27
_NUMBERS = count()


class Table(NamedTuple):
    """A table of the database: its columns with their types, and `row`, by which rows have an order."""

    name: str
    types: dict[str, str]
    rows: int
    row: str = "rowid"
    since_1904: bool = False

    @property
    def columns(self) -> list[str]:
        """The names of its columns, as they stand in the file."""
        return list(self.types)


def number() -> int:
    """Return a number for the name of a table; none comes twice."""
    return next(_NUMBERS)


def column(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def cell(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def headed(header: Sequence[object], remark: Remark) -> list[str]:
    """Return the columns' names; tells of those that stood there twice."""
    names, twice = named(header)
    if twice:
        remark("header_twice", len(twice), ", ".join(twice[:3]))
    return names


def filled(
    db: DuckDBPyConnection,
    folder: Path,
    names: Sequence[str],
    rows: Iterable[tuple[float, list[str]]],
    tell: Tell | None,
) -> str:
    """Return a table of rows that were read elsewhere, by way of a plain file that goes again."""
    name = f"t{number()}"
    passing = folder / f"{name}.csv"
    try:
        with passing.open("w", encoding="utf-8", newline="") as file:
            put = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
            for at, (share, row) in enumerate(rows):
                put(row)
                if tell and at % 2_000 == 0:
                    tell(share * 0.9)
        kinds = ", ".join(f"{cell(each)}: 'VARCHAR'" for each in named(names)[0] or ["#empty"])
        run(
            db,
            f"create temp table {name} as from read_csv({cell(str(passing))}, auto_detect = false,"
            f" header = false, columns = {{{kinds}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
            f" new_line = '\\n', max_line_size = {_LONGEST}, parallel = false, null_padding = true)",
        )
    finally:
        passing.unlink(missing_ok=True)
    return name


def empty(db: DuckDBPyConnection) -> str:
    """Return a table without any column of a source."""
    name = f"t{number()}"
    db.execute(f'create temp table {name}("#empty" varchar)')
    return name


def size(db: DuckDBPyConnection, name: str) -> int:
    """Return how many rows a table has."""
    return int(db.execute(f"select count(*) from {name}").fetchall()[0][0])


def reachable(folder: Path, path: Path) -> Path:
    """Return a path that holds no sign by which DuckDB would look for several files."""
    if not any(sign in str(path) for sign in "*?[{"):
        return path
    link = folder / f"link{number()}{path.suffix}"
    link.symlink_to(path.resolve())
    return link
