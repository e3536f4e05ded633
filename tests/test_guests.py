"""What those who take part see and do in the panels: their own answers, and of others what is revealed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from journeykit import catalogue, panels, sample
from journeykit.panels import Viewer
from journeykit.records import BALLOTS as RULES
from journeykit.records import own_id
from journeykit.workshop import Workshop

DOTS = RULES["dots"].budget
STEPS = catalogue.read("steps", "en")["steps"]
PLACES = [(step, panel) for step, rows in STEPS.items() for panel in rows["guests"]]
BALLOTS = {"stages_vote": "stages", "scope_vote": "scope", "dots": "dots"}
ITEMS = {"stages_vote": "aware", "scope_vote": "aware", "dots": "i1"}


@pytest.fixture
def meeting(workshop: Workshop) -> Workshop:
    """A workshop with two participants, one persona and four issues."""
    workshop.put("participant", "p-ann", name="Ann")
    workshop.put("participant", "p-bob", name="Bob", scribe="p-ann")
    workshop.put("persona", "kato", name="Kato")
    for n in range(1, 5):
        workshop.put("issue", f"i{n}", persona="kato", text=f"issue {n}")
    return workshop


def send(workshop: Workshop, author: str, panel: str, do: str, record: str, **more: Any) -> Any:
    """Send one message as a participant's view does, and return the reply."""
    kind = {"board": "note", "personas": "persona", "issues": "issue", "library": "issue", "curve": "feeling"}
    message = {"id": f"m{len(workshop.changes)}", "do": do, "kind": kind.get(panel, "vote"), "record": record}
    viewer = Viewer("en", "05_map", guest=True)
    return panels.act(panel, workshop.acting_as(author), viewer, message | more)


def vote(workshop: Workshop, author: str, panel: str, record: str, weight: Any) -> Any:
    return send(workshop, author, panel, "vote", record, fields={"weight": weight})


def shown(workshop: Workshop, author: str, panel: str, lang: str = "en", step: str = "05_map") -> Any:
    """Return what a panel shows a participant, as the browser gets it."""
    view = panels.show(panel, workshop.acting_as(author).journey, Viewer(lang, step, guest=True))
    return json.loads(json.dumps(view, allow_nan=False))


def led(workshop: Workshop, panel: str) -> Any:
    return panels.show(panel, workshop.journey, Viewer("en", "05_map"))


def reveal(workshop: Workshop, *rounds: str) -> None:
    workshop.put("room", "room", revealed=list(rounds))


@pytest.mark.parametrize(("step", "panel"), PLACES)
def test_every_panel_of_a_step_can_be_shown_to_a_guest(
    meeting: Workshop, lang: str, step: str, panel: str
) -> None:
    sample.fill(meeting, lang)
    view = shown(meeting, "p-ann", panel, lang, step)
    assert (view["guest"], view.get("locked", False)) == (True, False)


@pytest.mark.parametrize(("step", "panel"), PLACES)
def test_a_guests_view_asks_only_for_texts_it_is_given(meeting: Workshop, step: str, panel: str) -> None:
    asked = set(re.findall(r"(?<![\w.])text\.([a-z_]+)\b(?!\()", panels.script(panel)))
    assert asked <= shown(meeting, "p-ann", panel, step=step)["text"].keys()


@pytest.mark.parametrize(("step", "panel"), PLACES)
def test_guests_who_wrote_nothing_share_one_view(meeting: Workshop, step: str, panel: str) -> None:
    assert shown(meeting, "p-ann", panel, step=step) == shown(meeting, "p-bob", panel, step=step)


@pytest.mark.parametrize("panel", ["personas", "issues", "board"])
def test_a_guests_answer_is_theirs_alone_until_it_is_revealed(meeting: Workshop, panel: str) -> None:
    fields = {} if panel == "personas" else {"persona": "kato", "text": "between us"}
    assert send(meeting, "p-ann", panel, "put", "fresh", fields=fields)["ok"]
    assert '"fresh"' in json.dumps(shown(meeting, "p-ann", panel))
    assert '"fresh"' not in json.dumps([shown(meeting, "p-bob", panel), led(meeting, panel)])
    reveal(meeting, "personas", "issues", "map")
    assert '"fresh"' in json.dumps(shown(meeting, "p-bob", panel))


@pytest.mark.parametrize("do", ["put", "drop"])
@pytest.mark.parametrize(("panel", "record"), [("personas", "kato"), ("issues", "i1"), ("playbook", "deal")])
def test_what_another_wrote_is_not_changed(meeting: Workshop, panel: str, record: str, do: str) -> None:
    kind = {"kind": "play"} if panel == "playbook" else {}
    reply = send(meeting, "p-ann", panel, do, record, fields={}, **kind)
    assert (reply["ok"], reply["say"]) == (False, catalogue.say("messages.errors.not_yours", "en"))


@pytest.mark.parametrize("panel", ["personas", "issues", "board", "curve", *BALLOTS])
def test_a_panel_says_that_answers_are_private_until_they_are_revealed(meeting: Workshop, panel: str) -> None:
    assert shown(meeting, "p-ann", panel)["private"] is True
    reveal(meeting, "personas", "issues", "map", *BALLOTS.values())
    assert shown(meeting, "p-ann", panel)["private"] is False


@pytest.mark.parametrize(("state", "sentence"), [("locked", "paused"), ("ended", "has ended")])
def test_while_the_room_is_locked_every_view_says_so_and_answers_wait(
    meeting: Workshop, state: str, sentence: str
) -> None:
    meeting.put("room", "room", **{state: True})
    view, reply = shown(meeting, "p-ann", "board"), vote(meeting, "p-ann", "stages_vote", "aware", 1)
    assert view["locked"] is True
    assert sentence in view["locked_text"]
    assert (reply["ok"], reply["retry"]) == (False, True)
    assert "locked" not in led(meeting, "board")


def test_the_recap_tells_a_guest_what_was_decided_and_offers_no_way_into_the_notebooks(
    meeting: Workshop,
) -> None:
    meeting.put("brief", "brief", title="Our journey")
    view = shown(meeting, "p-ann", "recap", step="00_start")
    assert view["decided"][0][1] == "Our journey"
    assert (view["missing"], view["previous"], view["next"]) == ([], None, None)


# The curve


def feel(workshop: Workshop, author: str, value: int, **more: Any) -> Any:
    return send(workshop, author, "curve", "put", "kato.aware", fields={"value": value, **more})


def test_each_guest_has_a_feeling_of_their_own_and_the_team_another(meeting: Workshop) -> None:
    assert feel(meeting, "p-ann", 2, why="at last")["ok"]
    assert feel(meeting, "p-bob", -2)["ok"]
    (own,) = shown(meeting, "p-ann", "curve")["voices"]
    assert (own["id"], own["value"], own["why"]) == (own_id("p-ann", "kato.aware"), 2, "at last")
    reveal(meeting, "map")
    assert sorted(voice["value"] for voice in led(meeting, "curve")["voices"]) == [-2, 2]


def test_the_team_sets_its_own_point_over_the_middle_of_the_voices(meeting: Workshop) -> None:
    feel(meeting, "p-ann", 2)
    reveal(meeting, "map")
    points = {point["stage"]: point["value"] for point in led(meeting, "curve")["personas"][0]["points"]}
    assert points["aware"] == 2
    message = {"id": "t", "do": "put", "kind": "feeling", "record": "kato.aware", "fields": {"value": -1}}
    panels.act("curve", meeting, Viewer("en"), message)
    assert meeting.journey.feelings["kato", "aware"].value == -1
    assert len(meeting.journey.voices) == 1


def test_a_guest_is_not_shown_a_middle_that_would_be_their_own(meeting: Workshop) -> None:
    feel(meeting, "p-ann", 2)
    points = shown(meeting, "p-ann", "curve")["personas"][0]["points"]
    assert {point["value"] for point in points} == {None}


# The library


def test_two_guests_can_take_the_same_assumed_issue(meeting: Workshop) -> None:
    taken = {"persona": "kato", "text": "short of staff", "library": "lib1"}
    for author in ("p-ann", "p-ann", "p-bob"):
        assert send(meeting, author, "library", "put", "kato.lib1", fields=taken)["ok"]
    assert shown(meeting, "p-bob", "library")["taken"] == ["kato:lib1"]
    reveal(meeting, "issues")
    found = [issue for issue in meeting.journey.issues if issue.library == "lib1"]
    assert [issue.basis for issue in found] == ["assumed", "assumed"]


# The ballots


@pytest.mark.parametrize("panel", BALLOTS)
def test_a_vote_is_counted_for_nobody_else_before_the_reveal(meeting: Workshop, panel: str) -> None:
    item = ITEMS[panel]
    assert vote(meeting, "p-ann", panel, item, 1)["ok"]
    mine = own_id("p-ann", f"{BALLOTS[panel]}.{item}")
    assert shown(meeting, "p-ann", panel)["votes"] == [{"id": mine, "item": item, "weight": 1}]
    assert shown(meeting, "p-ann", panel)["totals"] == {}
    for view in (shown(meeting, "p-bob", panel), led(meeting, panel)):
        assert (view["votes"], view["totals"], view["counted"]) == ([], {}, "")


@pytest.mark.parametrize("panel", BALLOTS)
def test_after_the_reveal_everybody_sees_the_counts_and_whose_they_are(meeting: Workshop, panel: str) -> None:
    item, other = ITEMS[panel], 1 if panel == "dots" else -1
    vote(meeting, "p-ann", panel, item, 1)
    vote(meeting, "p-bob", panel, item, other)
    reveal(meeting, BALLOTS[panel])
    for view in (shown(meeting, "p-ann", panel), led(meeting, panel)):
        assert view["totals"] == {item: {"for": 1 + (other > 0), "against": int(other < 0)}}
        assert view["counted"] == "Votes from 2 people (1 entered by a scribe)"


@pytest.mark.parametrize("panel", BALLOTS)
def test_a_vote_can_be_changed_and_taken_back_and_is_one(meeting: Workshop, panel: str) -> None:
    for weight in (1, 0, 1, 0):
        assert vote(meeting, "p-ann", panel, ITEMS[panel], weight)["ok"]
    assert shown(meeting, "p-ann", panel)["votes"] == []
    assert len(meeting.acting_as("p-ann").journey.records("vote")) == 1


@pytest.mark.parametrize("panel", BALLOTS)
@pytest.mark.parametrize("weight", [2, -2, 0.5, True, "1", None])
def test_a_weight_that_is_none_is_refused(meeting: Workshop, panel: str, weight: Any) -> None:
    reply = vote(meeting, "p-ann", panel, ITEMS[panel], weight)
    assert (reply["ok"], bool(reply["say"])) == (False, True)


def test_a_dot_is_not_against_an_issue(meeting: Workshop) -> None:
    assert not vote(meeting, "p-ann", "dots", "i1", -1)["ok"]


@pytest.mark.parametrize("panel", BALLOTS)
def test_there_is_no_vote_on_what_does_not_exist(meeting: Workshop, panel: str) -> None:
    before = len(meeting.changes)
    assert not vote(meeting, "p-ann", panel, "nothing", 1)["ok"]
    assert len(meeting.changes) == before


@pytest.mark.parametrize("panel", BALLOTS)
def test_who_leads_does_not_vote(meeting: Workshop, panel: str) -> None:
    assert not vote(meeting, "facilitator", panel, ITEMS[panel], 1)["ok"]


def test_a_scribes_vote_is_marked(meeting: Workshop) -> None:
    vote(meeting, "p-bob", "dots", "i1", 1)
    vote(meeting, "p-ann", "dots", "i1", 1)
    reveal(meeting, "dots")
    assert sorted(v.proxy for v in meeting.journey.votes) == [False, True]


def test_nobody_has_more_dots_than_there_are_to_give(meeting: Workshop, lang: str) -> None:
    for n in range(1, DOTS + 1):
        assert vote(meeting, "p-ann", "dots", f"i{n}", 1)["ok"]
    reply = vote(meeting, "p-ann", "dots", f"i{DOTS + 1}", 1)
    assert (reply["ok"], reply["say"]) == (
        False,
        catalogue.say("messages.errors.no_dots_left", "en", max=DOTS),
    )
    assert shown(meeting, "p-ann", "dots", lang)["budget"] == DOTS


def test_a_dot_on_a_deleted_issue_is_free_again(meeting: Workshop) -> None:
    for n in range(1, DOTS + 1):
        vote(meeting, "p-ann", "dots", f"i{n}", 1)
    meeting.drop("issue", "i1")
    assert vote(meeting, "p-ann", "dots", f"i{DOTS + 1}", 1)["ok"]


def test_a_dot_on_a_duplicate_counts_for_the_issue_it_was_merged_into(meeting: Workshop) -> None:
    vote(meeting, "p-ann", "dots", "i2", 1)
    meeting.put("issue", "i1", merged=["i2"])
    meeting.drop("issue", "i2")
    assert [v["item"] for v in shown(meeting, "p-ann", "dots")["votes"]] == ["i1"]
    assert vote(meeting, "p-ann", "dots", "i1", 0)["ok"]
    assert shown(meeting, "p-ann", "dots")["votes"] == []
