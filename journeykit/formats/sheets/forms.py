"""What stands on which sheet, in the spreadsheet and on paper: one description for making and for reading."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase
from typing import NamedTuple

from journeykit import catalogue
from journeykit.log import Journey
from journeykit.records import KINDS, SIX, inputs

__all__ = [
    "FEELING",
    "LANES",
    "LISTS",
    "MAIN",
    "MAPS",
    "MAP_ROWS",
    "MARK",
    "PAPERS",
    "PLAY",
    "Column",
    "Paper",
    "chosen_from",
    "columns",
]

MARK = "○"
LANES = ("action", "touchpoint", "thought", "question", "need")
FEELING = ("value", "why")
MAP_ROWS = (*LANES, *FEELING)
"""The rows of a map, from the top."""
PLAY = tuple(name for name in KINDS["play"].model_fields if name not in ("id", "topics"))

LISTS = {
    "persona": (
        *("name", "job", "company", "industry", "buying_role", "situation", "goals", "quote"),
        *("basis", "source", "as_of"),
    ),
    "issue": ("persona", "text", "timing", "stages", "severity", "effect", "basis", "source", "as_of"),
    "note": ("persona", "stage", "lane", "text", "inference", "basis", "source", "as_of"),
    "action": ("title", "stage", "value", "effort", "owner", "due", "status"),
    "finding": (
        *("text", "persona", "stage", "lane", "data", "nature", "n", "source", "as_of", "inference"),
    ),
}
"""The sheets of the spreadsheet with a record a row, and their columns."""

MAIN = {"persona": "name", "issue": "text", "note": "text", "action": "title", "finding": "text"}
"""The field without which a row says nothing."""


class Paper(NamedTuple):
    """A printed sheet: the kind of its records, one a row, and the fields of its columns A, B, C…"""

    kind: str
    fields: tuple[str, ...]


MAPS = "ABCDEF"
"""The letters of the maps on paper, one for each persona; their rows are the lanes, their columns stages."""

PAPERS = {
    "S": Paper("scope", ("roles", "purpose", "stages", "reason_unaware", "reason_retention")),
    "P": Paper(
        "persona",
        ("name", "job", "company", "buying_role", "situation", "goals", "quote", "basis", "source"),
    ),
    "Q": Paper("issue", ("persona", "text", "timing", "stages", "severity", "effect", "basis", "source")),
    "K": Paper("play", PLAY),
    "T": Paper("action", ("title", "stage", "value", "effort", "owner", "due")),
    "V": Paper("finding", ("text", "data", "nature", "stage", "lane", "n", "source", "inference")),
}


def chosen_from(kind: str, field: str) -> str:
    """Return the list, or the kind of records, that a field chooses from; "" where it is free."""
    how = inputs(kind).get(field)
    return field if field in ("lane", "onward", "stage", "persona") else how.of if how else ""


class Column(NamedTuple):
    """A stage as a column: its letter on paper, what a draft calls it, and what people call it."""

    letter: str
    heading: str
    label: str
    meaning: str = ""
    in_scope: bool = True


def columns(lang: str, journey: Journey | None = None) -> list[Column]:
    """Return the stages of a workshop as columns, else the six.

    The six always have the letters A to F, so that a letter never means two things; others come after.
    """
    six = catalogue.read("stages", lang)["six"]
    if journey is None:
        return [Column(at, key, six[key]["short"], six[key]["meaning"]) for at, key in _lettered(SIX)]
    chosen = {stage.id for stage in journey.stages_in_scope}
    letters = {key: letter for letter, key in _lettered(stage.id for stage in journey.stages)}
    return [
        Column(
            letters.get(stage.id, ""),
            stage.id if stage.id in SIX else stage.label(lang),
            stage.name or str(six[stage.rolls_up]["short"]),
            stage.meaning or ("" if stage.id not in SIX else str(six[stage.id]["meaning"])),
            stage.id in chosen,
        )
        for stage in journey.stages
    ]


def _lettered(stages: Iterable[str]) -> list[tuple[str, str]]:
    """Return letters with the ids of stages; those that the alphabet does not reach have none."""
    others = [stage for stage in stages if stage not in SIX]
    return list(zip(ascii_uppercase, (*SIX, *others), strict=False))
