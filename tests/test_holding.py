"""The wizard's choices: a source as one role a column, and back, losing nothing that was not touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit.errors import JourneyError
from journeykit.evidence.rules import Lookup, Source, Time
from journeykit.panels.holding import ROLES, columns, held, joined, role

DEALS = Source(
    name="deals",
    account="company",
    deal="id",
    times=(Time(column="opened", what="opened"), Time(column="closed", what="closed")),
    subtype="phase",
    segments=("region", "phase"),
    lookups=(Lookup(source="accounts", on="company", take=("size", "region")),),
)
OWN = ("id", "company", "phase", "opened", "closed", "memo")


def same(source: Source) -> dict[str, tuple[str, str]]:
    told = {time.column: time.what for time in source.times}
    return {name: (role(source, name), told.get(name, "")) for name, _ in columns(source, OWN)}


def test_each_column_has_one_role() -> None:
    roles = {name: role(DEALS, name) for name in OWN}
    assert roles == {
        **{"id": "deal", "company": "account", "phase": "subtype"},
        **{"opened": "time", "closed": "time", "memo": ""},
    }
    assert set(roles.values()) <= set(ROLES)


def test_columns_of_another_table_stand_behind_the_own_ones() -> None:
    assert columns(DEALS, OWN)[-2:] == [("size", "accounts"), ("region", "accounts")]


def test_what_was_not_touched_stays_all_that_it_was() -> None:
    assert held(DEALS, same(DEALS), kind="events", order="") == DEALS


def test_a_column_gets_another_role_and_an_event_another_name() -> None:
    chosen = same(DEALS) | {"memo": ("text", ""), "opened": ("time", "first talk"), "closed": ("", "")}
    now = held(DEALS, chosen, kind="events", order="dmy")
    assert (now.text, now.order, now.times) == ("memo", "dmy", (Time(column="opened", what="first talk"),))


def test_two_columns_cannot_be_the_same_one_thing() -> None:
    with pytest.raises(JourneyError) as caught:
        held(DEALS, same(DEALS) | {"memo": ("deal", "")}, kind="events", order="")
    assert caught.value.values == {"first": "id", "second": "memo"}


def test_a_role_moves_from_one_column_to_another() -> None:
    now = held(DEALS, same(DEALS) | {"id": ("", ""), "memo": ("deal", "")}, kind="events", order="")
    assert now.deal == "memo"


def test_a_lookup_can_be_left_out() -> None:
    assert joined(DEALS, [True]) == DEALS
    assert (joined(DEALS, [False]).lookups, joined(DEALS, [False]).segments) == ((), ("phase",))


@given(st.dictionaries(st.sampled_from(OWN), st.sampled_from(ROLES)))
def test_what_is_chosen_is_what_is_held(chosen: dict[str, str]) -> None:
    try:
        now = held(
            DEALS, same(DEALS) | {name: (new, "") for name, new in chosen.items()}, kind="events", order=""
        )
    except JourneyError:
        return
    assert {name: role(now, name) for name in chosen} == chosen
