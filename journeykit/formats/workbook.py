"""Spreadsheet files as they come in: opened only if they are what they seem, and no larger than usual."""

from __future__ import annotations

import codecs
import io
import re
import warnings
import zlib
from collections.abc import Iterator, Mapping
from lzma import LZMAError
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from journeykit.errors import ReadError
from journeykit.formats.decoding import MOST_SIGNS

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["MOST_CELLS", "MOST_ROWS", "opened", "parts", "rows_in"]

MOST_ROWS, MOST_CELLS = 5_000, 200_000
"""So many rows of a sheet are read, and so many cells in all; readers raise `too_many_rows` beyond."""

_MOST_BYTES, _MOST_PARTS = 60_000_000, 2_000
"""What a file may unpack to: more is a bomb, not a workshop's sheet."""

_MOST_TAGS, _MOST_OTHER_TAGS = 500_000, 40_000
"""So many XML tags may make up the cells, and each other part: it is they that take the time.

In a picture more signs look like one.
"""

_LONG_TAG = re.compile(rb"<[^<>]{20000}")

_DAMAGED = (BadZipFile, EOFError, LZMAError, OSError, RuntimeError, ValueError, zlib.error)
"""What a zip file raises that is damaged, or locked by a password."""


def opened(data: bytes) -> Workbook:
    """Return an xlsx file's workbook: values, no formulas, read as it is gone through.

    Raises `ReadError` for what is no such file, is damaged, or unpacks to far more than a person fills in.
    """
    from openpyxl import load_workbook

    try:
        with ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise ReadError("too_large")
            _check_tags({part.filename: _tags(packed.read(part)) for part in parts})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl does not know: they are not read
            return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except ReadError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part happens to cause
        raise ReadError("not_readable") from error


def parts(data: bytes, *starts: str) -> Iterator[bytes]:
    """Yield the parts of a workbook's file whose names start so; none of one that cannot be read."""
    left = _MOST_BYTES
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            for found in packed.infolist()[:_MOST_PARTS]:
                if found.filename.startswith(starts) and found.file_size <= left:
                    left -= found.file_size
                    yield packed.read(found)
    except _DAMAGED:  # or locked by a password
        return


def rows_in(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the values of a sheet's rows. Raises `ReadError` where they hold more text than people write.

    A text that many cells share takes no room in the file: here each counts.
    """
    signs = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number > 20 * MOST_ROWS:  # empty ones, for the most part
            raise ReadError("too_many_rows", max=MOST_ROWS)
        signs += sum(len(value) for value in row if isinstance(value, str))
        if signs > MOST_SIGNS:
            raise ReadError("too_large")
        yield row


def _tags(part: bytes) -> int:
    """Return how many tags a part has. Raises `ReadError` where one has more attributes than any needs."""
    if part.startswith((b"<", codecs.BOM_UTF8)) and _LONG_TAG.search(part):
        raise ReadError("too_large")
    return max(part.count(b"<"), part.count(b">"))


def _check_tags(tags: Mapping[str, int]) -> None:
    """Raise `ReadError` where what a file consists of would take longer to read than people wait."""
    cells = {name: n for name, n in tags.items() if "worksheets/" in name or "sharedStrings" in name}
    if sum(cells.values()) > _MOST_TAGS:
        raise ReadError("too_many_rows", max=MOST_ROWS)
    if any(
        n > _MOST_OTHER_TAGS * (6 if "media/" in name else 1) for name, n in tags.items() if name not in cells
    ):
        raise ReadError("too_large")
