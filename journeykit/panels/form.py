"""The form: one record, or a list of records of one kind with add and delete."""

from __future__ import annotations

from typing import Any

from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.fields import fields, values
from journeykit.records import Issue, Persona, Record
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_KINDS = {"brief": "brief", "personas": "persona", "issues": "issue"}
_TITLES = {"brief": "title", "persona": "name", "issue": "text"}


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the fields of the form and the records to fill in."""
    kind = _KINDS[viewer.panel]
    records: tuple[Record, ...] = (journey.brief,) if kind == "brief" else _records(kind, journey)
    return {
        "kind": kind,
        "single": kind == "brief",
        "fields": fields(kind, journey, viewer.lang),
        "items": [_item(kind, record, journey, viewer.lang) for record in records],
        "when": {"stages": ["timing", "moment"]} if kind == "issue" else {},
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save or drop one record of the form's kind."""
    return take(workshop, viewer, message, {_KINDS[viewer.panel]})


def _records(kind: str, journey: Journey) -> tuple[Record, ...]:
    return journey.personas if kind == "persona" else _by_owner(journey)


def _by_owner(journey: Journey) -> tuple[Record, ...]:
    """Return the issues, those of one persona together, those of nobody first."""
    place = {persona.id: at for at, persona in enumerate(journey.personas)}
    return tuple(sorted(journey.issues, key=lambda issue: place.get(issue.persona, -1)))


def _item(kind: str, record: Record, journey: Journey, lang: str) -> dict[str, Any]:
    owner = journey.get("persona", record.persona) if isinstance(record, Issue) else None
    return {
        "id": record.id,
        "title": getattr(record, _TITLES[kind]),
        "owner": persona_name(owner, lang) if isinstance(owner, Persona) else "",
        "values": values(record),
    }
