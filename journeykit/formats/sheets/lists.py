"""The sheets of the spreadsheet with a record a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from journeykit import catalogue
from journeykit.formats.rows import label
from journeykit.formats.sheets import style
from journeykit.formats.sheets.forms import LISTS, Column
from journeykit.formats.sheets.marks import SHEET, Lists
from journeykit.records import inputs

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["add"]

_ROWS = {"persona": 8, "issue": 40, "note": 60, "action": 30, "finding": 30}
_SPARE = 10
_WIDE = {"text": 44, "title": 44, "situation": 44, "goals": 32, "quote": 32, "inference": 36, "source": 24}
_NARROW = {"value": 12, "effort": 12, "n": 9, "nature": 12, "as_of": 14, "due": 14}
_FIRST, _HEAD, _EXAMPLE = 2, 4, 5


class _Head(NamedTuple):
    """A column: its id, its label, the field it belongs to, and the list it marks one item of."""

    id: str
    label: str
    field: str
    of: str = ""


def add(
    made: Workbook,
    kind: str,
    lang: str,
    stages: list[Column],
    named: Lists,
    rows: list[Mapping[str, Any]],
) -> None:
    """Add the sheet of a kind of records, with `rows` by the ids of its columns."""
    words = catalogue.read("sheets", lang)["sheets"][kind]
    sheet, heads = made.create_sheet(words["name"]), list(_heads(kind, lang, stages))
    style.title(sheet, lang, words["title"], words["excel"], min(len(heads) + 1, 8))
    sheet.cell(1, 1, SHEET + kind)
    sheet.cell(_HEAD, 1, "head")
    sheet.cell(_EXAMPLE, 1, "example")
    last = _EXAMPLE + max(_ROWS[kind], len(rows) + _SPARE)
    for at, one in enumerate(heads, _FIRST):
        _column(sheet, at, one, kind, lang, named, last)
    for row in range(_EXAMPLE + 1, last + 1):
        given = rows[row - _EXAMPLE - 1] if row - _EXAMPLE <= len(rows) else {}
        for at, one in enumerate(heads, _FIRST):
            like = sheet.cell(_EXAMPLE + 1, at) if row > _EXAMPLE + 1 else None
            style.entry(sheet.cell(row, at), lang, given.get(one.id), middle=bool(one.of), like=like)
    style.dressed(sheet, lang, f"C{_HEAD + 1}")


def _heads(kind: str, lang: str, stages: list[Column]) -> Iterator[_Head]:
    for field in LISTS[kind]:
        if inputs(kind)[field].kind != "choices":
            yield _Head(field, label(kind, field, lang), field)
            continue
        options = catalogue.choices("effect", lang) if field == "effect" else {}
        marked = options or {stage.heading: stage.label for stage in stages}
        for key, shown in marked.items():
            yield _Head(f"{field}={key}", shown, field, "mark")


def _column(sheet: Worksheet, at: int, one: _Head, kind: str, lang: str, named: Lists, last: int) -> None:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(at)
    told = catalogue.read("fields", lang)[kind].get(one.field, {})
    sheet.cell(1, at, one.id)
    style.head(sheet.cell(_HEAD, at), lang, one.label)
    shown = told.get("example", "") if not one.of else label(kind, one.field, lang)
    words = catalogue.read("sheets", lang)["book"]
    style.example(
        sheet.cell(_EXAMPLE, at), lang, shown if one.of or not shown else words["example"].format(text=shown)
    )
    rule = named.rule(kind, one.field, one.of, "" if one.of else told.get("help", ""))
    rule.add(f"{letter}{_EXAMPLE + 1}:{letter}{last}")
    sheet.add_data_validation(rule)
    narrow = 10 if one.of else 18
    sheet.column_dimensions[letter].width = _WIDE.get(one.field) or _NARROW.get(one.field) or narrow
