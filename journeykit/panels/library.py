"""The library of assumed issues (想定課題): the catalogue's and the team's own (B5)."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, owned, take, texts
from journeykit.panels.fields import fields, values
from journeykit.workshop import Workshop

__all__ = ["act", "library", "show"]


def library(journey: Journey, lang: str) -> list[dict[str, Any]]:
    """Return every assumed issue that can be taken, the team's own first, with its labels."""
    listed = catalogue.read("assumed_issues", lang)
    own = [{**values(issue), "effect": [], "own": True} for issue in journey.assumed_issues if issue.text]
    given = [{**issue, "text": issue[lang], "own": False} for issue in listed["issues"]]
    return [
        {
            **{key: issue[key] for key in ("id", "industry", "job", "text", "effect", "own")},
            "industry_label": listed["industries"].get(issue["industry"], ""),
            "job_label": listed["jobs"].get(issue["job"], ""),
        }
        for issue in [*own, *given]
    ]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the library, the filters, the personas, and which issues were taken already."""
    lang = viewer.lang
    return {
        "issues": library(journey, lang),
        "taken": sorted({f"{i.persona}:{i.library}" for i in journey.issues if i.library}),
        "industries": list(catalogue.choices("industries", lang).items()),
        "jobs": list(catalogue.choices("jobs", lang).items()),
        "personas": [[p.id, persona_name(p, lang), p.industry] for p in journey.personas],
        "fields": fields("assumed", journey, lang),
        "items": [{"id": issue.id, "values": values(issue)} for issue in journey.assumed_issues],
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save one of the team's own assumed issues, or an issue taken from the library.

    Several participants may take the same one for the same persona: each makes an issue of their own.
    """
    fields = message.get("fields") if isinstance(message, dict) else None
    if isinstance(fields, dict) and message.get("kind") == "issue":
        message = {**message, "fields": {**fields, "basis": "assumed"}}
        message = owned(workshop, message) if fields.get("library") else message
    return take(workshop, viewer, message, {"assumed", "issue"})
