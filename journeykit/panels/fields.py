"""A form's fields, derived from the record and the catalogue's labels, never written per record."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.records import KINDS, Record, highest, inputs, limit

__all__ = ["field", "fields", "options"]


def options(of: str, journey: Journey, lang: str) -> list[list[str]]:
    """Return what can be chosen, as `[id, label]`: catalogue entries, or the workshop's own records."""
    if of == "stage":
        return [[stage.id, stage.label(lang)] for stage in journey.stages]
    if of == "persona":
        return [[persona.id, persona_name(persona, lang)] for persona in journey.personas]
    return [[key, label] for key, label in catalogue.choices(of, lang).items()]


_SMALL = 9
"""Up to which number the numbers themselves are what is chosen from."""


def field(kind: str, name: str, journey: Journey, lang: str) -> dict[str, Any]:
    """Return how one field is asked: label, help, example, control, options, limit."""
    asked, words = inputs(kind)[name], catalogue.read("fields", lang)[kind][name]
    most = highest(kind, name) or 0
    return {
        "name": name,
        **words,
        "kind": asked.kind,
        "options": options(asked.of, journey, lang) if asked.of else _numbers(most, lang),
        "max": limit(kind, name),
        "most": most,
        "required": name in KINDS[kind].required,
    }


def _numbers(most: int, lang: str) -> list[list[str]]:
    """Return the numbers to choose from, where there are few; 0 is that nobody has judged yet."""
    if not 0 < most <= _SMALL:
        return []
    return [["0", catalogue.say("panels.common.none", lang)], *([str(n)] * 2 for n in range(1, most + 1))]


def fields(kind: str, journey: Journey, lang: str, *, guest: bool = False) -> list[dict[str, Any]]:
    """Return the fields of a kind of record that a person fills in, in their order; a guest maybe not all."""
    open_ = KINDS[kind].guests if guest else ()
    asked = [name for name, how in inputs(kind).items() if how.kind != "hidden"]
    return [field(kind, name, journey, lang) for name in asked if not open_ or name in open_]


def values(record: Record) -> dict[str, Any]:
    """Return a record as JSON values."""
    return record.model_dump(mode="json")
