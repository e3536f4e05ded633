"""What an engine works out: plain rows, by dimension and segment, the same on every engine.

Durations are whole seconds, counts whole numbers. `dim` is "all" (segment ""), "cohort" (the month of the
first event, "2026-03") or a segment column's name. `stage` is the number of a stage in the workshop's order,
from 0; `GONE` for those who left, who are in `now` and `moves` only.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["GONE", "Dwell", "Figures", "Idle", "Move", "Now", "Reach"]

GONE = -1


class Now(NamedTuple):
    """How many are at a stage by their last event (`n`), and for how many it is the furthest (`furthest`)."""

    dim: str
    segment: str
    stage: int
    n: int
    furthest: int


class Reach(NamedTuple):
    """How many were seen at the stage (`reached`), and at it or a later one (`beyond`)."""

    dim: str
    segment: str
    stage: int
    reached: int
    beyond: int


class Move(NamedTuple):
    """How often customers went from one stage directly to another; `n` moves of `who` customers."""

    dim: str
    segment: str
    source: int
    target: int
    n: int
    who: int


class Dwell(NamedTuple):
    """How long visits to a stage lasted: `n` ended ones, their median and 90th percentile (observed values).

    `open` visits last to this day; `open_median` is their length until the as-of moment.
    """

    dim: str
    segment: str
    stage: int
    n: int
    median: int | None
    p90: int | None
    open: int
    open_median: int | None


class Idle(NamedTuple):
    """Of those who are at a stage now (`n`), how many had no event of any kind for the idle time (`idle`)."""

    dim: str
    segment: str
    stage: int
    n: int
    idle: int


class Figures(NamedTuple):
    """All tables of one run, each sorted: "all" first, then "cohort", then the other dimensions by name.

    `customers` are those with an event up to the as-of moment, of whatever kind. Rows of noughts are
    left out, but `reach` has every stage for each segment in which somebody has been at one.
    """

    customers: int
    now: tuple[Now, ...]
    reach: tuple[Reach, ...]
    moves: tuple[Move, ...]
    dwell: tuple[Dwell, ...]
    idle: tuple[Idle, ...]
