"""The records that the method asks for: from the brief to the playbook."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from journeykit import catalogue
from journeykit.fieldtypes import Card, Date, Input, Line, Position, Ref, Refs, Text, listed
from journeykit.records.record import Record

__all__ = [
    "GROUPS",
    "SIX",
    "AssumedIssue",
    "Brief",
    "Feeling",
    "Issue",
    "Note",
    "Persona",
    "Play",
    "Scope",
    "Stage",
]

SIX = ("unaware", "aware", "interest", "consideration", "purchase", "retention")
GROUPS = ("problem", "information", "deal", "use")


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
    as_of: Date = ""


class Issue(Record):
    """An issue a persona carries, at one moment or throughout the journey (A3).

    `merged` are the ids of the duplicates that were put into it.
    """

    required = ("text", "timing", "severity", "basis")

    persona: Annotated[Ref, Input("choice", "persona")] = ""
    text: Card = ""
    timing: Annotated[str, listed("timing"), Input("choice", "timing")] = ""
    stages: Annotated[Refs, Input("choices", "stage")] = ()
    severity: Annotated[str, listed("severity"), Input("choice", "severity")] = ""
    effect: Annotated[Refs, listed("effect"), Input("choices", "effect")] = ()
    basis: Annotated[str, listed("basis"), Input("choice", "basis")] = ""
    source: Line = ""
    as_of: Date = ""
    library: Annotated[Ref, Input("hidden")] = ""
    merged: Annotated[Refs, Input("hidden")] = ()

    def missing(self) -> tuple[str, ...]:
        """Return the empty required fields; an issue of one moment also needs its stages."""
        stages = ("stages",) if self.timing == "moment" and not self.stages else ()
        return super().missing() + stages


class Note(Record):
    """A card on the map, and what the team infers from it, kept apart from the fact (A2, B6).

    `merged` are the ids of the duplicates that were put into it. With `as_is` the team keeps the wording,
    whatever the kit would ask about it.
    """

    required = ("text",)

    persona: Annotated[Ref, Input("hidden")] = ""
    stage: Annotated[Ref, Input("hidden")] = ""
    lane: Annotated[str, listed("lane", needed=True), Input("hidden")] = "action"
    text: Card = ""
    basis: Annotated[str, listed("basis"), Input("choice", "basis")] = ""
    source: Line = ""
    as_of: Date = ""
    inference: Card = ""
    order: Position = 0.0
    merged: Annotated[Refs, Input("hidden")] = ()
    as_is: Annotated[bool, Input("hidden")] = False


class Feeling(Record):
    """How a persona feels at a stage, −2…+2.

    `onward` says whether they stall here or step back (A7). The team's has the id `persona.stage`, so there
    is one for each; a participant's own has `own_id` of that.
    """

    persona: Annotated[Ref, Input("hidden")] = ""
    stage: Annotated[Ref, Input("hidden")] = ""
    value: Annotated[int, Field(ge=-2, le=2), Input("number")] = 0
    why: Line = ""
    onward: Annotated[str, listed("onward"), Input("hidden")] = ""


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
