"""All tables of an export, each read and understood by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from journeykit.errors import ReadError
from journeykit.evidence.proposing.columns import profile
from journeykit.evidence.proposing.roles import Reading, reading
from journeykit.evidence.proposing.series import together
from journeykit.evidence.reading import files, tables
from journeykit.evidence.rules import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Survey", "surveyed"]


class Survey(NamedTuple):
    """By source: how its table was understood, its name in the database, how many files it is made of.

    `unread` are the files that are no table.
    """

    read: dict[str, Reading]
    relations: dict[str, str]
    files: dict[str, int]
    unread: tuple[str, ...]


def surveyed(
    db: DuckDBPyConnection, folder: Path, where: str | Path, progress: Callable[[str, float], object] | None
) -> Survey:
    """Return the tables of a folder or a database, those that came in several files together.

    Raises `ReadError` where there is no table with rows at all.
    """
    loaded, unread = {}, []
    found = _sources(files.listing(where))
    for number, source in enumerate(found):
        tell = _tell(progress, source.name, number, 2 * len(found))  # reading is half of it
        tell(0.0)
        try:
            table = tables.load(db, folder, where, source, remark=lambda *_: None, tell=tell)
        except ReadError:
            unread.append(source.file or source.table)
            continue
        if table.columns:
            loaded[source] = table
    survey = Survey({}, {}, {}, tuple(unread))
    groups = _named(together(where, {source: table.columns for source, table in loaded.items()}))
    for number, (source, parts) in enumerate(groups.items(), len(groups)):
        _tell(progress, source.name, number, 2 * len(groups))(0.0)
        of = [loaded[part] for part in parts if loaded[part].rows]
        if of:
            relation = tables.united(db, [table.name for table in of])
            given = {"file": source.file, "sheet": source.sheet, "table": source.table}
            survey.read[source.name] = reading(profile(db, relation, name=source.name, **given))
            survey.relations[source.name], survey.files[source.name] = relation, len(parts)
    if not survey.read:
        raise ReadError("no_tables", place=str(where))
    return survey


def _sources(found: Iterable[files.Found]) -> list[Source]:
    """A source for each table, named after its file, its sheet or itself."""
    named: dict[Source, list[Source]] = {}
    for table in found:
        parts = [PurePath(table.file.removesuffix(".gz")).stem, table.sheet, table.table]
        name = " ".join(part for part in parts if part)[:190]
        named[Source(name=name, file=table.file, sheet=table.sheet, table=table.table)] = []
    return list(_named(named))


def _named(found: Mapping[Source, list[Source]]) -> dict[Source, list[Source]]:
    """Return the same, no two sources called alike."""
    named: dict[str, tuple[Source, list[Source]]] = {}
    for source, parts in found.items():
        name, number = source.name, 2
        while name in named:
            name, number = f"{source.name} {number}", number + 1
        named[name] = (source.model_copy(update={"name": name}), parts)
    return dict(named.values())


def _tell(
    progress: Callable[[str, float], object] | None, name: str, number: int, of: int
) -> Callable[[float], object]:
    """Return what is told of one table's share: the share of all of them."""
    return lambda share: progress(name, (number + share) / of) if progress else None
