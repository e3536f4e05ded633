"""A workbook and its sheets: how cells look, and what may stand in them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from copy import copy
from datetime import datetime
from math import ceil
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from journeykit import catalogue
from journeykit.formats.deck.measure import em
from journeykit.formats.formulas import guarded
from journeykit.formats.packed import DAY, pack, unpack

__all__ = ["Book", "Sheet", "tall"]

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN, _LONGEST = re.compile(r"[\[\]:*?/\\]"), 31
"""What a sheet's name may not hold, and how long it may be."""
_WIDEST, _LEAST = 48.0, 8.0
"""Widths of columns, in digits of the font."""
_DIGITS = 1.95
"""How many digits are as wide as a full-width sign."""
_SIZE = 10
_LEADING, _HIGHEST = 13.5, 409.0
"""Points from line to line, and how high a row can be."""
_FILLS = {"head": PatternFill("solid", fgColor="D9E2EC"), "band": PatternFill("solid", fgColor="F0F4F8")}
_LINE = Border(*[Side("thin", color="BCCCDC")] * 4)


class Book:
    """A workbook that is made sheet by sheet."""

    def __init__(self, title: str, lang: str) -> None:
        self.book, self.font = Workbook(), catalogue.say("rows.fonts.name", lang)
        self.book.remove(self.book.active)
        self.sheets: list[Sheet] = []
        self.book._fonts[0] = Font(name=self.font, sz=_SIZE, family=2)
        self.book.properties.creator, self.book.properties.title = "journeykit", _shown(title)
        self.book.properties.created = self.book.properties.modified = datetime(*DAY)

    def sheet(self, name: str) -> Sheet:
        """Return a new sheet after the others."""
        self.sheets.append(Sheet(self.book.create_sheet(_FORBIDDEN.sub(" ", name)[:_LONGEST]), self.font))
        return self.sheets[-1]

    def packed(self) -> bytes:
        """Return the workbook's file."""
        for sheet in self.sheets:
            sheet.heights()
        file = io.BytesIO()
        with ZipFile(file, "w") as archive:  # Workbook.save would write down when it was called
            ExcelWriter(self.book, archive).save()
        return pack(unpack(file.getvalue()))


class Sheet:
    """A sheet, filled from above; wide ones are printed on the width of a page."""

    def __init__(self, sheet: Any, font: str) -> None:
        self.sheet, self.font, self.row = sheet, font, 0
        self.styles: dict[str, Any] = {}
        self.columns: list[float] = []
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def add(self, cells: Iterable[Any], look: str = "") -> None:
        """Add a row; its `look` is that of a "title", a "head", a "band", or of plain cells."""
        self.row += 1
        for column, value in enumerate(cells, 1):
            cell = self.sheet.cell(self.row, column)
            shown = guarded(_shown(value))
            if shown != "":
                cell.value = shown
            if isinstance(shown, str) and shown:
                cell.data_type = "s"
            cell._style = copy(self._style(look, cell))

    def _style(self, look: str, cell: Any) -> Any:
        """Return how a cell of a look is drawn: told once, since telling it takes longer than writing it."""
        if look not in self.styles:
            title = look == "title"
            cell.font = Font(name=self.font, sz=14 if title else _SIZE, b=bool(look), family=2)
            cell.alignment = Alignment(vertical="top", wrap_text=not title)
            cell.border = Border() if title else _LINE
            cell.fill = _FILLS.get(look, PatternFill())
            self.styles[look] = cell._style
        return self.styles[look]

    def freeze(self, columns: int) -> None:
        """Keep in sight, and on every page, all rows up to now and the first columns."""
        self.sheet.freeze_panes = self.sheet.cell(self.row + 1, columns + 1)
        self.sheet.print_title_rows = f"1:{self.row}"

    def widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns."""
        self.columns = [*widths]
        for column, width in enumerate(self.columns, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def hide(self, column: int) -> None:
        """Show a column only to those who ask for it."""
        self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def heights(self) -> None:
        """Make each row as high as its tallest cell: not every program does that when it opens a file."""
        for row in self.sheet.iter_rows(min_row=2):
            pairs = zip(row, self.columns, strict=False)
            lines = max((tall(c.value, width) for c, width in pairs if isinstance(c.value, str)), default=1)
            if lines > 1:
                self.sheet.row_dimensions[row[0].row].height = min(_HIGHEST, lines * _LEADING + 4)

    def fill(self, rows: Iterable[Iterable[Any]]) -> None:
        """Write a table, its head first: frozen, to be filtered, as wide as what stands in it."""
        head, *body = [[*row] for row in rows]
        self.add(head, "head")
        self.freeze(0)
        for row in body:
            self.add(row)
        columns = zip(head, *body, strict=True)
        self.widths(max(_LEAST, min(_WIDEST, max(map(_width, column)) + 4)) for column in columns)
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{self.row}"


def tall(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of a width in digits."""
    return sum(max(1, ceil(em(line) * _DIGITS / (width - 2))) for line in text.split("\n"))


def _width(value: Any) -> float:
    return max((em(line[:100]) for line in str(value).split("\n")[:20]), default=0.0) * _DIGITS


def _shown(value: Any) -> Any:
    return _UNSEEN.sub("", value) if isinstance(value, str) else value
