"""The curtain: nobody sees what another wrote alone before its reveal, in whatever order the log is read."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit.curtain import ROUNDS, Curtain
from journeykit.formats import WRITTEN, write
from journeykit.log import Change, Journey, fold
from journeykit.records import KINDS, own_id
from journeykit.store import Store
from journeykit.workshop import Workshop

TextIn = Callable[[bytes], str]
ONE, TWO = "p-one", "p-two"
EVERYBODY = ("ann", ONE, TWO, "p-nobody")
REVEALS = ("personas", "issues", "map", "dots")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["ann", ONE, ONE, TWO, TWO]),
        st.sampled_from(["persona", "issue", "note", "feeling", "vote", "vote", "stage", "participant"]),
        st.sampled_from(["put", "put", "put", "drop"]),
        st.booleans(),
        st.sampled_from([None, None, ONE, TWO]),
    ),
    max_size=20,
)
ROOMS = st.lists(st.sets(st.sampled_from(REVEALS)), max_size=4)


def text(kind: str, author: str) -> dict[str, Any]:
    """Return fields of a record that give away who wrote it."""
    name = {"persona": "name", "stage": "name", "participant": "name", "feeling": "why", "vote": "item"}
    return {name.get(kind, "text"): word(kind, author)}


def word(kind: str, author: str) -> str:
    return f"{kind}-of-{author.removeprefix('p-')}"


def change(at: int, author: str, kind: str, op: str, sorted_: bool, of: str | None = None) -> Change:
    """Return the change of the one record of a kind that an author has; a vote may not name its round.

    Who leads may change that `of` another.
    """
    whose = of if of and author == "ann" else author
    fields = text(kind, author) if op == "put" else {}
    if kind == "vote" and op == "put":
        fields |= {"round": "dots", "weight": 1} if sorted_ else {"weight": 1}
    return Change(f"c{at}", at, author, kind, own_id(whose, kind), op, fields)


@st.composite
def logs(draw: Any) -> list[Change]:
    """Return a log in any order: edits by all, and a room in which rounds are revealed and hidden again."""
    edits = draw(EDITS)
    rooms = [{"revealed": sorted(revealed)} for revealed in draw(ROOMS)]
    stamps = draw(st.permutations(range(1, len(edits) + len(rooms) + 1)))
    log = [change(at, *edit) for at, edit in zip(stamps, edits, strict=False)]
    leads = zip(stamps[len(edits) :], rooms, strict=True)
    return [*log, *(Change(f"c{at}", at, "ann", "room", "room", "put", room) for at, room in leads)]


def taken(batches: Sequence[Sequence[Change]]) -> Curtain:
    curtain = Curtain()
    for batch in batches:
        curtain.take(batch)
        for author in EVERYBODY:
            curtain.of(author)  # what was folded for somebody must not stay
    return curtain


def split(log: list[Change], cuts: list[int]) -> list[list[Change]]:
    at = sorted({0, len(log), *(cut % (len(log) + 1) for cut in cuts)})
    return [log[start:end] for start, end in pairwise(at)]


def visible(log: list[Change], author: str) -> list[Change]:
    """Return what somebody may see of a log: the rule, said as simply as it can be.

    What who leads does to a participant's record is as hidden as the record.
    """
    revealed = fold(c for c in log if c.author == "ann").room.revealed
    sorted_ = {c.record for c in log if c.fields.get("round")}
    made = {(c.kind, c.record): c.author for c in sorted(log, key=lambda c: -c.at)}

    def shown(c: Change) -> bool:
        in_round = ROUNDS.get(c.kind) or ("dots" if c.record in sorted_ else "?")
        whose = c.author if c.author.startswith("p-") else made[c.kind, c.record]
        private = whose.startswith("p-") and (c.kind in ROUNDS or c.kind == "vote")
        return not private or whose == author or in_round in revealed

    return [c for c in log if shown(c)]


def state(journey: Journey) -> object:
    return {kind: journey.records(kind) for kind in KINDS}


def said(journey: Journey) -> str:
    return json.dumps([r.model_dump(mode="json") for kind in KINDS for r in journey.records(kind)])


@given(logs(), st.lists(st.integers(0, 30), max_size=6))
def test_each_sees_the_fold_of_exactly_what_they_may_see(log: list[Change], cuts: list[int]) -> None:
    curtain = taken(split(log, cuts))
    for author in EVERYBODY:
        assert state(curtain.of(author)) == state(fold(visible(log, author)))
    assert state(curtain.public) == state(curtain.of("p-nobody"))


@given(logs(), st.lists(st.integers(0, 30), max_size=6))
def test_no_word_of_another_is_seen_before_its_round(log: list[Change], cuts: list[int]) -> None:
    curtain = taken(split(log, cuts))
    revealed = curtain.public.room.revealed
    for kind in (*ROUNDS, "vote"):
        if ROUNDS.get(kind, "dots") not in revealed:
            assert not [who for who in (ONE, TWO) if word(kind, who) in said(curtain.public)]
            assert word(kind, TWO) not in said(curtain.of(ONE))


@given(logs(), st.lists(st.integers(0, 30), max_size=6), st.randoms())
def test_what_the_curtain_tells_does_not_hang_on_order_or_batches(
    log: list[Change], cuts: list[int], dice: Any
) -> None:
    before = taken([log])
    dice.shuffle(log)
    after = taken(split(log, cuts))
    for author in EVERYBODY:
        assert after.own(author) == before.own(author)
        assert after.hides(author) == before.hides(author)
    assert {c.id for c in after.shown} == {c.id for c in before.shown} == {c.id for c in visible(log, "ann")}


@given(logs())
def test_who_made_a_record_first_owns_it(log: list[Change]) -> None:
    curtain = taken([log[:5], log[5:]])
    for one in log:
        first = min((c for c in log if (c.kind, c.record) == (one.kind, one.record)), key=lambda c: c.at)
        assert curtain.owner(one.kind, one.record) == first.author
    alive = {kind: {r.id for r in fold(log).records(kind)} for kind in KINDS}
    assert all(record in alive[kind] for kind, record in curtain.own(ONE))


def test_a_hidden_answer_leaves_the_others_journey_as_it_is() -> None:
    curtain = taken([[change(1, "ann", "stage", "put", True)]])
    public = curtain.public
    curtain.take([change(2, ONE, "note", "put", True)])
    assert curtain.of(TWO) is curtain.public is public


@pytest.fixture
def room() -> Any:
    """A workshop in which two take part and each wrote one thing of each kind."""
    with closing(Workshop(Store())) as opened:
        opened.put("persona", "kato", name="加藤")
        for author, name in ((ONE, "Hanako"), (TWO, "Taro")):
            opened.put("participant", author, name=name)
            own = opened.acting_as(author)
            own.put("persona", **text("persona", author))
            own.put("issue", persona="kato", **text("issue", author))
            own.put("note", persona="kato", stage="aware", lane="need", **text("note", author))
            feeling = own_id(author, "kato.aware")
            own.put("feeling", feeling, persona="kato", stage="aware", value=1, **text("feeling", author))
            own.put("vote", own_id(author, "dots.kato"), round="dots", item="kato", weight=1)
        yield opened


def test_a_reveal_shows_everybodys_answers_and_taking_it_back_hides_them_again(room: Workshop) -> None:
    before = [said(room.acting_as(author).journey) for author in EVERYBODY]
    room.put("room", revealed=["personas", "issues", "map"])
    for author in EVERYBODY:
        assert [said(room.acting_as(author).journey).count(f"-of-{who}") for who in ("one", "two")] == [4, 4]
    room.undo()
    assert [said(room.acting_as(author).journey) for author in EVERYBODY] == before
    assert ["-of-one" in told for told in before] == [False, True, False, False]


def test_a_merged_workshop_keeps_what_is_hidden_hidden_and_reveals_it_later(room: Workshop) -> None:
    with closing(Workshop(Store())) as copy:
        assert copy.merge(room) == len(room.changes)
        assert copy.changes == room.changes
        for author in EVERYBODY:
            assert state(copy.acting_as(author).journey) == state(room.acting_as(author).journey)
        copy.put("room", revealed=["map"])
        assert said(copy.journey).count("note-of-") == 2


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_holds_nothing_before_its_reveal(room: Workshop, name: str, text_in: TextIn) -> None:
    assert not re.search("-of-(one|two)", text_in(write(room, name, "ja")))
    room.put("room", revealed=["personas"])
    told = text_in(write(room, name, "ja"))
    assert "persona-of-one" in told
    assert not re.search("(issue|note|feeling)-of-(one|two)", told)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_of_an_anonymous_room_names_nobody_who_took_part(
    room: Workshop, name: str, text_in: TextIn
) -> None:
    room.store.append([Change("anonymous", 0, "ann", "room", "room", "put", {"anonymous": True})])
    room.put("room", revealed=["personas", "issues", "map", "dots"])
    told = text_in(write(room, name, "ja"))
    untold = ("changes", "png", "png-a3", "charts")  # what fewer than three wrote is no news; no text to read
    assert ("note-of-one" in told) is (name not in untold)
    assert not re.search("Hanako|Taro|p-(one|two)", told)


def test_a_reveal_taken_back_hides_what_was_merged_and_brought_back_as_well(room: Workshop) -> None:
    room.put("room", revealed=["map"])
    keep, gone = (note.id for note in room.journey.notes)
    merge = room.change("put", "note", keep, merged=[gone]), room.change("drop", "note", gone)
    room.append(*merge, as_id="m")
    room.undo()
    assert said(room.journey).count("note-of-") == 2
    room.put("room", revealed=[])
    assert not re.search("-of-(one|two)", said(room.journey) + said(room.acting_as("p-nobody").journey))
    assert all(f"note-of-{word}" in said(room.acting_as(f"p-{word}").journey) for word in ("one", "two"))


def test_what_who_leads_does_behind_the_curtain_leaves_the_public_journey_as_it_is(room: Workshop) -> None:
    note = next(record for kind, record in room.curtain.own(ONE) if kind == "note")
    public = room.curtain.public
    written = room.put("note", note, text="worded anew")
    assert room.curtain.public is public
    assert written.model_dump(exclude_defaults=True) == {"id": note, "text": "worded anew"}
    assert "worded anew" in said(room.acting_as(ONE).journey)


def test_answers_are_told_in_an_order_that_does_not_tell_whose_they_are(room: Workshop) -> None:
    for author in (ONE, TWO):
        own = room.acting_as(author)
        for item in ("a", "b", "c"):
            own.put("vote", own_id(author, f"stages.{item}"), round="stages", item=item, weight=1)
    room.put("room", revealed=[*REVEALS, "stages"])
    for ids in ([v.id for v in room.journey.votes], [v.id for v in room.journey.voices]):
        assert ids == sorted(ids)


@pytest.mark.parametrize("name", ["json", "csv"])
def test_a_file_of_an_anonymous_room_does_not_tell_whose_answers_belong_together(
    room: Workshop, name: str
) -> None:
    room.store.append([Change("anonymous", 0, "ann", "room", "room", "put", {"anonymous": True})])
    room.put("room", revealed=[*REVEALS])
    told = write(room, name, "ja").decode()
    for kind in ("vote", "feeling"):
        ids = [record for at, record in room.curtain.own(ONE) + room.curtain.own(TWO) if at == kind]
        assert sorted(ids, key=told.index) == sorted(ids)
    theirs = [c.id for c in room.changes if c.author.startswith("p-")]
    assert not [id_ for id_ in theirs if id_ in told]


@given(logs(), st.lists(st.integers(0, 30), max_size=6))
def test_answers_are_counted_as_they_come_as_they_would_be_in_the_end(
    log: list[Change], cuts: list[int]
) -> None:
    counted = taken(split(log, cuts)).answered
    whole = fold(log)
    curtain = taken([log])
    for author in (ONE, TWO):
        standing = [
            curtain.round(kind, record)
            for kind, record in curtain.own(author)
            if kind != "vote" or whole.get("vote", record).weight  # type: ignore[union-attr]
        ]
        assert +Counter(counted.get(author, {})) == Counter(filter(None, standing))
