"""What to do first: everybody's budget holds, and the same ballots are counted under every rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.errors import JourneyError
from journeykit.formats import alt
from journeykit.formats.deck import pictures
from journeykit.formats.deck import priorities as pages
from journeykit.insights import priorities
from journeykit.insights.coverage import missing
from journeykit.insights.moments import moments
from journeykit.log import Journey, fold
from journeykit.panels import Viewer
from journeykit.panels.backstage import backstage
from journeykit.records import BALLOTS, new_id, own_id
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

ANN, BEN, CAT = "p-ann", "p-ben", "p-cat"
ALL = ["actions", "priorities", "ranks"]
KEYS = "abcdef"
BUDGET = BALLOTS["priorities"].budget


def begin(store: Store | None = None) -> Workshop:
    """Return a workshop with three who take part, one through a scribe, and six actions, all revealed."""
    workshop = Workshop(store or Store())
    for who, role, scribe in ((ANN, "support", ""), (BEN, "inside_sales", ""), (CAT, "support", ANN)):
        workshop.put("participant", who, name=who, role=role, scribe=scribe)
    for key in KEYS:
        workshop.put("action", key, title=key.upper())
    workshop.put("room", "room", step="08_priorities", revealed=ALL)
    return workshop


@pytest.fixture
def room() -> Workshop:
    return begin()


def raw(workshop: Workshop, who: str, round_: str, item: str, weight: int) -> None:
    """Vote without the panel, as somebody who forges messages would."""
    key = own_id(who, f"{round_}.{item}")
    workshop.acting_as(who).put("vote", key, round=round_, item=item, weight=weight)


def vote(workshop: Workshop, who: str, panel: str, item: str, weight: int) -> dict[str, Any]:
    message = {"id": new_id(), "do": "vote", "record": item, "fields": {"weight": weight}}
    return panels.act(panel, workshop.acting_as(who), Viewer("en", "08_priorities", guest=True), message)


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(JourneyError) as told:
        action()
    return told.value.key


def given_by(journey: Journey, round_: str) -> dict[str, int]:
    return {vote.item: vote.weight for vote in journey.votes if vote.round == round_}


def shown(workshop: Workshop, lang: str = "en") -> Any:
    view = panels.show("priorities", workshop.journey, Viewer(lang, "08_priorities"))
    return json.loads(json.dumps(view, allow_nan=False))


# Budgets


def test_five_dots_are_given_at_most_three_of_them_to_one_action(room: Workshop) -> None:
    raw(room, ANN, "priorities", "a", 3)
    raw(room, ANN, "priorities", "b", 2)
    assert refused(lambda: raw(room, ANN, "priorities", "c", 1)) == "no_dots_left"
    assert refused(lambda: raw(room, ANN, "priorities", "b", 3)) == "no_dots_left"
    for weight in (4, -1):
        assert refused(lambda weight=weight: raw(room, BEN, "priorities", "a", weight)) == "not_a_choice"
    raw(room, ANN, "priorities", "a", 1)
    raw(room, ANN, "priorities", "c", 2)


def test_each_rank_is_given_once_and_moves_where_it_is_set_anew(room: Workshop) -> None:
    raw(room, ANN, "ranks", "a", 3)
    assert refused(lambda: raw(room, ANN, "ranks", "b", 3)) == "rank_taken"
    assert vote(room, ANN, "ranks_vote", "b", 3)["ok"]
    assert given_by(room.acting_as(ANN).journey, "ranks") == {"b": 3}


def test_a_budget_holds_over_dropping_and_taking_back(room: Workshop) -> None:
    own = room.acting_as(ANN)
    raw(room, ANN, "priorities", "a", 3)
    own.drop("vote", own_id(ANN, "priorities.a"))
    raw(room, ANN, "priorities", "b", 3)
    raw(room, ANN, "priorities", "c", 2)
    assert refused(lambda: own.put("vote", own_id(ANN, "priorities.a"))) == "no_dots_left"
    own.undo()
    own.undo()
    own.undo()
    assert given_by(own.journey, "priorities") == {"a": 3}


@pytest.mark.parametrize("way", ["merge", "drop"])
def test_dots_stay_few_when_actions_are_merged_or_dropped_and_come_back(room: Workshop, way: str) -> None:
    raw(room, ANN, "priorities", "a", 3)
    raw(room, ANN, "priorities", "b", 2)
    keep = [room.change("put", "action", "a", merged=["b"])] if way == "merge" else []
    room.append(*keep, room.change("drop", "action", "b"), as_id="m")
    assert vote(room, ANN, "actions_vote", "c", 2)["ok"]
    room.undo()
    assert given_by(room.journey, "priorities") == {"a": 3, "c": 2}


def test_two_devices_at_once_give_no_more_than_one_person_has(place: Callable[[], str]) -> None:
    url = place()
    with closing(begin(Store(url))) as room:
        devices = [Workshop(Store(url)) for _ in range(2)]
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(raw, devices[n % 2], ANN, "priorities", key, 2) for n, key in enumerate(KEYS)]
        for device in devices:
            device.close()
        assert sum(job.exception() is None for job in jobs) == 2
        assert sum(given_by(room.journey, "priorities").values()) <= BUDGET


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.integers(0, 3), st.booleans()), max_size=12))
def test_whatever_is_tapped_a_person_never_gives_more_than_they_have(taps: list[Any]) -> None:
    with closing(begin()) as room:
        for item, weight, ranks in taps:
            vote(room, ANN, "ranks_vote" if ranks else "actions_vote", item, weight)
        ranks = given_by(room.journey, "ranks").values()
        assert sum(given_by(room.journey, "priorities").values()) <= BUDGET
        assert len(set(ranks)) == len(ranks)


# Actions of participants


def test_what_a_participant_writes_is_seen_by_nobody_else_before_the_reveal(room: Workshop) -> None:
    room.put("room", "room", revealed=[])
    room.acting_as(ANN).put("action", "mine", title="secret")
    assert [
        room.acting_as(who).journey.get("action", "mine") is None for who in (ANN, BEN, "facilitator")
    ] == [*(False, True, True)]
    room.put("room", "room", revealed=["actions"])
    assert room.acting_as(BEN).journey.get("action", "mine")


@pytest.mark.parametrize("field", [{"owner": "x"}, {"value": 5}, {"due": "2027-01-01"}, {"status": "open"}])
def test_owner_rating_due_date_and_status_are_the_teams_to_decide(room: Workshop, field: Any) -> None:
    own = room.acting_as(ANN)
    own.put("action", "mine", title="mine", stage="aware")
    assert refused(lambda: own.put("action", "mine", **field)) == "not_yours"
    assert refused(lambda: own.put("action", "a", title="theirs")) == "not_yours"
    room.put("action", "mine", **field)
    own.drop("action", "mine")
    own.undo()
    assert own.journey.get("action", "mine") == room.journey.get("action", "mine")


def test_participants_are_asked_for_title_and_stage_the_team_for_all(room: Workshop, lang: str) -> None:
    asked = {
        guest: [f["name"] for f in panels.show("actions", room.journey, Viewer(lang, guest=guest))["fields"]]
        for guest in (True, False)
    }
    assert asked[True] == ["title", "stage"]
    assert asked[False] == ["title", "stage", "value", "effort", "owner", "due", "status"]


def test_candidate_actions_stand_on_the_wall_most_dots_first(room: Workshop) -> None:
    raw(room, ANN, "priorities", "c", 2)
    wall = panels.show("wall", room.journey, Viewer("en", backstage=backstage(room)))
    cards = wall["sections"][0]["groups"][0]["cards"]
    assert [(card["id"], card["dots"]) for card in cards[:2]] == [("c", 2), ("a", 0)]
    room.put("room", "room", revealed=[])
    assert panels.show("wall", room.journey, Viewer("en", backstage=backstage(room)))["sections"] == []


# Counting


def ballots(room: Workshop) -> None:
    for who, item, weight in ((ANN, "a", 3), (ANN, "b", 2), (BEN, "b", 3), (CAT, "a", 1), (CAT, "c", 1)):
        vote(room, who, "actions_vote", item, weight)
    for who, order in ((ANN, "abc"), (BEN, "bac"), (CAT, "acb")):
        for item, weight in zip(order, (3, 2, 1), strict=True):
            vote(room, who, "ranks_vote", item, weight)


def scores(journey: Journey) -> dict[str, dict[str, Any]]:
    found = priorities.standings(journey)
    return {r: {k: p.score for k, p in places.items() if p.score} for r, places in found.items()}


def test_the_same_ballots_are_counted_under_every_rule(room: Workshop) -> None:
    ballots(room)
    room.put("action", "a", value=4, effort=2)
    assert scores(room.journey) == {
        "dots": {"a": 4, "b": 5, "c": 1},
        "approval": {"a": 2, "b": 2, "c": 1},
        "borda": {"a": 8, "b": 6, "c": 4},
        "first": {"a": 2, "b": 1},
        "by_role": {"a": Fraction(200, 7), "b": Fraction(450, 7), "c": Fraction(50, 7)},
        "ratio": {"a": 2},
    }
    assert priorities.top_under_all(room.journey) == ("a", "b")


def test_what_is_on_top_unrated_is_told_to_be_where_others_were_rated(room: Workshop) -> None:
    ballots(room)
    assert "(value and effort not rated yet)" not in "".join(shown(room)["steady"])
    room.put("action", "a", value=4, effort=2)
    assert ["not rated yet" in title for title in shown(room)["steady"]] == [False, True]


def test_equal_scores_share_a_rank_and_are_told_as_a_tie(room: Workshop) -> None:
    ballots(room)
    places = priorities.standings(room.journey)["approval"]
    assert [(places[key].rank, places[key].tied) for key in "abcd"] == [
        *((1, True), (1, True), (3, False), (4, True))
    ]
    cells = {row["id"]: row["cells"][1]["rank"] for row in shown(room)["rows"]}
    assert (cells["a"], cells["c"]) == ("1 (tie)", "3")


def test_turnout_and_votes_by_proxy_are_told(room: Workshop, lang: str) -> None:
    vote(room, CAT, "actions_vote", "a", 1)
    vote(room, ANN, "actions_vote", "a", 1)
    assert priorities.turnout(room.journey, "priorities") == (3, 2, 1)
    assert priorities.turnout(room.journey, "ranks") == (3, 0, 0)
    assert priorities.proxies(room.journey) == {"a": 1}
    view = shown(room, lang)
    assert ("3人のうち2人(うち代筆1人)" if lang == "ja" else "2 of 3 people (1 entered") in view["turnout"][0]
    assert view["rows"][0]["proxies"]


def test_nobody_counts_twice_for_what_was_merged_nor_for_what_was_dropped(room: Workshop) -> None:
    for key, weight in (("a", 1), ("b", 3), ("c", 1)):
        raw(room, ANN, "priorities", key, weight)
    room.append(room.change("put", "action", "d", merged=["a", "b"]), as_id="m")
    for key in "abc":
        room.drop("action", key)
    assert scores(room.journey) == {"dots": {"d": 3}, "approval": {"d": 1}}


GIVEN = st.lists(
    st.tuples(
        st.sampled_from((ANN, BEN, CAT)),
        st.sampled_from(("priorities", "ranks")),
        st.sampled_from(KEYS),
        st.integers(0, 3),
    ),
    max_size=24,
)


@given(GIVEN, st.randoms())
def test_counts_do_not_depend_on_the_order_of_votes(votes: list[Any], chance: Any) -> None:
    with closing(begin()) as room:
        for who, round_, item, weight in votes:
            vote(room, who, "ranks_vote" if round_ == "ranks" else "actions_vote", item, weight)
        changes = room.changes
        chance.shuffle(changes)
        other, journey = fold(changes), room.journey
        assert priorities.standings(other) == priorities.standings(journey)
        people = len(journey.participants)
        for rule, places in priorities.standings(journey).items():
            ordered = sorted(places.values(), key=lambda place: place.rank)
            assert all(a.score > b.score or a[:2] == b[:2] for a, b in pairwise(ordered))
            assert rule != "approval" or max(place.score for place in places.values()) <= people
        assert priorities.top_under_all(other) == priorities.top_under_all(journey)


def test_an_anonymous_room_does_not_count_by_role_while_a_role_has_few(lang: str) -> None:
    with closing(Workshop(Store())) as room:
        room.put("room", "room", revealed=ALL, anonymous=True)
        room.put("action", "a", title="A")
        for n, role in enumerate(["support"] * 3 + ["inside_sales"] * 3):
            room.put("participant", f"p-{n}", role=role)
            assert vote(room, f"p-{n}", "actions_vote", "a", 1)["ok"]
            assert ("by_role" in priorities.standings(room.journey)) == (n == 5)
            assert bool(shown(room, lang)["turnout"][2:]) == (n not in (2, 5))


# What is missing, and what is told of it


def test_what_is_missing_is_said_and_nothing_is_drawn(workshop: Workshop, lang: str) -> None:
    say = catalogue.read("messages", lang)["missing"]
    view = shown(workshop, lang)
    assert (view["rows"], view["matrix"], view["moments"]) == ([], [], [])
    assert [gap.text for gap in missing(workshop.journey, lang) if gap.step == "08_priorities"] == [
        say["no_actions"]
    ]
    assert alt.describe_matrix(workshop.journey, lang=lang) == catalogue.say("deck.charts.no_actions", lang)
    workshop.put("action", "a", title="</script>")
    gaps = [gap.text for gap in missing(workshop.journey, lang) if gap.step == "08_priorities"]
    assert gaps == [say["undecided"]]
    assert pictures.matrix(workshop.journey, lang, Brand()) == []


def test_what_is_done_or_dropped_waits_for_no_decision(workshop: Workshop) -> None:
    workshop.put("action", "a", title="x", status="done")
    workshop.put("action", "b", title="y", status="dropped")
    assert not [gap for gap in missing(workshop.journey, "en") if gap.step == "08_priorities"]


def test_what_stays_on_top_needs_an_owner_and_a_due_date(room: Workshop) -> None:
    ballots(room)
    gaps = [gap.text for gap in missing(room.journey, "en") if gap.step == "08_priorities"]
    assert gaps == [
        f"Action “{key}”: “{field}” is not decided yet" for key in "AB" for field in ("Owner", "Due")
    ]
    room.put("action", "a", owner="Ann", due="2027-01-01")
    room.put("action", "b", status="dropped")
    assert not [gap for gap in missing(room.journey, "en") if gap.step == "08_priorities"]


def test_stages_where_feelings_sink_issues_gather_or_consideration_stalls_are_proposed(
    workshop: Workshop,
) -> None:
    for who in ("kato", "mori"):
        workshop.put("persona", who, name=who)
        workshop.put("feeling", f"{who}.retention", persona=who, stage="retention", value=-2)
    workshop.put("feeling", "kato.purchase", persona="kato", stage="purchase", value=-1, onward="back")
    issue = {"severity": "high", "timing": "moment", "stages": ["retention"]}
    workshop.put("issue", persona="kato", text="x", **issue)
    found = {one.stage.id: one.reasons for one in moments(workshop.journey)}
    assert list(found.items()) == [("retention", {"feeling": -2, "serious": 1}), ("purchase", {"stuck": 1})]


def test_thousands_of_actions_and_votes_are_counted_soon(lang: str) -> None:
    with closing(Workshop(Store())) as room:
        room.append(
            *(
                room.change("put", "action", f"a{n}", title=f"{n}", value=1 + n % 5, effort=2)
                for n in range(2000)
            )
        )
        assert len(shown(room, lang)["rows"]) == 2000
        assert pages.decisions(room.journey, lang, Brand())
