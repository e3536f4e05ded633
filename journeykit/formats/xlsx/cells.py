"""What stands in a cell, beside what stood there; and what people mean who have changed it."""

from __future__ import annotations

import unicodedata
from typing import Any

from journeykit.errors import JourneyError
from journeykit.formats.formulas import guarded, plain
from journeykit.formats.sheets.forms import chosen_from
from journeykit.formats.sheets.values import Words, written
from journeykit.log import Journey
from journeykit.records import inputs

__all__ = ["Meanings", "differs"]

_SEPARATOR = " / "


def differs(cell: Any, shown: Any) -> bool:
    """Say whether a cell says something else than what was written into it."""
    return _flat(cell) != _flat(guarded(shown))


def _flat(value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    text = written(value).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.split("\n")).strip()


class Meanings:
    """How changed cells are understood: by the names that personas and stages had when they were written."""

    def __init__(self, journey: Journey, spoken: str, lang: str) -> None:
        self.stages = {stage.label(spoken): stage.id for stage in reversed(journey.stages)}
        names = {unicodedata.normalize("NFKC", one.name): one.id for one in reversed(journey.personas)}
        self.words = Words(lang, {}, names)

    def value(self, kind: str, field: str, raw: Any) -> Any:
        """Return the value of a field. Raises `JourneyError` where it cannot be taken from a sheet."""
        how, of = inputs(kind)[field], chosen_from(kind, field)
        if how.kind == "hidden" and of != field:
            raise JourneyError("not_in_sheets")
        text = plain(raw) if isinstance(raw, str) else raw
        if not written(text):
            return [] if how.kind == "choices" else 0 if how.kind == "number" else ""
        if of == "stage":
            return self._stages(written(text)) if how.kind == "choices" else self._stage(written(text))
        if how.kind == "choices":
            text = written(text).replace(_SEPARATOR, "\n")
        return self.words.value(kind, field, text)

    def _stages(self, text: str) -> list[str]:
        if text in self.stages:
            return [self._stage(text)]
        parts = text.replace(_SEPARATOR, "\n").replace("、", "\n").split("\n")
        return [self._stage(part.strip()) for part in parts if part.strip()]

    def _stage(self, text: str) -> str:
        return self.stages.get(text, text)
