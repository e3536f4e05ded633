"""The records of what a team makes of its map: facts beside it, groups of notes, and what to do next."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from journeykit.fieldtypes import Card, Date, Input, Line, Ref, Refs, Text, listed
from journeykit.records.record import Record

__all__ = ["Action", "Evidence", "Finding", "Handover", "Link", "Range", "Theme", "Translation"]

Rating = Annotated[int, Field(ge=0, le=5), Input("number")]
"""1 (little) to 5 (much); 0 where nobody has judged it yet."""


class Finding(Record):
    """A fact from customer data, attached to a cell, and what the team infers from it (B3, B4, B6).

    Without a lane it is about the whole stage, without a persona about every customer. `n` is on how many
    answers or accounts it rests, 0 where nobody knows.
    """

    required = ("text", "data", "nature")

    persona: Annotated[Ref, Input("choice", "persona")] = ""
    stage: Annotated[Ref, Input("choice", "stage")] = ""
    lane: Annotated[str, listed("lane"), Input("choice", "lane")] = ""
    text: Card = ""
    data: Annotated[str, listed("data"), Input("choice", "data")] = ""
    nature: Annotated[str, listed("nature"), Input("choice", "nature")] = ""
    n: Annotated[int, Field(ge=0, le=1_000_000_000), Input("number")] = 0
    source: Line = ""
    as_of: Date = ""
    inference: Card = ""


class Theme(Record):
    """Notes that say alike, under one title; with `ignored` the team wants no group made of them."""

    title: Line = ""
    notes: Annotated[Refs, Input("hidden")] = ()
    ignored: Annotated[bool, Input("hidden")] = False


class Action(Record):
    """Something the team could do next, and, once decided, who does it by when.

    `merged` are the ids of the duplicates that were put into it.
    """

    required = ("title",)
    guests = ("title", "stage")

    title: Line = ""
    stage: Annotated[Ref, Input("choice", "stage")] = ""
    value: Rating = 0
    effort: Rating = 0
    owner: Line = ""
    due: Date = ""
    status: Annotated[str, listed("status"), Input("choice", "status")] = ""
    merged: Annotated[Refs, Input("hidden")] = ()


class Handover(Record):
    """How one role passes a customer on to another; the id is `giver.taker`."""

    giver: Annotated[str, listed("roles"), Input("hidden")] = ""
    taker: Annotated[str, listed("roles"), Input("hidden")] = ""
    message: Text = ""
    owner: Line = ""
    data: Text = ""


class Range(Record):
    """Which stages a role looks after; its id is the role. Where it is empty, the usual range counts (A4)."""

    stages: Annotated[Refs, Input("choices", "stage")] = ()


class Link(Record):
    """The journey that this one springs from (A7). There is one, with id "link".

    `who` is its persona, `six` one of its six stages, `file` what people call its file or where it lies.
    """

    sort: Annotated[str, listed("link"), Input("choice", "link")] = ""
    product: Line = ""
    who: Line = ""
    six: Annotated[str, listed("six"), Input("choice", "six")] = ""
    file: Line = ""


Count = Annotated[int, Field(ge=0, le=10_000_000_000), Input("number")]


class Evidence(Record):
    """What one run over the customer's own data found. There is one, with id "evidence".

    It holds no names, no group of few customers (see `evidence.suppression`), and texts only with what points
    to a person taken out. `customers` is 0 where they are few. `unmapped` of the `events` mean no stage.
    `figures` is JSON, read by `insights.evidence`.
    """

    as_of: Date = ""
    zone: Annotated[str, Field(max_length=80), Input("hidden")] = ""
    key: Annotated[str, listed("evidence_key"), Input("choice", "evidence_key")] = ""
    customers: Count = 0
    events: Count = 0
    unmapped: Count = 0
    sources: Text = ""
    figures: Annotated[str, Field(max_length=400_000), Input("hidden")] = ""


class Translation(Record):
    """What a text of another record says in the other language; its id is "kind.record.field.language".

    `original` is the text that was translated: once the record says something else, this counts no more.
    """

    original: Annotated[str, Field(max_length=2000), Input("hidden")] = ""
    text: Text = ""
