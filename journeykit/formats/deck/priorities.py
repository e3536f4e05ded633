"""The slide of what the team will do: the actions with owner, due date, status and ranks."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Card, Cell, Slide, Table, cards, tables
from journeykit.insights.priorities import RULES, Place, ordered, standings, top_under_all
from journeykit.log import Journey
from journeykit.records import Action
from journeykit.settings import Brand

__all__ = ["about", "decisions"]

_SHARES = (36, 18, 21, 12)
_RANK = 9
"""The parts of the width: of what is to be done, by whom, until when, how far it is; of each rank."""


def decisions(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the actions with owner, due date, status and their rank under each rule."""
    words, actions = catalogue.read("deck", lang)["slides"], ordered(journey)
    note = (catalogue.say("deck.notes.decisions", lang),)
    slide = Slide("table", words["decisions"], {}, words["actions_kicker"], notes=note)
    if not actions:
        return cards(slide, [[Card("", words["no_actions"], "quiet")]])
    found, tops = standings(journey), top_under_all(journey)
    rules = [rule for rule in RULES if rule in found]
    label = catalogue.read("fields", lang)["action"]
    heads = [label[name]["label"] for name in ("title", "owner", "due", "status")]
    ranks = [words[f"rank_{rule}"] for rule in rules]
    told = "decisions_lead" if {*rules} - {"ratio"} else "decisions_rated" if rules else "decisions_open"
    lead = words[told].format(count=len(actions), top=len(tops))
    slide = Slide("table", words["decisions"], {}, words["actions_kicker"], lead, note)
    rows = [
        (
            *about(n, action, action.id in tops, journey, lang),
            *(Cell(_rank(found[rule].get(action.id), words)) for rule in rules),
        )
        for n, action in enumerate(actions, 1)
    ]
    shares = (*_SHARES, *(_RANK for _ in rules))
    return tables(slide, Table(words["decisions"], (*heads, *ranks), shares, rows))


def about(n: int, action: Action, top: bool, journey: Journey, lang: str) -> tuple[Cell, ...]:
    """Return the cells that tell an action, its owner, its due date and its status; `n` is its place."""
    words, stage = catalogue.read("deck", lang)["slides"], journey.stage_of(action.stage)
    return (
        Cell(
            words["numbered"].format(n=n, title=action.title),
            pill=words["on_top"] if top else "",
            more=stage.label(lang) if stage else "",
        ),
        Cell(action.owner or words["no_owner"]),
        Cell(catalogue.day(action.due, lang) or words["no_owner"]),
        Cell(catalogue.choices("status", lang).get(action.status, words["no_owner"])),
    )


def _rank(place: Place | None, words: dict[str, str]) -> str:
    if place is None:
        return words["unranked"]
    return words["rank_tied" if place.tied else "rank"].format(rank=place.rank)
