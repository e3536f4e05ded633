"""The records of a workshop: frozen, made of ids and a person's own text, never of labels.

Every field has a default, since an answer is saved while it is being written; what a record still
needs is told by `required`, not by refusing to save. `clean` is the one gate for what people type.
"""

from __future__ import annotations

import os
import time
import uuid
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from journeykit import catalogue
from journeykit.errors import InvalidAnswer, JourneyError
from journeykit.fieldtypes import Card, Date, Id, Input, Line, Position, Ref, Refs, Text, listed, told

__all__ = [
    "GROUPS",
    "KINDS",
    "ONLY",
    "SIX",
    "AssumedIssue",
    "Brief",
    "Feeling",
    "Issue",
    "Note",
    "Persona",
    "Play",
    "Record",
    "Scope",
    "Stage",
    "clean",
    "inputs",
    "limit",
    "new_id",
]

SIX = ("unaware", "aware", "interest", "consideration", "purchase", "retention")
GROUPS = ("problem", "information", "deal", "use")


class Record(BaseModel):
    """One answer. `required` names the fields without which a step is not finished."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    required: ClassVar[tuple[str, ...]] = ()

    id: Annotated[Id, Input("hidden")] = ""

    def missing(self) -> tuple[str, ...]:
        """Return the required fields that are still empty."""
        return tuple(name for name in self.required if not getattr(self, name))


class Brief(Record):
    """What the workshop is for. There is one, with id "brief"."""

    required = ("title", "product", "service_model", "purpose", "decision")

    title: Line = ""
    product: Line = ""
    service_model: Annotated[str, listed("service_model"), Input("choice", "service_model")] = ""
    purpose: Text = ""
    decision: Text = ""
    language: Annotated[str, listed("language"), Input("choice", "language")] = ""
    owner: Line = ""
    review_by: Date = ""


class Stage(Record):
    """A column of the map. Empty texts mean the default of the one of six it rolls up to (A1, A6)."""

    name: Line = ""
    meaning: Text = ""
    sign: Text = ""
    rolls_up: Annotated[str, listed("six", needed=True), Input("choice", "six")] = "unaware"
    order: Position = 0.0

    def label(self, lang: str) -> str:
        """Return the team's name for the stage, else the method's."""
        return self.name or str(catalogue.read("stages", lang)["six"][self.rolls_up]["label"])


class Scope(Record):
    """Whose map it is and which stages it covers (A4, A5). There is one, with id "scope"."""

    roles: Annotated[Refs, listed("roles"), Input("choices", "roles")] = ()
    purpose: Annotated[str, listed("purposes"), Input("choice", "purposes")] = ""
    stages: Annotated[Refs, Input("choices", "stage")] = ()
    reason_unaware: Text = ""
    reason_retention: Text = ""


class Persona(Record):
    """A person at a customer's company, with the part they play in buying (A3)."""

    required = ("name", "job", "buying_role", "situation", "basis")

    name: Line = ""
    company: Line = ""
    industry: Annotated[str, listed("industries"), Input("choice", "industries")] = ""
    job: Line = ""
    buying_role: Annotated[str, listed("buying_role"), Input("choice", "buying_role")] = ""
    situation: Text = ""
    goals: Text = ""
    quote: Card = ""
    basis: Annotated[str, listed("basis"), Input("choice", "basis")] = ""
    source: Line = ""


class Issue(Record):
    """An issue a persona carries, at one moment or throughout the journey (A3)."""

    required = ("text", "timing", "severity", "basis")

    persona: Annotated[Ref, Input("choice", "persona")] = ""
    text: Card = ""
    timing: Annotated[str, listed("timing"), Input("choice", "timing")] = ""
    stages: Annotated[Refs, Input("choices", "stage")] = ()
    severity: Annotated[str, listed("severity"), Input("choice", "severity")] = ""
    effect: Annotated[Refs, listed("effect"), Input("choices", "effect")] = ()
    basis: Annotated[str, listed("basis"), Input("choice", "basis")] = ""
    source: Line = ""
    library: Annotated[Ref, Input("hidden")] = ""

    def missing(self) -> tuple[str, ...]:
        """Return the empty required fields; an issue of one moment also needs its stages."""
        stages = ("stages",) if self.timing == "moment" and not self.stages else ()
        return super().missing() + stages


class Note(Record):
    """A card on the map, and what the team infers from it, kept apart from the fact (A2, B6)."""

    required = ("text",)

    persona: Annotated[Ref, Input("hidden")] = ""
    stage: Annotated[Ref, Input("hidden")] = ""
    lane: Annotated[str, listed("lane", needed=True), Input("hidden")] = "action"
    text: Card = ""
    basis: Annotated[str, listed("basis"), Input("choice", "basis")] = ""
    source: Line = ""
    inference: Card = ""
    order: Position = 0.0


class Feeling(Record):
    """How a persona feels at a stage, −2…+2. Its id is `persona.stage`, so there is one for each."""

    persona: Annotated[Ref, Input("hidden")] = ""
    stage: Annotated[Ref, Input("hidden")] = ""
    value: Annotated[int, Field(ge=-2, le=2), Input("number")] = 0
    why: Line = ""


class Play(Record):
    """How the team talks with one of the four groups; its id is the group (B2, B5).

    Empty texts mean the catalogue's starting playbook. `topics` are ids of assumed issues.
    """

    who: Text = ""
    stance: Text = ""
    talk: Text = ""
    avoid: Text = ""
    likelihood: Text = ""
    timing: Text = ""
    dissatisfaction: Text = ""
    satisfaction: Text = ""
    extra: Text = ""
    read: Text = ""
    record: Text = ""
    success: Text = ""
    owner: Line = ""
    topics: Annotated[Refs, Input("hidden")] = ()


class AssumedIssue(Record):
    """An assumed issue (想定課題) that the team adds to the library (B5)."""

    required = ("text",)

    industry: Annotated[str, listed("industries"), Input("choice", "industries")] = ""
    job: Annotated[str, listed("jobs"), Input("choice", "jobs")] = ""
    text: Card = ""


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
}

ONLY = {"brief": ("brief",), "scope": ("scope",), "play": GROUPS}
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


def new_id() -> str:
    """Return a UUID of version 7 (RFC 9562): ids made later sort later."""
    milliseconds = time.time_ns() // 1_000_000
    rest = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | rest
    value = value & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=value & ~(0b11 << 62) | 0b10 << 62))
