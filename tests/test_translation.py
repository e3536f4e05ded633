"""The other language: a text is told in it where a translation stands beside it, and else is on a list."""

from __future__ import annotations

import csv
import io
from contextlib import closing, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit.errors import ReadError
from journeykit.formats import AS_STORED, write
from journeykit.formats.deck.foreign import untranslated
from journeykit.formats.deck.slides import slides
from journeykit.formats.incoming import plan, take
from journeykit.formats.reading import find_reader
from journeykit.formats.translation import count, missing, read, recognises, translated
from journeykit.formats.workbook import MOST_ROWS
from journeykit.log import fold
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

HEAD = "id,about,original,translation\n"


def beside(workshop: Workshop, place: str, original: str, text: str) -> None:
    workshop.put("translation", place, original=original, text=text)


def rows(workshop: Workshop, lang: str) -> list[list[str]]:
    return list(
        csv.reader(io.StringIO(write(workshop, "translations", lang).decode("utf-8-sig"), newline=""))
    )


def taken(workshop: Workshop, sheet: str | bytes) -> int:
    data = sheet.encode() if isinstance(sheet, str) else sheet
    return take(workshop, plan(workshop.journey, read(data, "ja")))


def test_a_text_is_told_in_the_other_language_where_a_translation_stands_beside_it(
    workshop: Workshop,
) -> None:
    workshop.put("note", "n", text="見積もりを取る", inference="高いと思う")
    beside(workshop, "note.n.text.en", "見積もりを取る", "Asks for a quote")
    note = translated(workshop, "en").journey.notes[0]
    assert (note.text, note.inference) == ("Asks for a quote", "高いと思う")
    assert translated(workshop, "ja").journey.notes[0].text == "見積もりを取る"


def test_a_translation_of_what_was_reworded_since_counts_no_more(workshop: Workshop) -> None:
    workshop.put("note", "n", text="見積もりを取る")
    beside(workshop, "note.n.text.en", "見積もりを取る", "Asks for a quote")
    workshop.put("note", "n", text="見積もりを比べる")
    assert translated(workshop, "en").journey.notes[0].text == "見積もりを比べる"
    assert [one.original for one in missing(workshop.journey, "en")] == ["見積もりを比べる"]


@pytest.mark.parametrize(
    ("text", "lang", "listed"),
    [
        ("見積もり", "en", True), ("Excelを開く", "en", True), ("Excel", "en", False), ("12", "en", False),
        ("Asks for a quote", "ja", True), ("confused", "ja", True), ("Salesforce", "ja", False),
        ("CRM", "ja", False), ("CRMを開く", "ja", False),
    ],
)  # fmt: skip
def test_languages_are_told_by_their_script(workshop: Workshop, text: str, lang: str, listed: bool) -> None:
    workshop.put("note", "n", text=text)
    assert bool(missing(workshop.journey, lang)) is listed


def test_the_deck_ends_with_what_is_not_translated(filled: Workshop, lang: str) -> None:
    other = "en" if lang == "ja" else "ja"
    last = slides(filled.journey, other, Brand())[-1]
    assert str(count(filled, other)) in last.lead
    assert untranslated(filled.journey, lang, Brand()) == []
    assert len(untranslated(filled.journey, other, Brand())) == 1


def test_no_such_slide_where_everything_is_translated(workshop: Workshop) -> None:
    workshop.put("brief", "brief", language="ja", title="地図")
    beside(workshop, "brief.brief.title.en", "地図", "地図 (map)")
    assert count(workshop, "en") == 0
    assert count(translated(workshop, "en"), "en") == 0
    assert untranslated(translated(workshop, "en").journey, "en", Brand()) == []


def test_the_sample_has_its_names_in_both_languages(filled: Workshop, lang: str) -> None:
    other = "en" if lang == "ja" else "ja"
    page = write(filled, "deck", other).decode()
    name = {"ja": "加藤 誠", "en": "Makoto Kato"}[other]
    assert name in page.replace("<wbr>", "")


@pytest.mark.parametrize("name", ["json", "csv"])
def test_what_programs_read_is_told_as_it_is_stored(filled: Workshop, lang: str, name: str) -> None:
    assert name in AS_STORED
    stored = filled.journey.personas[0].name
    assert stored in write(filled, name, "en" if lang == "ja" else "ja").decode()


def test_the_sheet_lists_each_text_once_and_takes_what_is_filled_in(workshop: Workshop) -> None:
    workshop.put("brief", "brief", title="地図", language="ja")
    workshop.put("note", "n", text="見積もりを取る")
    head, *lines = rows(workshop, "en")
    assert head == ["id", "about", "original", "translation"]
    assert [line[0] for line in lines] == ["brief.brief.title.en", "note.n.text.en"]
    sheet = HEAD + "\n".join(f"{line[0]},,{line[2]},In English {at}" for at, line in enumerate(lines))
    assert taken(workshop, sheet) == 2
    assert translated(workshop, "en").journey.notes[0].text == "In English 1"
    assert [line[3] for line in rows(workshop, "en")[1:]] == ["In English 0", "In English 1"]


def test_importing_twice_adds_nothing_and_a_later_sheet_corrects(workshop: Workshop) -> None:
    workshop.put("note", "n", text="見積もり")
    sheets = [f"{HEAD}note.n.text.en,,見積もり,{text}\n" for text in ("Quote", "Estimate", "Quote")]
    assert [taken(workshop, sheet) for sheet in (*sheets, sheets[-1])] == [1, 1, 1, 0]
    assert translated(workshop, "en").journey.notes[0].text == "Quote"
    assert len(workshop.journey.records("translation")) == 1


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(TEXT, TEXT)
def test_a_sheet_comes_back_as_it_was_written(original: str, text: str) -> None:
    with closing(Workshop(Store())) as workshop:
        note = workshop.put("note", "n", text=f"あ{original}")
        formula = workshop.put("note", "f", text=f"={original}あ")
        for one in (note, formula):
            beside(workshop, f"note.{one.id}.text.en", getattr(one, "text"), text)  # noqa: B009
        sheet = write(workshop, "translations", "en")
        assert taken(workshop, sheet) == 0
        assert recognises(sheet)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_sheet_is_read_as_excel_saves_it(workshop: Workshop, encoding: str, delimiter: str) -> None:
    workshop.put("note", "n", text="見積もり")
    sheet = f"{HEAD}note.n.text.en,付箋,見積もり,Quote\r\n".replace(",", delimiter).encode(encoding)
    assert find_reader("翻訳.csv", sheet) == "translations"
    assert taken(workshop, sheet) == 1


def test_a_line_that_is_no_text_of_ours_is_told_by_its_place() -> None:
    lines = ["nothing.n.text.en,,a,b", "note.n.basis.en,,a,b", "note.n.text.fr,,a,b", "note.n.text.en,,a,"]
    incoming = read((HEAD + "\n".join(lines)).encode(), "ja")
    assert incoming.drafts == ()
    assert [remark.place for remark in incoming.remarks] == ["D2", "D3", "D4"]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_sheet_or_one_clear_error(data: bytes) -> None:
    for given_ in (data, HEAD.encode() + data):
        recognises(given_)
        with suppress(ReadError):
            read(given_, "ja")


def test_a_sheet_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(ReadError, match=str(MOST_ROWS)):
        read((HEAD + "note.n.text.en,,a,b\n" * 100_000).encode(), "ja")


def test_no_file_holds_the_translation_of_what_was_deleted(workshop: Workshop) -> None:
    workshop.put("persona", "p", name="加藤")
    workshop.put("note", "n", persona="p", text="秘密の話")
    beside(workshop, "note.n.text.en", "秘密の話", "A secret")
    workshop.drop("persona", "p")
    for name in ("json", "csv", "translations", "deck"):
        told = write(workshop, name, "en").decode()
        assert "秘密" not in told
        assert "secret" not in told


def test_an_empty_journey_misses_nothing(lang: str) -> None:
    assert missing(fold([]), lang) == []
