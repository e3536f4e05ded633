"""How far answers are apart, and the sides that they fall into: by role where roles may be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from statistics import fmean
from typing import NamedTuple

from journeykit.log import Journey

__all__ = ["FEW", "NO_ROLE", "Answer", "Cell", "Side", "may_tell", "opinions", "spread"]

FEW = 3
"""In an anonymous room, of fewer people nothing is told by role."""
NO_ROLE = "none"
"""The side of those who told no role."""

Answer = tuple[str, float, str]
"""The role of who answers, the answer, and the reason for it."""


class Side(NamedTuple):
    """What one side says: a role, or where roles are not told, those who gave the same answer.

    `value` is the mean of their answers, None where they are notes.
    """

    role: str
    people: int
    value: float | None
    said: tuple[str, ...]


class Cell(NamedTuple):
    """A stage and a row (a lane, "feeling" or "scope"), and how far apart people are there.

    `heat` is 0 to 1, None where there are too few to tell. `alone` is the only role of its opinion, `note`
    one that can be shown while the cell is discussed.
    """

    stage: str
    row: str
    heat: float | None = None
    people: int = 0
    sides: tuple[Side, ...] = ()
    persona: str = ""
    alone: str = ""
    note: str = ""


def spread(values: Iterable[float], width: float) -> float:
    """Return how far apart values are, 0 (all alike) to 1 (as far as can be on a scale so wide).

    >>> spread([-2, 2], 4), spread([-2] * 25 + [2] * 25, 4), spread([0, 1], 4)
    (1.0, 1.0, 0.25)
    """
    ordered = sorted(values)
    n = len(ordered)
    most = width * (n // 2) * (n - n // 2)
    apart = sum((2 * at - n + 1) * value for at, value in enumerate(ordered))
    return min(1.0, apart / most) if most else 0.0


def may_tell(journey: Journey, people: Mapping[str, int]) -> bool:
    """Say whether roles may be named of whom so many people answered: two at least, none too few."""
    return len(people.keys() - {NO_ROLE}) > 1 and (not journey.room.anonymous or min(people.values()) >= FEW)


def opinions(journey: Journey, stage: str, row: str, answers: Sequence[Answer], width: float) -> Cell:
    """Return a cell of answers on a scale so wide: by role where that may be told, else by answer."""
    by_role, by_value = _sides(answers, 0), _sides(sorted(answers, key=itemgetter(1)), 1)
    told = may_tell(journey, {side.role: side.people for side in by_role})
    sides = by_role if told else [side._replace(role="") for side in by_value]
    means = [side.value or 0.0 for side in by_role if side.role != NO_ROLE] if told else []
    heat = max(spread((value for _, value, _ in answers), width), spread(means, width))
    up = [side.role for side in sides if told and (side.value or 0) > 0 and side.role != NO_ROLE]
    alone = up[0] if len(up) == 1 and len(means) > 1 else ""
    return Cell(stage, row, heat if len(answers) > 1 else None, len(answers), tuple(sides), alone=alone)


def _sides(answers: Sequence[Answer], by: int) -> list[Side]:
    groups: dict[object, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[answer[by]].append(answer)
    return [_side(given[0][0] or NO_ROLE, given) for given in groups.values()]


def _side(role: str, given: list[Answer]) -> Side:
    reasons = tuple(dict.fromkeys(why for *_, why in given if why))
    return Side(role, len(given), fmean(value for _, value, _ in given), reasons)
