"""What changed between two moments or two workshops: compare, tell, write, show."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels, sample
from journeykit.errors import ExportError, JourneyError
from journeykit.formats import against, write
from journeykit.formats.deck.slides import slides
from journeykit.insights.changes import Changes, compare, tell
from journeykit.insights.days import beginning, day_of, read_day, working_days
from journeykit.log import Journey, fold
from journeykit.panels import Viewer
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

DAY = 86_400_000_000
KEYS = ("group", "what", "kind", "field", "before", "after", "title", "was", "is", "said")
HOSTILE = "</script><img src=x onerror=alert(1)>{title}{0}"
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "drop"]),
        st.sampled_from(["persona", "issue", "note", "stage", "action", "theme"]),
        st.sampled_from("abc"),
        st.sampled_from(["", "x", "同じ 文"]),
    ),
    max_size=12,
)


@contextmanager
def memory() -> Iterator[Workshop]:
    opened = Workshop(Store())
    yield opened
    opened.close()


def edited(workshop: Workshop, edits: list[tuple[str, str, str, str]]) -> Journey:
    names = {"persona": "name", "stage": "name", "action": "title", "theme": "title"}
    for op, kind, key, text in edits:
        where = {"persona": "a", "stage": "aware"} if kind == "note" else {}
        if op == "put":
            workshop.put(kind, key, **{names.get(kind, "text"): text}, **where)
        else:
            workshop.drop(kind, key)
    return workshop.journey


def happened(changes: Changes) -> list[tuple[str, str]]:
    return [(entry.group, entry.what) for entry in changes.entries]


def only(workshop: Workshop, before: Journey) -> tuple[str, str]:
    (found,) = happened(compare(before, workshop.journey))
    return found


def asked(workshop: Workshop, lang: str = "en", **more: Any) -> dict[str, Any]:
    message = {"id": "m", "do": "since", "day": "", **more}
    return panels.act("changes", workshop, Viewer(lang, "09_share"), message)


@given(EDITS)
def test_nothing_changed_between_a_journey_and_itself(edits: list[Any]) -> None:
    with memory() as workshop:
        journey = edited(workshop, edits)
        assert compare(journey, journey).entries == ()


@given(EDITS, st.randoms())
def test_the_order_in_which_changes_arrive_does_not_matter(edits: list[Any], chance: random.Random) -> None:
    with memory() as workshop:
        journey, mixed = edited(workshop, edits), workshop.changes
        chance.shuffle(mixed)
        assert compare(fold([]), fold(mixed)).entries == compare(fold([]), journey).entries
        assert compare(journey, fold(mixed)).entries == ()


@given(EDITS, EDITS)
def test_every_new_record_is_listed_exactly_once(first: list[Any], then: list[Any]) -> None:
    with memory() as workshop:
        before = edited(workshop, first)
        after = edited(workshop, then)
        new = Counter(
            (e.group, e.after.id) for e in compare(before, after).entries if e.what == "new" and e.after
        )
        for kind in ("persona", "issue", "note", "action", "theme"):
            fresh = {r.id for r in after.records(kind)} - {r.id for r in before.records(kind)}
            assert {key for group, key in new if group == kind} == fresh
        assert set(new.values()) <= {1}


def test_a_theme_counts_from_when_the_team_takes_it_up(workshop: Workshop) -> None:
    workshop.put("theme", "t", title="T", ignored=True)
    before = workshop.journey
    workshop.put("theme", "t", ignored=False)
    assert only(workshop, before) == ("theme", "new")
    assert happened(compare(workshop.journey, before)) == [("theme", "dropped")]


def test_a_stage_that_takes_the_place_of_another_is_not_split_off(workshop: Workshop) -> None:
    before = workshop.journey
    workshop.put("stage", "x", name="Research", rolls_up="interest", order=2.5)
    workshop.drop("stage", "interest")
    assert happened(compare(before, workshop.journey)) == [("stage", "new"), ("stage", "dropped")]


def test_a_title_is_told_as_written_even_where_it_is_the_id_of_a_choice(workshop: Workshop) -> None:
    before = workshop.journey
    workshop.put("brief", title="b2c", service_model="one_off")
    told = str(tell(compare(before, workshop.journey), "en"))
    assert "“b2c”" in told
    assert catalogue.choices("service_model", "en")["one_off"] in told


@given(EDITS, EDITS)
def test_two_workshops_without_a_common_record_can_be_compared(first: list[Any], then: list[Any]) -> None:
    with memory() as one, memory() as other:
        renamed = [(op, kind, f"other-{key}", text) for op, kind, key, text in then]
        found = compare(edited(one, first), edited(other, renamed))
        for lang in catalogue.LANGUAGES:
            assert sum(len(lines) for _, lines in tell(found, lang)) == len(found.entries)


@pytest.mark.parametrize(
    ("kind", "key", "fields", "what"),
    [
        ("stage", "aware", {"name": "気づき"}, "renamed"),
        ("stage", "retention", {"order": -1.0}, "moved"),
        ("stage", "new", {"name": "更新", "rolls_up": "retention", "order": 9.0}, "split"),
        ("scope", "scope", {"stages": ["unaware", "aware", "interest", "consideration", "purchase"]}, "out"),
        ("feeling", "kato.aware", {"persona": "kato", "stage": "aware", "value": 1}, "brightened"),
        ("note", "n", {"stage": "purchase"}, "moved"),
        ("note", "n", {"basis": "observed"}, "proven"),
        ("issue", "i", {"basis": "assumed"}, "unproven"),
        ("action", "a", {"status": "done"}, "status"),
        ("brief", "brief", {"owner": "小野寺"}, "set"),
        ("brief", "brief", {"purpose": "同じ顧客像を持つ"}, "filled"),
        ("finding", "f", {"text": "3割が料金ページへ"}, "new"),
        ("theme", "t", {"title": "紙", "notes": ["n"]}, "new"),
    ],
)
def test_each_change_is_told_as_what_it_is(
    workshop: Workshop, lang: str, kind: str, key: str, fields: dict[str, Any], what: str
) -> None:
    workshop.put("persona", "kato", name="加藤")
    workshop.put("note", "n", persona="kato", stage="aware", text="紙", basis="assumed")
    workshop.put("issue", "i", text="探す", basis="reported")
    workshop.put("action", "a", title="やめる", status="open")
    workshop.put("feeling", "kato.aware", persona="kato", stage="aware", value=-1)
    before = workshop.journey
    workshop.put(kind, key, **fields)
    assert only(workshop, before)[1] == what
    ((_, (line,)),) = tell(compare(before, workshop.journey), lang)
    assert "{" not in line


def test_a_feeling_that_moves_by_one_is_no_news(workshop: Workshop) -> None:
    workshop.put("persona", "p", name="x")
    workshop.put("feeling", "p.aware", persona="p", stage="aware", value=-1)
    before = workshop.journey
    workshop.put("feeling", "p.aware", value=0)
    assert compare(before, workshop.journey).entries == ()


def test_only_the_stage_that_was_carried_elsewhere_has_moved(workshop: Workshop) -> None:
    before = workshop.journey
    workshop.put("stage", "unaware", order=9.0)
    (entry,) = compare(before, workshop.journey).entries
    assert entry.after
    assert (entry.what, entry.after.id) == ("moved", "unaware")


def test_a_duplicate_that_was_merged_is_not_told_as_dropped(workshop: Workshop) -> None:
    for key in "ab":
        workshop.put("note", key, text="紙", stage="aware")
    before = workshop.journey
    workshop.put("note", "a", merged=["b"])
    workshop.drop("note", "b")
    assert only(workshop, before) == ("note", "merged")


def test_separate_workshops_are_matched_by_name_and_text_and_it_is_said(lang: str) -> None:
    with memory() as one, memory() as other:
        for opened, mark in ((one, "1"), (other, "2")):
            opened.put("persona", f"p{mark}", name="加藤　誠" if mark == "1" else "加藤 誠")
            opened.put("stage", f"s{mark}", name="更新", rolls_up="retention", order=8.0)
            opened.put("note", f"n{mark}", persona=f"p{mark}", stage=f"s{mark}", text="紙に戻る", basis="")
        other.put("note", "n2", basis="observed", stage="purchase")
        found = compare(one.journey, other.journey)
        assert found.matched == "names"
        assert happened(found) == [("note", "moved"), ("basis", "proven")]
        earlier = against.Against(one.journey, title="前の地図")
        assert catalogue.say("changes.told.names", lang) in against.headline(earlier, found, lang)


def test_the_sample_in_two_languages_is_still_one_workshop() -> None:
    with memory() as one, memory() as other:
        sample.fill(one, "ja")
        sample.fill(other, "en")
        found = compare(one.journey, other.journey)
    assert found.matched == "ids"
    assert not [entry for entry in found.entries if entry.what in ("new", "dropped")]


def test_a_journey_at_a_moment_holds_only_what_came_before(workshop: Workshop, clock: Any) -> None:
    workshop.put("note", "a", text="昨日")
    clock.now += DAY
    workshop.put("note", "b", text="今日")
    assert [note.id for note in workshop.journey_at(clock.now).notes] == ["a"]
    assert workshop.journey_at(0).notes == ()
    assert workshop.journey_at(clock.now + DAY).notes == workshop.journey.notes


def test_a_journey_at_a_moment_holds_nothing_that_is_not_revealed(workshop: Workshop, clock: Any) -> None:
    workshop.put("participant", "p-one", name="One")
    workshop.acting_as("p-one").put("issue", "hidden", text="内緒")
    for opened in (workshop, workshop.acting_as("p-one")):
        assert opened.journey_at(clock.now + DAY).issues == ()
    assert "内緒" not in write(workshop, "changes", "ja").decode()
    assert "内緒" not in json.dumps(asked(workshop), ensure_ascii=False)
    workshop.put("room", "room", revealed=["issues"])
    assert "内緒" in write(workshop, "changes", "ja").decode()


def test_days_are_those_on_which_the_map_was_changed(workshop: Workshop, clock: Any, lang: str) -> None:
    workshop.put("brief", title="x")
    first = day_of(clock.now, lang)
    clock.now += DAY
    workshop.put("room", "room", step="05_map")
    assert working_days(workshop.changes, lang) == [first]
    assert day_of(beginning(first, lang), lang) == first
    assert day_of(beginning(first, lang) - 1, lang) < first


@pytest.mark.parametrize("text", ["", "2027-13-01", "20270331", "２０２７-03-31", "昨日"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(JourneyError, match="date"):
        read_day(text)


def test_changes_as_json_have_a_stable_form(workshop: Workshop, clock: Any) -> None:
    workshop.put("note", "a", text="昨日", basis="assumed")
    clock.now += DAY
    workshop.put("note", "a", basis="observed")
    document = json.loads(write(workshop, "changes", "ja"))
    assert [document[key] for key in ("format", "version", "matched")] == ["journeykit-changes", 1, "ids"]
    assert document["since"] == day_of(clock.now, "ja").isoformat()
    (told,) = document["changes"]
    assert told.keys() == {*KEYS}
    assert (told["was"], told["is"], told["kind"]) == ("assumed", "observed", "note")
    assert write(workshop, "changes", "ja") == write(workshop, "changes", "ja")


@pytest.mark.parametrize("name", ["json", "csv"])
def test_a_format_that_cannot_compare_says_so(workshop: Workshop, name: str) -> None:
    with pytest.raises(ExportError, match="deck, pptx, changes"):
        write(workshop, name, "en", against.last_day(workshop, "en"))


def test_the_deck_tells_what_changed_only_when_asked(filled: Workshop, lang: str) -> None:
    title = catalogue.say("deck.slides.changes", lang)
    earlier = against.Against(fold([]), day=date(2026, 1, 1))
    plain, told = (slides(filled.journey, lang, Brand(), since) for since in (None, earlier))
    assert title not in [slide.title for slide in plain]
    assert title in [slide.title for slide in told]
    assert slides(filled.journey, lang, Brand(), against.Against(filled.journey))


def test_hostile_texts_are_texts(workshop: Workshop) -> None:
    workshop.put("persona", "p", name=HOSTILE)
    workshop.put("note", persona="p", stage="aware", text=HOSTILE)
    workshop.put("action", title=HOSTILE)
    page = write(workshop, "deck", "ja", against.Against(fold([]), title=HOSTILE))
    assert b"<img src=x" not in page
    assert HOSTILE in json.dumps(asked(workshop), ensure_ascii=False)


def test_the_panel_offers_the_days_and_tells_of_the_last(workshop: Workshop, clock: Any, lang: str) -> None:
    workshop.put("note", "a", text="昨日")
    clock.now += DAY
    workshop.put("note", "b", text="今日")
    reply = asked(workshop, lang)
    assert reply["ok"]
    assert len(reply["days"]) == 2
    assert [n for _, n, _ in reply["groups"]] == [1]
    first = asked(workshop, lang, day=reply["days"][1][0])
    assert [n for _, n, _ in first["groups"]] == [2]


def test_the_panel_of_an_empty_workshop_has_nothing_to_compare(workshop: Workshop, lang: str) -> None:
    reply = asked(workshop, lang)
    assert (reply["days"], reply["say"]) == ([], catalogue.say("panels.changes.empty", lang))


@pytest.mark.parametrize("day", ["soon", 7, None, ["2026-01-01"], "2026-99-01"])
def test_a_day_that_is_none_is_answered(workshop: Workshop, day: Any) -> None:
    workshop.put("note", "a", text="x")
    assert asked(workshop, day=day)["ok"] is False


def test_a_participant_is_not_told(workshop: Workshop) -> None:
    viewer = Viewer("en", "09_share", guest=True)
    assert panels.act("changes", workshop, viewer, {"id": "m", "do": "since"})["ok"] is False
    for step in catalogue.read("steps", "en")["steps"].values():
        assert not {"changes", "freshness"} & {*step["guests"]}


def test_ten_thousand_notes_are_compared(workshop: Workshop) -> None:
    where = {"persona": "p", "stage": "aware"}
    notes = [workshop.change("put", "note", f"n{n}", text=f"{n}", **where) for n in range(10_000)]
    workshop.put("persona", "p", name="x")
    workshop.append(*notes)
    assert len(compare(fold([]), workshop.journey).entries) == 10_001
