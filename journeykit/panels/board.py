"""The board: lanes × stages in scope, one persona at a time (A2, A3)."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.insights.wording import RULES, hits
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.facts import facts, ground, guesses
from journeykit.panels.fields import field, values
from journeykit.records import Note
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


_ASKED = ("text", "basis", "source", "as_of", "inference")
"""What the editor of a note asks for."""


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return stages, lanes and every persona's notes; `stray` marks those without a place."""
    lang = viewer.lang
    prompts = catalogue.read("panels", lang)["board"]["prompts"]
    lanes, rules = catalogue.choices("lane", lang), catalogue.read("wording", lang)
    in_scope = {stage.id for stage in journey.stages_in_scope}
    return {
        "personas": [[p.id, persona_name(p, lang)] for p in journey.personas],
        "stages": [[s.id, s.label(lang)] for s in journey.stages_in_scope],
        "lanes": [{"id": key, "label": label, "prompt": prompts[key]} for key, label in lanes.items()],
        "notes": [_note(note, journey, in_scope) for note in journey.notes],
        "fields": [field("note", name, journey, lang) for name in _ASKED],
        "basis": catalogue.choices("basis", lang),
        "facts": facts(journey, lang),
        "ground": ground(journey, lang),
        "guesses": guesses(journey),
        "wording": {rule: {key: rules[rule][key] for key in ("why", "ask")} for rule in RULES},
        "text": {**texts(viewer), "too_long": catalogue.read("messages", lang)["errors"]["too_long"]},
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save, move or drop a note."""
    return take(workshop, viewer, message, {"note"})


def _note(note: Note, journey: Journey, in_scope: set[str]) -> dict[str, Any]:
    stage = journey.stage_of(note.stage)
    placed = stage.id if stage else ""
    return {
        **values(note),
        "stage": placed,
        "stray": placed not in in_scope,
        "lit": note.id == journey.room.highlight,
        "hits": [[hit.rule, note.text[hit.start : hit.end]] for hit in hits(note)],
    }
