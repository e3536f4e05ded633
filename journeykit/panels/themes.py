"""Themes: groups of notes that say alike, proposed for the team to accept, change or ignore."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.curtain import is_participant
from journeykit.errors import JourneyError
from journeykit.insights.coverage import persona_name
from journeykit.insights.themes import Proposed, notes_of, proposed
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, take, texts
from journeykit.panels.fields import field
from journeykit.records import Note
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_SHOWN = 20
"""So many proposals at a time; as they are settled, further ones follow."""

Entry = dict[str, Any]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return `proposals`, the team's `themes` and the `ignored`, each with its notes, and how it stands."""
    lang, text = viewer.lang, texts(viewer)
    entry, of, found = _entries(journey, lang), notes_of(journey), proposed(journey)
    made = [
        {"id": t.id, "title": t.title, "notes": [*map(entry, of(t))], "ignored": t.ignored}
        for t in journey.themes
    ]
    notes = {note.id: note for note in journey.notes}
    return {
        "proposals": [
            {"id": group.notes[0], "title": group.title, "notes": [entry(notes[id_]) for id_ in group.notes]}
            for group in found.groups[:_SHOWN]
        ],
        "themes": [theme for theme in made if not theme["ignored"]],
        "ignored": [theme for theme in made if theme["ignored"] and theme["notes"]],
        "told": _told(found, text),
        "within": text[f"within_{found.within}"] if found.within else "",
        "field": field("theme", "title", journey, lang),
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save or delete a theme whose notes are on the map; participants are refused."""

    def refused() -> None:
        raise JourneyError("not_yours")

    if viewer.guest or is_participant(workshop.author):
        return answer(viewer, message, refused)
    return take(workshop, viewer, message if _is_of(workshop.journey, message) else None, {"theme"})


def _is_of(journey: Journey, message: Any) -> bool:
    """Say whether all notes that a message names are on the map."""
    fields = message.get("fields") if isinstance(message, dict) else None
    named = fields.get("notes", []) if isinstance(fields, dict) else []
    live = {note.id for note in journey.notes}
    return isinstance(named, list) and all(isinstance(one, str) and one in live for one in named)


def _entries(journey: Journey, lang: str) -> Any:
    """Return what makes an entry of a note: its text, and where on the map it stands."""
    names = {persona.id: persona_name(persona, lang) for persona in journey.personas}
    lanes = catalogue.choices("lane", lang)
    stages = {id_: journey.stage_of(id_) for id_ in {note.stage for note in journey.notes}}

    def entry(note: Note) -> Entry:
        stage = stages[note.stage]
        where = (names.get(note.persona, ""), stage.label(lang) if stage else "", lanes.get(note.lane, ""))
        return {"id": note.id, "text": note.text, "where": " / ".join(filter(None, where))}

    return entry


def _told(found: Proposed, text: dict[str, str]) -> str:
    if not found.enough:
        return text["too_few"]
    return text["found"].format(n=len(found.groups)) if found.groups else text["none_found"]
