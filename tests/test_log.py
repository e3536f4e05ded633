"""The fold: whatever the order, the number of copies or the way of merging, the journey is the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit.log import VERSION, Change, Journey, fold
from journeykit.records import GROUPS, KINDS, SIX, Persona

RECORDS = ("a", "b", "brief", "aware", "retention", "deal")
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["", "加藤", "𠮷田", "Kato"]),
    "text": st.sampled_from(["", "紙の点検表", "👩‍🔧"]),
    "order": st.floats(-3, 9),
    "persona": st.sampled_from(["", "a", "b"]),
    "stage": st.sampled_from(["", "aware", "b"]),
    "severity": st.sampled_from(["high", "a value of a later version", 7]),
    "field_of_a_later_version": st.just([1]),
}
CHANGES = st.lists(
    st.builds(
        Change,
        id=st.integers(0, 99).map(str),
        at=st.integers(1, 6),
        author=st.sampled_from(["ann", "ben"]),
        kind=st.sampled_from([*KINDS, "kind_of_a_later_version"]),
        record=st.sampled_from(RECORDS),
        op=st.sampled_from(["put", "put", "drop"]),
        fields=st.fixed_dictionaries({}, optional=FIELDS),
    ),
    unique_by=lambda change: change.id,
    max_size=12,
)


def put(at: int, kind: str, record: str, **fields: Any) -> Change:
    return Change(f"c{at}", at, "ann", kind, record, "put", fields)


def drop(at: int, kind: str, record: str) -> Change:
    return Change(f"c{at}", at, "ann", kind, record, "drop", {})


def state(journey: Journey) -> object:
    """Return all that a journey tells, dropped records included."""
    gone = [journey.last_known(kind, record) for kind in KINDS for record in RECORDS]
    return {kind: journey.records(kind) for kind in KINDS}, gone, journey.newest


@given(CHANGES, st.data())
def test_changes_fold_to_the_same_journey_in_any_order(changes: list[Change], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(changes))
    assert state(fold(shuffled)) == state(fold(changes))


@given(CHANGES, st.data())
def test_a_change_counts_once_however_often_it_comes(changes: list[Change], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(changes))) if changes else []
    assert state(fold([*changes, *again])) == state(fold(changes))


@given(CHANGES, st.integers(0, 12))
def test_the_whole_is_the_part_and_the_rest(changes: list[Change], at: int) -> None:
    part = fold(changes[:at])
    before = state(part)
    assert state(part.plus(changes[at:])) == state(fold(changes))
    assert state(part) == before


@given(CHANGES, CHANGES, CHANGES)
def test_merging_is_commutative_associative_and_idempotent(
    a: list[Change], b: list[Change], c: list[Change]
) -> None:
    a, b, c = (
        [x._replace(id=f"{who}{x.id}") for x in log] for who, log in zip("abc", (a, b, c), strict=True)
    )
    assert state(fold(a).plus(b)) == state(fold(b).plus(a))
    assert state(fold(a).plus([*b, *c])) == state(fold([*a, *b]).plus(c))
    assert state(fold(a).plus(a)) == state(fold(a))


@given(CHANGES)
def test_any_log_gives_a_journey_that_can_be_read(changes: list[Change]) -> None:
    journey = fold(changes)
    assert [play.id for play in journey.plays] == list(GROUPS)
    assert journey.brief.id == "brief"
    assert {stage.id for stage in journey.stages_in_scope} <= {stage.id for stage in journey.stages}
    assert all(stage.label("ja") for stage in journey.stages)


def test_the_last_writer_wins_field_by_field() -> None:
    journey = fold([put(3, "persona", "a", name="new"), put(1, "persona", "a", name="old", job="保全課長")])
    assert [(p.name, p.job) for p in journey.personas] == [("new", "保全課長")]


def test_at_the_same_moment_the_larger_id_wins() -> None:
    one, two = (put(1, "brief", "brief", title=title)._replace(id=title) for title in ("1", "2"))
    assert fold([two, one]).brief.title == "2"


def test_a_put_after_a_drop_revives_the_record_with_all_its_fields() -> None:
    changes = [put(1, "persona", "a", name="加藤"), drop(2, "persona", "a")]
    assert fold(changes).personas == ()
    assert fold([*changes, put(3, "persona", "a", job="課長")]).get("persona", "a") == Persona(
        id="a", name="加藤", job="課長"
    )


def test_a_dropped_record_is_gone_but_still_known() -> None:
    journey = fold([put(1, "persona", "a", name="加藤"), drop(2, "persona", "a")])
    assert journey.get("persona", "a") is None
    assert journey.last_known("persona", "a") == Persona(id="a", name="加藤")


def test_a_new_journey_has_the_six_stages_the_four_groups_and_nobody() -> None:
    journey = fold([])
    assert [stage.id for stage in journey.stages] == list(SIX)
    assert [play.id for play in journey.plays] == list(GROUPS)
    assert (journey.personas, journey.issues, journey.notes, journey.feelings) == ((), (), (), {})


def test_what_was_felt_at_a_stage_that_is_gone_belongs_where_its_notes_do() -> None:
    felt = put(3, "feeling", "a.interest", persona="a", stage="interest", value=2)
    split = put(2, "stage", "search", name="情報収集", rolls_up="interest", order=2.5)
    changes = [put(1, "persona", "a", name="加藤"), split, felt, drop(4, "stage", "interest")]
    assert fold(changes).feelings["a", "search"].value == 2
    own = put(5, "feeling", "a.search", persona="a", stage="search", value=-1)
    assert {at: f.value for at, f in fold([*changes, own]).feelings.items()} == {("a", "search"): -1}


def test_a_value_this_version_cannot_read_gives_way_to_the_default() -> None:
    journey = fold([put(1, "issue", "a", text="紙のまま", severity="catastrophic", colour="red")])
    assert [(i.text, i.severity) for i in journey.issues] == [("紙のまま", "")]


def test_stages_at_the_same_place_keep_one_order() -> None:
    changes = [put(1, "stage", "unaware", order=1.0), put(2, "stage", "x", order=1.0)]
    names = [stage.id for stage in fold(changes).stages]
    assert sorted(names[:3]) == ["aware", "unaware", "x"]
    assert names == [stage.id for stage in fold(reversed(changes)).stages]


@pytest.mark.parametrize("kind", ["note", "issue"])
def test_what_belongs_to_a_dropped_persona_hides_and_comes_back_with_it(kind: str) -> None:
    changes = [put(1, "persona", "a", name="加藤"), put(2, kind, "n", persona="a"), drop(3, "persona", "a")]
    assert getattr(fold(changes), f"{kind}s") == ()
    assert [r.id for r in getattr(fold([*changes, put(4, "persona", "a")]), f"{kind}s")] == ["n"]


def test_a_stage_that_is_gone_is_read_as_one_that_rolls_up_alike() -> None:
    changes = [put(1, "stage", "renewal", rolls_up="retention", order=6.0), drop(2, "stage", "renewal")]
    found = fold(changes).stage_of("renewal")
    assert found is not None
    assert found.id == "retention"
    assert fold(changes).stage_of("never there") is None


def test_a_scope_whose_stages_are_all_gone_shows_every_stage() -> None:
    journey = fold([put(1, "scope", "scope", stages=["gone"])])
    assert journey.stages_in_scope == journey.stages


def test_a_change_carries_the_version_of_the_format() -> None:
    assert put(1, "brief", "brief").version == VERSION
