"""What is made of a map stands whatever its records hold, and tells nothing of few people without names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.formats import WRITTEN, write
from journeykit.insights.coverage import hints, missing
from journeykit.insights.upkeep import alerts
from journeykit.insights.wording import hits
from journeykit.log import Change, fold
from journeykit.panels import NAMES, Viewer
from journeykit.panels.answers import Backstage
from journeykit.records import KINDS, Note
from journeykit.store import Store
from journeykit.workshop import Workshop

DAY = 86_400_000_000
STEPS = sorted(catalogue.read("steps", "ja")["steps"])
ROUNDS = ["personas", "issues", "map", "actions", "stages", "scope", "dots", "priorities", "ranks"]
GUESTS = ["p-one", "p-two", "p-three", "p-four"]
MARKUP = "</script><img src=x onerror=alert(1)>"
IDS = [
    "a",
    "b",
    "aware",
    "gone",
    "a.aware",
    "field_sales",
    "inside_sales.field_sales",
    "no_such",
    "p-one",
]
ODD = [
    "", MARKUP, "{title}{0}%s", "=1+1", "a" * 9000, "\0\x07\u202e", "futurist", None, True, 3, -2, 10**30,
    [], {}, ["a", "a"], ["gone"] * 70, "9999-12-31", "0001-01-01", "field_sales", "need", "moment",
]  # fmt: skip
FIELDS = sorted({name for model in KINDS.values() for name in model.model_fields if name != "id"})
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["ann", *GUESTS]),
        st.sampled_from([*KINDS, "of the future"]),
        st.sampled_from([*IDS, "brief", "scope", "room", "link"]),
        st.sampled_from(["put", "put", "put", "put", "drop"]),
        st.dictionaries(
            st.sampled_from(FIELDS),
            st.sampled_from(ODD) | st.sampled_from(IDS) | st.lists(st.sampled_from(IDS), max_size=3),
            max_size=8,
        ),
    ),
    max_size=40,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS, st.sampled_from(STEPS))
def test_every_panel_and_every_line_of_check_stands_whatever_the_records_hold(edits: Any, step: str) -> None:
    changes = [Change(f"c{at}", at, *edit) for at, (*edit,) in enumerate(edits)]  # type: ignore[call-arg]
    room = Change("room", 99, "ann", "room", "room", "put", {"revealed": ROUNDS, "step": step})
    journey, behind = fold([*changes, room]), Backstage({}, {}, 0)
    for viewer in (Viewer("ja", step), Viewer("en", step, guest=True), Viewer("ja", step, backstage=behind)):
        for name in NAMES:
            json.dumps(panels.show(name, journey, viewer), allow_nan=False)
    assert [*missing(journey, "en"), *hints(journey, "ja"), *alerts(journey, date(2027, 1, 1), "en")]


@pytest.fixture
def odd(workshop: Workshop) -> Workshop:
    """A workshop with records that point to themselves, to each other and to what is gone."""
    workshop.put("persona", "a", name=MARKUP)
    workshop.put("persona", "b", name="gone")
    workshop.put("stage", "extra", name=MARKUP, rolls_up="aware", order=1.5)
    workshop.put("note", "n", text=MARKUP, persona="a", stage="extra", lane="thought", merged=["n", "m"])
    workshop.put("note", "m", text="=cmd|' /C calc'!A1", persona="b", stage="aware", merged=["n"])
    workshop.put("feeling", "a.extra", persona="a", stage="extra", value=-2, why=MARKUP, onward="back")
    workshop.put("finding", "f", text="@SUM(1)", source="+1", stage="extra", persona="b", n=1_000_000_000)
    workshop.put("theme", "t", title=MARKUP, notes=["t", "n", "n", "gone"])
    workshop.put("action", "x", title="-1+1", owner=MARKUP, due="0001-01-01", status="open", merged=["x"])
    workshop.put("handover", "sales.sales", giver="field_sales", taker="field_sales", message=MARKUP)
    workshop.put("range", "field_sales", stages=["gone", "extra"])
    workshop.put("range", "no_such", stages=["gone"])
    workshop.put("link", "link", product=MARKUP, file="../../etc/passwd")
    workshop.drop("stage", "extra")
    workshop.drop("persona", "b")
    return workshop


@pytest.mark.parametrize("name", WRITTEN)
def test_every_file_of_odd_records_is_written_and_nothing_in_it_is_run(
    odd: Workshop, lang: str, name: str, text_in: Callable[[bytes], str]
) -> None:
    text = text_in(write(odd, name, lang))
    assert name not in ("deck", "research", "markdown", "svg") or not re.search(r"(?<!\\)<img src=x", text)
    if name == "csv":
        cells = [cell for line in text.split("\r\n") for cell in line.split(",")]
        assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "@", "-1+"))]


def test_in_the_research_list_nothing_that_people_wrote_is_a_link_or_markup(odd: Workshop) -> None:
    odd.put(
        "note", "l", persona="a", stage="interest", text="1. https://evil.example www.evil.example <b> [x](y)"
    )
    told = write(odd, "research", "en").decode()
    assert r"1\. https\://evil.example www\.evil.example \<b\> \[x\](y)" in told


@pytest.mark.parametrize(
    "sign", ["弊社", "企画‘", "「", '"', "a ", "we our ", "İ", "を", "ع", "\n", "の部、", "of the "]
)
def test_a_note_of_any_script_as_long_as_can_be_is_read_at_once(
    sign: str, soon: Callable[[], AbstractContextManager[None]]
) -> None:
    hits(Note(text="warm", lane="need"))
    for lane in catalogue.choices("lane", "en"):
        note = Note(text=(sign * 400)[:399] + "x", lane=lane)
        with soon():
            hits(note)


@pytest.fixture
def anonymous(workshop: Workshop) -> Workshop:
    workshop.put("room", anonymous=True, revealed=ROUNDS)
    for who in GUESTS:
        workshop.put("participant", who, role="field_sales")
    workshop.put("persona", "kato", name="Kato")
    return workshop


def since(workshop: Workshop, day: str = "") -> Any:
    return panels.act("changes", workshop, Viewer("en", "09_share"), {"id": "m", "do": "since", "day": day})


def note(workshop: Workshop, who: str, text: str) -> None:
    workshop.acting_as(who).put("note", f"of-{text}", persona="kato", stage="aware", text=text)


def test_in_an_anonymous_room_a_day_on_which_few_wrote_is_not_told(anonymous: Workshop, clock: Any) -> None:
    clock.now += DAY
    for who in GUESTS[:3]:
        note(anonymous, who, f"many-{who}")
    clock.now += DAY
    note(anonymous, "p-four", "alone")
    found = since(anonymous)
    days = [day for day, _ in found["days"]]
    told = [since(anonymous, day) for day in ("", *days, "2000-01-01", date.today().isoformat())]
    told.append(json.loads(write(anonymous, "changes", "en")))
    assert len(days) == 2
    assert "alone" not in json.dumps(told)
    assert "many-p-three" in json.dumps(told)


def test_in_a_room_by_name_or_by_who_leads_every_day_is_told(anonymous: Workshop, clock: Any) -> None:
    clock.now += DAY
    anonymous.put("note", "led", persona="kato", text="by who leads")
    assert "by who leads" in json.dumps(since(anonymous))
    with closing(Workshop(Store(clock=clock))) as named:
        named.put("participant", "p-one", name="One")
        named.put("room", revealed=ROUNDS)
        named.put("persona", "kato", name="Kato")
        clock.now += DAY
        note(named, "p-one", "alone")
        assert "alone" in json.dumps(since(named))


def test_a_record_that_one_person_reworded_later_is_told_in_no_part(anonymous: Workshop, clock: Any) -> None:
    clock.now += DAY
    for who in GUESTS[:3]:
        note(anonymous, who, f"many-{who}")
    clock.now += DAY
    anonymous.acting_as("p-one").put("note", "of-many-p-one", stage="interest", basis="observed")
    assert "many-p-one" not in json.dumps([since(anonymous, day) for day, _ in since(anonymous)["days"]])


def test_no_panel_and_no_file_holds_who_wrote_what_in_an_anonymous_room(
    anonymous: Workshop, lang: str, text_in: Callable[[bytes], str]
) -> None:
    for who in GUESTS:
        one = anonymous.acting_as(who)
        note(anonymous, who, who[2:])
        one.put("finding", f"f-{who[2:]}", text="a fact", persona="kato", stage="aware")
        one.put("action", f"a-{who[2:]}", title="to do", stage="aware")
        vote = {"id": f"v-{who}", "do": "vote", "record": "a-one", "fields": {"weight": 3}}
        assert panels.act("actions_vote", one, Viewer(lang, "08_priorities", guest=True), vote)["ok"]
    behind = Backstage({}, {}, 0)
    views = [Viewer(lang, "05_map", guest=guest, backstage=behind) for guest in (False, True)]
    shown = [panels.show(n, anonymous.journey, v) for n in NAMES for v in views if n != "cockpit"]
    told = json.dumps(shown) + "".join(text_in(write(anonymous, name, lang)) for name in WRITTEN)
    assert [who for who in GUESTS if who in told] == []


@pytest.mark.parametrize(
    "day", ["../../etc", "/etc/passwd", "2027-02-30", "0001-01-01", "9999-12-31", 3, None, ["x"]]
)
def test_the_browser_names_a_day_and_never_a_file(filled: Workshop, day: Any) -> None:
    reply = since(filled, day)
    assert json.loads(json.dumps(reply))["ok"] == (day in ("0001-01-01", "9999-12-31"))
    assert "passwd" not in json.dumps(reply)


def test_a_log_of_the_last_hours_that_there_are_can_be_shown(workshop: Workshop, lang: str) -> None:
    end = 253_402_300_799_000_000
    workshop.store.merge([Change("x", end, "ann", "persona", "a", "put", {"name": "n"})])
    assert since(workshop)["ok"]
    assert panels.show("freshness", workshop.journey, Viewer(lang))["today"]
    assert write(workshop, "changes", lang)
