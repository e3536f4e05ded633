"""All tables of an export, each read and understood by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from journeykit.errors import ReadError
from journeykit.evidence.proposing.columns import profile
from journeykit.evidence.proposing.roles import Reading, reading
from journeykit.evidence.reading import files, tables
from journeykit.evidence.rules import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["surveyed"]


def surveyed(
    db: DuckDBPyConnection, folder: Path, where: str | Path, progress: Callable[[str, float], object] | None
) -> tuple[dict[str, Reading], dict[str, str], tuple[str, ...]]:
    """Return how each table was understood and its name in `db`, by source; and the files that are no table.

    Raises `ReadError` where there is no table with rows at all.
    """
    found = _sources(files.listing(where))
    read, relations, unread = {}, {}, []
    for number, source in enumerate(found):
        tell = _tell(progress, source.name, number, len(found))
        tell(0.0)
        try:
            table = tables.load(db, folder, where, source, remark=lambda *_: None, tell=tell)
        except ReadError:
            unread.append(source.file or source.table)
            continue
        if table.rows and table.columns:
            relations[source.name] = table.name
            given = {"file": source.file, "sheet": source.sheet, "table": source.table}
            read[source.name] = reading(profile(db, table.name, name=source.name, **given))
    if not read:
        raise ReadError("no_tables", place=str(where))
    return read, relations, tuple(unread)


def _sources(found: Iterable[files.Found]) -> list[Source]:
    """A source for each table, named after its file, its sheet or itself."""
    named: dict[str, Source] = {}
    for table in found:
        parts = [PurePath(table.file.removesuffix(".gz")).stem, table.sheet, table.table]
        name = plain = " ".join(part for part in parts if part)[:190]
        number = 2
        while name in named:
            name, number = f"{plain} {number}", number + 1
        named[name] = Source(name=name, file=table.file, sheet=table.sheet, table=table.table)
    return list(named.values())


def _tell(
    progress: Callable[[str, float], object] | None, name: str, number: int, of: int
) -> Callable[[float], object]:
    """Return what is told of one table's share: the share of all of them."""
    return lambda share: progress(name, (number + share) / of) if progress else None
