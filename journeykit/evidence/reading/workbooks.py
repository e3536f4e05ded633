"""Sheets of xlsx workbooks as rows of text, however long; refused where they would fill the memory."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from journeykit.errors import ReadError
from journeykit.evidence.reading.headers import header_of

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["opened", "rows", "sheets", "since_1904"]

_MOST_BYTES, _MOST_SHARED, _MOST_PARTS = 3_000_000_000, 300_000_000, 5_000
"""What a workbook may unpack to, of it the shared texts that lie in memory at once."""
_MOST_RATIO = 400
_LOOK = 60


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """Open a workbook for reading; raises `ReadError` for what is none, damaged, or a bomb."""
    from openpyxl import load_workbook

    _check(path)
    book = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl does not know: they are not read
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            yield book
    except ReadError:
        raise
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, SyntaxError) as error:
        raise ReadError("damaged_data", file=path.name) from error  # what a damaged part happens to cause
    finally:
        if book is not None:
            book.close()


def _check(path: Path) -> None:
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
    except (BadZipFile, OSError) as error:
        raise ReadError("damaged_data", file=path.name) from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise ReadError("not_a_workbook", file=path.name)
    size = sum(part.file_size for part in parts)
    shared = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    dense = size > 50_000_000 and size > _MOST_RATIO * max(path.stat().st_size, 1)
    if len(parts) > _MOST_PARTS or size > _MOST_BYTES or shared > _MOST_SHARED or dense:
        raise ReadError("workbook_too_large", file=path.name)


def sheets(path: Path) -> list[str]:
    """Return the names of a workbook's sheets of cells."""
    with opened(path) as book:
        return [sheet.title for sheet in book.worksheets]


def since_1904(path: Path) -> bool:
    """Tell whether a workbook counts its days from 1904, as old ones from a Mac do."""
    with opened(path) as book:
        return bool(book.epoch.year == 1904)


def rows(path: Path, sheet: str = "") -> Iterator[tuple[float, list[str]]]:
    """Yield a sheet's header, then its rows, each with the share of the sheet that is read.

    Without a name it is the first sheet that holds a table. Empty rows are left out.
    """
    with opened(path) as book:
        names = {each.title: each for each in book.worksheets}
        if sheet and sheet not in names:
            raise ReadError("no_such_sheet", sheet=sheet, file=path.name, sheets=", ".join(names))
        for page in [names[sheet]] if sheet else names.values():
            cells = page.iter_rows(values_only=True)
            first = [[_text(cell) for cell in row] for row in islice(cells, _LOOK)]
            if not any(any(row) for row in first) and not sheet:
                continue
            at, most = header_of(first), max(page.max_row or 1, 1)
            width = max((n for row in first for n, cell in enumerate(row, 1) if cell), default=0)
            rest = chain(first[at:], ([_text(cell) for cell in row] for row in cells))
            for number, row in enumerate(rest):
                if any(row):
                    yield min(number / most, 1.0), (row + [""] * width)[: max(width, 1)]
            return


def _text(cell: object) -> str:
    if cell is None or (isinstance(cell, str) and cell.startswith("#") and cell.endswith(("!", "?", "/A"))):
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).replace("\0", "")
