"""The scope: roles and purpose, the proposed range with its reasons, the team's decision (A4, A5)."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.scope import ENDS, left_out, propose
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.fields import field, values
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the choices, the proposal and why, and what the team left out."""
    lang, scope = viewer.lang, journey.scope
    six, reasons = propose(scope.roles, scope.purpose)
    proposed = [stage.id for stage in journey.stages if stage.rolls_up in six]
    words = catalogue.read("scope", lang)
    return {
        "values": values(scope),
        "fields": {name: field("scope", name, journey, lang) for name in ("roles", "purpose")},
        "stages": [{"id": s.id, "label": s.label(lang)} for s in journey.stages],
        "proposed": proposed,
        "reasons": [[words[r.of][r.key]["label"], words[r.of][r.key]["note"]] for r in reasons],
        "nobody": not scope.roles,
        "ends": [_end(end, journey, lang) for end in ENDS if scope.stages and end in left_out(journey)],
        "differs": _differs(journey, proposed, viewer),
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save roles, purpose, stages or a reason."""
    return take(workshop, viewer, message, {"scope"})


def _end(end: str, journey: Journey, lang: str) -> dict[str, Any]:
    name = f"reason_{end}"
    asked = field("scope", name, journey, lang)
    return {"id": end, **catalogue.read("scope", lang)["ends"][end], "field": asked}


def _differs(journey: Journey, proposed: list[str], viewer: Viewer) -> str:
    """Return how the decision differs from the proposal, as one line, or "" where it does not."""
    if not journey.scope.stages:
        return ""
    text, chosen = texts(viewer), {stage.id for stage in journey.stages_in_scope}
    marks = [
        text["plus" if s.id in chosen else "minus"].format(stage=s.label(viewer.lang))
        for s in journey.stages
        if (s.id in chosen) != (s.id in proposed)
    ]
    return text["differs"].format(list=catalogue.enumerate_in(viewer.lang, marks)) if marks else ""
