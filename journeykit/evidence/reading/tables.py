"""Sources as tables of a DuckDB database, text for text as they stand in their file.

What a file is, its content tells, not its ending. Rows that are not as wide as the header, characters that
could not be read, headers that stand there twice: each is told to `remark`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journeykit.errors import ReadError
from journeykit.evidence.reading import databases, processlogs, rowfiles, workbooks
from journeykit.evidence.reading.files import kind_of, matching
from journeykit.evidence.reading.relations import (
    Remark,
    Table,
    cell,
    column,
    empty,
    filled,
    headed,
    number,
    reachable,
    size,
)
from journeykit.evidence.reading.running import Tell, run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from journeykit.evidence.rules import Source

__all__ = ["Remark", "Table", "cell", "column", "load", "united"]


def load(
    db: DuckDBPyConnection,
    folder: Path,
    where: str | Path,
    source: Source,
    *,
    remark: Remark,
    tell: Tell | None = None,
    only: Callable[[str], bool] | None = None,
) -> Table:
    """Return a source's table.

    `folder` is for passing files, `only` tells which columns are wanted, by their names.
    """
    if databases.is_url(where):
        rows = databases.rows(str(where), source.table or source.name)
        return _table(db, [_written(db, folder, rows, remark, tell)])
    paths = matching(Path(where), source)
    return _table(db, [_one(db, folder, path, source, remark, tell, only) for path in paths])


def _one(
    db: DuckDBPyConnection,
    folder: Path,
    path: Path,
    source: Source,
    remark: Remark,
    tell: Tell | None,
    only: Callable[[str], bool] | None,
) -> tuple[str, bool]:
    """Return the name of a file's table, and whether its days count from 1904."""
    kind = kind_of(path)
    if kind == "parquet":
        return _parquet(db, folder, path, tell), False
    if kind == "xes":
        names: list[str] = []
        return filled(db, folder, names, _flat(processlogs.rows(path), names), tell), False
    if kind == "xlsx":
        rows = workbooks.rows(path, source.sheet)
        return _written(db, folder, rows, remark, tell)[0], workbooks.since_1904(path)
    return rowfiles.table(db, folder, path, remark, tell, only), False


def _table(db: DuckDBPyConnection, parts: Sequence[tuple[str, bool]]) -> Table:
    """Return one table of all parts, columns brought together by name."""
    held = [name for name, _ in parts if "#empty" not in _types(db, name)]
    names = held or [parts[0][0]]  # one file without anything says nothing about the others
    name = names[0]
    if len(names) > 1:
        name = f"t{number()}"
        union = " union all by name ".join(f"select * from {each}" for each in names)
        db.execute(f"create temp table {name} as {union}")
        for each in names:
            kind = "view" if each.startswith("v") else "table"
            db.execute(f"drop {kind} {each}")
    types = _types(db, name)
    types.pop("#row", None)
    rows = size(db, name)
    own = "rowid" if name.startswith("t") else '"#row"'
    return Table(name, {} if "#empty" in types else types, rows, own, any(old for _, old in parts))


def _types(db: DuckDBPyConnection, name: str) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in db.execute(f"describe {name}").fetchall()}


def united(db: DuckDBPyConnection, names: Sequence[str]) -> str:
    """Return the name of one relation of several tables, columns brought together by name."""
    if len(names) == 1:
        return names[0]
    name = f"v{number()}"
    union = " union all by name ".join(f"select * from {each}" for each in names)
    db.execute(f"create temp view {name} as {union}")
    return name


def _parquet(db: DuckDBPyConnection, folder: Path, path: Path, tell: Tell | None) -> str:
    import duckdb

    name = f"v{number()}"
    file = cell(str(reachable(folder, path)))
    read = f"read_parquet({file}, binary_as_string = true, file_row_number = true)"
    try:
        whole = f'select * exclude (file_row_number), file_row_number as "#row" from {read}'
        db.execute(f"create temp view {name} as {whole}")
        run(db, f"select count(*) from {name}", tell)
    except duckdb.Error as error:
        raise ReadError("damaged_data", file=path.name) from error
    return name


def _flat(
    events: Iterable[tuple[float, dict[str, str]]], names: list[str]
) -> Iterator[tuple[float, list[str]]]:
    """Yield events as rows; `names` grows with what they tell, so later rows are longer."""
    places: dict[str, int] = {}
    for share, event in events:
        for name in event:
            if name not in places:
                places[name] = len(names)
                names.append(name)
        row = [""] * len(names)
        for name, value in event.items():
            row[places[name]] = value
        yield share, row


def _written(
    db: DuckDBPyConnection,
    folder: Path,
    rows: Iterator[tuple[float, list[str]]],
    remark: Remark,
    tell: Tell | None,
) -> tuple[str, bool]:
    """Return the table of rows whose first is the header."""
    _, header = next(rows, (0.0, []))
    if not any(header):
        remark("empty_file", 1, "")
        return empty(db), False
    return filled(db, folder, headed(header, remark), rows, tell), False
