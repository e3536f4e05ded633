"""Spreadsheet files as they come in: opened only if they are what they seem, and no larger than usual."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zipfile import ZipFile

from journeykit.errors import ReadError

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["MOST_CELLS", "MOST_ROWS", "opened"]

MOST_ROWS, MOST_CELLS = 5_000, 200_000
"""So many rows of a sheet are read, and so many cells in all; readers raise `too_many_rows` beyond."""

_MOST_BYTES, _MOST_PARTS = 60_000_000, 2_000
"""What a file may unpack to: more is a bomb, not a workshop's sheet."""

_MOST_TAGS, _MOST_OTHER_TAGS = 500_000, 40_000
"""So many XML tags may make up the cells, and each other part: it is they that take the time."""


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
            _check_tags({part.filename: packed.read(part).count(b"<") for part in parts})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl does not know: they are not read
            return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except ReadError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part happens to cause
        raise ReadError("not_readable") from error


def _check_tags(tags: Mapping[str, int]) -> None:
    """Raise `ReadError` where what a file consists of would take longer to read than people wait."""
    cells = {name: n for name, n in tags.items() if "worksheets/" in name or "sharedStrings" in name}
    if sum(cells.values()) > _MOST_TAGS:
        raise ReadError("too_many_rows", max=MOST_ROWS)
    if any(
        n > _MOST_OTHER_TAGS
        for name, n in tags.items()
        if name not in cells and name.endswith((".xml", ".rels"))
    ):
        raise ReadError("too_large")
