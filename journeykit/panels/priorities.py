"""Priorities: where to look for actions, the same ballots under every rule, and value against effort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from journeykit import catalogue
from journeykit.insights.moments import Moment, moments
from journeykit.insights.priorities import (
    ROUNDS,
    RULES,
    Place,
    ordered,
    proxies,
    standings,
    top_under_all,
    turnout,
    withheld,
)
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.records import Action
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_SCALE = range(1, 6)


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return `rows` of actions with a cell for each of `rules`, the `matrix`, and what to say of them."""
    lang, text = viewer.lang, texts(viewer)
    found, actions, tops = standings(journey), ordered(journey), top_under_all(journey)
    words = catalogue.read("panels", lang)["priorities"]
    rules = [rule for rule in RULES if rule in found]
    entered = proxies(journey)

    def row(n: int, action: Action) -> dict[str, Any]:
        return {
            **_action(n, action, journey, lang),
            "top": action.id in tops,
            "proxies": _proxies(journey, entered[action.id], text),
            "cells": [_cell(rule, found[rule].get(action.id), text) for rule in rules],
        }

    return {
        "moments": _moments(journey, text, lang),
        "rules": [
            {"id": rule, "label": words["rules"][rule], "help": words["helps"][rule]} for rule in rules
        ],
        "rows": [row(n, action) for n, action in enumerate(actions, 1)],
        "voted": any(rule != "ratio" for rule in rules),
        "steady": [_steady(action, found, text) for action in actions if action.id in tops],
        "tied": any(place.tied for places in found.values() for place in places.values()),
        "turnout": list(_turnout(journey, words, lang)) if actions else [],
        **_matrix(actions),
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Nothing can be changed here."""
    return take(workshop, viewer, message, ())


def _moments(journey: Journey, text: dict[str, str], lang: str) -> list[str]:
    return [
        text["moment"].format(stage=one.stage.label(lang), reasons=_reasons(one, text, lang))
        for one in moments(journey)
    ]


def _reasons(moment: Moment, text: dict[str, str], lang: str) -> str:
    found = moment.reasons.items()
    told = (text[why].format(value=catalogue.signed(float(n), 1), n=n) for why, n in found)
    return catalogue.enumerate_in(lang, told)


def _action(n: int, action: Action, journey: Journey, lang: str) -> dict[str, Any]:
    stage = journey.stage_of(action.stage)
    status = catalogue.choices("status", lang).get(action.status, "")
    about = (action.owner, catalogue.day(action.due, lang), status)
    return {
        "id": action.id,
        "n": n,
        "title": action.title,
        "stage": stage.label(lang) if stage else "",
        "about": " / ".join(part for part in about if part),
    }


def _steady(action: Action, found: dict[str, dict[str, Place]], text: dict[str, str]) -> str:
    """Return what stays on top, and that nobody has rated it where others were."""
    rated = action.id in found.get("ratio", {action.id: None})
    return action.title if rated else text["steady_unrated"].format(title=action.title)


def _proxies(journey: Journey, n: int, text: dict[str, str]) -> str:
    """Return how many votes on an action a scribe entered; in an anonymous room that is told in all only."""
    return text["proxies"].format(n=n) if n and not journey.room.anonymous else ""


def _cell(rule: str, place: Place | None, text: dict[str, str]) -> dict[str, str]:
    if place is None:
        return {"id": rule, "rank": text["unranked"], "score": ""}
    whole = place.score == int(place.score)
    score = str(int(place.score)) if whole else f"{float(place.score):.1f}"
    rank = text["tied" if place.tied else "rank"].format(rank=place.rank)
    return {"id": rule, "rank": rank, "score": score}


def _turnout(journey: Journey, words: dict[str, Any], lang: str) -> Iterator[str]:
    """Yield for each round how many of those who take part voted, or that it is not revealed."""
    if not journey.participants:
        yield words["nobody"]
        return
    rounds = catalogue.read("agenda", lang)["rounds"]
    for round_ in ROUNDS:
        people, voted, entered = turnout(journey, round_)
        told = ("voted_proxy" if entered else "voted") if round_ in journey.room.revealed else "hidden"
        yield words[told].format(round=rounds[round_], people=people, n=voted, proxies=entered)
    if withheld(journey):
        yield words["too_few"].format(rule=words["rules"]["by_role"])


def _matrix(actions: tuple[Action, ...]) -> dict[str, Any]:
    """Return the numbers of the actions in each cell, the most value first, and what nobody rated."""
    rated = [(n, action) for n, action in enumerate(actions, 1) if action.value and action.effort]
    cells = [
        {
            "id": str(value),
            "cells": [
                [n for n, action in rated if (action.value, action.effort) == (value, effort)]
                for effort in _SCALE
            ],
        }
        for value in reversed(_SCALE)
    ]
    titles = [action.title for action in actions if not (action.value and action.effort)]
    return {"matrix": cells if rated else [], "efforts": list(_SCALE), "unrated": titles}
