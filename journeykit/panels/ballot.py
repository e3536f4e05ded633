"""The ballots: each person votes alone: on stages, on the scope, on issues, on what to do next.

What a vote may weigh, and how much a person has to give, is told by `records.BALLOTS`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from journeykit import catalogue
from journeykit.curtain import is_participant
from journeykit.errors import JourneyError
from journeykit.insights.coverage import persona_name
from journeykit.insights.votes import counted, places_of, totals
from journeykit.log import Change, Journey
from journeykit.panels.answers import Viewer, answer, identified, texts
from journeykit.records import BALLOTS, Action, Ballot, Issue, Persona, Stage, Vote, own_id
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


_ROUNDS = {
    "stages_vote": "stages",
    "scope_vote": "scope",
    "dots": "dots",
    "actions_vote": "priorities",
    "ranks_vote": "ranks",
}
"""The round of each panel."""

Item = Stage | Issue | Action

_own_id = lru_cache(maxsize=50_000)(own_id)


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the items and what can be said of each; `totals` only once the round is revealed.

    `votes` are those a guest may see: among them are their own.
    """
    round_, lang = _ROUNDS[viewer.panel], viewer.lang
    rules, votes = BALLOTS[round_], counted(journey, round_)
    revealed = round_ in journey.room.revealed
    text = texts(viewer, "ballot", viewer.panel)
    return {
        "items": [_item(item, journey, lang) for item in _items(journey, rules)],
        "choices": _choices(rules, text),
        "budget": rules.budget,
        "once": rules.once,
        "revealed": revealed,
        "votes": [{"id": v.id, "item": item, "weight": v.weight} for v, item in votes if viewer.guest],
        "totals": _totals(journey, round_) if revealed else {},
        "counted": _counted(journey, round_, votes, text) if revealed else "",
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Take a participant's vote on one item; a weight of 0 takes it back."""
    return answer(viewer, message, lambda: _vote(workshop, _ROUNDS[viewer.panel], message))


def _choices(rules: Ballot, text: dict[str, str]) -> list[list[Any]]:
    """Return what can be said of an item, as `[weight, label]`; the most comes first, except of a budget."""
    weights = rules.weights if rules.budget else reversed(rules.weights)
    usual = {weight: text.get("yes" if weight > 0 else "no", "") for weight in rules.weights}
    return [[weight, text.get(f"weight_{weight}", usual[weight])] for weight in weights]


def _vote(workshop: Workshop, round_: str, message: Any) -> None:
    name, weight = identified(message), _weight(message, BALLOTS[round_])
    journey, author = workshop.journey, workshop.author
    item = next((one for one in _items(journey, BALLOTS[round_]) if one.id == message.get("record")), None)
    if item is None or not is_participant(author):
        raise JourneyError("bad_message")
    voter = journey.get("participant", author)
    proxy = bool(getattr(voter, "scribe", ""))
    chosen = [(one, 0) for one in _let_go(workshop, journey, round_, item.id, weight)]
    chosen.append((item.id, weight))
    workshop.append(*(_put(workshop, round_, one, w, proxy) for one, w in chosen), as_id=name)


def _let_go(workshop: Workshop, journey: Journey, round_: str, item: str, weight: int) -> list[str]:
    """Return on what else votes of this person are taken back, so that each item keeps one.

    They are those that count for `item`; the rank that moves there; and, of what a person has only some to
    give, what counts nowhere or twice: what that is on may come back, and then there would be too many.
    """
    rules, others = BALLOTS[round_], _own(workshop, journey, round_)
    weights = {vote.item: vote.weight for vote in others if vote.item != item}
    places, few = places_of(journey, round_, weights), bool(rules.budget or rules.once)
    kept, gone = {item, *([""] if few else [])}, []
    for one in sorted(weights, key=lambda one: (one != places[one], -weights[one])):
        if places[one] in kept or (rules.once and weights[one] == weight):
            gone.append(one)
        elif few:
            kept.add(places[one])
    return gone


def _own(workshop: Workshop, journey: Journey, round_: str) -> list[Vote]:
    own = (journey.get(kind, key) for kind, key in workshop.curtain.own(workshop.author) if kind == "vote")
    return [v for v in own if isinstance(v, Vote) and v.round == round_ and v.weight]


def _weight(message: Any, rules: Ballot) -> int:
    fields = message.get("fields")
    weight = fields.get("weight") if isinstance(fields, dict) and message.get("do") == "vote" else None
    if not isinstance(weight, int) or isinstance(weight, bool):
        raise JourneyError("bad_message")
    if weight not in (*rules.weights, 0):
        raise JourneyError("not_a_choice")
    return weight


def _put(workshop: Workshop, round_: str, item: str, weight: int, proxy: bool) -> Change:
    record = own_id(workshop.author, f"{round_}.{item}")
    fields = {"round": round_, "item": item, "weight": weight, "proxy": proxy}
    return workshop.change("put", "vote", record, **fields)


def _items(journey: Journey, rules: Ballot) -> tuple[Item, ...]:
    if rules.kind == "action":
        return tuple(action for action in journey.actions if action.title)
    return journey.stages if rules.kind == "stage" else tuple(i for i in journey.issues if i.text)


def _item(item: Item, journey: Journey, lang: str) -> dict[str, Any]:
    if isinstance(item, Stage):
        default = catalogue.read("stages", lang)["six"][item.rolls_up]
        about = {name: getattr(item, name) or default[name] for name in ("meaning", "sign")}
        return {"id": item.id, "label": item.label(lang), **about}
    if isinstance(item, Action):
        stage = journey.stage_of(item.stage)
        about = {"label": item.title, "owner": stage.label(lang) if stage else ""}
        return {"id": item.id, **about, "times": len(item.merged) + 1}
    owner = journey.get("persona", item.persona)
    name = persona_name(owner, lang) if isinstance(owner, Persona) else ""
    return {"id": item.id, "label": item.text, "owner": name, "times": len(item.merged) + 1}


def _totals(journey: Journey, round_: str) -> dict[str, dict[str, int]]:
    """Return for each item what weighs for and against it."""
    found = totals(journey, round_).items()
    return {item: {"for": yes, "against": no} for item, (yes, no) in found}


def _counted(journey: Journey, round_: str, votes: list[tuple[Vote, str]], text: dict[str, str]) -> str:
    """Return whose votes are counted, as a sentence: how many people's, and how many through a scribe."""
    ids, items = {vote.id for vote, _ in votes}, {vote.item for vote, _ in votes}
    people = [
        person
        for person in journey.participants
        if any(_own_id(person.id, f"{round_}.{item}") in ids for item in items)
    ]
    proxies = sum(bool(person.scribe) for person in people)
    return text["counted_proxy" if proxies else "counted"].format(n=len(people), proxies=proxies)
