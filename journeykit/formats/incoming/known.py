"""What a workshop says already: the ids that drafts get, and which records say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast
from uuid import uuid5

from journeykit.catalogue import LANGUAGES
from journeykit.formats.incoming.beside import beside
from journeykit.formats.incoming.drafts import Draft
from journeykit.formats.incoming.stages import SPACE, bare
from journeykit.log import Journey
from journeykit.records import ONLY, Persona, Record, own_id

__all__ = ["Known", "made_id", "only_id", "told"]

_OF_EACH = {"feeling": ("persona", "stage"), "vote": ("round", "item")}
"""Of what each participant has one record only."""

_TOLD = ("persona", "stage", "stages", "lane", "text", "title", "name", "round", "item", "value")
"""The fields that tell what a record says, and so whether it is in the workshop already."""

_BLANK = re.compile("[\\s\x00-\x1f\x7f-\x9f]+")


def told(fields: Mapping[str, Any]) -> list[Any]:
    """Return what fields say, as far as that tells a record from others."""
    return [[name, fields[name]] for name in _TOLD if fields.get(name) not in (None, "", [], ())]


def made_id(kind: str, key: str, told: list[Any]) -> str:
    """Return the id that a draft gets from what it says, the same each time."""
    return str(uuid5(SPACE, f"{kind} {json.dumps([key, told])}"))  # ASCII: what is no valid text gets one too


def only_id(draft: Draft, fields: Mapping[str, Any]) -> str:
    """Return the id of a record of which there is one for each: a play, a feeling, a vote, a translation."""
    if draft.by and draft.kind in _OF_EACH:
        return own_id(draft.by, ".".join(str(fields.get(name, "")) for name in _OF_EACH[draft.kind]))
    if draft.kind == "feeling":
        return f"{fields.get('persona', '')}.{fields.get('stage', '')}"
    only = (draft.key,) if draft.kind == "translation" else ONLY.get(draft.kind, ())
    return draft.key if draft.key in only else only[0] if len(only) == 1 else ""


class Known:
    """What the records of a journey say, of whom and at which stage, however it is spelled.

    Personas of one name count as one here, and so do stages: a file tells them by their names.
    """

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.said: dict[str, set[str]] = {}
        self.beside: dict[tuple[str, str, str], dict[str, str]] = {}
        for one in beside(journey):
            self.beside.setdefault((one.kind, one.record, one.lang), {})[one.field] = one.text

    def says(self, kind: str, fields: Mapping[str, Any]) -> bool:
        """Say whether a record says the same."""
        return bool(told(fields)) and self._spelled(fields) in self._of(kind)

    def hear(self, kind: str, fields: Mapping[str, Any]) -> bool:
        """Say whether a record says the same already; if not, it does from now on."""
        heard = self.says(kind, fields)
        self._of(kind).add(self._spelled(fields))
        return heard

    def _of(self, kind: str) -> set[str]:
        if kind not in self.said:
            records = self.journey.records(kind)
            self.said[kind] = {self._spelled(fields) for one in records for fields in self._told(kind, one)}
        return self.said[kind]

    def _told(self, kind: str, record: Record) -> Iterator[dict[str, Any]]:
        """Yield what a record says, in its own words and in those that stand beside them."""
        fields = record.model_dump(mode="json")
        yield fields
        for lang in LANGUAGES:
            if texts := self.beside.get((kind, record.id, lang)):
                yield fields | texts

    def _spelled(self, fields: Mapping[str, Any]) -> str:
        return json.dumps([[name, self._meant(name, value)] for name, value in told(fields)])

    def _meant(self, name: str, value: Any) -> Any:
        if name == "persona":
            found = cast("Persona | None", self.journey.get("persona", value))
            return bare(found.name) if found else value
        if name == "stages":
            return [self._stage(key) for key in value]
        if name == "stage":
            return self._stage(value)
        return _BLANK.sub(" ", value).strip() if isinstance(value, str) else value

    def _stage(self, key: str) -> str:
        found = self.journey.stage_of(key)
        return (found.name or found.rolls_up) if found else key
