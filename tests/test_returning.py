"""The kit's own files as they come back: what was changed in them changes the workshop, and no more."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from journeykit import catalogue, formats, sample
from journeykit.formats import reading
from journeykit.formats.incoming import Plan, plan, take
from journeykit.store import Store
from journeykit.workshop import Workshop

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@ \n―—／·：*#<"), max_size=40)


def returned(workshop: Workshop, data: bytes, lang: str, ending: str = "xlsx") -> Plan:
    _, incoming = reading.understood(f"file.{ending}", data, lang)
    return plan(workshop.journey, incoming)


def edited(workshop: Workshop, lang: str, edit: Callable[[Workbook], None]) -> Plan:
    """Return what comes back of a workbook that somebody has edited."""
    book = load_workbook(io.BytesIO(formats.write(workshop, "xlsx", lang)))
    edit(book)
    file = io.BytesIO()
    book.save(file)
    return returned(workshop, file.getvalue(), lang)


def sheet(book: Workbook, kind: str, lang: str) -> Any:
    return book[catalogue.read("table", lang)["kinds"][kind]]


def column(of: Any, kind: str, field: str, lang: str) -> int:
    from journeykit.formats.rows import label

    return [cell.value for cell in of[1]].index(label(kind, field, lang)) + 1


def news(planned: Plan) -> list[tuple[str, str, dict[str, Any]]]:
    return [(line.kind, line.record, dict(line.fields)) for line in planned.lines if line.state == "taken"]


def left(planned: Plan) -> list[str]:
    return [line.why.key for line in planned.lines if line.state == "left" and line.why]


@pytest.mark.parametrize("out", catalogue.LANGUAGES)
def test_a_workbook_that_nobody_has_edited_changes_nothing(filled: Workshop, lang: str, out: str) -> None:
    found = returned(filled, formats.write(filled, "xlsx", out), lang)
    assert (news(found), left(found), found.matches) == ([], [], ())
    assert found.count("known") > 100


@pytest.mark.parametrize("out", catalogue.LANGUAGES)
def test_a_page_that_nobody_has_edited_changes_nothing(filled: Workshop, lang: str, out: str) -> None:
    found = returned(filled, formats.write(filled, "markdown", out), lang, "md")
    assert (news(found), left(found)) == ([], ["only_map"])
    assert found.count("known") >= len(filled.journey.notes)


@given(TEXT, TEXT, TEXT, st.sampled_from(["xlsx", "markdown"]))
@settings(max_examples=10)
def test_whatever_people_write_comes_back_as_known(name: str, text: str, why: str, form: str) -> None:
    workshop = Workshop(Store())
    for at in ("a", "b"):
        workshop.put("persona", at, name=name)
        workshop.put("note", persona=at, stage="aware", text=text or "x", inference=why, source=name)
        workshop.put("feeling", f"{at}.aware", persona=at, stage="aware", value=-1, why=why)
    workshop.put("note", stage="aware", text=f"{text}!", source=why)
    workshop.put("issue", persona="b", text=text, stages=["aware", "purchase"])
    ending = formats.find(form).SUFFIX.removeprefix(".")
    assert news(returned(workshop, formats.write(workshop, form, "en"), "ja", ending)) == []
    workshop.close()


@given(st.data())
@settings(max_examples=4)
def test_one_cell_changed_is_one_change(data: st.DataObject) -> None:
    workshop, lang = Workshop(Store()), data.draw(st.sampled_from(catalogue.LANGUAGES))
    sample.fill(workshop, lang)
    kind, field = data.draw(st.sampled_from([("note", "text"), ("issue", "source"), ("action", "owner")]))
    record = data.draw(st.sampled_from(workshop.journey.records(kind)))
    said = "=" + data.draw(st.text("あa1 ", min_size=1, max_size=9)) + "。"

    def edit(book: Workbook) -> None:
        of = sheet(book, kind, lang)
        (row,) = [row for row in of.iter_rows(min_row=2) if row[-1].value == record.id]
        of.cell(row[0].row, column(of, kind, field, lang), f"'{said}")

    found = edited(workshop, lang, edit)
    assert news(found) == [(kind, record.id, {field: said})]
    assert take(workshop, found) == 1
    assert getattr(workshop.journey.get(kind, record.id), field) == said
    assert news(edited(workshop, lang, lambda _: None)) == []
    workshop.close()


def test_what_the_team_changed_meanwhile_stays_where_the_file_was_not_edited(
    filled: Workshop, lang: str
) -> None:
    data, note = formats.write(filled, "xlsx", lang), filled.journey.notes[0]
    filled.put("note", note.id, text="newer")
    filled.put("stage", note.stage, name="renamed")
    filled.drop("issue", filled.journey.issues[0].id)
    assert news(returned(filled, data, lang)) == []


def test_words_dates_and_stages_are_understood_as_they_are_shown(filled: Workshop, lang: str) -> None:
    note, stage = filled.journey.notes[0], filled.journey.stages[3]

    def edit(book: Workbook) -> None:
        of = sheet(book, "note", lang)
        wishes = {"stage": stage.label(lang), "basis": catalogue.choices("basis", lang)["assumed"]}
        for field, value in {**wishes, "as_of": "2027/3/31"}.items():
            of.cell(2, column(of, "note", field, lang), value)

    fields = {"stage": stage.id, "basis": "assumed", "as_of": "2027-03-31"}
    assert news(edited(filled, lang, edit)) == [("note", note.id, fields)]


def test_rows_may_be_moved_removed_and_added(filled: Workshop, lang: str) -> None:
    persona, stage = filled.journey.personas[1], filled.journey.stages[2]

    def edit(book: Workbook) -> None:
        of = sheet(book, "note", lang)
        of.delete_rows(3, 5)
        of.insert_rows(2, 2)
        given = {"persona": persona.name, "stage": stage.label(lang), "text": "new"}
        for field, value in given.items():
            of.cell(2, column(of, "note", field, lang), value)

    ((kind, _, fields),) = news(edited(filled, lang, edit))
    assert (kind, fields) == ("note", {"persona": persona.id, "stage": stage.id, "text": "new"})


def test_what_cannot_be_taken_is_told_by_its_cell(filled: Workshop, lang: str) -> None:
    def edit(book: Workbook) -> None:
        notes, themes = sheet(book, "note", lang), sheet(book, "theme", lang)
        notes.cell(2, column(notes, "note", "text", lang)).value = None
        notes.cell(3, column(notes, "note", "basis", lang), "???")
        themes.cell(2, column(themes, "theme", "notes", lang), "x")
        book.worksheets[0]["B5"] = book.worksheets[-1]["E9"] = "x"

    found = edited(filled, lang, edit)
    assert news(found) == []
    assert sorted(left(found)) == sorted(
        ["main_empty", "not_listed", "not_in_sheets", "for_looking", "for_looking"]
    )
    assert all("!" in line.place for line in found.lines if line.state == "left")


def test_without_the_long_table_cells_are_compared_with_the_workshop(filled: Workshop, lang: str) -> None:
    def edit(book: Workbook) -> None:
        for name in book.sheetnames[-1:] + book.sheetnames[:1]:
            book.remove(book[name])
        of = sheet(book, "note", lang)
        of.cell(2, column(of, "note", "source", lang), "elsewhere")

    assert news(edited(filled, lang, edit)) == [("note", filled.journey.notes[0].id, {"source": "elsewhere"})]


def test_what_was_deleted_is_not_brought_back_by_an_edit(filled: Workshop, lang: str) -> None:
    note = filled.journey.notes[0]
    book = load_workbook(io.BytesIO(formats.write(filled, "xlsx", lang)))
    of = sheet(book, "note", lang)
    of.cell(2, column(of, "note", "text", lang), "edited")
    file = io.BytesIO()
    book.save(file)
    filled.drop("note", note.id)
    assert left(returned(filled, file.getvalue(), lang)) == ["record_deleted"]


def test_in_an_empty_workshop_all_of_a_workbook_is_new_once(filled: Workshop, lang: str) -> None:
    data, empty = formats.write(filled, "xlsx", lang), Workshop(Store())
    assert take(empty, returned(empty, data, lang)) > 100
    for kind in ("persona", "note", "issue", "action", "finding", "theme", "handover"):
        assert {r.id for r in empty.journey.records(kind)} == {r.id for r in filled.journey.records(kind)}
    assert take(empty, returned(empty, data, lang)) == 0
    empty.close()


def test_a_line_added_to_a_page_is_one_note(filled: Workshop, lang: str) -> None:
    page = formats.write(filled, "markdown", lang).decode()
    line = next(line for line in page.splitlines() if line.startswith("- **"))
    lane = line[: line.index("**", 4) + 2]
    colon = line[len(lane)]
    data = page.replace(line, f"{line}\n{lane}{colon} 1\\. new \\*text\\*", 1).encode()
    ((kind, _, fields),) = news(returned(filled, data, lang, "md"))
    assert (kind, fields["text"], fields["persona"]) == (
        "note",
        "1. new *text*",
        filled.journey.personas[0].id,
    )


@pytest.mark.parametrize("out", catalogue.LANGUAGES)
def test_the_sheet_of_figures_comes_back_as_nothing_new(studied: Workshop, lang: str, out: str) -> None:
    found = returned(studied, formats.write(studied, "xlsx", out), lang)
    assert (news(found), left(found), found.matches) == ([], [], ())


def test_a_figure_that_somebody_has_changed_changes_nothing(studied: Workshop, lang: str) -> None:
    def edit(book: Workbook) -> None:
        of = book[catalogue.say("rows.sheets.figures", lang)]
        of["A2"] = "99"

    found = edited(studied, lang, edit)
    assert (news(found), left(found)) == ([], [])
