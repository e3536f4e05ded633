"""From rules to a plan: what events of each kind do, in the numbers that the SQL text works with.

A step is a stage, or where the rules need it, a stage with two bits: upwards only, sticky. Who leaves gets
the number after the last stage, so that within a second leaving comes last. Where it depends on which event
it is (`nth`), a kind has a turn instead of a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeykit.evidence.figures import GONE
from journeykit.evidence.matching import Candidate, Step, Steps

__all__ = ["NOBODY", "STICKY", "UP", "Plan", "Turn", "counting", "plan"]

NOBODY = -1
"""The step of events that move nobody."""

STICKY, UP = 1, 2


class Turn(NamedTuple):
    """How the step of an event follows from its count: the first `Case` that holds."""

    choices: tuple[tuple[int, int, int | None, int], ...]
    """Of (counter, low, high, step); counter -1: always."""
    counters: frozenset[int]


class Plan(NamedTuple):
    """What the text needs to know of the rules and the log.

    `effects` are the rows of the table; a kind whose events are counted has the number of its turn, from
    `counted` up. `flags` tells that steps hold the bits for upwards and sticky.
    """

    stages: int
    effects: tuple[tuple[int, int], ...]
    turns: tuple[Turn, ...]
    counted: int
    up: bool
    sticky: bool
    back: bool

    @property
    def flags(self) -> int:
        """How many bits of a step are not the stage's."""
        return 2 if self.up or self.sticky else 0

    @property
    def width(self) -> int:
        """How many bits a stage needs, leaving among them."""
        return self.stages.bit_length()


def plan(
    steps: Steps, found: Sequence[tuple[Candidate, ...]], stages: int, fits: Sequence[Sequence[int]]
) -> Plan:
    """Return the plan for rules that do `steps`, of which `found` are the candidates for each kind.

    `fits` holds for each rule the kinds whose events count towards its `nth`.
    """
    used = {candidate.rule for row in found for candidate in row}
    moving = [step for at, step in enumerate(steps) if step and at in used]
    up, sticky = any(step.up for step in moving), any(step.sticky for step in moving)
    codes = [_code(step, stages, up or sticky) for step in steps]
    back = any(not step.up for step in moving)
    return _planned(codes, found, fits)._replace(stages=stages, up=up, sticky=sticky, back=back)


def counting(found: Sequence[tuple[Candidate, ...]], fits: Sequence[Sequence[int]]) -> Plan:
    """Return a plan whose steps are the rules themselves: for `chosen` alone."""
    return _planned(range(len(fits)), found, fits)


def _code(step: Step | None, stages: int, flags: bool) -> int:
    if step is None:
        return NOBODY
    stage = stages if step.stage == GONE else step.stage
    return stage * 4 + step.up * UP + step.sticky * STICKY if flags else stage


def _planned(
    codes: Sequence[int], found: Sequence[tuple[Candidate, ...]], fits: Sequence[Sequence[int]]
) -> Plan:
    """Number the turns: kinds whose events have the same choices and the same counts share one."""
    nths = sorted({one.rule for row in found for one in row if not one.always})
    counters = {members: at for at, members in enumerate(dict.fromkeys(tuple(fits[rule]) for rule in nths))}
    inside: list[set[int]] = [set() for _ in found]
    for members, at in counters.items():
        for kind in members:
            inside[kind].add(at)
    counted = max(codes, default=0) + 1
    turns: dict[Turn, int] = {}
    effects = []
    for kind, row in enumerate(found):
        if not inside[kind]:
            effects.append((kind, codes[row[0].rule] if row else NOBODY))
            continue
        choices = tuple(
            (-1 if one.always else counters[tuple(fits[one.rule])], one.low, one.high, codes[one.rule])
            for one in row
        )
        turn = Turn(choices, frozenset(inside[kind]))
        effects.append((kind, counted + turns.setdefault(turn, len(turns))))
    rows = tuple(row for row in effects if row[1] != NOBODY)
    return Plan(0, rows, tuple(turns), counted, up=False, sticky=False, back=False)
