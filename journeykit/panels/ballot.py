"""The ballots: each person votes alone on the stages, on the scope, or sets dots on issues (A6, A4, A3)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.curtain import is_participant
from journeykit.errors import JourneyError
from journeykit.insights.coverage import persona_name
from journeykit.insights.votes import counted, places_of, totals
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
    votes = counted(journey, ballot.round)
    revealed = ballot.round in journey.room.revealed
    text = texts(viewer, "ballot", viewer.panel)
    return {
        "items": [_item(item, journey, lang) for item in _items(journey, ballot)],
        "choices": [[weight, text["yes" if weight > 0 else "no"]] for weight in ballot.weights],
        "budget": DOTS if ballot.round == "dots" else 0,
        "revealed": revealed,
        "votes": [{"id": v.id, "item": item, "weight": v.weight} for v, item in votes if viewer.guest],
        "totals": _totals(journey, ballot) if revealed else {},
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
    chosen = [(one, 0) for one in _let_go(workshop, journey, ballot, item.id)] + [(item.id, weight)]
    workshop.append(*(_put(workshop, ballot, one, w, proxy) for one, w in chosen), as_id=name)


def _let_go(workshop: Workshop, journey: Journey, ballot: _Ballot, item: str) -> list[str]:
    """Return on what else votes of this person are taken back, so that each item keeps one.

    They are those that count for `item`, and dots that count nowhere or twice: what they are on may come
    back, and then there would be more dots than a person has.
    """
    voted = [vote.item for vote in _own(workshop, journey, ballot) if vote.item != item]
    places = places_of(journey, ballot.round, voted)
    kept, gone = {item, *([""] if ballot.round == "dots" else [])}, []
    for one in sorted(voted, key=lambda one: one != places[one]):
        if places[one] in kept:
            gone.append(one)
        elif ballot.round == "dots":
            kept.add(places[one])
    return gone


def _own(workshop: Workshop, journey: Journey, ballot: _Ballot) -> list[Vote]:
    own = (journey.get(kind, key) for kind, key in workshop.curtain.own(workshop.author) if kind == "vote")
    return [v for v in own if isinstance(v, Vote) and v.round == ballot.round and v.weight]


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


def _totals(journey: Journey, ballot: _Ballot) -> dict[str, dict[str, int]]:
    """Return for each item how many are for and against it."""
    found = totals(journey, ballot.round).items()
    return {item: {"for": yes, "against": no} for item, (yes, no) in found}


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
