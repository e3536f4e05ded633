"""What a participant may change: their own answers, while they take part and the room is open for writing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast

from journeykit import catalogue
from journeykit.curtain import ROUNDS, Curtain, Place, is_participant
from journeykit.errors import JourneyError, WorkshopError
from journeykit.log import Change, Journey
from journeykit.records import BALLOTS, KINDS, Vote, own_id

__all__ = ["MOST", "check"]

MOST = 300
"""How many records of one kind a person may make: many times what anybody writes in four hours."""


def check(curtain: Curtain, author: str, changes: Iterable[Change]) -> None:
    """Raise where an author may not make one of `changes`.

    Who leads may do anything but switch `anonymous` once anybody has joined, were it by taking it back.
    Raises `JourneyError` for what is not a participant's own, and `WorkshopError` "locked" while nobody may
    write: that may be sent again later.
    """
    if not is_participant(author):
        if curtain.joined and any(_switches(curtain.public, change) for change in changes):
            raise JourneyError("anonymous_late")
        return
    journey = curtain.of(author)
    if journey.get("participant", author) is None:
        raise JourneyError("removed")
    if journey.room.locked or journey.room.ended:
        raise WorkshopError("locked")
    new: set[Place] = set()
    votes = {record for kind, record in curtain.own(author) if kind == "vote"}
    for change in changes:
        if change.kind not in (*ROUNDS, "vote") or not _is_own(curtain, author, change):
            raise JourneyError("not_yours")
        if change.record in _library() or not _keeps_merged(journey, change) or _decides(journey, change):
            raise JourneyError("not_yours")
        if curtain.dropper(change.kind, change.record) not in ("", author):
            raise JourneyError("gone")  # else a word that is still being typed would bring it back
        if change.op == "drop" and change.kind == "persona" and curtain.writers(change.record) - {author}:
            raise JourneyError("in_use")  # what they wrote would go with it
        if not curtain.owner(change.kind, change.record):
            new.add((change.kind, change.record))
            if _made(curtain, author, new, change.kind) > MOST:
                raise JourneyError("too_many", max=MOST)
        if change.kind == "vote" and change.op == "put":
            votes.add(change.record)
            _check_vote(curtain, journey, votes, change)
        journey = journey.plus([change._replace(at=journey.newest[0] + 1)])  # the next one counts on it


def _switches(journey: Journey, change: Change) -> bool:
    now = journey.room.anonymous
    return change.kind == "room" and change.fields.get("anonymous", now) != now


def _made(curtain: Curtain, author: str, new: set[Place], kind: str) -> int:
    return sum(own == kind for own, _ in (*curtain.own(author), *new))


@cache
def _library() -> set[str]:
    """Return the ids of the catalogue's own assumed issues, which nobody rewords in passing."""
    return {issue["id"] for issue in catalogue.read("assumed_issues", "ja")["issues"]}


def _keeps_merged(journey: Journey, change: Change) -> bool:
    """Say whether a change leaves what was put into a record: dots go with it: the facilitator decides."""
    merged = {*getattr(journey.last_known(change.kind, change.record), "merged", ())}
    return {*change.fields.get("merged", merged)} == merged


def _decides(journey: Journey, change: Change) -> bool:
    """Say whether a change settles what is the team's to decide; fields that stay as they are do not."""
    kind = KINDS[change.kind]
    known = journey.last_known(change.kind, change.record) or kind(id=change.record)
    teams = (name for name in change.fields if kind.guests and name not in (*kind.guests, "merged"))
    return any(change.fields[name] != getattr(known, name, None) for name in teams)


def _is_own(curtain: Curtain, author: str, change: Change) -> bool:
    """Say whether a record is the author's; of feelings and votes each has one for a stage or an item."""
    names = {"feeling": ("persona", "stage"), "vote": ("round", "item")}.get(change.kind)
    if names is None:
        return curtain.owner(change.kind, change.record) in ("", author)
    known = curtain.of(author).last_known(change.kind, change.record)
    fields = {**(known.model_dump() if known else {}), **change.fields}
    return change.record == own_id(author, ".".join(str(fields.get(name, "")) for name in names))


def _check_vote(curtain: Curtain, journey: Journey, own: set[str], change: Change) -> None:
    """Raise where a vote is not one that its round takes, beside the person's other votes.

    On what nobody else sees yet nobody votes, not even on what is their own.

    Those count wherever they are, also on what is gone: it may come back. `panels.ballot` lets go of those
    before it sets a new one.
    """
    known = cast("Vote | None", journey.last_known("vote", change.record)) or Vote(id=change.record)
    vote = known.model_copy(update=dict(change.fields))
    rules = BALLOTS.get(vote.round)
    if rules is None or vote.weight not in (0, *rules.weights):
        raise JourneyError("not_a_choice")
    if vote.weight and curtain.is_hidden(rules.kind, vote.item):
        raise JourneyError("not_a_choice")
    given = _weights(journey, own - {vote.id}, vote.round)
    if rules.budget and vote.weight and sum(given) + vote.weight > rules.budget:
        raise JourneyError("no_dots_left", max=rules.budget)
    if rules.once and vote.weight in given:
        raise JourneyError("rank_taken")


def _weights(journey: Journey, own: set[str], round_: str) -> list[int]:
    """Return what those of a person's votes weigh that stand in a round."""
    votes = (cast("Vote | None", journey.get("vote", record)) for record in own)
    return [vote.weight for vote in votes if vote and vote.round == round_ and vote.weight]
