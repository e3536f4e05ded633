"""The journey: what a set of changes amounts to, and its records by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import cast

from journeykit.log.change import Change
from journeykit.log.felt import at_living_stages, is_teams, settled
from journeykit.log.row import Row, Stamp
from journeykit.records import (
    GROUPS,
    KINDS,
    Action,
    AssumedIssue,
    Brief,
    Evidence,
    Feeling,
    Finding,
    Handover,
    Issue,
    Link,
    Note,
    Participant,
    Persona,
    Play,
    Record,
    Room,
    Scope,
    Stage,
    Theme,
    Vote,
)

__all__ = ["Journey"]


class Journey:
    """What a set of changes amounts to. Immutable: `plus` returns the journey with more changes."""

    def __init__(self, rows: dict[str, dict[str, Row]], newest: Stamp = (0, "")) -> None:
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
                row = of_kind[change.record] = row.copy() if row else Row()
                own.add(id(row))
            row.take(stamp, change.op, change.fields, change.author)
        return Journey(rows, newest)

    def retold(self, tell: Callable[[Change], Change]) -> Journey:
        """Return the journey as if `tell` had been told of each record, in one change with all its fields."""
        rows: dict[str, dict[str, Row]] = {}
        for kind, of_kind in self._rows.items():
            for key, row in of_kind.items():
                told = tell(Change("", 0, row.author, kind, key, "put", row.values))
                new = rows.setdefault(kind, {})[told.record] = row.copy()
                new.values, new.author = {**told.fields}, told.author
        return Journey(rows, self.newest)

    def only(self, keep: Callable[[Record], bool]) -> Journey:
        """Return the journey without the live records that `keep` turns down."""
        rows = {
            kind: {
                key: row for key, row in of_kind.items() if not row.alive[1] or keep(row.record(kind, key))
            }
            for kind, of_kind in self._rows.items()
        }
        return Journey(rows, self.newest)

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

    def count(self, kind: str) -> int:
        """Return how many live records of a kind there are, without making them."""
        return sum(row.alive[1] for row in self._rows.get(kind, {}).values())

    def ever(self, kind: str) -> list[str]:
        """Return the ids of all records of a kind, dropped or not."""
        return list(self._rows.get(kind, {}))

    def get(self, kind: str, key: str) -> Record | None:
        """Return one record, or None where it does not exist or was dropped."""
        row = self._rows.get(kind, {}).get(key)
        return row.record(kind, key) if row and row.alive[1] else None

    def last_known(self, kind: str, key: str) -> Record | None:
        """Return one record as it was last, dropped or not."""
        row = self._rows.get(kind, {}).get(key)
        return row.record(kind, key) if row else None

    def author(self, kind: str, key: str) -> str:
        """Return who made a record; "" for the kit's own and for one that was never made."""
        row = self._rows.get(kind, {}).get(key)
        return row.author if row else ""

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
        """What the team says living personas feel, by (persona, stage).

        Where the team has not settled on one yet, the middle of what participants say (the lower of two).
        What was felt at a stage that is gone belongs to the stage that its notes belong to.
        """
        given = cast(tuple[Feeling, ...], self.records("feeling"))
        return at_living_stages(settled(given), self.stage_of)

    @cached_property
    def voices(self) -> tuple[Feeling, ...]:
        """What each participant says that living personas feel, by id.

        By age, one person's would stand together.
        """
        given = cast(tuple[Feeling, ...], self.records("feeling"))
        return tuple(sorted((f for f in given if not is_teams(f)), key=_id))

    @cached_property
    def room(self) -> Room:
        """Where everybody is."""
        return cast(Room, self.last_known("room", "room"))

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """Who takes part, in the order in which they joined."""
        return cast(tuple[Participant, ...], self.records("participant"))

    @cached_property
    def votes(self) -> tuple[Vote, ...]:
        """The votes that stand, by id: by age, one person's would stand together."""
        standing = (vote for vote in cast(tuple[Vote, ...], self.records("vote")) if vote.weight)
        return tuple(sorted(standing, key=_id))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The facts beside the map, oldest first."""
        return cast(tuple[Finding, ...], self.records("finding"))

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The groups of notes that the team made or ignored, oldest first."""
        return cast(tuple[Theme, ...], self.records("theme"))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """What the team could do next, oldest first."""
        return cast(tuple[Action, ...], self.records("action"))

    @cached_property
    def handovers(self) -> dict[tuple[str, str], Handover]:
        """What the team wrote about passing customers on, by (giver, taker)."""
        given = cast(tuple[Handover, ...], self.records("handover"))
        return {(one.giver, one.taker): one for one in given}

    @property
    def link(self) -> Link:
        """The journey that this one springs from."""
        return cast(Link, self.last_known("link", "link"))

    @property
    def evidence(self) -> Evidence:
        """What the last run over the customer's own data found; without a day where there was none."""
        return cast(Evidence, self.get("evidence", "evidence") or Evidence())

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


def _id(record: Record) -> str:
    return record.id
