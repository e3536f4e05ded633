"""Worksheets: made as the repository holds them, and read back whatever people did to them."""

from __future__ import annotations

import io
import random
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from journeykit import catalogue
from journeykit.errors import ReadError
from journeykit.formats import reading, sheets
from journeykit.formats.incoming import Incoming, plan, take
from journeykit.formats.sheets.book import book
from journeykit.formats.sheets.content import named
from journeykit.formats.sheets.forms import columns
from journeykit.formats.sheets.printed import printed
from journeykit.formats.sheets.values import notes
from journeykit.log import Journey
from journeykit.records import SIX, Record
from journeykit.store import Store
from journeykit.workshop import Workshop

ROOT = Path(__file__).parent.parent
LEFT_OUT = {"id", "order", "merged", "library", "as_is", "topics"}
"""What worksheets do not carry."""
CARRIED = ("scope", "persona", "issue", "note", "feeling", "play", "action", "finding")


def told(file: Path) -> Any:
    """Return what a made file holds, whatever packed it."""
    if file.suffix == ".pdf":
        pages = PdfReader(file).pages
        return [(page.mediabox, page.get_contents().get_data()) for page in pages]  # type: ignore[union-attr]
    if file.suffix == ".xlsx":
        with ZipFile(file) as zipped:
            return {name: zipped.read(name) for name in zipped.namelist()}
    return file.read_bytes()


def empty() -> Workshop:
    return Workshop(Store(), folder=Path())


def said(journey: Journey, lang: str, kind: str) -> list[dict[str, Any]]:
    """Return what the records of a kind say, with names in place of ids."""
    names = {one.id: one.name for one in journey.personas}
    names |= {one.id: one.label(lang) for one in journey.stages if one.id not in SIX}

    def shown(value: Any) -> Any:
        return names.get(value, value) if isinstance(value, str) else value

    def told_of(record: Record) -> dict[str, Any]:
        fields = {key: value for key, value in record.model_dump().items() if key not in LEFT_OUT}
        return {k: sorted(map(shown, v)) if isinstance(v, tuple) else shown(v) for k, v in fields.items()}

    return sorted((told_of(record) for record in journey.records(kind)), key=repr)


def changed(data: bytes, change: Any) -> bytes:
    """Return a workbook after a person has worked on it."""
    book, file = load_workbook(io.BytesIO(data)), io.BytesIO()
    change(book)
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def form() -> bytes:
    return (ROOT / "worksheets" / "ja" / "worksheets.xlsx").read_bytes()


def remarks(incoming: Incoming, lang: str = "ja") -> dict[str, str]:
    return {remark.place: catalogue.explain(remark.why, lang) for remark in incoming.remarks}


@pytest.mark.parametrize("lang", catalogue.LANGUAGES)
def test_the_repository_holds_the_forms_as_they_are_made(lang: str, tmp_path: Path) -> None:
    made = sheets.make(tmp_path, lang)
    assert [file.name for file in made] == list(sheets.FILES)
    for file in made:
        assert told(ROOT / "worksheets" / lang / file.name) == told(file), file.name


def test_the_forms_are_small_enough_to_hand_round() -> None:
    files = [file for file in (ROOT / "worksheets").rglob("*") if file.is_file()]
    assert len(files) == 2 * len(sheets.FILES)
    assert sum(file.stat().st_size for file in files) < 2_000_000


def test_forms_have_the_same_bytes_each_time() -> None:
    stages = columns("en")
    given_ = named(None)
    assert printed("en", "a4", stages, []) == printed("en", "a4", stages, [])
    assert book("en", stages, given_) == book("en", stages, given_)


def test_every_box_on_paper_has_its_line_to_type_into(lang: str) -> None:
    folder = ROOT / "worksheets" / lang
    lines = (folder / "paper-notes.txt").read_text("utf-8-sig").splitlines()
    typed = {line.split(" ")[0] for line in lines if " (" in line and not line.startswith("#")}
    pages = PdfReader(folder / "worksheets-a4.pdf").pages[1:]
    printed = {box for page in pages for box in re.findall(r"[A-Z]\d+-[A-Z]", page.extract_text())}
    assert typed <= printed
    assert {"A3-C", "S1-A", "P3-I", "Q12-H", "K4-M", "T8-F", "V6-H", "C7-F"} <= typed


def test_what_the_sheets_carry_comes_back_equal(filled: Workshop, lang: str) -> None:
    other, data = empty(), sheets.filled(filled, lang)
    incoming = sheets.read(data, lang)
    assert incoming.remarks == ()
    take(other, plan(other.journey, incoming))
    for kind in CARRIED:
        assert said(other.journey, lang, kind) == said(filled.journey, lang, kind), kind
    assert len(other.journey.stages) == len(filled.journey.stages)


def test_a_form_filled_in_one_language_is_read_in_the_other(filled: Workshop, lang: str) -> None:
    other = "en" if lang == "ja" else "ja"
    data = sheets.filled(filled, lang)
    assert sheets.read(data, other).drafts == sheets.read(data, lang).drafts


def test_importing_twice_adds_nothing(filled: Workshop, lang: str) -> None:
    other, data = empty(), sheets.filled(filled, lang)
    take(other, plan(other.journey, sheets.read(data, lang)))
    again = plan(other.journey, sheets.read(data, lang))
    assert again.count("taken") == 0
    assert again.count("known") == len(sheets.read(data, lang).drafts)


def test_the_team_s_own_words_are_not_overwritten(filled: Workshop, lang: str) -> None:
    other, data = empty(), sheets.filled(filled, lang)
    other.put("play", "deal", owner="X")
    take(other, plan(other.journey, sheets.read(data, lang)))
    assert next(play for play in other.journey.plays if play.id == "deal").owner == "X"


def test_a_blank_form_holds_nothing(form: bytes) -> None:
    assert sheets.read(form, "ja").drafts == ()
    assert sheets.read(form, "ja").remarks == ()
    assert reading.find_reader("x.xlsx", form) == "sheets"


def test_a_filled_form_has_the_same_bytes_each_time(filled: Workshop, lang: str) -> None:
    assert sheets.filled(filled, lang) == sheets.filled(filled, lang)


def test_rows_and_columns_may_be_moved(filled: Workshop, lang: str) -> None:
    name = catalogue.read("sheets", lang)["sheets"]["issue"]["name"]

    def move(book: Workbook) -> None:
        book[name].delete_rows(5)
        book[name].insert_rows(8, 3)
        for row in [*book[name].iter_rows(1, 1), *book[name].iter_rows(4)]:
            row[1].value, row[2].value = row[2].value, row[1].value
        book[name].title = "X"

    before = sheets.read(sheets.filled(filled, lang), lang)
    after = sheets.read(changed(sheets.filled(filled, lang), move), lang)
    assert [draft.fields for draft in after.drafts] == [draft.fields for draft in before.drafts]


def test_a_list_is_known_by_its_headings_where_the_ids_are_gone(form: bytes) -> None:
    def lose(book: Workbook) -> None:
        book["打ち手"]["B6"], book["打ち手"]["D6"] = "資料を渡す", 4
        book["打ち手"].delete_rows(1)

    (draft,) = sheets.read(changed(form, lose), "ja").drafts
    assert draft.fields == {"title": "資料を渡す", "value": 4}


def test_what_cannot_be_taken_is_told_by_cell_and_the_rest_is_taken(form: bytes) -> None:
    def fill(book: Workbook) -> None:
        sheet = book["課題"]
        sheet["C7"], sheet["D7"], sheet["C8"], sheet["D9"] = (
            "探すのに半日かかる",
            "たまに",
            "長" * 401,
            "ある時点の課題",
        )

    incoming = sheets.read(changed(form, fill), "ja")
    assert [draft.fields for draft in incoming.drafts] == [{"text": "探すのに半日かかる"}]
    assert incoming.drafts[0].place == "課題!C7"
    found = remarks(incoming)
    assert found["課題!D7"].startswith("「たまに」は選択肢にありません。")
    assert "401" in found["課題!C8"]
    assert "「課題」が書かれていない" in found["課題!D9"]


@pytest.mark.parametrize(
    "raw", [datetime(2027, 3, 31), "2027/3/31", "2027年3月31日", "２０２７-０３-３１", 46477]
)
def test_a_day_is_understood_as_people_and_spreadsheets_write_it(form: bytes, raw: Any) -> None:
    def fill(book: Workbook) -> None:
        book["打ち手"]["B6"], book["打ち手"]["G6"] = "x", raw

    (draft,) = sheets.read(changed(form, fill), "ja").drafts
    assert draft.fields["due"] == "2027-03-31"


def test_a_map_takes_several_notes_a_cell_and_rows_added_below_a_lane(form: bytes) -> None:
    def fill(book: Workbook) -> None:
        sheet = book["マップ1"]
        sheet["C4"], sheet["D7"], sheet["D12"] = "加藤", "調べる\n人に聞く", "−1 悪い"
        sheet.insert_rows(8)
        sheet["D8"] = "・資料を読む"

    drafts = sheets.read(changed(form, fill), "ja").drafts
    assert [draft.fields["text"] for draft in drafts[:3]] == ["調べる", "人に聞く", "資料を読む"]
    assert {draft.fields["lane"] for draft in drafts[:3]} == {"action"}
    assert drafts[3].fields == {"persona": "加藤", "stage": "aware", "value": -1}


def test_a_map_of_nobody_is_not_given_to_somebody(form: bytes) -> None:
    def fill(book: Workbook) -> None:
        book["マップ1"]["C4"], book["マップ1"]["C7"], book["マップ2"]["C7"] = "加藤", "x", "y"

    incoming = sheets.read(changed(form, fill), "ja")
    assert [draft.fields["text"] for draft in incoming.drafts] == ["x"]
    assert "誰のマップか" in remarks(incoming)["マップ2!C4"]


TYPED = """# 3班
P1-A: 加藤 誠
P1-D: 2
A3-C: 他社はどうしているのだろう
Ａ３－ｃ： うちの規模でも使えるのか ； 誰に聞けばいいのか
・資料は読みやすいか

A6-C: −1
A7-C: 時間がない
Z9-A: どこ

なにか
Q1-A: 1
Q1-B: 記録が紙のまま
Q1-D: A、C D
Q1-F: 2 3
"""


def test_paper_is_typed_in_by_the_numbers_of_its_boxes() -> None:
    incoming = sheets.read(TYPED.encode(), "ja")
    fields = [dict(draft.fields) for draft in incoming.drafts]
    assert fields[0] == {"name": "加藤 誠", "buying_role": "champion"}
    assert fields[1] == {
        "persona": "加藤 誠",
        "text": "記録が紙のまま",
        "stages": ["unaware", "interest", "consideration"],
        "effect": ["cost", "effort"],
    }
    assert [one["text"] for one in fields[2:6]] == TYPED_NOTES
    assert {one["stage"] + one["lane"] for one in fields[2:6]} == {"interestthought"}
    assert fields[6] == {"persona": "加藤 誠", "stage": "interest", "value": -1, "why": "時間がない"}
    assert "Z9-A" in remarks(incoming)["10行目(Z9-A)"]
    assert "12行目" in remarks(incoming)


TYPED_NOTES = [
    *("他社はどうしているのだろう", "うちの規模でも使えるのか", "誰に聞けばいいのか", "資料は読みやすいか"),
]


def test_a_stage_of_the_team_s_own_has_a_letter_of_its_own() -> None:
    typed = "段階 G: 更新\nA1-G: 見直す\nA1-H: x\n"
    incoming = sheets.read(typed.encode("cp932"), "ja")
    assert incoming.drafts[0].fields["stage"] == "更新"
    assert "H" in remarks(incoming)["3行目(A1-H)"]


def test_the_form_to_type_into_is_read_and_is_empty(lang: str) -> None:
    data = (ROOT / "worksheets" / lang / "paper-notes.txt").read_bytes()
    assert reading.find_reader("paper-notes.txt", data) == "sheets"
    read = sheets.read(data, lang)
    assert (read.drafts, read.remarks) == ((), ())


def test_a_workshop_s_forms_have_its_stages_and_personas(filled: Workshop, lang: str, tmp_path: Path) -> None:
    made = dict(zip(sheets.FILES, sheets.make(tmp_path, lang, filled.journey), strict=True))
    text = made["paper-notes.txt"].read_text("utf-8-sig")
    assert filled.journey.personas[2].name in text
    assert filled.journey.stages[-1].label(lang) in text
    assert "A1-G" in text
    assert "A1-A" not in text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("点検・修理の記録を探す", ["点検・修理の記録を探す"]),
        ("稟議を書く・上司に相談する", ["稟議を書く", "上司に相談する"]),
        ("・a\n・b", ["a", "b"]),
        ("a; b；c", ["a", "b", "c"]),
        (" \n", []),
    ],
)
def test_notes_of_one_box_are_told_apart(text: str, parts: list[str]) -> None:
    assert notes(text) == parts


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=12)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_text_that_says_something_comes_back_as_it_was(name: str, text: str, long: str) -> None:
    there, back = empty(), empty()
    persona = there.put("persona", name=f"x{name}", situation=long)
    there.put("note", persona=persona.id, stage="aware", lane="action", text=text)
    there.put("action", title=name, owner=text)
    there.put("play", "deal", talk=long)
    take(back, plan(back.journey, sheets.read(sheets.filled(there, "en"), "en")))
    for kind, key in (("persona", ""), ("note", "text"), ("play", "")):
        wanted = [one for one in said(there.journey, "en", kind) if (one[key] if key else any(one.values()))]
        assert [one for one in said(back.journey, "en", kind) if any(one.values())] == wanted


def told_of_damage(data: bytes) -> str:
    """Return what reading a damaged file says; "" where something could be read."""
    try:
        sheets.read(data, "ja")
    except ReadError as error:
        return catalogue.explain(error, "ja")
    return ""


@given(st.binary(max_size=300))
def test_random_bytes_give_one_clear_error_or_remarks(data: bytes) -> None:
    for file in (data, b"PK\x03\x04" + data, b"A3-C: " + data):
        sheets.recognises(file)
        told_of_damage(file)
    assert told_of_damage(b"PK\x03\x04" + data)


def test_a_form_that_is_cut_off_or_damaged_gives_one_clear_error(form: bytes) -> None:
    dice = random.Random(5)
    assert told_of_damage(form[:-100])
    for _ in range(12):
        data = bytearray(form)
        data[dice.randrange(4, len(data))] ^= 0xFF
        assert "\n" not in told_of_damage(bytes(data))


def repacked(form: bytes, part: str, text: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(io.BytesIO(form)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return file.getvalue()


def test_a_bomb_is_not_unpacked(form: bytes) -> None:
    with pytest.raises(ReadError):
        sheets.read(repacked(form, "xl/worksheets/sheet3.xml", b" " * 100_000_000), "ja")
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode() for a, b in zip("abcdefghi", "bcdefghij", strict=True)
        )
        + b"]><worksheet>&j;</worksheet>"
    )
    with pytest.raises(ReadError):
        sheets.read(repacked(form, "xl/worksheets/sheet3.xml", bomb), "ja")


def test_a_hundred_thousand_rows_are_refused(form: bytes) -> None:
    rows = b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (at, at) for at in range(1, 100_001))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    with pytest.raises(ReadError, match="too many rows"):
        sheets.read(repacked(form, "xl/worksheets/sheet3.xml", sheet % rows), "ja")
    with pytest.raises(ReadError, match="too many rows"):
        sheets.read(b"A3-C: x\n" * 100_000, "ja")


def test_an_empty_workshop_has_empty_sheets(workshop: Workshop) -> None:
    assert sheets.read(sheets.filled(workshop, "ja"), "ja").drafts == ()


def test_forms_are_made_for_twelve_stages_and_names_of_any_kind(workshop: Workshop, tmp_path: Path) -> None:
    for at in range(6):
        workshop.put("stage", name=f"=段階{at}$x$", rolls_up="retention", order=6.0 + at)
    workshop.put("persona", name="𠮷田🚀 </script> =cmd() ‮x")
    made = sheets.make(tmp_path, "ja", workshop.journey)
    assert all(file.stat().st_size for file in made)
    assert sheets.read(made[2].read_bytes(), "ja").drafts == ()
