"""Votes: what each counts for, and how many there are; the one count for wall and ballot.

A vote on a stage that is gone counts for the one that took its place, a dot on a duplicate for the issue or
action it was put into; nobody counts twice for one item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

from journeykit.log import Journey
from journeykit.records import BALLOTS, Vote, own_id

__all__ = ["counted", "places_of", "totals"]

_NAMED = {"issue": "text", "action": "title", "note": "text"}
"""The kinds that duplicates are put into, and by which field they are known."""

_own_id = lru_cache(maxsize=50_000)(own_id)


def places_of(journey: Journey, round_: str, items: Iterable[str]) -> dict[str, str]:
    """Return for each of `items` the living one that votes on it count for; "" where there is none."""
    kind = BALLOTS[round_].kind
    if kind in _NAMED:
        places = _merged(journey.records(kind), _NAMED[kind])
        return {item: places.get(item, "") for item in items}
    return {item: stage.id if (stage := journey.stage_of(item)) else "" for item in items}


def counted(journey: Journey, round_: str) -> list[tuple[Vote, str]]:
    """Return the votes of a round that count, each with its item, in an order that tells nothing.

    Of several of one person's for one item, that on the item itself counts, else the heaviest.
    """
    given = [vote for vote in journey.votes if vote.round == round_]
    places = places_of(journey, round_, {vote.item for vote in given})
    living = [(vote, places[vote.item]) for vote in given if places[vote.item]]
    voters = _voters(journey, round_, places)
    direct_first = sorted(living, key=lambda one: (one[0].item != one[1], -abs(one[0].weight), one[0].id))
    first = {(voters.get(vote.id, vote.id), item): (vote, item) for vote, item in reversed(direct_first)}
    return sorted(first.values(), key=lambda one: one[0].id)


def totals(journey: Journey, round_: str) -> dict[str, tuple[int, int]]:
    """Return for each item that has votes what weighs for and what against it: people, dots or points."""
    by_item = sorted((item, vote.weight) for vote, item in counted(journey, round_))
    groups = ((item, [weight for _, weight in one]) for item, one in groupby(by_item, lambda one: one[0]))
    return {item: (_sum(weights, 1), _sum(weights, -1)) for item, weights in groups}


def _sum(weights: list[int], sign: int) -> int:
    return sum(abs(weight) for weight in weights if weight * sign > 0)


def _merged(records: Iterable[Any], name: str) -> dict[str, str]:
    """Return for each record that lives, or was put into one, the one that lives."""
    living = [record for record in records if getattr(record, name)]
    merged = {old: record.id for record in living for old in record.merged}
    return merged | {record.id: record.id for record in living}


def _voters(journey: Journey, round_: str, places: dict[str, str]) -> dict[str, str]:
    """Return whose vote each is, as far as one item has votes of several names."""
    names = Counter(places.values())
    several = [item for item, place in places.items() if place and names[place] > 1]
    people = journey.ever("participant") if several else []
    return {_own_id(person, f"{round_}.{item}"): person for item in several for person in people}
