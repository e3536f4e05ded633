"""Where a customer was at the moment of a text, a score or a complaint: an as-of join of events and stages.

Customers are walked one after the other, in order of time; of those with nothing to tell nobody is looked at.
An event whose rule moves nobody tells of the stage that the rule names; all others of where the customer
then is (see `matching`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from journeykit.evidence.figures import GONE
from journeykit.evidence.log import Log
from journeykit.evidence.matching import Kind, Step, Steps, candidates, members, positions, steps
from journeykit.evidence.reading.running import Tell, run
from journeykit.evidence.rules import Rules
from journeykit.records import Stage

__all__ = ["Said", "kinds", "walk"]

_CHUNK = 50_000
_EVENTS = """
with told as (select distinct key from notes where text is not null or score is not null
              union select key from ev where kind in ({kinds}))
select key, t, 0 as of, kind, null as text, null as score from ev semi join told using (key)
where t <= {as_of}
union all
select key, t, 1, kind, text, score from notes where (text is not null or score is not null) and t <= {as_of}
order by key, t, of, kind, text, score
"""
Row = tuple[int, int, int, int, str | None, float | None]


class Said(NamedTuple):
    """What one event tells: `stage` by number, None where the customer had not been seen at any."""

    key: int
    t: int
    kind: int
    stage: int | None
    text: str | None
    score: float | None


def kinds(log: Log) -> list[Kind]:
    """Return the kinds of events of a log, by number."""
    rows = log.db.execute("select kind, source, what, subtype, n from kinds order by kind").fetchall()
    return [Kind(*row) for row in rows]


def walk(
    log: Log, rules: Rules, stages: Sequence[Stage], watched: Collection[int] = (), tell: Tell | None = None
) -> Iterator[Said]:
    """Yield every text, score and event of the `watched` kinds with the stage it belongs to, key by key.

    `tell` is called with the share that is done; what it raises ends the walk.
    """
    at, rows = _Walk(rules, stages, kinds(log)), _rows(log, watched, tell)
    for _, of_key in groupby(rows, key=itemgetter(0)):
        at.begin()
        for _, moment in groupby(of_key, key=itemgetter(1)):
            yield from at.tell(list(moment), watched)


def _rows(log: Log, watched: Collection[int], tell: Tell | None) -> Iterator[Row]:
    """Yield the rows to walk along; finding them in their order is the first half of the work."""
    asked = _EVENTS.format(kinds=", ".join(map(str, sorted(watched))) or "null", as_of=log.as_of)
    with log.db.cursor() as own:
        own.execute("set enable_progress_bar = true")  # without it there is no progress to ask for
        own.execute("set enable_progress_bar_print = false")
        low, high = own.execute("select min(key), max(key) from keys").fetchall()[0]
        run(own, asked, (lambda share: tell(share / 2)) if tell else None)
        while chunk := own.fetchmany(_CHUNK):
            if tell:
                tell(0.5 + 0.5 * (chunk[0][0] - low) / max(high - low, 1))
            yield from chunk


class _Walk:
    """One customer's way: where they are, and how often each rule's conditions were met."""

    def __init__(self, rules: Rules, stages: Sequence[Stage], known: Sequence[Kind]) -> None:
        self.steps: Steps = steps(rules, stages)
        self.rules = candidates(rules, known)
        self.counted: list[list[int]] = [[] for _ in known]
        for rule, fitting in enumerate(members(rules, known)):
            for place in fitting if rules.rules[rule].nth else ():
                self.counted[place].append(rule)
        places = positions(stages)
        self.own = [places.get(r.stage) if r.moves == "none" else None for r in rules.rules]
        self.begin()

    def begin(self) -> None:
        self.place: int | None = None
        self.floor = GONE
        self.met: Counter[int] = Counter()

    def tell(self, moment: list[Row], watched: Collection[int]) -> Iterator[Said]:
        """Take what happened at one second, then tell of it."""
        ruled = [(row[3], self._rule(row[3])) for row in moment if not row[2]]
        moves = [step for _, rule in ruled if rule is not None and (step := self.steps[rule])]
        for step in sorted(moves, key=_order):
            self._move(step)
        of_kind = dict(ruled)
        for key, t, of, kind, text, score in moment:
            if of or kind in watched:
                yield Said(key, t, kind, self._stage(of_kind.get(kind, self._first(kind))), text, score)

    def _stage(self, rule: int | None) -> int | None:
        own = None if rule is None else self.own[rule]
        return self.place if own is None else own

    def _rule(self, kind: int) -> int | None:
        """Return the rule that an event belongs to; every rule whose conditions it meets counts it."""
        self.met.update(self.counted[kind])
        for candidate in self.rules[kind]:
            n = self.met[candidate.rule]
            if candidate.always or (candidate.low <= n and (candidate.high is None or n <= candidate.high)):
                return candidate.rule
        return None

    def _first(self, kind: int) -> int | None:
        return next((candidate.rule for candidate in self.rules[kind]), None)

    def _move(self, step: Step) -> None:
        if step.stage == GONE:
            self.place = GONE
            return
        if step.sticky:
            self.floor = max(self.floor, step.stage)
        here = max(self.place if self.place is not None else GONE, step.stage) if step.up else step.stage
        self.place = max(here, self.floor)


def _order(step: Step) -> tuple[bool, Step]:
    """Return what sorts the steps of one second as the statement does: by stage, leaving last."""
    return step.stage == GONE, step
