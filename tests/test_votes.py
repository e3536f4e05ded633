"""Votes: wall and ballot count alike, each person once an item, whatever became of the item meanwhile."""

from __future__ import annotations

import pytest

from journeykit import panels
from journeykit.insights.votes import totals
from journeykit.panels import Viewer
from journeykit.panels.backstage import backstage
from journeykit.records import own_id
from journeykit.workshop import Workshop

ANNA, BEN = "p-anna", "p-ben"


@pytest.fixture
def meeting(workshop: Workshop) -> Workshop:
    for author in (ANNA, BEN):
        workshop.put("participant", author, name=author)
    for key in ("a", "b", "c"):
        workshop.put("issue", key, text=key)
    return workshop


def vote(workshop: Workshop, who: str, round_: str, item: str, weight: int = 1) -> None:
    record = own_id(who, f"{round_}.{item}")
    workshop.acting_as(who).put("vote", record, round=round_, item=item, weight=weight)


def merge(workshop: Workshop, keep: str, *others: str) -> None:
    put = workshop.change("put", "issue", keep, merged=list(others))
    workshop.append(put, *(workshop.change("drop", "issue", one) for one in others), as_id=f"m-{keep}")


def counted(workshop: Workshop, round_: str) -> dict[str, tuple[int, int]]:
    """Return the votes as the wall and the ballot show them, which must be as they are counted."""
    step, panel = {"dots": ("04_issues", "dots"), "stages": ("01_stages", "stages_vote")}.get(
        round_, ("02_scope", "scope_vote")
    )
    workshop.put("room", step=step, revealed=["issues", "dots", "stages", "scope"])
    journey = workshop.journey
    wall = panels.show("wall", journey, Viewer("en", step, backstage=backstage(workshop)))
    cards = [card for section in wall["sections"] for group in section["groups"] for card in group["cards"]]
    on_wall = {card["id"]: (card["dots"], 0) for card in cards if round_ == "dots"}
    on_wall |= {bar["id"]: (bar["for"], bar["against"]) for bar in wall["bars"]}
    ballot = panels.show(panel, journey, Viewer("en", step))["totals"]
    found = {item: count for item, count in totals(journey, round_).items() if any(count)}
    assert {item: count for item, count in on_wall.items() if any(count)} == found
    assert {item: (side["for"], side["against"]) for item, side in ballot.items()} == found
    return found


def test_for_and_against_are_counted_by_round(meeting: Workshop) -> None:
    vote(meeting, ANNA, "stages", "aware")
    vote(meeting, BEN, "stages", "aware", -1)
    vote(meeting, BEN, "scope", "deal")
    vote(meeting, BEN, "scope", "purchase")
    assert counted(meeting, "stages") == {"aware": (1, 1)}
    assert counted(meeting, "scope") == {"purchase": (1, 0)}


def test_a_vote_on_a_stage_that_is_gone_counts_for_the_one_that_took_its_place(meeting: Workshop) -> None:
    meeting.put("stage", "part", name="part", rolls_up="aware", order=1.5)
    vote(meeting, ANNA, "stages", "part")
    vote(meeting, BEN, "stages", "part", -1)
    vote(meeting, BEN, "stages", "aware")
    assert counted(meeting, "stages") == {"part": (1, 1), "aware": (1, 0)}
    meeting.drop("stage", "part")
    assert counted(meeting, "stages") == {"aware": (2, 0)}
    meeting.undo()  # the room's step; the drop is next
    meeting.put("stage", "part", name="part")
    assert counted(meeting, "stages") == {"part": (1, 1), "aware": (1, 0)}


def test_each_person_marks_a_merged_issue_once(meeting: Workshop) -> None:
    for who, items in ((ANNA, "ab"), (BEN, "b")):
        for item in items:
            vote(meeting, who, "dots", item)
    assert counted(meeting, "dots") == {"a": (1, 0), "b": (2, 0)}
    merge(meeting, "a", "b")
    assert counted(meeting, "dots") == {"a": (2, 0)}
    meeting.drop("participant", ANNA)
    assert counted(meeting, "dots") == {"a": (2, 0)}


def test_a_revived_issue_has_its_own_dots_again(meeting: Workshop) -> None:
    vote(meeting, ANNA, "dots", "b")
    merge(meeting, "a", "b")
    meeting.put("issue", "b", text="b")  # back, although a still tells that it was put into it
    assert counted(meeting, "dots") == {"b": (1, 0)}


def test_a_dot_on_what_is_gone_counts_nowhere(meeting: Workshop) -> None:
    vote(meeting, ANNA, "dots", "c")
    meeting.drop("issue", "c")
    assert counted(meeting, "dots") == {}


def test_voting_anew_takes_back_what_one_said_of_the_stage_that_is_gone(meeting: Workshop) -> None:
    meeting.put("stage", "part", name="part", rolls_up="aware", order=1.5)
    vote(meeting, ANNA, "stages", "part")
    meeting.drop("stage", "part")
    for weight in (1, 0):
        message = {"id": f"m{weight}", "do": "vote", "record": "aware", "fields": {"weight": weight}}
        assert panels.act("stages_vote", meeting.acting_as(ANNA), Viewer("en", guest=True), message)["ok"]
        assert counted(meeting, "stages") == ({"aware": (1, 0)} if weight else {})
