"""JSON: every record, and who changed what when; for programs, and for keeping beside the slides.

A file that is handed on holds no text of what the team has deleted, nor what a deleted persona's notes,
issues and feelings said: records are those that live, and changes are told without their contents.
Where people took part anonymously, `changes` are those of who led the workshop only.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from journeykit.formats import handed
from journeykit.log import VERSION, Change
from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".json"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the records by kind, and the changes without their contents, as UTF-8."""
    document = {
        "format": "journeykit",
        "version": VERSION,
        "language": lang,
        "records": {kind: _records(workshop, kind) for kind in handed.kinds(workshop.journey)},
        "changes": [_told(change) for change in handed.changes(workshop)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _records(workshop: Workshop, kind: str) -> list[dict[str, Any]]:
    return [record.model_dump(mode="json") for record in handed.records(workshop.journey, kind)]


def _told(change: Change) -> dict[str, Any]:
    told = {**change._asdict(), "fields": sorted(change.fields)}
    at = datetime.fromtimestamp(change.at // 1_000_000, UTC).replace(microsecond=change.at % 1_000_000)
    return {**told, "at": at.isoformat(timespec="microseconds")}
