"""The sheets of the spreadsheet with a fixed grid: the scope, a persona's map, the playbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from journeykit import catalogue
from journeykit.formats.rows import label
from journeykit.formats.sheets import style
from journeykit.formats.sheets.forms import LANES, PLAY, Column
from journeykit.formats.sheets.marks import SHEET, Lists
from journeykit.records import GROUPS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Values", "map_", "plays", "scope"]

Values = Mapping[tuple[str, str], Any]
"""What stands in a grid, by the ids of row and column."""


def scope(made: Workbook, lang: str, stages: list[Column], named: Lists, given: Values) -> None:
    """Add the sheet of the scope: a row for each role and stage, the purpose, the reasons."""
    sheet, book = _opened(made, "scope", lang, 4), catalogue.read("sheets", lang)["book"]
    shown = catalogue.read("scope", lang)
    heads = catalogue.read("sheets", lang)["sheets"]["scope"]["name"], book["chosen"], book["note"]
    for at, text in enumerate(heads, 2):
        style.head(sheet.cell(4, at), lang, text)
    rows = [(f"roles={key}", one["label"], one["note"]) for key, one in shown["roles"].items()]
    rows.append(("purpose", label("scope", "purpose", lang), ""))
    rows += [(f"stages={stage.heading}", stage.label, stage.meaning) for stage in stages]
    for end, told in shown["ends"].items():
        rows.append((f"reason_{end}", label("scope", f"reason_{end}", lang), told["title"]))
    sheet.cell(1, 3, "chosen")
    for row, (key, name, note) in enumerate(rows, 5):
        sheet.cell(row, 1, key)
        style.head(sheet.cell(row, 2), lang, name)
        style.example(sheet.cell(row, 4), lang, note)
        marked = "=" in key
        style.entry(sheet.cell(row, 3), lang, given.get((key, "chosen")), middle=marked)
        sheet.row_dimensions[row].height = 30 if marked else 48
        _ruled(sheet, named.rule("scope", key.partition("=")[0], "mark" if marked else ""), row, 3)
    style.widths(sheet, {"B": 44, "C": 44, "D": 80})
    style.dressed(sheet, lang, "C5")


def map_(
    made: Workbook, number: int, lang: str, stages: list[Column], named: Lists, whose: str, given: Values
) -> None:
    """Add the sheet of one persona's map."""
    sheet, book = _opened(made, "map", lang, len(stages) + 2, number), catalogue.read("sheets", lang)["book"]
    _whose(sheet, lang, named, book, whose)
    sheet.cell(1, 2, "lane")
    sheet.cell(5, 1, "head")
    sheet.cell(6, 1, "example")
    rows = [*LANES, "value", "why", "onward"]
    for row, field in enumerate(rows, 7):
        sheet.cell(row, 1, field)
        kind = "note" if field in LANES else "feeling"
        names = catalogue.choices("lane", lang)
        style.head(sheet.cell(row, 2), lang, names.get(field) or label(kind, field, lang))
        least = 110 if field in LANES else 48 if field == "why" else 26
        sheet.row_dimensions[row].height = _height(least, 16, (given.get((field, s.heading)) for s in stages))
    for at, stage in enumerate(stages, 3):
        sheet.cell(1, at, stage.heading)
        style.head(sheet.cell(5, at), lang, stage.label)
        style.example(sheet.cell(6, at), lang, stage.meaning)
        for row, field in enumerate(rows, 7):
            style.entry(sheet.cell(row, at), lang, given.get((field, stage.heading)))
    style.head(sheet.cell(5, 2), lang, "")
    style.example(sheet.cell(6, 2), lang, "")
    for row, field in enumerate(rows[5:], 12):
        _ruled(
            sheet, named.rule("feeling", field, "value" if field == "value" else ""), row, 3, len(stages) + 2
        )
    sheet.row_dimensions[6].height = 62
    style.widths(sheet, {"B": 18, **dict.fromkeys("CDEFGHIJKLMNOPQRSTUVWXYZ"[: len(stages)], 28)})
    style.dressed(sheet, lang, "C6")


def _whose(sheet: Worksheet, lang: str, named: Lists, book: Mapping[str, str], whose: str) -> None:
    sheet.cell(4, 1, "whose")
    style.head(sheet.cell(4, 2), lang, book["whose"])
    style.entry(sheet.cell(4, 3), lang, whose)
    sheet.row_dimensions[4].height = 26
    _ruled(sheet, named.rule("note", "persona", "persona", book["whose_hint"]), 4, 3)


def plays(made: Workbook, lang: str, named: Lists, given: Values) -> None:
    """Add the sheet of the playbook: a column for each group; its starting text is the hint of a cell."""
    sheet, drafts = _opened(made, "play", lang, 5), catalogue.read("playbook", lang)
    book = catalogue.read("sheets", lang)["book"]
    style.head(sheet.cell(4, 2), lang, "")
    for row, field in enumerate(PLAY, 5):
        sheet.cell(row, 1, field)
        style.head(sheet.cell(row, 2), lang, label("play", field, lang))
        told = (given.get((field, group)) for group in GROUPS)
        sheet.row_dimensions[row].height = _height(66, 26, told)
    for at, group in enumerate(GROUPS, 3):
        sheet.cell(1, at, group)
        style.head(sheet.cell(4, at), lang, catalogue.choices("groups", lang)[group])
        for row, field in enumerate(PLAY, 5):
            if field not in drafts[group]["fields"]:
                style.shut(sheet.cell(row, at))
                continue
            style.entry(sheet.cell(row, at), lang, given.get((field, group)))
            draft = drafts[group].get(field, "").replace("\n", " / ")
            hint = book["draft"].format(text=draft) if draft else ""
            _ruled(sheet, named.rule("play", field, "", hint), row, at)
    style.widths(sheet, {"B": 24, **dict.fromkeys("CDEF", 46)})
    style.dressed(sheet, lang, "C5")


def _height(least: float, across: int, texts: Iterable[Any]) -> float:
    """Return a height that shows the longest of the texts, `across` full-width signs a line (at most 409)."""
    lines = [sum(1 + len(line) // across for line in str(text).split("\n")) for text in texts if text]
    return min(max([least, *(18.0 * count for count in lines)]), 409)


def _opened(made: Workbook, kind: str, lang: str, across: int, number: int = 0) -> Worksheet:
    words = catalogue.read("sheets", lang)["sheets"][kind]
    sheet = made.create_sheet(words["name"].format(n=number))
    style.title(sheet, lang, words["title"], words["excel"], across)
    sheet.cell(1, 1, SHEET + kind)
    return sheet


def _ruled(sheet: Worksheet, rule: DataValidation, row: int, first: int, last: int = 0) -> None:
    from openpyxl.utils import get_column_letter

    end = get_column_letter(last or first)
    rule.add(f"{get_column_letter(first)}{row}:{end}{row}")
    sheet.add_data_validation(rule)
