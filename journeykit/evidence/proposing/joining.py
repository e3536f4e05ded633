"""How the tables of an export hang together: columns that name the same customers, and the ways between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from journeykit.evidence.proposing.columns import shared
from journeykit.evidence.proposing.headings import Head
from journeykit.evidence.proposing.roles import Reading
from journeykit.evidence.rules import KEYS, Lookup
from journeykit.evidence.words import plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Joined", "Way"]

Cell = tuple[str, str]
"""A column of a table: the table's name and the column's."""

_UNLIKE = {
    "staff",
    "segment",
    "status",
    "what",
    "amount",
    "score",
    "points",
    "text",
    "url",
    "place",
    "phone",
    "day",
}
_FRONT = ("", "unaware", "aware", "interest", "consideration", "purchase", "retention")


class Way(NamedTuple):
    """How a table comes to a column: the lookups, and the share of its rows that arrive."""

    column: str
    lookups: tuple[Lookup, ...]
    share: float


class Joined:
    """The tables of one export together; `readings` by the table's name, each a DuckDB table of that name."""

    def __init__(
        self, db: DuckDBPyConnection, readings: Mapping[str, Reading], relations: Mapping[str, str]
    ) -> None:
        self.db, self.readings, self.relations = db, readings, relations
        self._shares: dict[tuple[Cell, Cell], float] = {}

    def share(self, one: Cell, two: Cell) -> float:
        """Which share of the values of one column is found in the other."""
        if (one, two) not in self._shares:
            ends = ((self.relations[cell[0]], cell[1]) for cell in (one, two))
            self._shares[one, two] = shared(self.db, next(ends), next(ends))
        return self._shares[one, two]

    @cached_property
    def linkable(self) -> dict[str, list[Head]]:
        """The columns by which rows of different tables may belong together."""

        def may(head: Head) -> bool:
            column = head.column
            named = bool({"id", "name", "mail", "account", "contact", "deal", "order"} & set(head.says))
            wordy = not head.is_day and column.distinct > 2 and column.length < 80 and column.flag < 0.9
            return wordy and (named or column.unique) and not (_UNLIKE - {"staff"}) & set(head.says)

        return {name: [head for head in found.heads if may(head)] for name, found in self.readings.items()}

    def alike(self, one: tuple[str, Head], two: tuple[str, Head]) -> float:
        """The share of values that two columns have in common, 0 if their headings speak of different things.

        Running numbers are found in each other by chance: there the headings must agree.
        """
        (table, left), (other, right) = one, two
        same = plain(left.name) == plain(right.name) and not (left.own and right.own)
        things = [
            {*head.says} & {"account", "contact", "deal", "order", "ticket", "thing", "staff"}
            for head in (left, right)
        ]
        if not same and (
            "staff" in things[0] ^ things[1] or (left.column.number > 0.8 and not things[0] & things[1])
        ):
            return 0.0
        if not same and things[0] and things[1] and not things[0] & things[1]:
            return 0.0
        found = self.share((table, left.name), (other, right.name))
        return found if found >= (0.01 if same else 0.3) else 0.0

    def groups(self, entity: str) -> list[list[Cell]]:
        """The columns that name such an entity, those with values in common together."""
        found = [
            (name, head)
            for name, reading in self.readings.items()
            for head in reading.heads
            if head.key(entity)
        ]
        groups: list[list[tuple[str, Head]]] = []
        for cell in found:
            near = [
                group
                for group in groups
                if any(
                    other[0] != cell[0] and max(self.alike(cell, other), self.alike(other, cell))
                    for other in group
                )
            ]
            groups = [group for group in groups if group not in near] + [
                [cell, *(one for group in near for one in group)]
            ]
        return [[(name, head.name) for name, head in group] for group in groups]

    def _worth(self, entity: str, group: Sequence[Cell]) -> float:
        total = 0.0
        for name, column in group:
            reading = self.readings[name]
            head = reading.head(column)
            lone = head.column.unique and len({table for table, _ in group}) == 1 and len(self.readings) > 1
            weight = {"events": 2.0, "accounts": 1.0, "other": 0.3}[reading.kind]
            total += (
                weight
                * (0.1 if lone and reading.kind == "events" else 1.0)
                * head.key(entity)
                * head.column.filled
            )
        return total

    @cached_property
    def keys(self) -> dict[str, dict[str, str]]:
        """For account, deal and contact: each table's column of the spelling that most tables share."""
        chosen = {}
        for entity in KEYS:
            best = max(self.groups(entity), key=lambda group: self._worth(entity, group), default=[])
            columns: dict[str, str] = {}
            for name, column in sorted(
                best, key=lambda cell: -self.readings[cell[0]].head(cell[1]).key(entity)
            ):
                columns.setdefault(name, column)
            chosen[entity] = columns
        return chosen

    def way(self, name: str, ends: Mapping[str, str], *, most: int = 3) -> Way | None:
        """Return the shortest way from a table to a column of another, `ends` the columns by table."""
        if name in ends:
            return Way(ends[name], (), self.readings[name].head(ends[name]).column.filled)
        paths: list[tuple[str, tuple[Lookup, ...], float, frozenset[str]]] = [
            (name, (), 1.0, frozenset({name}))
        ]
        for _ in range(most):
            paths = [step for path in paths for step in self._steps(path)]
            arrived = [
                Way(ends[at], (*hops[:-1], hops[-1].model_copy(update={"take": (ends[at],)})), share)
                for at, hops, share, _ in paths
                if at in ends and hops[-1].where != ends[at]
            ]
            if arrived:
                return max(arrived, key=lambda way: way.share)
        return None

    def _steps(
        self, path: tuple[str, tuple[Lookup, ...], float, frozenset[str]]
    ) -> list[tuple[str, tuple[Lookup, ...], float, frozenset[str]]]:
        at, hops, share, seen = path
        found = []
        for other in self.readings.keys() - seen:
            for here, there, part in self._links(at, other):
                taken = (*hops[:-1], hops[-1].model_copy(update={"take": (here,)})) if hops else ()
                hop = Lookup(source=other, on=here, where=there, take=())
                if not hops or hops[-1].where != here:
                    found.append((other, (*taken, hop), share * part, seen | {other}))
        return found

    def _links(self, one: str, two: str) -> list[tuple[str, str, float]]:
        """By which columns rows of one table find their row in the other, the fullest first."""
        found = []
        for here in self.linkable[one]:
            for there in self.linkable[two]:
                rows = self.readings[two].table.rows * there.column.filled
                if "staff" in here.says or there.column.distinct < 0.8 * rows:
                    continue
                part = self.alike((one, here), (two, there))
                if part:
                    found.append((here.name, there.name, part * here.column.filled))
        return sorted(found, key=lambda link: -link[2])[:2]

    @cached_property
    def events(self) -> list[str]:
        """The names of the tables that tell events."""
        return [name for name, reading in self.readings.items() if reading.kind == "events"]

    def reach(self, entity: str) -> dict[str, Way]:
        """The way from each table to whom the entity names, where there is one."""
        ends = self.keys[entity]
        ways = {name: self.way(name, ends) for name in self.readings} if ends else {}
        return {name: way for name, way in ways.items() if way}
