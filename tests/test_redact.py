"""Redaction: no name entered in a field for names occurs in any file, however it is spelled."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeykit.formats import WRITTEN, export, write
from journeykit.formats.against import Against
from journeykit.formats.redact import note, redacted, suspects
from journeykit.log import Journey
from journeykit.records import KINDS
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

QUICK = [name for name in WRITTEN if not name.startswith(("pdf", "png", "bundle"))]
"""The formats that need no browser and hold their text as text."""
NAMES = {
    "ja": ["加藤", "森下", "坂井", "小野寺", "大橋", "平田", "西尾", "藤田", "シオミネ"],
    "en": ["Kato", "Morishita", "Sakai", "Onodera", "Ohashi", "Hirata", "Nishio", "Fujita", "Shiomine"],
}
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
SURNAMES = st.sampled_from(["山田", "佐々木", "長谷川", "鈴木", "Vandenberg", "O'Quinn"])
GIVEN = st.sampled_from(["健一", "花子", "Yvette", "Zoltan"])
FIRMS = st.sampled_from(["株式会社ミナトヤ精機", "ミナトヤ精機(株)", "Quuxworks Inc.", "㈱ミナトヤ精機"])
SPELLED: list[Callable[[str], str]] = [str, str.upper, lambda n: unicodedata.normalize("NFKD", n), wide := (
    lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
)]  # fmt: skip


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def told(workshop: Workshop, lang: str = "ja") -> Journey:
    return redacted(workshop, lang)[0].journey


def said(journey: Journey) -> str:
    rows = [record.model_dump(mode="json") for kind in KINDS for record in journey.records(kind)]
    return plain(json.dumps(rows, ensure_ascii=False))


@pytest.mark.parametrize("name", QUICK)
def test_no_name_of_the_sample_is_in_any_file(
    filled: Workshop, lang: str, name: str, text_in: Callable[[bytes], str]
) -> None:
    file = plain(text_in(write(filled, name, lang, redact=True)))
    assert [word for both in NAMES.values() for word in both if plain(word) in file] == []


@FEW
@given(SURNAMES, GIVEN, FIRMS, st.sampled_from(SPELLED), st.sampled_from(["", " ", "\u3000"]))
def test_a_name_is_found_however_it_is_spelled(
    surname: str, given_: str, firm: str, spelled: Callable[[str], str], between: str
) -> None:
    with closing(Workshop(Store())) as workshop:
        workshop.put("persona", "p", name=f"{surname} {given_}", company=firm)
        whole = spelled(f"{surname}{between}{given_}")
        texts = (
            f"{whole}が話す",
            f"({spelled(surname)}さん)に電話",
            f"{spelled(firm)}で",
            f"「{spelled(surname)}」",
        )
        for at, text in enumerate(texts):
            workshop.put("note", f"n{at}", text=text, inference=text)
        workshop.put("brief", "brief", title=f"{whole}のマップ")
        found = said(told(workshop))
    core = "ミナトヤ精機" if "ミナト" in firm else "quuxworks"
    assert [word for word in (plain(surname), core, plain(firm)) if word in found] == []


def test_the_same_name_has_the_same_label_everywhere(filled: Workshop, lang: str) -> None:
    journey = told(filled, lang)
    names = [persona.name for persona in journey.personas]
    assert names == (
        ["ペルソナA", "ペルソナB", "ペルソナC"] if lang == "ja" else ["Persona A", "Persona B", "Persona C"]
    )
    assert len({persona.company for persona in journey.personas}) == 1
    assert any(names[2] in note_.text for note_ in journey.notes)
    assert journey.brief.owner == journey.plays[3].owner


def test_a_name_that_was_changed_is_not_told_either(workshop: Workshop) -> None:
    workshop.put("persona", "p", name="山田 健一")
    workshop.put("persona", "p", name="現場の課長")
    workshop.put("note", "n", text="山田さんが困っている")
    journey = told(workshop)
    assert journey.personas[0].name == "ペルソナA"
    assert journey.notes[0].text == "ペルソナAさんが困っている"


def test_ways_to_reach_people_are_masked(workshop: Workshop) -> None:
    people, places = (
        "k.yamada@example.co.jp ０３－１２３４－５６７８ +81 90-1234-5678",
        "https://example.com/a?b www.a.jp",
    )
    workshop.put("note", "n", text=f"{people} {places}")
    assert told(workshop).notes[0].text == ("(メールアドレス) (電話番号) (電話番号) (URL略) (URL略)")


def test_dates_numbers_and_other_words_stay(workshop: Workshop) -> None:
    text = "2027-04-01に3,000社へ。営業部とマーケティングが金山の森林を見て、アンケートに答える"
    workshop.put("persona", "p", name="アン 林")
    workshop.put("action", "a", title=text, owner="営業部")
    action = told(workshop).actions[0]
    assert (action.title, action.owner) == (text, "営業部")


def test_a_participants_name_and_a_strangers_authorship_are_not_told(
    workshop: Workshop, text_in: Callable[[bytes], str]
) -> None:
    workshop.put("participant", "p-x", name="鈴木 一郎")
    workshop.acting_as("suzuki@example.com").put("note", "n", text="鈴木さんの話では")
    file = text_in(write(workshop, "json", "ja", redact=True))
    assert "鈴木" not in file
    assert "suzuki" not in file
    assert "参加者Aさんの話では" in file


def test_made_up_ids_that_may_be_names_are_numbered_and_still_point_right(
    filled: Workshop, lang: str
) -> None:
    journey = told(filled, lang)
    ids = {persona.id for persona in journey.personas}
    assert not ids & {"kato", "morishita", "sakai"}
    assert {one.persona for one in journey.notes} <= {"", *ids}
    assert len(journey.notes) == len(filled.journey.notes)
    assert len(journey.feelings) == len(filled.journey.feelings)


def test_the_brand_gives_way_and_the_files_name_too(tmp_path: Path) -> None:
    with closing(
        Workshop(Store(), folder=tmp_path, brand=Brand("塩見精機", logo=tmp_path / "a.png"))
    ) as opened:
        opened.put("brief", "brief", title="塩見精機のお客様", owner="山田 健一")
        file = export(opened, "deck", audience="sales", redact=True)
        assert file.name == "自社のお客様.sales.redacted.html"
        assert "塩見" not in file.read_text("utf-8")


def test_a_files_name_goes_without_the_names_of_what_it_is_compared_with(tmp_path: Path) -> None:
    with closing(Workshop(Store(), folder=tmp_path)) as opened, closing(Workshop(Store())) as before:
        before.put("persona", name="山田 健一")
        opened.put("brief", "brief", title="山田 健一の地図")
        file = export(opened, "deck", against=Against(before.journey), redact=True)
        assert "山田" not in file.name


def test_what_is_compared_with_is_redacted_with_the_same_labels(filled: Workshop, lang: str) -> None:
    against = Against(filled.journey, title="加藤 誠 / Makoto Kato")
    _, without = redacted(filled, lang, against)
    assert without is not None
    assert [p.name for p in without.journey.personas] == [p.name for p in told(filled, lang).personas]
    assert "ato" not in without.title
    page = write(filled, "deck", lang, against, redact=True).decode()
    assert not [name for name in NAMES[lang] if name in page]


def test_nothing_of_the_workshop_itself_changes(filled: Workshop, lang: str) -> None:
    before = filled.changes
    write(filled, "deck", lang, redact=True)
    assert filled.changes == before
    assert write(filled, "json", lang, redact=True) == write(filled, "json", lang, redact=True)


def test_a_label_that_is_longer_than_its_name_fits_the_field(workshop: Workshop) -> None:
    workshop.put("note", "n", text=" ".join(["a@b.co"] * 57))
    assert told(workshop).notes[0].text.endswith("…")


def test_what_may_be_a_name_is_told_since_it_stays(workshop: Workshop, lang: str) -> None:
    workshop.put("note", "n", text="高橋さんとMr. Smithに聞く。お客様は忙しい")
    shown, _ = redacted(workshop, lang)
    assert suspects(shown) == ["高橋さん", "Mr. Smith"]
    assert "高橋さん" in note(shown, lang)


def test_hidden_answers_stay_hidden(workshop: Workshop) -> None:
    workshop.put("participant", "p-x", name="鈴木")
    workshop.acting_as("p-x").put("note", "n", text="まだ見せない")
    assert not told(workshop).notes


def test_an_empty_workshop_can_be_redacted(workshop: Workshop, lang: str) -> None:
    assert write(workshop, "deck", lang, redact=True)
    assert note(redacted(workshop, lang)[0], lang)
