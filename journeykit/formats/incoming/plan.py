"""What importing a file would do, line by line; and doing it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple
from uuid import uuid5

from journeykit.errors import InvalidAnswer, JourneyError
from journeykit.formats.incoming.drafts import Draft, Incoming
from journeykit.formats.incoming.stages import SPACE, Match, matches, plain
from journeykit.log import Journey
from journeykit.records import KINDS, ONLY, Feeling, Record, clean, new_id, own_id
from journeykit.workshop import Workshop

__all__ = ["Line", "Plan", "plan", "take"]

_OF_EACH = {"feeling": ("persona", "stage"), "vote": ("round", "item")}
"""Of what each participant has one record only."""

_TOLD = ("persona", "stage", "stages", "lane", "text", "title", "name", "round", "item", "value")
"""The fields that tell what a record says, and so whether it is in the workshop already."""

State = Literal["taken", "known", "left"]


class Line(NamedTuple):
    """What becomes of a part of the file: "taken", "known" already, or "left" out, and `why`."""

    place: str
    state: State
    kind: str = ""
    record: str = ""
    fields: Mapping[str, Any] = {}
    why: JourneyError | None = None


class Plan(NamedTuple):
    """What importing would do: how headings are understood, and each line of the report."""

    matches: tuple[Match, ...]
    lines: tuple[Line, ...]

    def count(self, state: str) -> int:
        """Return how many parts of the file are taken, known or left out."""
        return sum(line.state == state for line in self.lines if line.kind != "stage" or line.place)


def plan(journey: Journey, incoming: Incoming, chosen: Mapping[str, str] | None = None) -> Plan:
    """Return what importing would do; `chosen` tells of some headings which stages they mean.

    The same file always gives the same ids, so what was imported before is known, even if the team has
    changed or deleted it since; so is what somebody has typed in the same words.
    """
    found = matches(journey, incoming.headings(), chosen)
    return Plan(found, tuple(_Planner(journey, found).lines(incoming)))


class _Planner:
    """Turns drafts into lines; the names of a file stand for the ids that they get here."""

    def __init__(self, journey: Journey, found: Iterable[Match]) -> None:
        self.journey, self.matches = journey, tuple(found)
        self.stages = {match.heading: match.stage for match in self.matches}
        self.personas: dict[str, str] = {}
        for one in (one for one in journey.personas if one.name):
            self.personas.setdefault(plain(one.name), one.id)  # of two of one name the older
        self.named: dict[str, str] = {}
        self.gone: set[str] = set()
        self.made: dict[tuple[str, str], Record] = {}
        self.said: dict[str, set[str]] = {}

    def lines(self, incoming: Incoming) -> Iterable[Line]:
        for match in (match for match in self.matches if match.new):
            fields = {"name": match.heading, "rolls_up": match.six, "order": match.order}
            yield self._checked("stage", match.stage, fields, "")
        given = [draft for draft in incoming.drafts if draft.kind == "persona"]
        for draft in (*self._unnamed(incoming, given), *given):
            yield self._persona(draft)
        for draft in (draft for draft in incoming.drafts if draft.kind != "persona"):
            fields = self._resolved(draft)
            key = _own_id(draft, fields) or _id(draft.kind, draft.key, _told(fields))
            if draft.key:
                self.named.setdefault(draft.key, key)
            if draft.kind == "vote" and not fields["item"]:
                yield Line(draft.place, "left", "vote", key, fields, JourneyError("vote_for_nothing"))
            else:
                yield self._checked(draft.kind, key, fields, draft.place)
        yield from (Line(remark.place, "left", why=remark.why) for remark in incoming.remarks)

    def _unnamed(self, incoming: Incoming, given: list[Draft]) -> list[Draft]:
        """Return drafts of the personas that others name, and that nobody describes."""
        named = dict.fromkeys(str(d.fields["persona"]) for d in incoming.drafts if d.fields.get("persona"))
        known = {plain(str(draft.fields.get("name", ""))) for draft in given} | self.personas.keys()
        drafts = [Draft("persona", {"name": name}) for name in named if plain(name) not in known]
        homeless = any(d.kind in ("note", "feeling") and not d.fields.get("persona") for d in incoming.drafts)
        return drafts or ([Draft("persona", {"name": ""})] if homeless and not known else [])

    def _persona(self, draft: Draft) -> Line:
        name = plain(str(draft.fields.get("name", "")))
        if key := self.personas.get(name, ""):
            return self._checked("persona", key, dict(draft.fields), draft.place)
        key = self.personas[name] = _id("persona", draft.key, [name])
        if self.journey.last_known("persona", key) and not self.journey.get("persona", key):
            self.gone.add(key)
        return self._checked("persona", key, dict(draft.fields), draft.place)

    def _resolved(self, draft: Draft) -> dict[str, Any]:
        """Return a draft's fields with ids in place of the file's names."""
        fields = dict(draft.fields)
        if "stage" in fields:
            fields["stage"] = self.stages.get(fields["stage"], "")
        if "stages" in fields:
            fields["stages"] = [self.stages[name] for name in fields["stages"] if name in self.stages]
        if "persona" in fields:
            alone = next(iter(self.personas.values()), "")
            fields["persona"] = self.personas.get(plain(fields["persona"]), "") or alone
        if draft.kind == "vote":
            fields["item"] = self._item(str(fields.get("item", "")))
        if draft.kind == "theme":
            fields["notes"] = [self.named[name] for name in fields.get("notes", ()) if name in self.named]
        return fields

    def _item(self, name: str) -> str:
        """Return what is voted on: of this file, by its id, or what came with an earlier one; "" if none."""
        kinds = ("note", "issue", "action", "stage")
        if name in self.named:
            return self.named[name]
        return name if any(self.journey.get(kind, name) for kind in kinds) else self._sources.get(name, "")

    @cached_property
    def _sources(self) -> dict[str, str]:
        """The notes by what their source begins with, as in "pol.is #12 (…)"; of equal ones none."""
        heads = [(note.source.partition(" (")[0], note.id) for note in self.journey.notes]
        often = Counter(head for head, _ in heads)
        return {head: note for head, note in heads if head and often[head] == 1}

    def _checked(self, kind: str, key: str, fields: dict[str, Any], place: str) -> Line:
        try:
            cleaned = clean(kind, fields)
        except InvalidAnswer as error:
            return Line(place, "left", kind, key, fields, next(iter(error.fields.values())))
        if (kind in ONLY or kind == "persona") and (known := self.journey.get(kind, key)):  # fills the gaps
            cleaned = {name: value for name, value in cleaned.items() if value and not getattr(known, name)}
            return Line(place, "taken" if cleaned else "known", kind, key, cleaned or fields)
        if kind == "translation":  # a later sheet corrects an earlier one
            state: State = "known" if _holds(self.journey.get(kind, key), cleaned) else "taken"
            return Line(place, state, kind, key, cleaned)
        before = self.made.get((kind, key)) or self.journey.last_known(kind, key)
        self.made.setdefault((kind, key), KINDS[kind].model_validate({**cleaned, "id": key}))
        if isinstance(before, Feeling) and before.value != cleaned.get("value"):
            return Line(place, "left", kind, key, cleaned, JourneyError("felt_otherwise"))
        if before or self._is_said(kind, cleaned):
            return Line(place, "known", kind, key, cleaned)
        if cleaned.get("persona") in self.gone:
            return Line(place, "left", kind, key, cleaned, JourneyError("persona_deleted"))
        return Line(place, "taken", kind, key, cleaned)

    def _is_said(self, kind: str, fields: Mapping[str, Any]) -> bool:
        """Say whether a record says the same already; if not, it does from now on."""
        if kind in ("stage", "vote", "feeling"):
            return False
        said = self.said.get(kind)
        if said is None:
            dumped = (record.model_dump(mode="json") for record in self.journey.records(kind))
            said = self.said[kind] = {_spelled(_told(record)) for record in dumped}
        told, before = _spelled(_told(fields)), len(said)
        said.add(told)
        return len(said) == before


def take(workshop: Workshop, planned: Plan) -> int:
    """Write what a plan takes, all of it or nothing, and return how many records that is.

    One `undo` takes it back.
    """
    taken = [line for line in planned.lines if line.state == "taken"]
    changes = [workshop.change("put", line.kind, line.record, **line.fields) for line in taken]
    if changes:
        workshop.append(*changes, as_id=new_id())
    return len(changes)


def _told(fields: Mapping[str, Any]) -> list[Any]:
    return [[name, fields[name]] for name in _TOLD if fields.get(name) not in (None, "", [], ())]


def _spelled(told: list[Any]) -> str:
    return json.dumps(told)  # plain ASCII: what is no valid text gets an id too


def _own_id(draft: Draft, fields: Mapping[str, Any]) -> str:
    """Return the id of a record of which there is one for each: a play, a feeling, a vote, a translation."""
    if draft.by and draft.kind in _OF_EACH:
        return own_id(draft.by, ".".join(str(fields.get(name, "")) for name in _OF_EACH[draft.kind]))
    only = (draft.key,) if draft.kind == "translation" else ONLY.get(draft.kind, ())
    if draft.kind == "feeling" and not draft.by:
        return f"{fields.get('persona', '')}.{fields.get('stage', '')}"
    return draft.key if draft.key in only else only[0] if len(only) == 1 else ""


def _holds(record: Record | None, fields: Mapping[str, Any]) -> bool:
    return record is not None and all(getattr(record, name) == value for name, value in fields.items())


def _id(kind: str, key: str, told: list[Any]) -> str:
    return str(uuid5(SPACE, f"{kind} {_spelled([key, told])}"))
