"""The cards of the live wall: what people wrote, in sections and groups, and the one that is talked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.insights.priorities import candidates
from journeykit.insights.votes import totals
from journeykit.log import Journey
from journeykit.records import Action, Issue, Note, Persona, Record

__all__ = ["CARDS", "WALLS", "Card", "highlighted"]

CARDS = ("persona", "issue", "note", "action")

Card = dict[str, Any]


def _section(key: str, title: str, groups: Iterable[tuple[str, str, list[Card]]]) -> dict[str, Any]:
    filled = [{"id": g, "title": name, "cards": cards} for g, name, cards in groups if cards]
    return {"id": key, "title": title, "groups": filled}


def _card(kind: str, record: Record, text: str, more: str, tags: Iterable[str]) -> Card:
    persona = record.id if isinstance(record, Persona) else getattr(record, "persona", "")
    merged = len(getattr(record, "merged", ()))
    shown = [tag for tag in tags if tag]
    return {
        "id": record.id, "kind": kind, "text": text, "more": more, "tags": shown,
        "persona": persona, "merged": merged, "dots": 0,
    }  # fmt: skip


def _of_persona(persona: Persona, lang: str, basis: dict[str, str]) -> Card:
    roles = catalogue.choices("buying_role", lang)
    about = " / ".join(part for part in (persona.company, persona.job) if part)
    more = "\n".join(part for part in (about, persona.situation) if part)
    tags = (roles.get(persona.buying_role, ""), basis.get(persona.basis, ""))
    return _card("persona", persona, persona_name(persona, lang), more, tags)


def _of_note(note: Note, _: str, basis: dict[str, str]) -> Card:
    return _card("note", note, note.text, note.inference, (basis.get(note.basis, ""),))


def _of_issue(issue: Issue, lang: str, basis: dict[str, str]) -> Card:
    severity = catalogue.choices("severity", lang).get(issue.severity, "")
    return _card("issue", issue, issue.text, "", (severity, basis.get(issue.basis, "")))


def _of_action(action: Action, journey: Journey, lang: str) -> Card:
    stage, status = journey.stage_of(action.stage), catalogue.choices("status", lang)
    tags = (stage.label(lang) if stage else "", action.owner, status.get(action.status, ""))
    return _card("action", action, action.title, "", tags)


def _personas(journey: Journey, lang: str, basis: dict[str, str]) -> list[dict[str, Any]]:
    cards = [_of_persona(persona, lang, basis) for persona in journey.personas]
    return [_section("personas", "", [("personas", "", cards)])]


def _issues(journey: Journey, lang: str, basis: dict[str, str]) -> list[dict[str, Any]]:
    """Return issues by persona; once the dots are revealed, one list with the most marked first."""
    names = {"": catalogue.say("panels.wall.nobody", lang)}
    names |= {p.id: persona_name(p, lang) for p in journey.personas}
    cards = [_of_issue(issue, lang, basis) for issue in journey.issues if issue.text]
    if "dots" in journey.room.revealed:
        return [_marked(cards, journey, names)]
    return [
        _section(key or "nobody", name, [("all", "", [c for c in cards if c["persona"] == key])])
        for key, name in [*list(names.items())[1:], ("", names[""])]
    ]


def _marked(cards: list[Card], journey: Journey, names: dict[str, str]) -> dict[str, Any]:
    """Return all issues with their dots, the most marked first."""
    dots = totals(journey, "dots")
    told = [
        {**c, "dots": dots.get(c["id"], (0, 0))[0], "tags": [names[c["persona"]], *c["tags"]]} for c in cards
    ]
    return _section("dots", "", [("all", "", sorted(told, key=lambda card: -card["dots"]))])


def _actions(journey: Journey, lang: str, _: dict[str, str]) -> list[dict[str, Any]]:
    """Return the candidate actions; once their dots are revealed, with those, the most marked first."""
    dots = totals(journey, "priorities")
    cards = [_of_action(action, journey, lang) for action in candidates(journey)]
    told = [{**card, "dots": dots.get(card["id"], (0, 0))[0]} for card in cards]
    return [_section("actions", "", [("all", "", sorted(told, key=lambda card: -card["dots"]))])]


def _notes(journey: Journey, lang: str, basis: dict[str, str]) -> list[dict[str, Any]]:
    """Return notes by stage, then by lane; those without a place on the map come last."""
    lanes, cells = catalogue.choices("lane", lang), dict[tuple[str, str], list[Card]]()
    place = {note.stage: getattr(journey.stage_of(note.stage), "id", "") for note in journey.notes}
    for note in journey.notes:
        cells.setdefault((place[note.stage], note.lane), []).append(_of_note(note, lang, basis))
    stages = [*((stage.id, stage.label(lang)) for stage in journey.stages), ("", "")]
    sections = (
        _section(
            key or "nowhere",
            name,
            ((lane, label, cells.get((key, lane), [])) for lane, label in lanes.items()),
        )
        for key, name in stages
    )
    return [section for section in sections if section["groups"]]


WALLS: dict[str, Callable[[Journey, str, dict[str, str]], list[dict[str, Any]]]] = {
    "03_personas": _personas,
    "04_issues": _issues,
    "05_map": _notes,
    "08_priorities": _actions,
}
"""How the wall of a step is drawn."""


def highlighted(journey: Journey, lang: str, basis: dict[str, str]) -> Card | None:
    """Return the card that everybody talks about."""
    key = journey.room.highlight
    found = next((r for kind in CARDS if key and (r := journey.get(kind, key))), None)
    if isinstance(found, Persona):
        return _of_persona(found, lang, basis)
    if isinstance(found, Issue):
        return _of_issue(found, lang, basis)
    if isinstance(found, Action):
        return _of_action(found, journey, lang)
    return _of_note(found, lang, basis) if isinstance(found, Note) else None
