"""Votes: what each counts for, and how many there are; the one count for wall and ballot.

A vote on a stage that is gone counts for the one that took its place, a dot on a duplicate for the issue it
was put into; nobody counts twice for one item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from journeykit.log import Journey
from journeykit.records import Vote, own_id

__all__ = ["counted", "places_of", "totals"]

_own_id = lru_cache(maxsize=50_000)(own_id)


def places_of(journey: Journey, round_: str, items: Iterable[str]) -> dict[str, str]:
    """Return for each of `items` the living one that votes on it count for; "" where there is none."""
    if round_ == "dots":
        issues = _issues(journey)
        return {item: issues.get(item, "") for item in items}
    return {item: stage.id if (stage := journey.stage_of(item)) else "" for item in items}


def counted(journey: Journey, round_: str) -> list[tuple[Vote, str]]:
    """Return the votes of a round that count, each with its item, in an order that tells nothing.

    Of several of one person's for one item, that on the item itself counts, else the first by id.
    """
    given = [vote for vote in journey.votes if vote.round == round_]
    places = places_of(journey, round_, {vote.item for vote in given})
    living = [(vote, places[vote.item]) for vote in given if places[vote.item]]
    voters = _voters(journey, round_, places)
    direct_first = sorted(living, key=lambda one: (one[0].item != one[1], one[0].id))
    first = {(voters.get(vote.id, vote.id), item): (vote, item) for vote, item in reversed(direct_first)}
    return sorted(first.values(), key=lambda one: one[0].id)


def totals(journey: Journey, round_: str) -> dict[str, tuple[int, int]]:
    """Return for each item that has votes how many people are for and how many against it."""
    by_item = sorted((item, vote.weight > 0) for vote, item in counted(journey, round_))
    groups = ((item, [yes for _, yes in sides]) for item, sides in groupby(by_item, lambda one: one[0]))
    return {item: (sum(sides), len(sides) - sum(sides)) for item, sides in groups}


def _issues(journey: Journey) -> dict[str, str]:
    """Return for each issue that lives, or was put into one, the one that lives."""
    living = [issue for issue in journey.issues if issue.text]
    merged = {old: issue.id for issue in living for old in issue.merged}
    return merged | {issue.id: issue.id for issue in living}


def _voters(journey: Journey, round_: str, places: dict[str, str]) -> dict[str, str]:
    """Return whose vote each is, as far as one item has votes of several names."""
    names = Counter(places.values())
    several = [item for item, place in places.items() if place and names[place] > 1]
    people = journey.ever("participant") if several else []
    return {_own_id(person, f"{round_}.{item}"): person for item in several for person in people}
