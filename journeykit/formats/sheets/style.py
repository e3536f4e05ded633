"""The look of the spreadsheet: fonts that every office has, locked labels, open cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["dressed", "entry", "example", "face", "head", "put", "shut", "title", "widths"]

_FONTS = {"ja": "Yu Gothic", "en": "Calibri"}
_INK, _QUIET, _RULE, _HEAD, _SHUT = "FF1F2937", "FF5B6472", "FFB8C0CC", "FFE3EBF6", "FFF1F3F6"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_OPEN = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter")


def put(cell: Cell, value: Any) -> None:
    """Write a value; a text is always shown as text, never run as a formula."""
    if isinstance(value, str):
        cell.value = _FORBIDDEN.sub("", value)
        cell.data_type = "s"
        return
    cell.value = value


def face(cell: Cell, lang: str, *, size: int = 11, bold: bool = False, quiet: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    cell.font = Font(name=_FONTS[lang], size=size, bold=bold, color=_QUIET if quiet else _INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def title(sheet: Worksheet, lang: str, text: str, how: str, across: int) -> None:
    """Write a sheet's title and what to do, in rows 2 and 3."""
    for row, (mark, shown) in enumerate((("title", text), ("how", how)), 2):
        sheet.cell(row, 1, mark)
        face(sheet.cell(row, 2, shown), lang, size=18 if row == 2 else 11, bold=row == 2, quiet=row == 3)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=max(across, 3))
    sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 30, 34


def head(cell: Cell, lang: str, text: str) -> None:
    from openpyxl.styles import Alignment, PatternFill

    put(cell, text)
    face(cell, lang, bold=True)
    cell.fill, cell.border = PatternFill("solid", _HEAD), _border()
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def example(cell: Cell, lang: str, text: str) -> None:
    from openpyxl.styles import PatternFill

    put(cell, text)
    face(cell, lang, size=9, quiet=True)
    cell.fill, cell.border = PatternFill("solid", _SHUT), _border()


def entry(
    cell: Cell, lang: str, value: Any = None, *, middle: bool = False, like: Cell | None = None
) -> None:
    """Make a cell that people write in; one `like` another takes over its look, which is faster."""
    from openpyxl.styles import Alignment, Protection

    if value not in (None, ""):
        put(cell, value)
    if like is not None:
        cell._style = copy(like._style)
        return
    face(cell, lang)
    if middle:
        cell.alignment = Alignment(horizontal="center", vertical="top")
    cell.border, cell.protection = _border(), Protection(locked=False)


def shut(cell: Cell) -> None:
    """Make a cell in which nothing can be written."""
    from openpyxl.styles import PatternFill

    cell.fill, cell.border = PatternFill("solid", _SHUT), _border()


def widths(sheet: Worksheet, wide: Mapping[str, float]) -> None:
    for letter, width in wide.items():
        sheet.column_dimensions[letter].width = width


def dressed(sheet: Worksheet, lang: str, freeze: str = "") -> None:
    """Hide the ids, lock the labels (no password), and let the page print across one sheet of paper."""
    if freeze:
        sheet.freeze_panes = freeze
        sheet.column_dimensions["A"].hidden = True
        sheet.row_dimensions[1].hidden = True
        sheet.print_title_rows = "4:4"
    sheet.protection.sheet = True
    for name in _OPEN:
        setattr(sheet.protection, name, False)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side("thin", color=_RULE)
    return Border(left=side, right=side, top=side, bottom=side)
