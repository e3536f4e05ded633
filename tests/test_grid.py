"""Spreadsheets, CSV and Markdown tables with stages on one side and lanes on the other."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from journeykit.errors import ReadError
from journeykit.formats import grid
from journeykit.formats.grid.cells import pieces
from journeykit.formats.grid.feelings import feeling, scale_of
from journeykit.formats.grid.names import lane_of
from journeykit.formats.incoming import Draft, plan, take
from journeykit.formats.reading import find_reader
from journeykit.store import Store
from journeykit.workshop import Workshop

DATA = Path(__file__).parent / "data"

JA = [
    ["", "フェーズ", "認知", "", "興味・関心", "比較検討", "備考"],
    [
        "顧客",
        "行動",
        "・展示会で知る\n・同僚に聞く",
        "記事を見る",
        "検索する・資料を読む",
        "比較表を作る; 稟議を書く",
        "済",
    ],
    ["", "接点", "展示会", "", "メール", "商談", ""],
    ["", "感情", "😐", "", "＋1", "-2 (不安)", ""],
    ["", "ペインポイント", "", "情報が多い", "", "", ""],
    ["自社", "施策", "", "広告", "", "事例集", ""],
    ["", "KPI", "", "3%", "", "", ""],
]
EN = [
    ["Stage", "Awareness", "Decision"],
    ["Actions", "asks", "signs"],
    ["Emotions", "2", "5"],
    ["Pain points", "no time", ""],
    ["Our actions", "", "call"],
    ["Questions", "who helps?", ""],
]

Rows = list[list[str]]


def as_csv(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Rows, *more: tuple[str, Rows], name: str = "Sheet1", merged: str = "") -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for title, of in ((name, rows), *more):
        sheet = book.create_sheet(title)
        for at, row in enumerate(of, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(at, column)
                cell.value = value or None
                cell.data_type = "s" if value else cell.data_type
        if merged:
            sheet.merge_cells(merged)
    book.save(file)
    return file.getvalue()


def as_markdown(rows: Rows) -> bytes:
    def cell(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("&", "&amp;").replace("<", "&lt;")
        return escaped.replace("*", "\\*").replace("_", "\\_").replace("`", "\\`").replace("\n", "<br>")

    lines = ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]).encode()


def read(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    return sorted(((draft.kind, dict(draft.fields)) for draft in grid.read(data, "en").drafts), key=repr)


def texts(drafts: tuple[Draft, ...], stage: str) -> list[str]:
    return [
        draft.fields["text"]
        for draft in drafts
        if draft.fields.get("stage") == stage and draft.kind == "note"
    ]


def test_a_japanese_map_is_read_with_its_merged_stages_and_bullets() -> None:
    found = grid.read(as_xlsx([["ペルソナ：情シス部長"], [], *JA], merged="C3:D3"), "ja")
    assert texts(found.drafts, "認知") == ["展示会で知る", "同僚に聞く", "記事を見る", "展示会"]
    assert texts(found.drafts, "興味・関心") == ["検索する", "資料を読む", "メール"]
    assert texts(found.drafts, "比較検討") == ["比較表を作る", "稟議を書く", "商談"]
    assert {draft.fields.get("persona", "情シス部長") for draft in found.drafts} == {"情シス部長"}
    assert found.stages == ("認知", "興味・関心", "比較検討")


def test_each_row_becomes_what_it_holds() -> None:
    drafts = grid.read(as_csv(EN), "en").drafts
    kinds = {
        kind: [d.fields for d in drafts if d.kind == kind] for kind in ("feeling", "issue", "action", "note")
    }
    assert [feeling["value"] for feeling in kinds["feeling"]] == [-1, 2]
    assert kinds["issue"] == [{"persona": "", "text": "no time", "timing": "moment", "stages": ["Awareness"]}]
    assert kinds["action"] == [{"title": "call", "stage": "Decision"}]
    assert [note["lane"] for note in kinds["note"]] == ["action", "action", "question"]


def test_what_the_map_has_no_place_for_is_told_by_its_place() -> None:
    remarks = grid.read(as_csv(JA), "ja").remarks
    assert [(remark.place, remark.why.values["heading"]) for remark in remarks] == [
        ("G1", "備考"),
        ("B7", "KPI"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_dialect(encoding: str, delimiter: str) -> None:
    rows = [[cell.replace("😐", "0").replace(";", "\n") for cell in row] for row in JA]
    assert read(as_csv(rows, encoding, delimiter)) == read(as_xlsx(rows))


@pytest.mark.parametrize("rows", [JA, EN])
@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_markdown])
def test_a_map_turned_by_a_quarter_says_the_same(rows: Rows, write: Callable[[Rows], bytes]) -> None:
    assert read(write([*map(list, zip(*rows, strict=True))])) == read(as_csv(rows))


def test_stages_of_other_names_are_found_by_the_lanes_below_them() -> None:
    found = grid.read(
        as_csv([["", "Kick-off", "Go-live"], ["Actions", "a", "b"], ["Thoughts", "c", ""]]), "en"
    )
    assert found.stages == ("Kick-off", "Go-live")
    assert len(found.drafts) == 3


def test_every_sheet_is_a_map_of_the_persona_it_is_named_for() -> None:
    data = as_xlsx(EN, ("情シス部長", EN), ("Empty", []), ("Prices", [["a", "b"]]))
    found = grid.read(data, "ja")
    assert {draft.fields["persona"] for draft in found.drafts if draft.kind == "note"} == {"", "情シス部長"}
    assert {draft.place for draft in found.drafts if draft.kind == "issue"} == {"Sheet1!B4", "情シス部長!B4"}
    assert [remark.place for remark in found.remarks] == ["Prices!A1"]


def test_lines_with_only_a_name_part_a_map_into_people() -> None:
    rows = [["", "認知", "検討"], ["加藤"], ["行動", "a", "b"], ["接点"], ["坂井"], ["行動", "c", ""]]
    found = grid.read(as_xlsx(rows), "ja")
    assert [(draft.fields["persona"], draft.fields["text"]) for draft in found.drafts] == [
        ("加藤", "a"),
        ("加藤", "b"),
        ("坂井", "c"),
    ]


def test_a_list_of_notes_tells_stage_lane_and_persona_in_its_columns() -> None:
    rows = [["ペルソナ", "段階", "観点", "内容"], ["加藤", "認知", "行動", "a;b"], ["", "検討", "天気", "x"]]
    assert read(as_csv(rows)) == [
        ("note", {"persona": "加藤", "stage": "認知", "lane": "action", "text": "a;b"})
    ]


def test_columns_on_both_sides_of_the_stages_are_read() -> None:
    rows = [["Persona", "Stage", "Emotion"], ["Sarah", "Awareness", "1"], ["David", "Decision", "5"]]
    assert [feeling["persona"] for _, feeling in read(as_csv(rows))] == ["David", "Sarah"]


def test_the_kits_own_list_of_records_is_no_map() -> None:
    with pytest.raises(ReadError) as refused:
        grid.read(as_csv([["段階", "kind", "id", "field", "value"], ["認知", "", "", "", ""]]), "ja")
    assert refused.value.key == "own_export"


def test_a_published_journey_in_markdown_is_read_with_its_people() -> None:
    found = grid.read((DATA / "clairo_accounting_firms.md").read_bytes(), "en")
    people = [draft.fields["name"] for draft in found.drafts if draft.kind == "persona"]
    assert people == ["Sarah", "David", "Margaret"]
    assert found.stages == ("Awareness", "Interest", "Consideration", "Evaluation", "Trial", "Decision")
    assert texts(found.drafts, "Trial") == [
        "First login",
        "Connecting Xero, seeing data",
        "Excited, cautious",
    ]
    assert sum(draft.kind == "issue" for draft in found.drafts) == 7
    assert [remark.place for remark in found.remarks] == ["line 11", "line 27"]


def test_markdown_without_a_table_is_read_by_its_headings() -> None:
    text = "# Map\nPersona: Sarah\n## Stage 1: Awareness\n- **Actions**: asks\n- **Emotions:** 😟 tense\n"
    found = grid.read(
        f"{text}### Pain points\n- no time\n- no money\n## Decision\n- **Weather**: fine\n".encode(), "en"
    )
    assert [draft.kind for draft in found.drafts] == ["note", "feeling", "issue", "issue"]
    assert {draft.fields["persona"] for draft in found.drafts} == {"Sarah"}
    assert [remark.place for remark in found.remarks] == ["line 10"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2", (-2, "")),
        ("－１：遅い", (-1, "遅い")),
        ("★★★★☆", (1, "")),
        ("☺", (1, "")),
        ("😡 dear", (-2, "dear")),
        ("4/5", (1, "")),
        ("Anxious (-1)", (-1, "Anxious")),
        ("高", (1, "")),
        ("低", (-1, "")),
        ("◎", (2, "")),
        ("very-negative", (-2, "")),
        ("curious", None),
        ("3年目", None),
        ("2027-03-31", None),
        ("-1.5億円", None),
    ],
)
def test_a_feeling_is_one_only_where_that_is_clear(text: str, value: tuple[int, str] | None) -> None:
    assert feeling(text) == value


@pytest.mark.parametrize(
    ("numbers", "values"),
    [("-2 0 2", [-2, 0, 2]), ("1 3 5", [-2, 0, 2]), ("-5 0 5", [-2, 0, 2]), ("0 5 10", [-2, 0, 2])],
)
def test_the_numbers_of_a_row_tell_their_scale(numbers: str, values: list[int]) -> None:
    scale = scale_of(numbers.split())
    assert [found[0] for number in numbers.split() if (found := feeling(number, scale))] == values


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a\nb", ["a", "b"]),
        ("・展示会\n・紹介", ["展示会", "紹介"]),
        ("・展示会 ・紹介", ["展示会", "紹介"]),
        ("1. a\n2) b\nstill b", ["a", "b\nstill b"]),
        ("• a • b", ["a", "b"]),
        ("導入・運用", ["導入・運用"]),
        ("- one; still one", ["one; still one"]),
        (" ", []),
    ],
)
def test_a_cell_is_cut_where_its_entries_end(cell: str, found: list[str]) -> None:
    assert pieces(cell) == found


@pytest.mark.parametrize(
    ("heading", "lane"),
    [
        ("顧客の行動", "action"),
        ("タッチポイント(接点)", "touchpoint"),
        ("Thoughts / feelings", "thought"),
        ("painPoints", "issue"),
        ("自社の行動", "deed"),
        ("Our touchpoints", "deed"),
        ("天気", ""),
    ],
)
def test_rows_are_known_by_what_people_call_them(heading: str, lane: str) -> None:
    assert lane_of(heading) == lane


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
HOSTILE = st.sampled_from(
    ["=cmd()", "</script>", "a|b", "**x**", "&lt;", "\\|", "@x", "𠮷😀", "\u202eabc", "-", "1. x", "a;b・c"]
)
NOTES = st.lists((TEXT | HOSTILE).map(str.strip).filter(bool), max_size=3, unique=True)


@given(st.lists(NOTES, min_size=3, max_size=3), st.sampled_from([as_csv, as_xlsx, as_markdown]))
def test_what_is_written_as_a_list_is_read_back_equal(
    cells: list[list[str]], write: Callable[[Rows], bytes]
) -> None:
    rows = [
        ["", "認知", "検討", "購入"],
        ["行動", *("\n".join(f"- {note}" for note in cell) for cell in cells)],
    ]
    rows.append(["接点", "x", "x", "x"])
    found = grid.read(write(rows), "ja").drafts
    read_back = [
        [d.fields["text"] for d in found if d.fields["stage"] == s and d.fields["lane"] == "action"]
        for s in rows[0][1:]
    ]
    assert read_back == cells


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_markdown])
def test_importing_a_map_twice_adds_nothing(workshop: Workshop, write: Callable[[Rows], bytes]) -> None:
    found = grid.read(write(JA), "ja")
    assert take(workshop, plan(workshop.journey, found)) > 10
    assert take(workshop, plan(workshop.journey, grid.read(as_csv(JA), "ja"))) == 0
    assert workshop.journey.personas
    assert {stage.rolls_up for stage in workshop.journey.stages} >= {"aware", "interest", "consideration"}


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return file.getvalue()


def repacked(part: str, data: bytes) -> bytes:
    """Return a workbook with other contents in one of its parts."""
    source, file = zipfile.ZipFile(io.BytesIO(as_xlsx(EN))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(name, data if part in name else source.read(name))
    return file.getvalue()


def sheet(inside: str, before: str = "") -> bytes:
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f"{before}<worksheet {namespace}><sheetData>{inside}</sheetData></worksheet>".encode()


def with_entities() -> bytes:
    names = "abcdefghijkl"
    bombs = (f'<!ENTITY {b} "{f"&{a};" * 8}">' for a, b in pairwise(names))
    doctype = f'<!DOCTYPE x [<!ENTITY a "ha">{"".join(bombs)}]>'
    return repacked("sheet1", sheet('<row><c t="inlineStr"><is><t>&l;</t></is></c></row>', doctype))


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"\x00\xff" * 1_000,
        lambda: b"PK\x03\x04rubbish",
        lambda: as_xlsx(EN)[:-200],
        bomb,
        with_entities,
        lambda: repacked("sheet1", sheet("", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
        lambda: repacked("sheet1", sheet("<row>" * 2_000_000)),
        lambda: repacked("sheet1", sheet("<row>" * 500_000)),
        lambda: repacked("sheet1", sheet('<row r="1"/>' * 500_000)),
        lambda: repacked("sheet1", sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        lambda: repacked("styles", b"<styleSheet>" + b"<xf/>" * 1_000_000),
        lambda: as_csv([["a", "b"]] * 100_000),
        lambda: as_csv([["認知", "検討"]] * 100_000),
        lambda: b'"' * 400_000,
        lambda: b"|" * 300_000 + b"\n" + b"|-" * 300_000,
        lambda: b"- " * 400_000,
        lambda: ("- 認知\n" * 200_000).encode(),
        lambda: ("# 認知\n" * 50_000).encode(),
        lambda: ("a" * 3_000_000).encode(),
        lambda: b"\n" * 19_000_000,
        lambda: as_csv([["x"] * 16_000] * 12),
    ],
)
def test_what_is_no_map_is_refused_with_one_sentence_and_soon(
    make: Callable[[], bytes], soon: Callable[[], AbstractContextManager[None]]
) -> None:
    data = make()
    with soon(), pytest.raises(ReadError) as refused:
        grid.read(data, "ja")
    assert str(refused.value)


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"|a|b|\n|-|-|\n"]))
def test_random_bytes_never_end_in_anything_but_a_sentence(data: bytes, start: bytes) -> None:
    for name in grid.ENDINGS:
        find_reader(f"x{name}", start + data)
    with pytest.raises(ReadError):
        grid.read(start + data, "en")


def test_a_file_cut_short_anywhere_never_ends_in_a_traceback() -> None:
    data, workshop = as_xlsx(JA), Workshop(Store())
    for end in range(0, len(data), 97):
        with suppress(ReadError):
            plan(workshop.journey, grid.read(data[:end], "ja"))
    workshop.close()
