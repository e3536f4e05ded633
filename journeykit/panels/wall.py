"""The live wall of the open step: what waits for its reveal, then what everybody wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.insights.coverage import persona_name
from journeykit.insights.priorities import candidates
from journeykit.insights.themes import said_twice
from journeykit.insights.votes import totals
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.cockpit import behind, rounds_of, waiting
from journeykit.panels.deeds import Deed, Message, lead, one_of, undo
from journeykit.panels.steps import step_titles
from journeykit.records import Action, Issue, Note, Persona, Record
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_CARDS = ("persona", "issue", "note", "action")
_MERGED = ("issue", "note", "action")
"""The kinds of which several that say the same can be put into one."""

_COMPARED = 150
"""Among how many cards those that say the same are looked for, at each save; `themes` groups any number."""

Card = dict[str, Any]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return `sections` of groups of cards, `bars` for votes, and in `waiting` what is still hidden.

    Who looks without a backstage (a projector) can do nothing here.
    """
    step = journey.room.step or viewer.step
    rounds = rounds_of(step)
    closed = {r for r in rounds if journey.participants and r not in journey.room.revealed}
    words = {"text": texts(viewer), "basis": catalogue.choices("basis", viewer.lang)}
    draw = _WALLS.get(step)
    drawn = draw(journey, viewer.lang, words["basis"]) if draw and rounds[0] not in closed else []
    can, kind = viewer.backstage is not None and not viewer.guest, _SAME.get(step, "")
    return {
        "step": step,
        "heading": step_titles(viewer.lang).get(step, ""),
        "can": can,
        "gathers": bool(rounds),
        "waiting": [waiting(r, journey, behind(viewer), viewer.lang) for r in rounds if r in closed],
        "personas": [[p.id, persona_name(p, viewer.lang)] for p in journey.personas],
        "sections": drawn,
        "same": said_twice(journey, kind) if can and drawn and journey.count(kind) <= _COMPARED else [],
        "bars": _bars(journey, rounds[0], viewer.lang) if step in _VOTES and not closed else [],
        "sides": _sides(step, viewer.lang),
        "highlight": _highlighted(journey, viewer.lang, words["basis"]),
        "text": words["text"],
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Merge, highlight or delete cards, or undo; participants are refused."""
    return lead(workshop, viewer, message, _DEEDS)


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


_WALLS: dict[str, Callable[[Journey, str, dict[str, str]], list[dict[str, Any]]]] = {
    "03_personas": _personas,
    "04_issues": _issues,
    "05_map": _notes,
    "08_priorities": _actions,
}
_SAME = {"04_issues": "issue", "05_map": "note"}
_VOTES = {"01_stages": "stages_vote", "02_scope": "scope_vote"}


def _sides(step: str, lang: str) -> dict[str, str]:
    words = catalogue.read("panels", lang).get(_VOTES.get(step, ""), {})
    return {side: words[name] for side, name in (("for", "yes"), ("against", "no")) if words}


def _bars(journey: Journey, round_: str, lang: str) -> list[dict[str, Any]]:
    """Return for each stage how many are for it and how many against."""
    found = totals(journey, round_)
    counts = ((stage, found.get(stage.id, (0, 0))) for stage in journey.stages)
    return [{"id": s.id, "label": s.label(lang), "for": yes, "against": no} for s, (yes, no) in counts]


def _highlighted(journey: Journey, lang: str, basis: dict[str, str]) -> Card | None:
    """Return the card that everybody talks about."""
    key = journey.room.highlight
    found = next((r for kind in _CARDS if key and (r := journey.get(kind, key))), None)
    if isinstance(found, Persona):
        return _of_persona(found, lang, basis)
    if isinstance(found, Issue):
        return _of_issue(found, lang, basis)
    if isinstance(found, Action):
        return _of_action(found, journey, lang)
    return _of_note(found, lang, basis) if isinstance(found, Note) else None


def _merge(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    """Put several cards into the one that is kept, in one message, so that one undo brings all back."""
    kind, others = one_of(message, "kind", _MERGED), message.get("others")
    journey = workshop.journey
    records = {record.id: record for record in journey.records(kind)}
    keep = records[one_of(message, "keep", records)]
    if not isinstance(others, list) or not others or not all(isinstance(one, str) for one in others):
        raise JourneyError("bad_message")
    gone = [records[one] for one in dict.fromkeys(others) if one in records and one != keep.id]
    if gone:
        merged = dict.fromkeys(
            old for r in (keep, *gone) for old in (*_already(r), *([r.id] * (r is not keep)))
        )
        put = workshop.change("put", kind, keep.id, merged=list(merged))
        workshop.append(put, *(workshop.change("drop", kind, one.id) for one in gone), as_id=name)
    return {"say": texts(viewer)["merged_now"].format(n=len(gone) + 1)}


def _already(record: Any) -> tuple[str, ...]:
    return tuple(record.merged)


def _highlight(workshop: Workshop, _: Viewer, message: Message, name: str) -> None:
    journey, record = workshop.journey, message.get("record")
    known = isinstance(record, str) and any(journey.get(kind, record) for kind in _CARDS)
    if record != "" and not known:
        raise JourneyError("bad_message")
    workshop.put("room", change=name, highlight=record)


def _drop(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    kind = one_of(message, "kind", _CARDS)
    known = {record.id for record in workshop.journey.records(kind)}
    workshop.drop(kind, one_of(message, "record", known), change=name)
    return {"say": texts(viewer)["dropped"]}


_DEEDS: dict[str, Deed] = {"merge": _merge, "highlight": _highlight, "drop": _drop, "undo": undo}
