"""What lies in a folder of exports, and what each file really is."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journeykit.errors import ReadError
from journeykit.evidence.reading import databases, workbooks
from journeykit.evidence.reading.headers import plain

if TYPE_CHECKING:
    from journeykit.evidence.rules import Source

__all__ = ["Found", "kind_of", "listing", "matching"]

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".xes", ".xes.gz", ".csv.gz", ".tsv.gz")


class Found(NamedTuple):
    """A table that could be read: a file, one of its sheets where it has several, a database's table."""

    file: str = ""
    sheet: str = ""
    table: str = ""


def listing(where: str | Path) -> tuple[Found, ...]:
    """Return every table in a folder (its subfolders too) or a database; what is none is left out."""
    if databases.is_url(where):
        return tuple(Found(table=name) for name in databases.tables(str(where)))
    folder = _folder(Path(where))
    files = sorted(path for path in folder.rglob("*") if path.is_file() and _taken(path.relative_to(folder)))
    found: list[Found] = []
    for path in files:
        name, pages = path.relative_to(folder).as_posix(), [""]
        with suppress(ReadError):
            if kind_of(path) == "xlsx":
                pages = workbooks.sheets(path)
        found += [Found(name, sheet if len(pages) > 1 else "") for sheet in pages]
    return tuple(found)


def _taken(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.name.casefold().endswith(ENDINGS)


def _folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise ReadError("no_such_data", place=str(folder))
    return folder


def matching(folder: Path, source: Source) -> list[Path]:
    """Return the files a source names, by pattern several; raises `ReadError` if there is none."""
    _folder(folder)
    wanted = source.file or f"{source.name}.*"
    if Path(wanted).is_absolute() or ".." in Path(wanted).parts:
        raise ReadError("outside_data", file=wanted, source=source.name)
    exact = folder / wanted
    if exact.is_file():
        return [exact]
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    same = [path for path in found if plain(path.relative_to(folder).as_posix()) == plain(wanted)]
    if not same and any(sign in wanted for sign in "*?["):
        same = [path for path in sorted(folder.glob(wanted)) if path.is_file() and _taken(Path(path.name))]
    if not same:
        raise ReadError("no_such_file", file=wanted, source=source.name)
    return same


def kind_of(path: Path) -> str:
    """Return "csv", "xlsx", "parquet" or "xes", by what a file begins with; raises `ReadError` for others."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(path) as unpacked:
                head = unpacked.read(4096)
    except (OSError, EOFError) as error:
        raise ReadError("cannot_read", file=path.name) from error
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begin.startswith(b"<"):
        if b"<!doctype html" in begin or b"<html" in begin or b"<table" in begin:
            raise ReadError("not_a_table", file=path.name)
        return "xes"
    if head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"SQLite format", b"7z\xbc\xaf", b"Rar!")):
        raise ReadError("not_a_table", file=path.name)
    return "csv"
