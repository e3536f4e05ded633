"""How fresh a map is on a given day: the ages of what it rests on, what is stale, ownerless or overdue.

How long an entry counts as fresh, by its basis, is data of the catalogue (`freshness.limits`). Where
nobody wrote of when an entry is, its age is unknown, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import median_low
from typing import NamedTuple

from journeykit import catalogue
from journeykit.insights.priorities import decided
from journeykit.log import Journey
from journeykit.records import Action, Finding, Issue, Note, Persona

__all__ = ["Age", "Dated", "Source", "ages", "days_left", "overdue", "ownerless", "stale", "stale_by_review"]

Source = Persona | Issue | Note | Finding
"""What rests on something, and so has an age."""
_FINDING = "finding"
_OVER = ("done", "dropped")
"""The states of an action that is no longer due."""


class Dated(NamedTuple):
    """An entry and its age: `days` is None where nobody wrote of when it is, never less than 0."""

    record: Source
    basis: str
    days: int | None
    limit: int


class Age(NamedTuple):
    """How old the entries of one basis are: how many, with a date, beyond the limit; middle and oldest."""

    basis: str
    limit: int
    total: int
    known: int
    stale: int
    middle: int | None
    oldest: int | None


def _dated(journey: Journey, today: date) -> Iterator[Dated]:
    """Yield every entry that rests on something; those without a basis count as assumed."""
    limits: dict[str, int] = catalogue.read("freshness", catalogue.LANGUAGES[0])["limits"]
    found: list[Source] = [*journey.personas, *journey.issues, *journey.notes, *journey.findings]
    for record in found:
        basis = _FINDING if isinstance(record, Finding) else record.basis
        days = max((today - date.fromisoformat(record.as_of)).days, 0) if record.as_of else None
        yield Dated(record, basis, days, limits[basis or "assumed"])


def ages(journey: Journey, today: date) -> list[Age]:
    """Return the ages by basis, firmest first, then those of findings; what there is none of is left out."""
    by_basis: dict[str, list[Dated]] = {
        key: [] for key in (*catalogue.choices("basis", catalogue.LANGUAGES[0]), "", _FINDING)
    }
    for entry in _dated(journey, today):
        by_basis[entry.basis].append(entry)
    return [_age(basis, found) for basis, found in by_basis.items() if found]


def _age(basis: str, found: list[Dated]) -> Age:
    days = sorted(entry.days for entry in found if entry.days is not None)
    beyond, limit = sum(n > found[0].limit for n in days), found[0].limit
    middle, oldest = (median_low(days), days[-1]) if days else (None, None)
    return Age(basis, limit, len(found), len(days), beyond, middle, oldest)


def stale(journey: Journey, today: date) -> list[Dated]:
    """Return what is older than its basis allows, oldest first; what has no date is not in it."""
    found = [entry for entry in _dated(journey, today) if entry.days is not None and entry.days > entry.limit]
    return sorted(found, key=lambda entry: -(entry.days or 0))


def stale_by_review(journey: Journey, today: date) -> list[Dated]:
    """Return what is fresh today and no longer so on the review date; nothing without a date to come."""
    due = journey.brief.review_by
    if not due or (review := date.fromisoformat(due)) <= today:
        return []
    pairs = zip(_dated(journey, today), _dated(journey, review), strict=True)
    found = [then for now, then in pairs if (now.days or 0) <= now.limit < (then.days or 0)]
    return sorted(found, key=lambda entry: entry.limit - (entry.days or 0))


def days_left(journey: Journey, today: date) -> int | None:
    """Return in how many days the map is to be reviewed, less than 0 if that day is over; None if unset."""
    due = journey.brief.review_by
    return (date.fromisoformat(due) - today).days if due else None


def ownerless(journey: Journey) -> tuple[bool, list[Action]]:
    """Return whether nobody owns the map, and the actions decided on that nobody owns."""
    return not journey.brief.owner, [action for action in decided(journey) if not action.owner]


def overdue(journey: Journey, today: date) -> tuple[bool, list[Action]]:
    """Return whether the review date is over, and the actions to be done whose day is."""
    waiting = [a for a in journey.actions if a.due and a.status not in _OVER]
    late = [action for action in waiting if date.fromisoformat(action.due) < today]
    return (days_left(journey, today) or 0) < 0, sorted(late, key=lambda action: action.due)
