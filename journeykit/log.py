"""The log of changes, and the fold from changes to a `Journey`: pure, no I/O.

Changes are taken in the order of `(at, id)` and the last writer wins per field, so any set of changes
folds to the same journey in any order, twice the same change counts once, and merging two workshops
is the union of their changes. A drop hides a record; a later put brings it back with all its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from pydantic import ValidationError

from journeykit.records import (
    GROUPS,
    KINDS,
    SIX,
    AssumedIssue,
    Brief,
    Feeling,
    Issue,
    Note,
    Persona,
    Play,
    Record,
    Scope,
    Stage,
)

__all__ = ["VERSION", "Change", "Journey", "fold"]

VERSION = 1
"""The version of the format that this release writes; it reads every version up to this one."""

Stamp = tuple[int, str]
Placed = tuple[float, Stamp, str, Record]
R = TypeVar("R", bound=Record)


class Change(NamedTuple):
    """One edit of one record. `at` is in microseconds since 1970 (UTC), stamped by the store.

    `fields` are the fields that changed; `undoes` names the change that this one takes back.
    """

    id: str
    at: int
    author: str
    kind: str
    record: str
    op: str
    fields: Mapping[str, Any]
    undoes: str = ""
    version: int = VERSION


class _Row:
    """The state of one record while it is folded: the winning value and stamp of each field."""

    __slots__ = ("alive", "born", "built", "stamps", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.stamps: dict[str, Stamp] = {}
        self.alive: tuple[Stamp, bool] = ((0, ""), False)
        self.born: Stamp | None = None
        self.built: Placed | None = None

    def copy(self) -> _Row:
        twin = _Row()
        twin.values, twin.stamps = self.values.copy(), self.stamps.copy()
        twin.alive, twin.born = self.alive, self.born
        return twin

    def take(self, stamp: Stamp, op: str, fields: Mapping[str, Any]) -> None:
        self.built = None
        if self.born is None or stamp < self.born:
            self.born = stamp
        if stamp >= self.alive[0]:
            self.alive = (stamp, op == "put")
        if op == "put":
            for name, value in fields.items():
                if stamp >= self.stamps.get(name, (0, "")):
                    self.values[name], self.stamps[name] = value, stamp

    def placed(self, kind: str, key: str) -> Placed:
        """Return the record behind what sorts it: its order, its age, its id."""
        if self.built is None:
            record = _build(KINDS[kind], {**self.values, "id": key})
            self.built = (getattr(record, "order", 0.0), self.born or (0, ""), key, record)
        return self.built

    def record(self, kind: str, key: str) -> Record:
        return self.placed(kind, key)[3]


def _build(model: type[R], values: dict[str, Any]) -> R:
    """Return the record; a value that this version cannot read gives way to the field's default."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        unreadable = {e["loc"][0] for e in error.errors()}
        return model.model_validate({k: v for k, v in values.items() if k not in unreadable})


def _seeds() -> dict[str, dict[str, _Row]]:
    """Return the rows every journey starts from: brief, scope, the six stages, the four plays."""
    seeds: dict[str, dict[str, Mapping[str, Any]]] = {
        "brief": {"brief": {}},
        "scope": {"scope": {}},
        "stage": {six: {"rolls_up": six, "order": float(at)} for at, six in enumerate(SIX)},
        "play": {group: {} for group in GROUPS},
    }
    rows: dict[str, dict[str, _Row]] = {}
    for kind, records in seeds.items():
        for at, (key, fields) in enumerate(records.items()):
            row = rows.setdefault(kind, {})[key] = _Row()
            row.take((0, str(at)), "put", fields)  # older than any change, and in this order
    return rows


class Journey:
    """What a set of changes amounts to. Immutable: `plus` returns the journey with more changes."""

    def __init__(self, rows: dict[str, dict[str, _Row]], newest: Stamp = (0, "")) -> None:
        self._rows = rows
        self.newest = newest

    def plus(self, changes: Iterable[Change]) -> Journey:
        """Return the journey after `changes`; kinds that this version does not know are passed over."""
        rows = dict(self._rows)
        own: set[int] = set()
        newest = self.newest
        for change in changes:
            stamp = (change.at, change.id)
            newest = max(newest, stamp)
            if change.kind not in KINDS:
                continue
            of_kind = rows.get(change.kind)
            if of_kind is None or id(of_kind) not in own:
                of_kind = rows[change.kind] = dict(of_kind or {})
                own.add(id(of_kind))
            row = of_kind.get(change.record)
            if row is None or id(row) not in own:
                row = of_kind[change.record] = row.copy() if row else _Row()
                own.add(id(row))
            row.take(stamp, change.op, change.fields)
        return Journey(rows, newest)

    def records(self, kind: str) -> tuple[Record, ...]:
        """Return the live records of a kind by their `order`, then by age.

        With a persona that was dropped, their issues, notes and feelings are gone as well.
        """
        rows = self._rows.get(kind, {})
        live = sorted([row.placed(kind, key) for key, row in rows.items() if row.alive[1]])
        found = [record for *_, record in live]
        if "persona" in KINDS[kind].model_fields:
            alive = {"", *(persona.id for persona in self.personas)}
            found = [record for record in found if getattr(record, "persona") in alive]  # noqa: B009
        return tuple(found)

    def get(self, kind: str, key: str) -> Record | None:
        """Return one record, or None where it does not exist or was dropped."""
        row = self._rows.get(kind, {}).get(key)
        return row.record(kind, key) if row and row.alive[1] else None

    def last_known(self, kind: str, key: str) -> Record | None:
        """Return one record as it was last, dropped or not."""
        row = self._rows.get(kind, {}).get(key)
        return row.record(kind, key) if row else None

    @property
    def brief(self) -> Brief:
        """What the workshop is for."""
        return cast(Brief, self.last_known("brief", "brief"))

    @property
    def scope(self) -> Scope:
        """Whose map it is and which stages it covers."""
        return cast(Scope, self.last_known("scope", "scope"))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The team's stages, in their order."""
        return cast(tuple[Stage, ...], self.records("stage"))

    @cached_property
    def stages_in_scope(self) -> tuple[Stage, ...]:
        """The columns of the map; all stages until the team has chosen."""
        chosen = set(self.scope.stages)
        return tuple(s for s in self.stages if s.id in chosen) or self.stages

    @cached_property
    def personas(self) -> tuple[Persona, ...]:
        """The personas, oldest first."""
        return cast(tuple[Persona, ...], self.records("persona"))

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """The issues whose persona still exists, and those without one."""
        return cast(tuple[Issue, ...], self.records("issue"))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes whose persona still exists."""
        return cast(tuple[Note, ...], self.records("note"))

    @cached_property
    def feelings(self) -> dict[tuple[str, str], Feeling]:
        """The feelings of living personas by (persona, stage)."""
        return {(f.persona, f.stage): f for f in cast(tuple[Feeling, ...], self.records("feeling"))}

    @cached_property
    def plays(self) -> tuple[Play, ...]:
        """The playbook, one play per communication group, in the groups' order."""
        rows = self._rows["play"]
        return tuple(cast(Play, rows[group].record("play", group)) for group in GROUPS)

    @cached_property
    def assumed_issues(self) -> tuple[AssumedIssue, ...]:
        """The assumed issues that the team added to the library."""
        return cast(tuple[AssumedIssue, ...], self.records("assumed"))

    def stage_of(self, key: str) -> Stage | None:
        """Return the stage with id `key`; for one that is gone, a live stage that rolls up alike."""
        found = self.get("stage", key)
        if found is None and (gone := self.last_known("stage", key)):
            rolls_up = cast(Stage, gone).rolls_up
            found = next((s for s in self.stages if s.rolls_up == rolls_up), None)
        return cast("Stage | None", found)


def fold(changes: Iterable[Change]) -> Journey:
    """Return the journey that `changes` amount to, in whatever order they come."""
    return Journey(_seeds()).plus(changes)
