"""How many events each rule takes, and what no rule takes: told at once while somebody edits the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from journeykit.evidence import matching, planning
from journeykit.evidence.engines import statements
from journeykit.evidence.engines.question import kinds
from journeykit.evidence.log import Log, fill
from journeykit.evidence.matching import Candidate, Kind
from journeykit.evidence.rules import Rules

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Count", "Counts", "count", "left_over"]

_EVER = 1 << 62


class Count(NamedTuple):
    """Of one rule: the events it takes, those that fit its conditions, and the rule that takes most of these.

    `by` is None where no other rule takes any.
    """

    events: int
    fits: int
    by: int | None

    @property
    def hidden(self) -> bool:
        """Whether others take everything that would fit."""
        return self.fits > 0 and self.events == 0 and self.by is not None

    @property
    def empty(self) -> bool:
        """Whether nothing fits at all: a name that the data do not have."""
        return self.fits == 0


class Counts(NamedTuple):
    """The counts of all rules; the kinds that are left over, most first, `n` being what is left of them."""

    rules: tuple[Count, ...]
    unmapped: tuple[Kind, ...]
    events: int


def count(rules: Rules, log: Log) -> Counts:
    """Return how many events of the log each rule takes; days after the as-of day count too."""
    with log.db.cursor() as own:
        known = kinds(own)
        found, fits = matching.candidates(rules, known), matching.members(rules, known)
        taken = Counter({(at, row[0].rule): known[at].n for at, row in enumerate(found) if row})
        taken.update(_recounted(own, known, found, fits, taken))
    by_rule = tuple(_count(at, members, known, taken) for at, members in enumerate(fits))
    mapped: Counter[int] = Counter()
    for (kind, _), n in taken.items():
        mapped[kind] += n
    left = (kind._replace(n=kind.n - mapped[at]) for at, kind in enumerate(known))
    unmapped = sorted((kind for kind in left if kind.n), key=lambda kind: (-kind.n, kind.kind))
    return Counts(by_rule, tuple(unmapped), sum(kind.n for kind in known))


def left_over(rules: Rules, log: Log) -> list[Kind]:
    """Return the kinds that have events which no rule takes, and how many: most first."""
    with log.db.cursor() as own:
        known = kinds(own)
    found = matching.candidates(rules, known)
    if any(row and not row[-1].always for row in found):  # some of a kind, by which of them they are
        return list(count(rules, log).unmapped)
    free = (kind for kind, row in zip(known, found, strict=True) if not row and kind.n)
    return sorted(free, key=lambda kind: (-kind.n, kind.kind))


def _recounted(
    own: DuckDBPyConnection,
    known: Sequence[Kind],
    found: Sequence[tuple[Candidate, ...]],
    fits: Sequence[Sequence[int]],
    taken: Counter[tuple[int, int]],
) -> Counter[tuple[int, int]]:
    """Return what `taken` lacks for the kinds whose events are told apart by which they are."""
    made = planning.counting(found, fits)
    if not made.turns:
        return Counter()
    own.execute("create temp table effects(kind integer, step integer)")
    fill(own, "effects", made.effects)
    parts = ", ".join(f"{name} as ({text})" for name, text in statements.chosen(made, _EVER).items())
    rows = own.execute(f"with {parts} select kind, step, count(*) from taken group by kind, step").fetchall()
    change: Counter[tuple[int, int]] = Counter()
    for kind in {row[0] for row in rows}:
        first = (kind, found[kind][0].rule) if found[kind] else None
        if first:
            change[first] -= taken[first]
    for kind, rule, n in rows:
        if rule >= 0:
            change[kind, rule] += n
    return change


def _count(
    rule: int, members: Sequence[int], known: Sequence[Kind], taken: Counter[tuple[int, int]]
) -> Count:
    inside = set(members)
    others: Counter[int] = Counter()
    for (kind, other), n in taken.items():
        if kind in inside and n:
            others[other] += n
    own = others.pop(rule, 0)
    by = min(others, key=lambda other: (-others[other], other), default=None)
    return Count(own, sum(known[kind].n for kind in members), by)
