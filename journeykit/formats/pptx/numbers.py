"""The numbers behind a chart, as the workbook that PowerPoint opens to edit them.

It is written by hand: texts go in as texts, never as formulas or links, and no date is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from journeykit.formats.packed import pack
from journeykit.formats.pptx.figure import Figure
from journeykit.formats.pptx.text import clean

__all__ = ["column", "rows", "workbook"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}

Value = str | float | None


def column(at: int) -> str:
    """Return the letters of a spreadsheet's column, counted from 0.

    >>> column(27)
    'AB'
    """
    return (column(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def rows(figure: Figure) -> list[list[Value]]:
    """Return a chart's numbers as a sheet: its heads, then a row per category or per point."""
    if figure.kind != "points":
        heads: list[Value] = ["", *(one.name for one in figure.series)]
        lines = [[name, *(one.values[at] for one in figure.series)]
                 for at, name in enumerate(figure.categories)]  # fmt: skip
        return [heads, *lines]
    found: list[list[Value]] = [[figure.titles[0], *(one.name for one in figure.series), ""]]
    for at, one in enumerate(figure.series):
        for place, value, label in zip(one.places, one.values, one.labels, strict=True):
            empty: list[Value] = [None] * len(figure.series)
            found.append([place, *empty[:at], value, *empty[at + 1 :], label])
    return found


def workbook(figure: Figure) -> bytes:
    """Return the workbook of a chart."""
    parts = {**_FIXED, "xl/worksheets/sheet1.xml": _sheet(rows(figure))}
    return pack({name: f"{_HEAD}{text}".encode() for name, text in parts.items()})


def _sheet(lines: Sequence[Sequence[Value]]) -> str:
    shown = (
        "".join(_cell(f"{column(at)}{down}", value) for at, value in enumerate(line))
        for down, line in enumerate(lines, 1)
    )
    told = "".join(f'<row r="{down}">{cells}</row>' for down, cells in enumerate(shown, 1))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{told}</sheetData></worksheet>'


def _cell(place: str, value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        text = escape(clean(value), quote=False)
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{place}"><v>{value:g}</v></c>'
