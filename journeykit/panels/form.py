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

_KINDS = {
    "brief": "brief",
    "personas": "persona",
    "issues": "issue",
    "findings": "finding",
    "actions": "action",
}
_CHIPS = 8
"""Up to so many options are shown side by side; more are a list, which has an empty entry of its own."""
_TITLES = {"brief": "title", "persona": "name", "issue": "text", "finding": "text", "action": "title"}


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the fields of the form, those that who looks fills in, and the records."""
    kind = _KINDS[viewer.panel]
    records: tuple[Record, ...] = (journey.brief,) if kind == "brief" else _records(kind, journey)
    return {
        "kind": kind,
        "single": kind == "brief",
        "fields": _fields(kind, journey, viewer),
        "items": [_item(kind, record, journey, viewer.lang) for record in records],
        "when": {"stages": ["timing", "moment"]} if kind == "issue" else {},
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save or drop one record of the form's kind."""
    return take(workshop, viewer, message, {_KINDS[viewer.panel]})


def _fields(kind: str, journey: Journey, viewer: Viewer) -> list[dict[str, Any]]:
    """Return the fields; where a finding need not be about one persona, stage or lane, that can be chosen."""
    asked = fields(kind, journey, viewer.lang, guest=viewer.guest)
    if kind != "finding":
        return asked
    every = {name: texts(viewer)[f"every_{name}"] for name in ("persona", "stage", "lane")}
    return [
        {**one, "options": [["", every[one["name"]]], *one["options"]]}
        if one["name"] in every and len(one["options"]) < _CHIPS
        else one
        for one in asked
    ]


def _records(kind: str, journey: Journey) -> tuple[Record, ...]:
    if kind in ("action", "finding"):
        return journey.records(kind)
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
