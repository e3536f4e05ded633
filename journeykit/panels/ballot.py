"""The ballots: each person votes alone on the stages, on the scope, or sets dots on issues (A6, A4, A3)."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.curtain import is_participant
from journeykit.errors import JourneyError
from journeykit.insights.coverage import persona_name
from journeykit.log import Change, Journey
from journeykit.panels.answers import Viewer, answer, identified, texts
from journeykit.records import Issue, Persona, Stage, Vote, own_id
from journeykit.rights import DOTS
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


class _Ballot(NamedTuple):
    round: str
    kind: str
    weights: tuple[int, ...]


_BALLOTS = {
    "stages_vote": _Ballot("stages", "stage", (1, -1)),
    "scope_vote": _Ballot("scope", "stage", (1, -1)),
    "dots": _Ballot("dots", "issue", (1,)),
}

_own_id = lru_cache(maxsize=50_000)(own_id)


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the items and what can be said of each; `totals` only once the round is revealed.

    `votes` are those a guest may see: among them are their own.
    """
    ballot, lang = _BALLOTS[viewer.panel], viewer.lang
    votes = _votes(journey, ballot)
    revealed = ballot.round in journey.room.revealed
    text = texts(viewer, "ballot", viewer.panel)
    return {
        "items": [_item(item, journey, lang) for item in _items(journey, ballot)],
        "choices": [[weight, text["yes" if weight > 0 else "no"]] for weight in ballot.weights],
        "budget": DOTS if ballot.round == "dots" else 0,
        "revealed": revealed,
        "votes": [{"id": v.id, "item": item, "weight": v.weight} for v, item in votes if viewer.guest],
        "totals": _totals(votes) if revealed else {},
        "counted": _counted(journey, ballot, votes, text) if revealed else "",
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Take a participant's vote on one item; a weight of 0 takes it back."""
    return answer(viewer, message, lambda: _vote(workshop, _BALLOTS[viewer.panel], message))


def _vote(workshop: Workshop, ballot: _Ballot, message: Any) -> None:
    name, weight = identified(message), _weight(message, ballot)
    journey, author = workshop.journey, workshop.author
    item = next((one for one in _items(journey, ballot) if one.id == message.get("record")), None)
    if item is None or not is_participant(author):
        raise JourneyError("bad_message")
    voter = journey.get("participant", author)
    proxy = bool(getattr(voter, "scribe", ""))
    # A dot on a duplicate counts for the issue it was merged into, so it goes with it.
    also = [one for one in getattr(item, "merged", ()) if _standing(journey, author, ballot, one)]
    chosen = [(one, 0) for one in also] + [(item.id, weight)]
    workshop.append(*(_put(workshop, ballot, one, w, proxy) for one, w in chosen), as_id=name)


def _weight(message: Any, ballot: _Ballot) -> int:
    fields = message.get("fields")
    weight = fields.get("weight") if isinstance(fields, dict) and message.get("do") == "vote" else None
    if not isinstance(weight, int) or isinstance(weight, bool):
        raise JourneyError("bad_message")
    if weight not in (*ballot.weights, 0):
        raise JourneyError("not_a_choice")
    return weight


def _put(workshop: Workshop, ballot: _Ballot, item: str, weight: int, proxy: bool) -> Change:
    record = own_id(workshop.author, f"{ballot.round}.{item}")
    fields = {"round": ballot.round, "item": item, "weight": weight, "proxy": proxy}
    return workshop.change("put", "vote", record, **fields)


def _standing(journey: Journey, author: str, ballot: _Ballot, item: str) -> bool:
    vote = journey.get("vote", own_id(author, f"{ballot.round}.{item}"))
    return isinstance(vote, Vote) and vote.weight != 0


def _items(journey: Journey, ballot: _Ballot) -> tuple[Stage, ...] | tuple[Issue, ...]:
    return journey.stages if ballot.kind == "stage" else tuple(i for i in journey.issues if i.text)


def _item(item: Stage | Issue, journey: Journey, lang: str) -> dict[str, Any]:
    if isinstance(item, Stage):
        default = catalogue.read("stages", lang)["six"][item.rolls_up]
        about = {name: getattr(item, name) or default[name] for name in ("meaning", "sign")}
        return {"id": item.id, "label": item.label(lang), **about}
    owner = journey.get("persona", item.persona)
    name = persona_name(owner, lang) if isinstance(owner, Persona) else ""
    return {"id": item.id, "label": item.text, "owner": name, "times": len(item.merged) + 1}


def _votes(journey: Journey, ballot: _Ballot) -> list[tuple[Vote, str]]:
    """Return the votes of a round, each with the living item that it counts for."""
    items = _items(journey, ballot)
    living = {one: item.id for item in items for one in getattr(item, "merged", ())}
    living |= {item.id: item.id for item in items}
    return [(v, living[v.item]) for v in journey.votes if v.round == ballot.round and v.item in living]


def _totals(votes: list[tuple[Vote, str]]) -> dict[str, dict[str, int]]:
    """Return for each item how many are for and against it."""
    counts = Counter((item, "for" if vote.weight > 0 else "against") for vote, item in votes)
    return {item: {side: counts[item, side] for side in ("for", "against")} for _, item in votes}


def _counted(journey: Journey, ballot: _Ballot, votes: list[tuple[Vote, str]], text: dict[str, str]) -> str:
    """Return whose votes are counted, as a sentence: how many people's, and how many through a scribe."""
    ids, items = {vote.id for vote, _ in votes}, {vote.item for vote, _ in votes}
    people = [
        person
        for person in journey.participants
        if any(_own_id(person.id, f"{ballot.round}.{item}") in ids for item in items)
    ]
    proxies = sum(bool(person.scribe) for person in people)
    return text["counted_proxy" if proxies else "counted"].format(n=len(people), proxies=proxies)
