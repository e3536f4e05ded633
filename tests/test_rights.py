"""What participants may change: their own answers, while they take part and the room is open for writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.errors import JourneyError, WorkshopError
from journeykit.insights import votes
from journeykit.panels import Viewer
from journeykit.records import BALLOTS, KINDS, new_id, own_id
from journeykit.rights import MOST
from journeykit.store import Store
from journeykit.workshop import Workshop

DOTS = BALLOTS["dots"].budget
ONE, TWO = "p-one", "p-two"
ALL = ["personas", "issues", "map", "stages", "scope", "dots"]
WORDED = {"persona": "name", "issue": "text", "assumed": "text", "note": "text"}
TEAM = {
    "brief": "brief",
    "scope": "scope",
    "stage": "aware",
    "play": "deal",
    "room": "room",
    "participant": TWO,
}


def begin() -> Workshop:
    """Return a workshop with records of the team and of one participant, all revealed; another takes part."""
    workshop = Workshop(Store(), author="ann")
    for author in (ONE, TWO):
        workshop.put("participant", author, name=author)
    workshop.put("room", revealed=ALL)
    for kind, name in WORDED.items():
        workshop.put(kind, f"team-{kind}", **{name: "the team's"})
        workshop.acting_as(ONE).put(kind, f"one-{kind}", **{name: "the other's"})
    workshop.put("feeling", "team-persona.aware", persona="team-persona", stage="aware", value=1)
    for author in (ONE,):
        feel(workshop.acting_as(author), "team-persona", "aware")
        vote(workshop.acting_as(author), "dots", "team-issue")
    return workshop


def feel(workshop: Workshop, persona: str, stage: str) -> None:
    key = own_id(workshop.author, f"{persona}.{stage}")
    workshop.put("feeling", key, persona=persona, stage=stage, value=-1)


def vote(workshop: Workshop, round_: str, item: str, weight: int = 1) -> None:
    workshop.put("vote", own_id(workshop.author, f"{round_}.{item}"), round=round_, item=item, weight=weight)


def refused(action: Callable[[], Any]) -> JourneyError:
    with pytest.raises(JourneyError) as told:
        action()
    return told.value


def others(workshop: Workshop) -> object:
    """Return all records that the second participant did not make."""
    own = set(workshop.curtain.own(TWO))
    return [(kind, r) for kind in KINDS for r in workshop.journey.records(kind) if (kind, r.id) not in own]


@pytest.fixture
def room() -> Iterator[Workshop]:
    with closing(begin()) as opened:
        yield opened


@pytest.fixture
def two(room: Workshop) -> Workshop:
    return room.acting_as(TWO)


PLACES = [(k, r) for k in KINDS for r in (f"one-{k}", f"team-{k}", TEAM.get(k, "mine"), ONE, "mine", "again")]
PLACES += [(k, own_id(who, w)) for who in (ONE, TWO) for k, w in (
    ("feeling", "team-persona.aware"), ("vote", "dots.team-issue"), ("vote", "stages.aware"))]  # fmt: skip
FIELDS = {
    **{name: st.sampled_from(["x", "y"]) for name in ("name", "text", "title", "why")},
    "persona": st.sampled_from(["team-persona", "one-persona", "mine"]),
    "stage": st.sampled_from(["aware", "deal"]),
    "round": st.sampled_from(["dots", "stages", "map"]),
    "item": st.sampled_from(["team-issue", "one-issue", "aware"]),
    "weight": st.integers(-2, 2),
    "locked": st.booleans(),
    "revealed": st.just(["map"]),
    "merged": st.just(["one-issue"]),
}
SENT = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "drop", "undo"]),
        st.sampled_from(PLACES),
        st.fixed_dictionaries({}, optional=FIELDS),
    ),
    max_size=12,
)


@given(SENT)
def test_whatever_a_participant_sends_what_is_not_theirs_stays_as_it_was(sent: list[Any]) -> None:
    with closing(begin()) as room:
        two, before = room.acting_as(TWO), others(room)
        for op, (kind, record), fields in sent:
            known = {name: value for name, value in fields.items() if name in KINDS[kind].model_fields}
            with suppress(JourneyError):
                two.undo() if op == "undo" else two.append(two.change(op, kind, record, **known))
        assert others(room) == before
        assert not two.journey.room.locked


@pytest.mark.parametrize("kind", TEAM)
def test_what_the_team_settles_is_not_a_participants(two: Workshop, kind: str) -> None:
    assert refused(lambda: two.put(kind, TEAM[kind])).key == "not_yours"
    assert refused(lambda: two.drop(kind, TEAM[kind])).key == "not_yours"


MADE = {"theme": "t", "handover": "field_sales.support", "range": "support", "link": "link"}


@pytest.mark.parametrize("kind", MADE)
def test_what_the_team_makes_of_the_map_is_not_a_participants(
    room: Workshop, two: Workshop, kind: str
) -> None:
    room.put(kind, MADE[kind])
    for record in {MADE[kind], *(() if kind == "link" else ("mine",))}:
        assert refused(lambda record=record: two.put(kind, record)).key == "not_yours"
        assert refused(lambda record=record: two.drop(kind, record)).key == "not_yours"


@pytest.mark.parametrize("fields", [{"as_is": True}, {"merged": ["one-note"]}, {"basis": "observed"}])
def test_anothers_wording_is_not_a_participants_to_settle(two: Workshop, fields: dict[str, Any]) -> None:
    assert refused(lambda: two.put("note", "one-note", **fields)).key == "not_yours"


@pytest.mark.parametrize("sent", [[(("a", 3), ("b", 3))], [("a", -1)], [("a", 4)], [("a", 2), ("b", 4)]])
def test_no_message_gives_more_dots_to_actions_than_there_are(
    room: Workshop, two: Workshop, sent: list[Any]
) -> None:
    for key in "ab":
        room.put("action", key, title=key)
    for given_ in sent:
        one = given_ if isinstance(given_[0], tuple) else (given_,)
        ids = [own_id(TWO, f"priorities.{item}") for item, _ in one]
        changes = [
            two.change("put", "vote", id_, round="priorities", item=item, weight=weight)
            for id_, (item, weight) in zip(ids, one, strict=True)
        ]
        with suppress(JourneyError):
            two.append(*changes)
    assert sum(v.weight for v in two.journey.votes if v.round == "priorities") in (0, 2)


def test_nobody_votes_on_what_nobody_else_sees_yet_not_even_its_author(room: Workshop, two: Workshop) -> None:
    two.put("action", "mine", title="mine")
    for round_ in ("priorities", "ranks"):
        assert refused(lambda round_=round_: vote(two, round_, "mine", 3)).key == "not_a_choice"
    room.put("room", revealed=[*ALL, "actions"])
    vote(two, "priorities", "mine", 3)
    assert [v.weight for v in two.journey.votes if v.round == "priorities"] == [3]


@pytest.mark.parametrize("kind", WORDED)
@pytest.mark.parametrize("owner", ["one", "team"])
def test_anothers_record_is_neither_changed_nor_deleted(two: Workshop, kind: str, owner: str) -> None:
    name = {WORDED[kind]: "mine now"}
    assert refused(lambda: two.put(kind, f"{owner}-{kind}", **name)).key == "not_yours"
    assert refused(lambda: two.drop(kind, f"{owner}-{kind}")).key == "not_yours"


@pytest.mark.parametrize("kind", WORDED)
def test_a_hidden_record_of_another_cannot_be_claimed_by_guessing_its_id(room: Workshop, kind: str) -> None:
    room.put("room", revealed=[])
    room.acting_as(ONE).put(kind, "guess", **{WORDED[kind]: "hidden"})
    assert (
        refused(lambda: room.acting_as(TWO).put(kind, "guess", **{WORDED[kind]: "mine"})).key == "not_yours"
    )
    assert room.curtain.owner(kind, "guess") == ONE


def test_what_was_deleted_still_belongs_to_who_made_it(room: Workshop, two: Workshop) -> None:
    room.acting_as(ONE).drop("note", "one-note")
    assert refused(lambda: two.put("note", "one-note", text="mine")).key == "not_yours"


def test_a_feeling_or_a_vote_is_given_under_ones_own_id_only(two: Workshop) -> None:
    theirs = own_id(ONE, "team-persona.aware")
    for key in (theirs, "team-persona.aware", "mine", own_id(TWO, "team-persona.interest")):
        give = {"persona": "team-persona", "stage": "aware", "value": 2}
        assert refused(lambda key=key, give=give: two.put("feeling", key, **give)).key == "not_yours"
    ballot = own_id(ONE, "dots.team-issue")
    assert (
        refused(lambda: two.put("vote", ballot, round="dots", item="team-issue", weight=1)).key == "not_yours"
    )
    assert refused(lambda: two.drop("vote", ballot)).key == "not_yours"


def test_a_vote_stays_with_its_round_and_item(two: Workshop) -> None:
    vote(two, "stages", "aware")
    own = own_id(TWO, "stages.aware")
    assert refused(lambda: two.put("vote", own, round="dots")).key == "not_yours"
    assert refused(lambda: two.put("vote", own, weight=2)).key == "not_a_choice"
    assert refused(lambda: vote(two, "map", "aware")).key == "not_a_choice"


def test_dots_are_few_and_can_be_moved(room: Workshop, two: Workshop) -> None:
    for item in range(DOTS + 1):
        room.put("issue", f"issue-{item}", text="x")
    for item in range(DOTS):
        vote(two, "dots", f"issue-{item}")
    vote(two, "dots", "issue-0")
    assert refused(lambda: vote(two, "dots", f"issue-{DOTS}")).key == "no_dots_left"
    vote(two, "dots", "issue-0", 0)
    vote(two, "dots", f"issue-{DOTS}")
    assert refused(lambda: vote(two, "dots", "issue-0")).key == "no_dots_left"


def test_dots_in_one_message_or_at_once_are_no_more(room: Workshop, two: Workshop) -> None:
    items = [room.put("issue", text=str(at)).id for at in range(DOTS + 3)]
    ids = {item: own_id(TWO, f"dots.{item}") for item in items}
    all_ = [two.change("put", "vote", ids[item], round="dots", item=item, weight=1) for item in items]
    assert refused(lambda: two.append(*all_, as_id="m")).key == "no_dots_left"
    assert not [v for v in two.journey.votes if v.id in ids.values()]
    with ThreadPoolExecutor() as pool:
        given_ = [pool.submit(vote, room.acting_as(TWO), "dots", item) for item in items]
    assert sum(one.exception() is None for one in given_) == DOTS


def test_dots_do_not_move_to_ones_own_issue(two: Workshop) -> None:
    two.put("issue", "mine", text="mine")
    assert refused(lambda: two.put("issue", "mine", merged=["one-issue"])).key == "not_yours"


def test_ones_own_record_comes_back_with_what_was_merged_into_it(room: Workshop, two: Workshop) -> None:
    two.put("issue", "mine", text="mine")
    room.put("issue", "mine", merged=["one-issue"])
    two.drop("issue", "mine")
    two.undo()
    assert room.journey.get("issue", "mine").merged == ("one-issue",)


def test_the_catalogues_own_words_are_not_reworded(two: Workshop) -> None:
    listed = catalogue.read("assumed_issues", "ja")["issues"][0]["id"]
    assert refused(lambda: two.put("assumed", listed, text="mine")).key == "not_yours"


def test_one_person_writes_no_more_than_many(two: Workshop) -> None:
    many = [two.change("put", "note", new_id(), text="x") for _ in range(MOST + 1)]
    assert refused(lambda: two.append(*many)).key == "too_many"
    two.append(*many[1:])
    assert refused(lambda: two.put("note", text="one more")).key == "too_many"
    two.put("issue", text="of another kind")


def test_while_writing_is_paused_an_answer_may_be_sent_again_later(room: Workshop, two: Workshop) -> None:
    for closed in ({"locked": True}, {"locked": False, "ended": True}):
        room.put("room", **closed)
        error = refused(lambda: two.put("note", "mine", change="m", text="x"))
        assert (type(error), error.key) == (WorkshopError, "locked")
    room.put("room", ended=False)
    two.put("note", "mine", change="m", text="x")
    assert two.journey.get("note", "mine")


def test_who_was_removed_writes_no_more_until_they_come_back(room: Workshop, two: Workshop) -> None:
    two.put("note", "mine", text="x")
    room.drop("participant", TWO)
    error = refused(lambda: two.put("note", "mine", text="y"))
    assert (type(error), error.key) == (JourneyError, "removed")
    assert refused(two.undo).key == "removed"
    assert refused(lambda: room.acting_as("p-stranger").put("note", text="x")).key == "removed"
    room.undo()
    two.put("note", "mine", text="y")


def test_undo_takes_back_ones_own_last_answer_only(room: Workshop, two: Workshop) -> None:
    before = others(room)
    two.put("note", "mine", text="x")
    room.acting_as(ONE).put("note", "one-note", text="later")
    room.acting_as(ONE).undo()
    two.undo()
    assert two.undo() is None
    assert others(room) == before
    assert room.journey.get("note", "mine") is None


def test_who_leads_may_change_what_participants_wrote(room: Workshop, two: Workshop) -> None:
    room.put("note", "one-note", text="worded together")
    room.drop("issue", "one-issue")
    assert two.journey.get("note", "one-note") == room.journey.get("note", "one-note")
    assert two.journey.get("issue", "one-issue") is None
    assert room.curtain.owner("note", "one-note") == ONE


def test_a_persona_stays_while_others_wrote_about_it_unseen(room: Workshop, two: Workshop) -> None:
    room.acting_as(ONE).put("note", "about", persona="one-persona", stage="aware", text="mine")
    room.put("room", revealed=["personas"])
    two.put("issue", "hidden", persona="one-persona", text="between us")
    assert refused(lambda: room.acting_as(ONE).drop("persona", "one-persona")).key == "in_use"
    two.drop("issue", "hidden")
    room.acting_as(ONE).drop("persona", "one-persona")


def test_what_who_leads_dropped_is_not_brought_back_by_a_half_typed_word(
    room: Workshop, two: Workshop
) -> None:
    one = room.acting_as(ONE)
    one.put("note", "one-note", text="half a")
    room.drop("note", "one-note")
    assert refused(lambda: one.put("note", "one-note", text="half a word")).key == "gone"
    assert refused(one.undo).key == "gone"
    assert room.journey.get("note", "one-note") is None
    room.undo()
    one.put("note", "one-note", text="a whole word")


def test_what_one_dropped_oneself_can_be_written_again(two: Workshop) -> None:
    two.put("note", "mine", text="x")
    two.drop("note", "mine")
    two.put("note", "mine", text="y")
    assert two.journey.get("note", "mine")


@pytest.mark.parametrize("way", ["merge", "drop"])
def test_dots_stay_few_when_issues_are_merged_or_dropped_and_come_back(
    room: Workshop, two: Workshop, way: str
) -> None:
    for item in range(DOTS + 1):
        room.put("issue", f"i{item}", text="x")
    for item in range(DOTS):
        mark(two, f"i{item}")
    keep = [room.change("put", "issue", "i0", merged=["i1"])] if way == "merge" else []
    room.append(*keep, room.change("drop", "issue", "i1"), as_id="m")
    assert mark(two, f"i{DOTS}")["ok"]
    assert marked(room) == {"i0": 1, **{f"i{n}": 1 for n in range(2, DOTS + 1)}}
    room.undo()
    assert sum(marked(room).values()) <= DOTS


@pytest.mark.parametrize("kind", ["dots", "notes"])
def test_two_processes_at_once_let_through_no_more_than_is_allowed(
    place: Callable[[], str], kind: str
) -> None:
    url = place()
    with closing(Workshop(Store(url))) as room:
        room.put("participant", TWO, name="Two")
        items = [room.put("issue", text=str(at)).id for at in range(DOTS + 5)]
        replicas = [Workshop(Store(url)) for _ in range(4)]
        writes: list[Callable[[Workshop, str], Any]] = [mark_raw, some_notes]
        write = writes[kind == "notes"]
        with ThreadPoolExecutor(8) as pool:
            jobs = [pool.submit(write, replicas[n % 4].acting_as(TWO), item) for n, item in enumerate(items)]
        for replica in replicas:
            replica.close()
        assert {type(job.exception()) for job in jobs} == {type(None), JourneyError}
        mine = room.acting_as(TWO).journey
        assert (len(mine.votes), len(mine.notes)) in ((DOTS, 0), (0, MOST))


def test_when_writing_is_paused_in_another_process_not_one_answer_slips_through(
    place: Callable[[], str],
) -> None:
    url = place()
    with closing(Workshop(Store(url))) as room, closing(Workshop(Store(url))) as other:
        room.put("participant", TWO, name="Two")
        two = other.acting_as(TWO)
        assert two.journey.participants
        kept, append = other.store, other.store.append

        def late(*args: Any, **more: Any) -> Any:
            room.put("room", locked=True)  # between the answer's arrival and its transaction
            return append(*args, **more)

        kept.append = late  # type: ignore[method-assign]
        assert refused(lambda: two.put("note", "mine", text="x")).key == "locked"
        assert room.acting_as(TWO).journey.get("note", "mine") is None


def test_a_message_that_is_stored_already_is_not_refused_when_it_comes_again(
    room: Workshop, two: Workshop
) -> None:
    two.put("note", "mine", change="m", text="x")
    room.put("room", locked=True)
    two.put("note", "mine", change="m", text="x")
    assert refused(lambda: two.put("note", "mine", change="n", text="y")).key == "locked"


def mark(workshop: Workshop, item: str, weight: int = 1) -> dict[str, Any]:
    """Set a dot as the ballot does."""
    message = {"id": new_id(), "do": "vote", "record": item, "fields": {"weight": weight}}
    return panels.act("dots", workshop, Viewer("en", "04_issues", guest=True), message)


def mark_raw(workshop: Workshop, item: str) -> None:
    vote(workshop, "dots", item)


def some_notes(workshop: Workshop, _: str) -> None:
    many = MOST // 4
    workshop.append(*(workshop.change("put", "note", new_id(), text="x") for _ in range(many)))


def marked(room: Workshop) -> dict[str, int]:
    """Return how many dots of the second participant each issue has."""
    counted = votes.totals(room.acting_as(TWO).journey, "dots")
    return {item: count[0] for item, count in counted.items() if item.startswith("i") and count[0]}
