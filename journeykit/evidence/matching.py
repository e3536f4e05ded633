"""Which rule an event belongs to: found once for each kind of event, never for each event."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from journeykit.errors import ReadError
from journeykit.evidence.figures import GONE
from journeykit.evidence.rules import LEFT, Rule, Rules
from journeykit.records import Stage

__all__ = ["Candidate", "Kind", "Step", "Steps", "candidates", "members", "plain", "positions", "steps"]


class Kind(NamedTuple):
    """A row of the log's table `kinds`."""

    kind: int
    source: str
    what: str
    subtype: str
    n: int = 0


class Candidate(NamedTuple):
    """A rule that an event may belong to: if it is the `low`th to the `high`th that fits it (None: any)."""

    rule: int
    low: int = 1
    high: int | None = None

    @property
    def always(self) -> bool:
        """Whether no other rule can come after this one."""
        return self.low == 1 and self.high is None


class Step(NamedTuple):
    """What an event does to a customer: `stage` by number, `GONE` who leaves; `up` only upwards."""

    stage: int
    up: bool = False
    sticky: bool = False


Steps = tuple[Step | None, ...]
"""For each rule what its events do; None: they move nobody."""


def plain(value: str) -> str:
    """Return a value as it is compared: without regard to case, width and the spaces around it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold()).strip()


def members(rules: Rules, kinds: Sequence[Kind]) -> list[list[int]]:
    """Return for each rule the places in `kinds` that fit its conditions, `nth` and other rules aside."""
    known = [(plain(kind.source), plain(kind.what), plain(kind.subtype)) for kind in kinds]
    return [_fitting(rule, known) for rule in rules.rules]


def candidates(rules: Rules, kinds: Sequence[Kind]) -> list[tuple[Candidate, ...]]:
    """Return for each of `kinds` the rules that its events may belong to; the first that fits counts.

    >>> known = [Kind(0, "orders", "won", ""), Kind(1, "orders", "lost", "")]
    >>> candidates(Rules(rules=(Rule(what=("won",), nth="2+"), Rule(source=("orders",)))), known)
    [(Candidate(rule=0, low=2, high=None), Candidate(rule=1, low=1, high=None)),
     (Candidate(rule=1, low=1, high=None),)]
    """
    found: list[list[Candidate]] = [[] for _ in kinds]
    for at, fitting in enumerate(members(rules, kinds)):
        candidate = _candidate(at, rules.rules[at].nth)
        for place in fitting:
            if not (found[place] and found[place][-1].always):
                found[place].append(candidate)
    return [tuple(row) for row in found]


def positions(stages: Iterable[str | Stage]) -> dict[str, int]:
    """Return the number of each stage by its id, and by that of the six it is the first to roll up to."""
    every = list(stages)
    ids = {stage if isinstance(stage, str) else stage.id: at for at, stage in enumerate(every)}
    rolled = ((stage.rolls_up, at) for at, stage in enumerate(every) if not isinstance(stage, str))
    for six, at in rolled:
        ids.setdefault(six, at)
    return ids


def steps(rules: Rules, stages: Iterable[str | Stage]) -> Steps:
    """Return what the events of each rule do. Raises `ReadError` for a stage that the workshop has not."""
    known = positions(stages)
    return tuple(_step(at, rule, known) for at, rule in enumerate(rules.rules))


def _step(at: int, rule: Rule, known: dict[str, int]) -> Step | None:
    if rule.stage not in ("", LEFT) and rule.stage not in known:
        raise ReadError("rules_no_stage", rule=at + 1, stage=rule.stage, choices=", ".join((*known, LEFT)))
    if rule.moves == "none" or not rule.stage:
        return None
    if rule.stage == LEFT:
        return Step(GONE)
    return Step(known[rule.stage], rule.moves == "up", rule.sticky)


def _candidate(rule: int, nth: str) -> Candidate:
    low, dash, high = nth.rstrip("+").partition("-")
    if not nth:
        return Candidate(rule)
    return Candidate(rule, int(low), None if nth.endswith("+") else int(high if dash else low))


def _fitting(rule: Rule, known: Sequence[tuple[str, str, str]]) -> list[int]:
    asked = [(at, _test(row)) for at, row in enumerate((rule.source, rule.what, rule.subtype)) if row]
    return [place for place, row in enumerate(known) if all(test(row[at]) for at, test in asked)]


def _test(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Return a test for one column: does one of the patterns fit? Values come again: each is tried once."""
    exact = {plain(pattern) for pattern in patterns if "*" not in plain(pattern)}
    wild = [plain(pattern).split("*") for pattern in patterns if "*" in plain(pattern)]
    return cache(lambda value: value in exact or any(_fits(value, parts) for parts in wild))


def _fits(value: str, parts: Sequence[str]) -> bool:
    """Tell whether a value is these parts with anything between them: each found at once, however many."""
    first, *middle, last = parts
    at, end = len(first), len(value) - len(last)
    if end < at or not (value.startswith(first) and value.endswith(last)):
        return False
    for part in middle:
        at = value.find(part, at, end) + len(part)
        if at < len(part):
            return False
    return True
