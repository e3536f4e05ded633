"""Changes as JSON: what changed since another moment or another workshop, each change also as a sentence.

`before` and `after` are ids, `was` and `is` what a program compares: ids of the catalogue, of stages, or a
number. The form stays; a later version may add to it.
"""

from __future__ import annotations

import json
from typing import Any

from journeykit.formats.against import Against, last_day
from journeykit.insights.changes import Changes, Entry, sentence, title_of
from journeykit.records import Record
from journeykit.workshop import Workshop

__all__ = ["FILE", "SUFFIX", "VERSION", "write"]

SUFFIX, FILE = ".json", "changes.json"
VERSION = 1
_VALUES = {
    "renamed": "name",
    "regrouped": "rolls_up",
    "proven": "basis",
    "unproven": "basis",
    "status": "status",
    "brightened": "value",
    "darkened": "value",
    "rose": "value",
    "fell": "value",
}
"""The field that tells what was and what is, by what happened; of notes that moved, their stage."""


def write(workshop: Workshop, lang: str, against: Against | None = None) -> bytes:
    """Return what changed as UTF-8; without `against`, since the last day began on which it was changed."""
    before = against or last_day(workshop, lang)
    changes = before.compared(workshop.journey)
    document = {
        "format": "journeykit-changes",
        "version": VERSION,
        "language": lang,
        "since": before.day.isoformat() if before.day else None,
        "against": before.title or None,
        "matched": changes.matched,
        "changes": [_told(changes, entry, lang) for entry in changes.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _told(changes: Changes, entry: Entry, lang: str) -> dict[str, Any]:
    record = entry.after or entry.before
    assert record is not None
    journey = changes.after if entry.after else changes.before
    return {
        "group": entry.group,
        "what": entry.what,
        "kind": type(record).__name__.lower(),
        "field": entry.field,
        "before": entry.before.id if entry.before else None,
        "after": entry.after.id if entry.after else None,
        "title": title_of(journey, record, lang),
        "was": _value(entry, entry.before),
        "is": _value(entry, entry.after),
        "said": sentence(changes, entry, lang),
    }


def _value(entry: Entry, record: Record | None) -> Any:
    name = "stage" if (entry.group, entry.what) == ("note", "moved") else _VALUES.get(entry.what, entry.field)
    return getattr(record, name) if record and name else None
