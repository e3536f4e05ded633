"""The cockpit: what the facilitator leads with; each deed is a change of the room, and can be undone."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.agenda import DEFAULT, agenda, over, place
from journeykit.insights.opinions import FEW
from journeykit.log import Journey
from journeykit.panels.answers import Backstage, Viewer, texts
from journeykit.panels.backstage import told_hidden
from journeykit.panels.deeds import DEEDS, along, lead
from journeykit.panels.steps import step_titles
from journeykit.records import Participant
from journeykit.workshop import Workshop

__all__ = ["act", "behind", "rounds_of", "show", "waiting"]

_BLIND = Backstage({}, {}, 0)
"""What goes on backstage, to who must not know."""


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the agenda, the clock, who is here, what waits for its reveal, and what to say in this step."""
    room, told = journey.room, behind(viewer)
    text = {**texts(viewer), "anonymous_late": catalogue.say("messages.errors.anonymous_late", viewer.lang)}
    words = catalogue.read("agenda", viewer.lang)
    rounds = rounds_of(room.step)
    answers = {p.id: sum(told.answered.get(p.id, {}).get(r, 0) for r in rounds) for p in journey.participants}
    items, at = _items(journey, told, text, viewer.lang)
    return {
        "now": told.now,
        "agenda": room.agenda or DEFAULT,
        "agendas": [[key, row["label"]] for key, row in words["agendas"].items()],
        "items": items,
        "at": at,
        **room.model_dump(include={"deadline", "left", "locked", "anonymous", "ended", "resting"}),
        "joined": len(journey.participants),
        "settled": bool(journey.ever("participant")),
        "hidden": told_hidden(_waiting(journey, told), viewer.lang),
        "rounds": [
            waiting(one, journey, told, viewer.lang) for one in [*rounds, *_left(rounds, journey, told)]
        ],
        "people": [
            _person(person, journey, told, answers[person.id], text) for person in _named(journey, viewer)
        ],
        "roles": _roles(journey, answers, text, viewer.lang),
        "guide": words["steps"].get(room.step),
        "text": text,
    }


def rounds_of(step: str) -> list[str]:
    """Return the rounds that a step's hidden answers are revealed in."""
    steps = catalogue.read("agenda", catalogue.LANGUAGES[0])["steps"]
    return list(steps[step]["rounds"]) if step in steps else []


def waiting(round_: str, journey: Journey, told: Backstage, lang: str) -> dict[str, Any]:
    """Return how many answers a round has, from how many people, and whether all see them."""
    counts = [of[round_] for of in told.answered.values() if of.get(round_)]
    label = catalogue.read("agenda", lang)["rounds"][round_]
    revealed = round_ in journey.room.revealed
    if not revealed and any(of.get(one) for one in along(round_, journey) for of in told.answered.values()):
        label = catalogue.say("panels.cockpit.with_personas", lang, round=label)
    return {"id": round_, "label": label, "n": sum(counts), "people": len(counts), "revealed": revealed}


def _left(rounds: list[str], journey: Journey, told: Backstage) -> list[str]:
    """Return the rounds of other steps whose answers still wait to be revealed."""
    every = catalogue.read("agenda", catalogue.LANGUAGES[0])["rounds"]
    closed = [one for one in every if one not in rounds and one not in journey.room.revealed]
    return [one for one in closed if any(of.get(one) for of in told.answered.values())]


def _waiting(journey: Journey, told: Backstage) -> int:
    """Return how many answers of all rounds are not revealed."""
    of_all = (of.items() for of in told.answered.values())
    return sum(n for of in of_all for round_, n in of if round_ not in journey.room.revealed)


def behind(viewer: Viewer) -> Backstage:
    """Return what goes on backstage, as far as who looks may know."""
    return _BLIND if viewer.guest else viewer.backstage or _BLIND


def _items(
    journey: Journey, told: Backstage, text: dict[str, str], lang: str
) -> tuple[list[dict[str, Any]], int | None]:
    parts, titles = agenda(journey.room.agenda), step_titles(lang)
    items = [
        {
            "id": part.step or f"break-{n}",
            "step": part.step,
            "number": part.step[:2],
            "title": titles.get(part.step, text["break"]),
            "minutes": part.minutes,
            "spent": (seconds := told.spent.get(part.step, 0)),
            "over": over(part.minutes, seconds),
        }
        for n, part in enumerate(parts)
    ]
    return items, place(parts, journey.room)


def _named(journey: Journey, viewer: Viewer) -> tuple[Participant, ...]:
    """Return who takes part, as far as who looks may know."""
    hidden = journey.room.anonymous or viewer.guest or viewer.backstage is None
    return () if hidden else journey.participants


def _person(
    person: Participant, journey: Journey, told: Backstage, answers: int, text: dict[str, str]
) -> dict[str, Any]:
    scribe = journey.last_known("participant", person.scribe) if person.scribe else None
    return {
        "id": person.id,
        "name": person.name or text["unnamed"],
        "role": person.role,
        "online": None if told.online is None else person.id in told.online,
        "answers": answers,
        "scribe": getattr(scribe, "name", ""),
    }


def _roles(
    journey: Journey, answers: dict[str, int], text: dict[str, str], lang: str
) -> list[dict[str, Any]]:
    """Return each role that is here with its people and their answers, in the catalogue's order.

    Where a role has too few people to hide among, an anonymous room tells no answers of it.
    """
    found: list[dict[str, Any]] = []
    for role, label in {**catalogue.choices("roles", lang), "": text["no_role"]}.items():
        people = [person for person in journey.participants if person.role == role]
        told_of = not journey.room.anonymous or len(people) >= FEW
        given = sum(answers[person.id] for person in people) if told_of else None
        if people:
            found.append({"id": role or "none", "label": label, "people": len(people), "answers": given})
    return found


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Do what who leads asks for; the names of what can be done are those of `DEEDS`."""
    return lead(workshop, viewer, message, DEEDS)
