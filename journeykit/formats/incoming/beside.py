"""What stands in the other language beside what a workshop says: files may tell it in either."""

from __future__ import annotations

from typing import NamedTuple, cast

from journeykit.log import Journey
from journeykit.records import Translation

__all__ = ["Beside", "beside"]


class Beside(NamedTuple):
    """A text in the other language: of which field of which record, and in which language."""

    kind: str
    record: str
    field: str
    lang: str
    text: str


def beside(journey: Journey) -> list[Beside]:
    """Return the translations of what records say now."""
    found = []
    for one in cast(tuple[Translation, ...], journey.records("translation")):
        kind, _, rest = one.id.partition(".")
        rest, _, lang = rest.rpartition(".")
        record, _, field = rest.rpartition(".")
        if one.text and record and getattr(journey.get(kind, record), field, None) == one.original:
            found.append(Beside(kind, record, field, lang, one.text))
    return found
