"""The emotion curve: how a persona feels at each stage in scope, −2…+2, and why."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.fields import field
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return stages, the words of the scale, and each persona's points (`value` is None if unset)."""
    lang = viewer.lang
    return {
        "personas": [
            {"id": p.id, "name": persona_name(p, lang), "points": _points(journey, p.id)}
            for p in journey.personas
        ],
        "stages": [[s.id, s.label(lang)] for s in journey.stages_in_scope],
        "scale": catalogue.choices("feeling", lang),
        "field": field("feeling", "why", journey, lang),
        "text": texts(viewer, "board", "curve"),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save a feeling or its why; whose and where stands in its id, `persona.stage`."""
    if isinstance(message, dict) and isinstance(message.get("fields"), dict):
        persona, _, stage = str(message.get("record")).rpartition(".")
        message = {**message, "fields": {**message["fields"], "persona": persona, "stage": stage}}
    return take(workshop, viewer, message, {"feeling"})


def _points(journey: Journey, persona: str) -> list[dict[str, Any]]:
    points = []
    for stage in journey.stages_in_scope:
        feeling = journey.feelings.get((persona, stage.id))
        value, why = (feeling.value, feeling.why) if feeling else (None, "")
        points.append({"stage": stage.id, "value": value, "why": why})
    return points
