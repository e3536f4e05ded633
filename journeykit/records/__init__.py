"""The records of a workshop: frozen, made of ids and a person's own text, never of labels.

Every field has a default, since an answer is saved while it is being written; what a record still
needs is told by `required`, not by refusing to save. `clean` is the one gate for what people type.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError

from journeykit.errors import InvalidAnswer, JourneyError
from journeykit.fieldtypes import Input, told
from journeykit.records.method import (
    GROUPS,
    SIX,
    AssumedIssue,
    Brief,
    Feeling,
    Issue,
    Note,
    Persona,
    Play,
    Scope,
    Stage,
)
from journeykit.records.outcome import Action, Evidence, Finding, Handover, Link, Range, Theme, Translation
from journeykit.records.record import Record, new_id
from journeykit.records.session import BALLOTS, PARTICIPANT, Ballot, Participant, Room, Vote, own_id

__all__ = [
    "BALLOTS",
    "GROUPS",
    "KINDS",
    "ONLY",
    "PARTICIPANT",
    "SIX",
    "Action",
    "AssumedIssue",
    "Ballot",
    "Brief",
    "Evidence",
    "Feeling",
    "Finding",
    "Handover",
    "Issue",
    "Link",
    "Note",
    "Participant",
    "Persona",
    "Play",
    "Range",
    "Record",
    "Room",
    "Scope",
    "Stage",
    "Theme",
    "Translation",
    "Vote",
    "clean",
    "highest",
    "inputs",
    "limit",
    "new_id",
    "own_id",
]

KINDS: dict[str, type[Record]] = {
    "brief": Brief,
    "stage": Stage,
    "scope": Scope,
    "persona": Persona,
    "issue": Issue,
    "note": Note,
    "feeling": Feeling,
    "play": Play,
    "assumed": AssumedIssue,
    "finding": Finding,
    "theme": Theme,
    "action": Action,
    "handover": Handover,
    "range": Range,
    "link": Link,
    "evidence": Evidence,
    "translation": Translation,
    "participant": Participant,
    "room": Room,
    "vote": Vote,
}

ONLY = {
    **{kind: (kind,) for kind in ("brief", "scope", "room", "link", "evidence")},
    "play": GROUPS,
}
"""The kinds of which there are no others than these records, by id."""


def inputs(kind: str) -> dict[str, Input]:
    """Return how each field of a kind of record is asked, in the order of the form."""
    fields = KINDS[kind].model_fields.items()
    return {name: next(m for m in _metadata(f) if isinstance(m, Input)) for name, f in fields}


def limit(kind: str, field: str) -> int | None:
    """Return the most characters a text field takes, or None where it is not text."""
    info = KINDS[kind].model_fields[field]
    if info.annotation is not str:
        return None
    return next((m.max_length for m in _metadata(info) if hasattr(m, "max_length")), None)


def highest(kind: str, field: str) -> int | None:
    """Return the highest number a field takes, or None where it is no number that a person enters."""
    info = KINDS[kind].model_fields[field]
    if inputs(kind)[field].kind != "number":
        return None
    return next((m.le for m in _metadata(info) if hasattr(m, "le")), None)


def _metadata(info: Any) -> list[Any]:
    return [*info.metadata, *get_args(info.annotation)]


def clean(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return `fields` checked and normalised, as plain JSON values.

    Raises `InvalidAnswer` with one error per field that cannot be taken.
    """
    model = KINDS[kind]
    strange = [name for name in fields if name not in model.model_fields]
    unknown = {name: JourneyError("unknown_field", field=name) for name in strange}
    if unknown:
        raise InvalidAnswer(unknown)
    try:
        record = model.model_validate(fields)
    except ValidationError as error:
        raise InvalidAnswer({str(e["loc"][0]): told(e) for e in error.errors()}) from None
    return record.model_dump(mode="json", include=set(fields))
