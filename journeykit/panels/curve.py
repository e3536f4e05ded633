"""The emotion curve: how a persona feels at each stage in scope, −2…+2, and why."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, owned, take, texts
from journeykit.panels.fields import field, values
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return stages, the words of the scale, and each persona's points (`value` is None if unset).

    `voices` are what participants say. The points are the team's; a guest's own are among the voices.
    """
    lang = viewer.lang
    in_scope = {stage.id for stage in journey.stages_in_scope}
    return {
        "personas": [
            {"id": p.id, "name": persona_name(p, lang), "points": _points(journey, p.id, viewer.guest)}
            for p in journey.personas
        ],
        "stages": [[s.id, s.label(lang)] for s in journey.stages_in_scope],
        "voices": [values(voice) for voice in journey.voices if voice.stage in in_scope],
        "scale": catalogue.choices("feeling", lang),
        "field": field("feeling", "why", journey, lang),
        "onward": [[key, label] for key, label in catalogue.choices("onward", lang).items()],
        "text": texts(viewer, "board", "curve"),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save a feeling or its why: what is felt by whom and where stands in the message's `record`,
    `persona.stage`. A participant's is kept apart, under an id of their own.
    """
    if isinstance(message, dict) and isinstance(message.get("fields"), dict):
        persona, _, stage = str(message.get("record")).rpartition(".")
        fields = {**message["fields"], "persona": persona, "stage": stage}
        message = owned(workshop, {**message, "fields": fields})
    return take(workshop, viewer, message, {"feeling"})


def _points(journey: Journey, persona: str, guest: bool) -> list[dict[str, Any]]:
    points = []
    for stage in journey.stages_in_scope:
        feeling = None if guest else journey.feelings.get((persona, stage.id))
        value, why, onward = (feeling.value, feeling.why, feeling.onward) if feeling else (None, "", "")
        at = {"id": f"{persona}.{stage.id}", "stage": stage.id}
        points.append({**at, "value": value, "why": why, "onward": onward})
    return points
