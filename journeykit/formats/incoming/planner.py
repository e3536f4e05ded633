"""From drafts to lines: the names of a file give way to ids, and each draft is taken, known or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from journeykit.errors import InvalidAnswer, JourneyError
from journeykit.formats.incoming.drafts import Draft, Remark
from journeykit.formats.incoming.known import Known, made_id, only_id, told
from journeykit.formats.incoming.line import Line, State
from journeykit.formats.incoming.people import NOBODY, People
from journeykit.formats.incoming.stages import Match
from journeykit.log import Journey
from journeykit.records import KINDS, ONLY, Feeling, Record, clean

__all__ = ["Planner"]

_THEIRS = ("vote", "participant")
"""The kinds of records that no file changes or adds to: people's own voices."""


class Planner:
    """Turns the drafts of a file into lines; the names of the file stand for the ids that they get here."""

    def __init__(self, journey: Journey, found: Iterable[Match], drafts: Iterable[Draft]) -> None:
        self.journey, self.matches, self.drafts = journey, tuple(found), tuple(drafts)
        self.stages = {match.heading: match.stage for match in self.matches}
        self.people, self.known = People(journey, self.drafts), Known(journey)
        self.named: dict[str, str] = {}
        self.made: dict[tuple[str, str], Record] = {}
        self.nobody = ""

    def lines(self, remarks: Iterable[Remark]) -> Iterator[Line]:
        """Yield what becomes of each draft, and the remarks."""
        for match in (match for match in self.matches if match.new):
            fields = {"name": match.shown, "rolls_up": match.six, "order": match.order}
            yield self._checked("stage", match.stage, fields, "")
        for draft in self.people.drafts:
            key = self.people.key(draft)
            yield self._edited(draft) if self.is_here(draft) else self._persona(draft, key)
        rest = [self._line(draft) for draft in self.drafts if draft.kind not in ("persona", "stage")]
        if self.nobody and not self.journey.last_known("persona", self.nobody):
            others = len(self.people.all()) > 1
            line = self._persona(NOBODY, self.nobody)
            yield line._replace(why=JourneyError("of_nobody")) if others else line
        yield from (self._edited(d) for d in self.drafts if d.kind == "stage" and self.is_here(d))
        yield from rest
        yield from (Line(remark.place, "left", why=remark.why) for remark in remarks)

    def is_here(self, draft: Draft) -> bool:
        """Say whether a draft of a file of ours tells of a record that the workshop has, or had."""
        return bool(draft.record) and self.journey.last_known(draft.kind, draft.record) is not None

    def _persona(self, draft: Draft, key: str) -> Line:
        return self._checked("persona", key, dict(draft.fields), draft.place)

    def _line(self, draft: Draft) -> Line:
        if self.is_here(draft):
            return self._edited(draft)
        fields = self._resolved(draft)
        if draft.record and draft.kind in _THEIRS:
            return Line(draft.place, "left", draft.kind, draft.record, fields, JourneyError("theirs"))
        own = draft.record if draft.kind != "feeling" else ""
        key = own or only_id(draft, fields) or made_id(draft.kind, draft.key, told(fields))
        if draft.key:
            self.named.setdefault(draft.key, key)
        if draft.kind == "vote" and not fields["item"]:
            return Line(draft.place, "left", "vote", key, fields, JourneyError("vote_for_nothing"))
        return self._checked(draft.kind, key, fields, draft.place)

    def _resolved(self, draft: Draft) -> dict[str, Any]:
        """Return a draft's fields with ids in place of the file's names."""
        fields = self._staged(draft)
        if "persona" in fields:
            fields["persona"] = self.people.whose(fields["persona"]) or self._owner(draft, fields)
        if draft.kind == "vote" and not draft.record:
            fields["item"] = self._item(str(fields.get("item", "")))
        if draft.kind == "theme" and not draft.record:
            fields["notes"] = [self.named[name] for name in fields.get("notes", ()) if name in self.named]
        return fields

    def _staged(self, draft: Draft) -> dict[str, Any]:
        """Return a draft's fields with the ids of stages."""
        fields = dict(draft.fields)
        if "stage" in fields:
            fields["stage"] = self.stages.get(fields["stage"], "")
        if "stages" in fields:
            keys = (self.stages[name] for name in fields["stages"] if name in self.stages)
            fields["stages"] = list(dict.fromkeys(keys))
        return fields

    def _owner(self, draft: Draft, fields: Mapping[str, Any]) -> str:
        """Return whose a draft is that names nobody: the only persona's, else that of one without a name.

        What was known before of somebody is still theirs. An issue may be nobody's; a fact is everybody's.
        """
        if draft.kind not in ("note", "feeling", "issue") or self.is_here(draft):
            return ""
        everybody, alone = self.people.all(), self.people.alone()
        felt = draft.kind == "feeling"  # many feel the same: that alone does not tell whose it is
        for key in self._homes if felt else ("", *everybody):
            if self._is_there(draft, {**fields, "persona": key}):
                return key
        if felt and self._homes:
            return self._homes[0]
        if alone or (draft.kind == "issue" and (everybody or not self._homeless)):
            return alone
        self.nobody = self.people.key(NOBODY)
        return self.nobody

    @cached_property
    def _homes(self) -> list[str]:
        """Whose the file's texts that name nobody are known to be; without texts, whose all its feelings."""
        lost = [d for d in self.drafts if not d.fields.get("persona") and not self.is_here(d)]
        texts = [(d, self._staged(d)) for d in lost if d.kind in ("note", "issue")]
        texts = [(d, fields) for d, fields in texts if not self._is_there(d, {**fields, "persona": ""})]
        felt = [(d, self._staged(d)) for d in lost if d.kind == "feeling"]
        which = any if texts else all
        return [
            key
            for key in self.people.all()
            if which(self._is_there(d, {**fields, "persona": key}) for d, fields in texts or felt)
        ]

    @cached_property
    def _homeless(self) -> bool:
        """Whether the file has something for the map that names nobody."""
        return any(d.kind in ("note", "feeling") and not d.fields.get("persona") for d in self.drafts)

    def _is_there(self, draft: Draft, fields: dict[str, Any]) -> bool:
        if draft.kind == "feeling":
            felt = self.journey.last_known("feeling", only_id(draft, fields))
            return isinstance(felt, Feeling) and felt.value == fields.get("value")
        made = made_id(draft.kind, draft.key, told(fields))
        return self.known.says(draft.kind, fields) or self.journey.last_known(draft.kind, made) is not None

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

    def _edited(self, draft: Draft) -> Line:
        """Return what becomes of a record that is here: what was changed in the file changes it."""
        kind, key, fields = draft.kind, draft.record, self._resolved(draft)
        record, was = self.journey.get(kind, key), self.journey.last_known(kind, key)
        line = Line(draft.place, "left", kind, key, was.model_dump(mode="json") if was else {})
        if not fields:
            return line._replace(state="known")
        if record is None or kind in _THEIRS:
            return line._replace(why=JourneyError("theirs" if record else "record_deleted"))
        if {fields.get("persona"), getattr(record, "persona", "")} & self.people.gone:
            return line._replace(why=JourneyError("persona_deleted"))
        try:
            cleaned = clean(kind, fields)
        except InvalidAnswer as error:
            return line._replace(why=next(iter(error.fields.values())))
        news = {name: value for name, value in cleaned.items() if line.fields.get(name) != value}
        if not news:
            return line._replace(state="known")
        return line._replace(state="taken", fields=news, before=record)

    def _checked(self, kind: str, key: str, fields: dict[str, Any], place: str) -> Line:
        try:
            cleaned = clean(kind, fields)
        except InvalidAnswer as error:
            return Line(place, "left", kind, key, fields, next(iter(error.fields.values())))
        if (kind in ONLY or kind == "persona") and (known := self.journey.get(kind, key)):
            return _filling(known, Line(place, "known", kind, key, cleaned))
        if kind == "translation":  # a later sheet corrects an earlier one
            state: State = "known" if _holds(self.journey.get(kind, key), cleaned) else "taken"
            return Line(place, state, kind, key, cleaned)
        return self._new(Line(place, "taken", kind, key, cleaned))

    def _new(self, line: Line) -> Line:
        """Return what becomes of a record that is none of ours: taken, unless something says the same."""
        kind, key, fields = line.kind, line.record, line.fields
        before = self.made.get((kind, key)) or self.journey.last_known(kind, key) or self._felt(kind, fields)
        self.made.setdefault((kind, key), KINDS[kind].model_validate({**fields, "id": key}))
        if isinstance(before, Feeling) and before.value != fields.get("value"):
            return line._replace(state="left", why=JourneyError("felt_otherwise"))
        if before or (kind not in ("stage", "vote", "feeling") and self.known.hear(kind, fields)):
            differs = isinstance(before, Feeling) and fields.get("why") not in (None, "", before.why)
            return line._replace(state="known", why=JourneyError("ours_stays") if differs else None)
        if fields.get("persona") in self.people.gone:
            return line._replace(state="left", why=JourneyError("persona_deleted"))
        return line

    def _felt(self, kind: str, fields: Mapping[str, Any]) -> Record | None:
        """Return what participants feel on the whole, where that is what a feeling of the file says."""
        at = str(fields.get("persona", "")), str(fields.get("stage", ""))
        felt = self.journey.feelings.get(at) if kind == "feeling" else None
        return felt if felt and felt.value == fields.get("value") else None


def _filling(known: Record, line: Line) -> Line:
    """Return what becomes of what is told of one that is here: gaps are filled, and what is said stays."""
    told = {name: value for name, value in line.fields.items() if value}
    ours = {name: getattr(known, name) for name in told}
    gaps = {name: value for name, value in told.items() if not ours[name]}
    differs = any(_flat(ours[name]) != _flat(value) for name, value in told.items() if name not in gaps)
    why = JourneyError("ours_stays") if differs else None
    return line._replace(state="taken" if gaps else "known", fields=gaps or line.fields, why=why)


def _flat(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else list(value) if _many(value) else value


def _many(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _holds(record: Record | None, fields: Mapping[str, Any]) -> bool:
    return record is not None and all(getattr(record, name) == value for name, value in fields.items())
