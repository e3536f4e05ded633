"""CSV and its like as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journeykit.evidence.reading import textfiles
from journeykit.evidence.reading.relations import (
    Remark,
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

__all__ = ["table"]


def table(
    db: DuckDBPyConnection,
    folder: Path,
    path: Path,
    remark: Remark,
    tell: Tell | None,
    only: Callable[[str], bool] | None,
) -> str:
    """Return a file's table: by DuckDB itself if that finds as many rows as there are, else row by row."""
    form = textfiles.sniff(path)
    if form is None:
        remark("empty_file", 1, path.name)
        return empty(db)
    names = headed(form.header, remark)
    if form.plain:
        read = _csv(reachable(folder, path), names, form)
        fast = _quickly(db, read, [name for name in names if only is None or only(name)] or names, tell)
        if fast and size(db, fast) == textfiles.ends(path) - form.above:
            return fast
        db.execute(f"drop table if exists {fast or 'none'}")
    if form.encoding in ("cp1252", "latin-1"):
        remark("encoding", 1, path.name)
    counts: Counter[str] = Counter()
    rows = _slowly(path, form, len(names), counts)
    found = filled(db, folder, names, rows, tell)
    for what in ("short", "long", "nul", "bad_bytes"):
        if counts[what]:
            remark(what, counts[what], path.name)
    return found


def _quickly(db: DuckDBPyConnection, read: str, names: Sequence[str], tell: Tell | None) -> str:
    """Return the table that DuckDB reads by itself; "" where the file is not as even as it takes."""
    import duckdb

    name = f"t{number()}"
    try:
        run(db, f"create temp table {name} as select {', '.join(map(column, names))} from {read}", tell)
    except duckdb.InterruptException:
        raise
    except duckdb.Error:
        return ""
    else:
        bad = size(db, "reject_errors")
        db.execute(f"drop table {name}" if bad else "select 1")
        return "" if bad else name
    finally:
        for left in ("reject_errors", "reject_scans"):
            db.execute(f"drop table if exists {left}")


def _csv(path: Path, names: Sequence[str], form: textfiles.Form) -> str:
    kinds = ", ".join(f"{cell(name)}: 'VARCHAR'" for name in names)
    ends = form.newline.replace("\r", "\\r").replace("\n", "\\n")
    return (
        f"read_csv({cell(str(path))}, auto_detect = false, header = false, skip = {form.above},"
        f" columns = {{{kinds}}}, delim = {cell(form.delimiter)}, quote = '\"', escape = '\"', comment = '',"
        f" nullstr = '', new_line = '{ends}', store_rejects = true, rejects_limit = 1)"
    )


def _slowly(
    path: Path, form: textfiles.Form, width: int, counts: Counter[str]
) -> Iterator[tuple[float, list[str]]]:
    size = max(path.stat().st_size, 1)
    text = textfiles.lines(path, form.encoding, counts)
    for _ in range(form.skip):
        next(text, None)
    for row in textfiles.records(text, form.delimiter, width, counts, file=path.name, above=form.skip):
        yield min(counts["bytes"] / size, 1.0), row
