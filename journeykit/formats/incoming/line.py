"""What becomes of a part of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from journeykit.errors import JourneyError
from journeykit.records import Record

__all__ = ["Line", "State"]

State = Literal["taken", "known", "left"]


class Line(NamedTuple):
    """What becomes of a part of the file: "taken", "known" already, or "left" out, and `why`.

    Where it changes a record that is there, `fields` are those that change, and `before` is the record.
    """

    place: str
    state: State
    kind: str = ""
    record: str = ""
    fields: Mapping[str, Any] = {}
    why: JourneyError | None = None
    before: Record | None = None
