"""The form: one record, or a list of records of one kind with add and delete."""

from __future__ import annotations

from typing import Any

from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.fields import fields, values
from journeykit.records import Record
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
        "items": [_item(kind, record) for record in records],
        "when": {"stages": ["timing", "moment"]} if kind == "issue" else {},
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save or drop one record of the form's kind."""
    return take(workshop, viewer, message, {_KINDS[viewer.panel]})


def _records(kind: str, journey: Journey) -> tuple[Record, ...]:
    return journey.personas if kind == "persona" else journey.issues


def _item(kind: str, record: Record) -> dict[str, Any]:
    title = getattr(record, _TITLES[kind])
    return {"id": record.id, "title": title, "values": values(record), "missing": list(record.missing())}
