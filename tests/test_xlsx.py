"""The workbook: the map as people read it, a sheet for each kind, nothing that is a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from journeykit import catalogue
from journeykit.formats import write
from journeykit.insights.evidence import FEW, report
from journeykit.store import Store
from journeykit.workshop import Workshop

FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def opened(workshop: Workshop, lang: str) -> Workbook:
    return load_workbook(io.BytesIO(write(workshop, "xlsx", lang)))


def values(sheet: Any) -> list[list[Any]]:
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def hidden(sheet: Any, column: Any) -> bool:
    return bool(sheet.column_dimensions[column[0].column_letter].hidden)


def spelled(cell: Any) -> str:
    """Return a cell as text: a sheet keeps no difference between 0.0 and 0, or between line ends."""
    return re.sub(r"^(-?\d+)\.0$", r"\1", str(cell).replace("\r\n", "\n"))


def texts(book: Workbook) -> list[str]:
    return [cell for sheet in book for row in values(sheet) for cell in row if isinstance(cell, str)]


def test_the_first_sheet_is_the_map_with_stages_across_and_lanes_down(filled: Workshop, lang: str) -> None:
    sheet, journey = opened(filled, lang).worksheets[0], filled.journey
    title, head, *rows = values(sheet)
    assert title[0] == journey.brief.title
    assert head[1:] == [stage.label(lang) for stage in journey.stages_in_scope]
    bands = [row[0] for row in rows if not any(row[1:])]
    assert bands == [persona.name for persona in journey.personas]
    lanes = [*catalogue.choices("lane", lang).values(), catalogue.say("deck.map.feeling", lang)]
    assert [row[0] for row in rows if any(row[1:])] == lanes * len(bands)
    assert sheet.freeze_panes == "B3"


def test_every_note_in_scope_stands_on_the_map(filled: Workshop, lang: str) -> None:
    journey = filled.journey
    said = "\n".join(cell for row in values(opened(filled, lang).worksheets[0]) for cell in row)
    for note in journey.notes:
        stage = journey.stage_of(note.stage)
        assert stage not in journey.stages_in_scope or " ".join(note.text.split()) in said


def test_each_kind_has_a_sheet_of_names_and_hides_its_ids(filled: Workshop, lang: str) -> None:
    book, words = opened(filled, lang), catalogue.read("table", lang)["kinds"]
    made = {words[kind] for kind in words if filled.journey.records(kind)}
    assert made == {*book.sheetnames[1:-1]}
    shown = [[c for c in sheet.columns if not hidden(sheet, c)] for sheet in book.worksheets[:-1]]
    cells = {cell.value for columns in shown for column in columns for cell in column}
    ids = {record.id for kind in words for record in filled.journey.records(kind)}
    assert not cells & ids - {record.name for record in filled.journey.personas}
    _, *rows = values(book[words["note"]])
    assert len(rows) == len(filled.journey.notes)
    assert {row[0] for row in rows} == {persona.name for persona in filled.journey.personas}


def test_the_long_table_is_that_of_the_csv(filled: Workshop, lang: str) -> None:
    table = list(csv.reader(io.StringIO(write(filled, "csv", lang).decode("utf-8-sig"))))
    sheet = values(opened(filled, lang).worksheets[-1])
    assert [[*map(spelled, row)] for row in sheet] == [[*map(spelled, row)] for row in table]


@given(st.text(st.characters() | st.sampled_from("=+-@\t\r\n\x00\x0b\ufffe\uff1d\U00020bb7"), max_size=60))
@settings(max_examples=15)
def test_no_cell_is_a_formula_or_breaks_the_file(text: str) -> None:
    workshop = Workshop(Store())
    text = text.encode("utf-8", "replace").decode()
    for sign in ("", "=", "@", "+1"):
        workshop.put("persona", f"p{sign}", name=f"{sign}{text}")
        workshop.put("note", persona=f"p{sign}", stage="aware", text=f"{sign}{text}", inference=f"={text}")
        workshop.put("brief", title=f"{sign}{text}")
    book = opened(workshop, "ja")
    assert not [cell for cell in texts(book) if cell.startswith(FORMULA)]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}


def test_three_hundred_notes_of_a_cell_go_into_more_rows_and_none_is_lost(
    workshop: Workshop, lang: str
) -> None:
    given = [f"<{at}>" + "長い文" * 40 for at in range(300)]
    fields = {"stage": "aware", "lane": "need"}
    workshop.append(
        *[workshop.change("put", "note", f"n{at:03}", text=t, **fields) for at, t in enumerate(given)]
    )
    sheet = opened(workshop, lang).worksheets[0]
    rows = [row for row in values(sheet) if row[0] == catalogue.choices("lane", lang)["need"]]
    assert len(rows) > 10
    assert re.findall(r"<(\d+)>", "".join(cell for row in rows for cell in row[1:])) == [
        *map(str, range(300))
    ]
    assert max(len(str(cell)) for row in rows for cell in row) < 2000


def test_sheets_are_set_for_reading_and_printing(filled: Workshop, lang: str) -> None:
    book = opened(filled, lang)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert all(8 <= column.width <= 48 for column in sheet.column_dimensions.values())
        assert sheet.page_setup.orientation == "landscape"
        assert sheet["A2"].alignment.wrap_text
        assert sheet["A2"].font.name == catalogue.say("rows.fonts.name", lang)


def test_a_row_is_as_high_as_its_tallest_cell(workshop: Workshop, lang: str) -> None:
    workshop.put("persona", "a", name="加藤")
    for key, text in (("short", "短い"), ("long", "長い文です。" * 20)):
        workshop.put(
            "note", key, persona="a", stage="aware", lane={"short": "action"}.get(key, "need"), text=text
        )
    sheet = opened(workshop, lang).worksheets[0]
    heights = {
        str(row[2].value)[:2]: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=4)
    }
    assert heights["短い"] is None
    assert heights["長い"] > 80


def test_the_workbook_tells_no_time_and_no_machine(filled: Workshop, lang: str) -> None:
    data = write(filled, "xlsx", lang)
    with ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"1980-01-01"}
        assert "journeykit" in core


@pytest.mark.parametrize("stages", [3, 12])
def test_any_number_of_stages_has_its_columns(workshop: Workshop, lang: str, stages: int) -> None:
    for at in range(6):
        workshop.put("stage", f"s{at}", name=f"段階{at}", rolls_up="interest", order=10.0 + at)
    chosen = [stage.id for stage in workshop.journey.stages][:stages]
    workshop.put("scope", stages=chosen)
    assert len(values(opened(workshop, lang).worksheets[0])[1]) == 1 + stages


def test_the_figures_of_the_data_have_a_sheet_of_numbers_with_small_groups_withheld(
    studied: Workshop, lang: str
) -> None:
    found = values(opened(studied, lang)[catalogue.say("rows.sheets.figures", lang)])
    say = catalogue.read("evidence", lang)["figures"]
    heads = next(row for row in found if say["reached"] in row)
    rows = [row for row in found if row[0] == say["all"] and isinstance(row[2], int)]
    told = report(studied.journey)
    assert told is not None
    assert [row[heads.index(say["reached"])] for row in rows] == [
        one.reached for one in told.line() if one.reached
    ]
    assert any(say["withheld"] in row for row in found)
    assert not [cell for row in found for cell in row if isinstance(cell, int) and 0 < cell < FEW]


def test_without_data_there_is_no_sheet_of_figures(filled: Workshop, lang: str) -> None:
    assert catalogue.say("rows.sheets.figures", lang) not in opened(filled, lang).sheetnames
