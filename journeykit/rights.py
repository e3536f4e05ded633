"""What a participant may change: their own answers, while they take part and the room is open for writing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from journeykit import catalogue
from journeykit.curtain import ROUNDS, Curtain, Place
from journeykit.errors import JourneyError, WorkshopError
from journeykit.log import Change, Journey
from journeykit.records import Vote, own_id

__all__ = ["DOTS", "MOST", "check"]

DOTS = 3
"""How many issues a person may mark in the round "dots"."""

MOST = 300
"""How many records of one kind a person may make: many times what anybody writes in four hours."""

_BALLOTS = ("stages", "scope", "dots")


def check(curtain: Curtain, author: str, changes: Iterable[Change]) -> None:
    """Raise where a participant may not make one of `changes`.

    `JourneyError` for what is not theirs, `WorkshopError` "locked" while nobody may write: that may be sent
    again later.
    """
    journey = curtain.of(author)
    if journey.get("participant", author) is None:
        raise JourneyError("removed")
    if journey.room.locked or journey.room.ended:
        raise WorkshopError("locked")
    new: set[Place] = set()
    for change in changes:
        if change.kind not in (*ROUNDS, "vote") or not _is_own(curtain, author, change):
            raise JourneyError("not_yours")
        if change.record in _library() or not _keeps_merged(journey, change):
            raise JourneyError("not_yours")
        if change.op == "drop" and _is_used_by_others(curtain, journey, author, change.record):
            raise JourneyError("in_use")
        if not curtain.owner(change.kind, change.record):
            new.add((change.kind, change.record))
            if _made(curtain, author, new, change.kind) > MOST:
                raise JourneyError("too_many", max=MOST)
        if change.kind == "vote" and change.op == "put":
            _check_vote(journey, author, change)
        journey = journey.plus([change._replace(at=journey.newest[0] + 1)])  # the next one counts on it


def _made(curtain: Curtain, author: str, new: set[Place], kind: str) -> int:
    return sum(own == kind for own, _ in (*curtain.own(author), *new))


def _is_used_by_others(curtain: Curtain, journey: Journey, author: str, persona: str) -> bool:
    """Say whether others wrote about a persona: what they wrote would go with it."""
    about = (
        (kind, r.id) for kind in ROUNDS for r in journey.records(kind) if getattr(r, "persona", "") == persona
    )
    return any(curtain.owner(*place) != author for place in about)


def _library() -> set[str]:
    """Return the ids of the catalogue's own assumed issues, which nobody rewords in passing."""
    return {issue["id"] for issue in catalogue.read("assumed_issues", "ja")["issues"]}


def _keeps_merged(journey: Journey, change: Change) -> bool:
    """Say whether a change leaves what was put into a record: dots go with it: the facilitator decides."""
    merged = {*getattr(journey.last_known(change.kind, change.record), "merged", ())}
    return {*change.fields.get("merged", merged)} == merged


def _is_own(curtain: Curtain, author: str, change: Change) -> bool:
    """Say whether a record is the author's; of feelings and votes each has one for a stage or an item."""
    names = {"feeling": ("persona", "stage"), "vote": ("round", "item")}.get(change.kind)
    if names is None:
        return curtain.owner(change.kind, change.record) in ("", author)
    known = curtain.of(author).last_known(change.kind, change.record)
    fields = {**(known.model_dump() if known else {}), **change.fields}
    return change.record == own_id(author, ".".join(str(fields.get(name, "")) for name in names))


def _check_vote(journey: Journey, author: str, change: Change) -> None:
    known = cast("Vote | None", journey.last_known("vote", change.record)) or Vote(id=change.record)
    vote = known.model_copy(update=dict(change.fields))
    if vote.round not in _BALLOTS or abs(vote.weight) > 1:
        raise JourneyError("not_a_choice")
    if vote.round == "dots" and vote.weight:
        others = (v for v in journey.votes if v.round == "dots" and v.id != vote.id)
        others = (v for v in others if journey.get("issue", v.item))  # a dot on what is gone is free again
        if sum(v.id == own_id(author, f"dots.{v.item}") for v in others) >= DOTS:
            raise JourneyError("no_dots_left", max=DOTS)
