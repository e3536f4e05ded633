"""Cockpit and wall: the facilitator leads, and sees who answered how much, but nothing that is hidden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.doors.notebook import step as open_step
from journeykit.errors import JourneyError
from journeykit.log import Change
from journeykit.panels import Viewer
from journeykit.panels.backstage import backstage
from journeykit.records import own_id
from journeykit.store import Store
from journeykit.workshop import Workshop, create

ANNA, BEN = "p-anna", "p-ben"
MINUTE = 60_000_000
NOW = 1_800_000_000_000_000


def join(workshop: Workshop, *people: str, **fields: Any) -> None:
    for person in people:
        workshop.put("participant", person, name=person[2:].title(), role="inside_sales", **fields)


def leads(
    workshop: Workshop, now: int = NOW, online: frozenset[str] | None = None, lang: str = "en"
) -> Viewer:
    return Viewer(lang, "10_cockpit", backstage=backstage(workshop, now, online))


def do(workshop: Workshop, deed: str, panel: str = "cockpit", now: int = NOW, **more: Any) -> dict[str, Any]:
    message = {"id": f"{deed}-{len(workshop.changes)}", "do": deed, **more}
    return panels.act(panel, workshop, leads(workshop, now), message)


def view(workshop: Workshop, panel: str = "cockpit", **more: Any) -> dict[str, Any]:
    shown = panels.show(panel, workshop.journey, leads(workshop, **more))
    found: dict[str, Any] = json.loads(json.dumps(shown, allow_nan=False))
    return found


def cards(workshop: Workshop) -> list[dict[str, Any]]:
    groups = (group for section in view(workshop, "wall")["sections"] for group in section["groups"])
    return [card for group in groups for card in group["cards"]]


def vote(workshop: Workshop, who: str, round_: str, item: str, weight: int) -> None:
    record = own_id(who, f"{round_}.{item}")
    workshop.acting_as(who).put("vote", record, round=round_, item=item, weight=weight)


def test_a_step_is_opened_for_everybody_and_the_clock_starts_anew(workshop: Workshop) -> None:
    do(workshop, "step", step="03_personas")
    do(workshop, "timer", to="start", minutes=20)
    assert view(workshop)["items"][view(workshop)["at"]]["step"] == "03_personas"
    do(workshop, "step", step="04_issues")
    room = workshop.journey.room
    assert (room.step, room.deadline, room.left) == ("04_issues", 0, 0)


def test_the_clock_starts_halts_goes_on_and_is_prolonged(workshop: Workshop) -> None:
    do(workshop, "timer", to="start", minutes=10)
    assert workshop.journey.room.deadline == NOW + 10 * MINUTE
    do(workshop, "timer", to="halt", now=NOW + 4 * MINUTE)
    assert (workshop.journey.room.deadline, workshop.journey.room.left) == (0, 360)
    do(workshop, "timer", to="more", now=NOW + 5 * MINUTE)
    do(workshop, "timer", to="resume", now=NOW + 6 * MINUTE)
    assert workshop.journey.room.deadline == NOW + 17 * MINUTE
    do(workshop, "timer", to="more", now=NOW + 20 * MINUTE)
    assert workshop.journey.room.deadline == NOW + 25 * MINUTE
    do(workshop, "timer", to="off")
    assert (workshop.journey.room.deadline, workshop.journey.room.left) == (0, 0)


@pytest.mark.parametrize("minutes", [0, -1, 601, True, "10", None, 1.5])
def test_a_clock_is_set_to_minutes_that_make_sense(workshop: Workshop, minutes: Any) -> None:
    assert do(workshop, "timer", to="start", minutes=minutes)["ok"] is False
    assert workshop.changes == []


def test_a_break_runs_a_clock_and_no_step(workshop: Workshop) -> None:
    do(workshop, "step", step="03_personas")
    do(workshop, "break", minutes=10)
    shown = view(workshop)
    assert (shown["items"][shown["at"]]["id"], shown["resting"]) == ("break-4", True)
    do(workshop, "step", step="04_issues")
    assert not workshop.journey.room.resting


def test_sending_a_message_twice_does_it_once(workshop: Workshop) -> None:
    message = {"id": "m", "do": "timer", "to": "more"}
    for _ in range(2):
        assert panels.act("cockpit", workshop, leads(workshop), message)["ok"]
    assert workshop.journey.room.deadline == NOW + 5 * MINUTE
    assert len(workshop.changes) == 1


def test_real_minutes_stand_beside_the_planned_ones(workshop: Workshop, clock: Any) -> None:
    do(workshop, "step", step="00_start")
    item = view(workshop, now=clock.now + 25 * MINUTE)["items"][0]
    assert (item["minutes"], round(item["spent"] / 60), round(item["over"] / 60)) == (15, 25, 10)


def test_people_stand_in_the_order_in_which_they_joined_whatever_they_answered(workshop: Workshop) -> None:
    join(workshop, BEN, ANNA)
    do(workshop, "step", step="03_personas")
    for key in ("one", "two"):
        workshop.acting_as(ANNA).put("persona", key, name=key)
    people = view(workshop, online=frozenset({ANNA}))["people"]
    assert [(p["name"], p["answers"], p["online"]) for p in people] == [("Ben", 0, False), ("Anna", 2, True)]
    assert view(workshop)["people"][0]["online"] is None
    assert view(workshop)["roles"][0]["answers"] == 2


def test_only_the_answers_of_the_open_step_are_counted(workshop: Workshop) -> None:
    join(workshop, ANNA)
    workshop.acting_as(ANNA).put("issue", "i", text="late")
    do(workshop, "step", step="03_personas")
    assert view(workshop)["people"][0]["answers"] == 0
    do(workshop, "step", step="04_issues")
    assert view(workshop)["people"][0]["answers"] == 1


def test_a_vote_that_was_taken_back_is_no_answer(workshop: Workshop) -> None:
    join(workshop, ANNA)
    vote(workshop, ANNA, "stages", "aware", 1)
    vote(workshop, ANNA, "stages", "unaware", -1)
    assert backstage(workshop).answered[ANNA]["stages"] == 2
    vote(workshop, ANNA, "stages", "aware", 0)
    assert backstage(workshop).answered[ANNA]["stages"] == 1


def test_whom_a_scribe_writes_for_is_marked(workshop: Workshop) -> None:
    join(workshop, ANNA)
    join(workshop, BEN, scribe=ANNA)
    assert [person["scribe"] for person in view(workshop)["people"]] == ["", "Anna"]


def test_an_anonymous_room_shows_nobody_only_totals(workshop: Workshop) -> None:
    do(workshop, "anonymous", on=True)
    workshop.put("participant", ANNA, role="inside_sales")
    shown = view(workshop)
    assert (shown["people"], shown["joined"], shown["roles"][0]["people"]) == ([], 1, 1)
    assert ANNA not in json.dumps(shown)


def test_anonymity_is_chosen_before_somebody_joins(workshop: Workshop) -> None:
    join(workshop, ANNA)
    refused = do(workshop, "anonymous", on=True)
    assert (refused["ok"], workshop.journey.room.anonymous) == (False, False)
    assert refused["say"] == catalogue.say("messages.errors.anonymous_late", "en")


def test_once_somebody_has_joined_no_way_leads_back_from_anonymity(workshop: Workshop) -> None:
    do(workshop, "anonymous", on=True)
    join(workshop, ANNA)
    workshop.drop("participant", ANNA)
    late = catalogue.say("messages.errors.anonymous_late", "en")
    assert do(workshop, "anonymous", on=False)["say"] == late
    with pytest.raises(JourneyError, match="joined"):
        workshop.put("room", anonymous=False)
    for _ in range(3):
        do(workshop, "undo")  # the removal, the joining, then the choice
    assert do(workshop, "undo", "wall")["say"] == late
    assert workshop.journey.room.anonymous
    workshop.put("room", step="04_issues", anonymous=True)
    assert view(workshop)["settled"]


def test_with_issues_or_the_map_the_personas_they_are_about_are_revealed(workshop: Workshop) -> None:
    join(workshop, ANNA)
    own = workshop.acting_as(ANNA)
    own.put("persona", "k", name="Kato")
    own.put("issue", "i", persona="k", text="too slow")
    do(workshop, "step", step="04_issues")
    assert "Personas" in view(workshop)["rounds"][0]["label"]
    do(workshop, "reveal", round="issues")
    assert [issue.text for issue in workshop.journey.issues] == ["too slow"]
    assert view(workshop)["rounds"][0]["label"] == "Issues"
    do(workshop, "undo")
    assert workshop.journey.room.revealed == ()


def test_before_the_end_and_at_the_export_what_was_not_revealed_is_counted(workshop: Workshop) -> None:
    assert view(workshop)["hidden"] == ""
    join(workshop, ANNA)
    for key in ("one", "two"):
        workshop.acting_as(ANNA).put("issue", key, text=key)
    assert "2" in view(workshop)["hidden"]
    assert view(workshop)["hidden"] in do(workshop, "end", on=True)["say"]
    assert view(workshop)["hidden"] in do(workshop, "export")["say"]
    do(workshop, "reveal", round="issues")
    assert view(workshop)["hidden"] == ""


def test_twelve_thousand_changes_are_told_backstage_as_counts() -> None:
    workshop = Workshop(Store())
    for person in range(200):
        workshop.store.append([Change(f"j{person}", 0, "ann", "participant", f"p-{person}", "put", {})])
    texts = [
        Change(f"c{n}", 0, f"p-{n % 200}", "note", f"n{n // 3}-{n % 200}", "put", {"text": "x"})
        for n in range(12_000)
    ]
    workshop.store.append(texts)
    assert sum(of["map"] for of in backstage(workshop, NOW).answered.values()) == 12_000
    workshop.close()


def test_before_the_reveal_the_facilitator_is_told_how_many_and_not_what(workshop: Workshop) -> None:
    join(workshop, ANNA, BEN)
    do(workshop, "step", step="03_personas")
    workshop.acting_as(ANNA).put("persona", "secret", name="Whisper")
    for panel in ("cockpit", "wall"):
        assert "Whisper" not in json.dumps(view(workshop, panel))
        assert "secret" not in json.dumps(view(workshop, panel))
    (waiting,) = view(workshop, "wall")["waiting"]
    assert (waiting["n"], waiting["people"]) == (1, 1)
    do(workshop, "reveal", round="personas")
    assert [card["text"] for card in cards(workshop)] == ["Whisper"]
    assert view(workshop, "wall")["waiting"] == []


def test_a_reveal_can_be_taken_back_and_is_named(workshop: Workshop) -> None:
    do(workshop, "reveal", round="map")
    said = do(workshop, "undo")["say"]
    assert workshop.journey.room.revealed == ()
    assert said == "Taken back: the reveal"


def test_undo_names_the_record_it_brings_back(workshop: Workshop, lang: str) -> None:
    workshop.put("issue", "i", text="手書きが残る")
    workshop.drop("issue", "i")
    reply = panels.act("cockpit", workshop, leads(workshop, lang=lang), {"id": "u", "do": "undo"})
    assert "手書きが残る" in reply["say"]
    assert workshop.journey.issues[0].text == "手書きが残る"


def test_a_participant_is_removed_and_brought_back(workshop: Workshop) -> None:
    join(workshop, ANNA)
    workshop.acting_as(ANNA).put("issue", "i", text="stays")
    do(workshop, "step", step="04_issues")
    do(workshop, "remove", record=ANNA)
    assert workshop.journey.participants == ()
    assert view(workshop)["rounds"][0]["n"] == 1
    do(workshop, "undo")
    assert [person.name for person in workshop.journey.participants] == ["Anna"]


def test_the_workshop_ends_and_can_be_opened_again(workshop: Workshop) -> None:
    do(workshop, "timer", to="start", minutes=5)
    do(workshop, "end", on=True)
    assert (workshop.journey.room.ended, workshop.journey.room.deadline) == (True, 0)
    do(workshop, "end", on=False)
    assert not workshop.journey.room.ended


def test_the_deck_is_exported_and_its_file_named(filled: Workshop) -> None:
    reply = do(filled, "export")
    assert Path(reply["file"]).is_file()
    assert reply["file"] in reply["say"]


DEEDS = [
    ("cockpit", {"do": "step", "step": "03_personas"}), ("cockpit", {"do": "break", "minutes": 5}),
    ("cockpit", {"do": "timer", "to": "start", "minutes": 5}), ("cockpit", {"do": "reveal", "round": "map"}),
    ("cockpit", {"do": "lock", "on": True}), ("cockpit", {"do": "anonymous", "on": True}),
    ("cockpit", {"do": "agenda", "agenda": "short"}), ("cockpit", {"do": "remove", "record": BEN}),
    ("cockpit", {"do": "undo"}), ("cockpit", {"do": "end", "on": True}), ("cockpit", {"do": "export"}),
    ("wall", {"do": "merge", "kind": "issue", "keep": "a", "others": ["b"]}), ("wall", {"do": "undo"}),
    ("wall", {"do": "highlight", "record": "a"}), ("wall", {"do": "drop", "kind": "issue", "record": "a"}),
]  # fmt: skip


@pytest.mark.parametrize(("panel", "message"), DEEDS)
@pytest.mark.parametrize("guest", [True, False])
def test_a_participant_leads_nothing(
    workshop: Workshop, panel: str, message: dict[str, Any], guest: bool
) -> None:
    join(workshop, ANNA, BEN)
    for key in ("a", "b"):
        workshop.put("issue", key, text=key)
    before, theirs = workshop.changes, workshop.acting_as(ANNA)
    reply = panels.act(panel, theirs, Viewer("en", "04_issues", guest=guest), {"id": "x", **message})
    assert (reply["ok"], reply["say"]) == (False, catalogue.say("messages.errors.not_yours", "en"))
    assert workshop.changes == before
    assert not (workshop.folder / "exports").exists()


def test_a_guest_of_the_cockpit_is_told_nothing_of_others(workshop: Workshop) -> None:
    join(workshop, ANNA)
    behind = backstage(workshop, NOW)
    for viewer in (Viewer("en", guest=True, backstage=behind), Viewer("en")):
        shown = panels.show("cockpit", workshop.journey, viewer)
        assert "Anna" not in json.dumps(shown)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["a", "issue", "map", "start", ""]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
FIELDS = ("step", "to", "minutes", "round", "on", "agenda", "record", "kind", "keep", "others")


@pytest.mark.parametrize("panel", ["cockpit", "wall"])
@given(
    deed=st.sampled_from([message["do"] for _, message in DEEDS if message["do"] != "export"]) | ANY,
    fields=st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=4),
)
def test_whatever_is_sent_is_answered(panel: str, deed: Any, fields: dict[str, Any]) -> None:
    workshop = Workshop(Store())
    workshop.put("issue", "a", text="a")
    reply = do(workshop, deed, panel, **fields)
    assert reply["ok"] in (True, False)
    assert view(workshop, "cockpit")
    assert view(workshop, "wall")
    workshop.close()


def test_duplicates_become_one_and_one_undo_brings_all_back(workshop: Workshop) -> None:
    for key in ("a", "b", "c"):
        workshop.put("issue", key, text=key)
    workshop.put("issue", "b", merged=["old"])
    do(workshop, "merge", "wall", kind="issue", keep="c", others=["a", "b", "c", "gone"])
    (left,) = workshop.journey.issues
    assert (left.id, left.merged) == ("c", ("a", "old", "b"))
    do(workshop, "undo", "wall")
    assert [(i.id, i.merged) for i in workshop.journey.issues] == [("a", ()), ("b", ("old",)), ("c", ())]


def test_one_card_is_highlighted_and_let_go(workshop: Workshop) -> None:
    workshop.put("note", "n", text="asks a colleague", stage="aware")
    do(workshop, "highlight", "wall", record="n")
    assert view(workshop, "wall")["highlight"]["text"] == "asks a colleague"
    assert not do(workshop, "highlight", "wall", record="nothing")["ok"]
    do(workshop, "highlight", "wall", record="")
    assert view(workshop, "wall")["highlight"] is None


def test_a_card_is_deleted_and_brought_back(workshop: Workshop) -> None:
    workshop.put("note", "n", text="asks", stage="aware")
    do(workshop, "step", step="05_map")
    do(workshop, "drop", "wall", kind="note", record="n")
    assert cards(workshop) == []
    do(workshop, "undo", "wall")
    assert [card["id"] for card in cards(workshop)] == ["n"]


def test_notes_hang_by_stage_and_lane(filled: Workshop) -> None:
    do(filled, "step", step="05_map")
    shown = view(filled, "wall")
    assert [s["id"] for s in shown["sections"]] == [s.id for s in filled.journey.stages_in_scope]
    lanes = list(catalogue.choices("lane", "en"))
    found = [group["id"] for group in shown["sections"][0]["groups"]]
    assert found == sorted(found, key=lanes.index)
    assert len(cards(filled)) == len(filled.journey.notes)


def test_votes_are_counted_for_and_against_once_revealed(workshop: Workshop) -> None:
    join(workshop, ANNA, BEN)
    do(workshop, "step", step="01_stages")
    vote(workshop, ANNA, "stages", "aware", 1)
    vote(workshop, BEN, "stages", "aware", -1)
    vote(workshop, BEN, "scope", "aware", 1)
    assert view(workshop, "wall")["bars"] == []
    do(workshop, "reveal", round="stages")
    bars = {bar["id"]: (bar["for"], bar["against"]) for bar in view(workshop, "wall")["bars"]}
    assert (bars["aware"], bars["unaware"]) == ((1, 1), (0, 0))


def test_issues_with_most_dots_come_first_and_take_the_dots_of_their_duplicates(workshop: Workshop) -> None:
    join(workshop, ANNA, BEN)
    for key in ("a", "b", "c"):
        workshop.put("issue", key, text=key)
    do(workshop, "step", step="04_issues")
    for who, item in ((ANNA, "b"), (ANNA, "c"), (BEN, "c")):
        vote(workshop, who, "dots", item, 1)
    do(workshop, "reveal", round="issues")
    assert [card["dots"] for card in cards(workshop)] == [0, 0, 0]
    do(workshop, "reveal", round="dots")
    assert [(card["id"], card["dots"]) for card in cards(workshop)] == [("c", 2), ("b", 1), ("a", 0)]
    do(workshop, "merge", "wall", kind="issue", keep="a", others=["c"])
    assert [(card["id"], card["dots"]) for card in cards(workshop)] == [("a", 2), ("b", 1)]


def test_who_looks_without_a_backstage_can_do_nothing_and_is_told_no_counts(workshop: Workshop) -> None:
    join(workshop, ANNA)
    do(workshop, "step", step="03_personas")
    workshop.acting_as(ANNA).put("persona", "k", name="Kato")
    shown = panels.show("wall", workshop.journey, Viewer("en", "03_personas", guest=True))
    assert (shown["can"], shown["waiting"][0]["n"], shown["sections"]) == (False, 0, [])


def test_a_wall_shows_500_notes(workshop: Workshop) -> None:
    stages, lanes = [s.id for s in workshop.journey.stages], list(catalogue.choices("lane", "en"))
    fields = ({"text": f"note {n}", "stage": stages[n % 6], "lane": lanes[n % 5]} for n in range(500))
    workshop.append(*(workshop.change("put", "note", f"n{n}", **f) for n, f in enumerate(fields)))
    do(workshop, "step", step="05_map")
    shown = panels.show("wall", workshop.journey, leads(workshop))
    assert sum(len(group["cards"]) for section in shown["sections"] for group in section["groups"]) == 500


def test_a_notebook_looks_every_second_and_draws_only_what_changed(tmp_path: Path) -> None:
    made = create(tmp_path / "w", lang="en")
    step = open_step("10_cockpit", lang="en", folder=made.folder)
    cockpit, recap = step.panel("cockpit"), step.panel("recap")
    assert cockpit.view["live"]
    step._receive(cockpit, {"do": "look"}, [])
    before = cockpit.view, recap.view
    step._receive(cockpit, {"do": "look"}, [])
    assert (cockpit.view, recap.view) == before
    made.put("room", step="04_issues")
    step._receive(cockpit, {"do": "look"}, [])
    assert cockpit.view["items"][cockpit.view["at"]]["step"] == "04_issues"
    assert recap.view != before[1]
    made.close()


def test_what_was_left_behind_a_step_still_waits_in_the_cockpit(workshop: Workshop) -> None:
    workshop.put("participant", "p-one", name="One")
    workshop.acting_as("p-one").put("persona", name="Kato")
    workshop.put("room", step="05_map")
    rounds = view(workshop)["rounds"]
    assert [one["id"] for one in rounds] == ["map", "personas"]


def test_an_anonymous_role_of_few_people_is_not_told_by_what_it_wrote(workshop: Workshop) -> None:
    workshop.put("room", step="03_personas", anonymous=True)
    workshop.put("participant", "p-one", role="content")
    workshop.acting_as("p-one").put("persona", name="Kato")
    (role,) = view(workshop)["roles"]
    assert (role["people"], role["answers"]) == (1, None)
