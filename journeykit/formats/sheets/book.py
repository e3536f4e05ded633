"""The fillable worksheets: a spreadsheet with a sheet per step, lists to choose from, and hidden ids.

Row 1 and column A of each sheet are hidden and hold ids, so that reading back rests on no label.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from journeykit import catalogue
from journeykit.formats.packed import pack, unpack
from journeykit.formats.sheets import grids, lists
from journeykit.formats.sheets.content import Content
from journeykit.formats.sheets.forms import Column
from journeykit.formats.sheets.marks import MARKER, VERSION, Lists
from journeykit.formats.sheets.style import dressed, face, widths

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["book"]

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LEAST_MAPS = 3


def book(lang: str, stages: list[Column], content: Content) -> bytes:
    """Return the workbook as bytes: the same for the same stages and content."""
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    named, shown = Lists(lang, stages, content.names()), content.shown(stages)
    _use(made, lang)
    grids.scope(made, lang, stages, named, content.scope)
    for kind in ("persona", "issue"):
        lists.add(made, kind, lang, stages, named, content.rows.get(kind, []))
    for number in range(1, max(_LEAST_MAPS, len(content.maps)) + 1):
        whose, given = content.maps[number - 1] if number <= len(content.maps) else ("", {})
        grids.map_(made, number, lang, shown, named, whose, given)
    lists.add(made, "note", lang, stages, named, content.rows.get("note", []))
    grids.plays(made, lang, named, content.plays)
    for kind in ("action", "finding"):
        lists.add(made, kind, lang, stages, named, content.rows.get(kind, []))
    _marker(made, lang, stages, named)
    return _saved(made)


def _use(made: Workbook, lang: str) -> None:
    words, sheets = catalogue.read("sheets", lang)["book"], catalogue.read("sheets", lang)["sheets"]
    sheet = made.create_sheet(words["use"])
    shown = [
        words["lead"],
        "",
        *(f"・{line}" if lang == "ja" else f"• {line}" for line in words["rules"].split("\n")),
    ]
    names = [
        sheets[kind]["name"].format(n=1) for kind in ("scope", "persona", "issue", "map", "note", "play")
    ]
    names += [sheets[kind]["name"] for kind in ("action", "finding")]
    texts = ["journeykit", *shown, "", " → ".join(names)]
    for at, text in enumerate(texts, 2):
        face(sheet.cell(at, 2, text), lang, size=18 if at == 2 else 11, bold=at == 2)
    widths(sheet, {"A": 3, "B": 110})
    sheet.sheet_view.showGridLines = False
    dressed(sheet, lang)


def _marker(made: Workbook, lang: str, stages: list[Column], named: Lists) -> None:
    sheet = made.create_sheet(MARKER)
    sheet.append(["journeykit", "sheets", VERSION, lang])
    sheet.append([catalogue.read("sheets", lang)["book"]["lists"]])
    for stage in stages:
        sheet.append(["stage", stage.heading, stage.label])
    named.write(sheet)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _saved(made: Workbook) -> bytes:
    """Return the file with the one thing in it that a clock would change set to a fixed day."""
    from datetime import datetime

    made.active = 0
    made.properties.creator, made.properties.created = "journeykit", datetime(1980, 1, 1)
    file = io.BytesIO()
    made.save(file)
    parts = unpack(file.getvalue())
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", core)
    return pack(parts)
