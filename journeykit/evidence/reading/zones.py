"""Local times of a zone as seconds since 1970 UTC, in SQL that needs no zone data of its own.

An hour that a clock goes through twice is the first of the two; one that it leaves out is read as if the
clock had not been changed yet. `clocks` tells how often that was so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from journeykit.evidence.log import zone_of

__all__ = ["Odd", "ahead", "inside", "odd", "utc"]

_YEARS = range(1970, 2101)
_EVER = -(2**62)


class Odd(NamedTuple):
    """Local seconds, `begin` to before `end`, that there are `twice` or never; `change`: when, in UTC."""

    begin: int
    end: int
    change: int
    twice: bool

    @property
    def length(self) -> int:
        """How many seconds it are."""
        return self.end - self.begin


@cache
def ahead(name: str) -> tuple[tuple[int, int], ...]:
    """Return from which local second on a zone is how many seconds ahead of UTC; the first from ever."""
    zone = zone_of(name)

    def offset(second: int) -> int:
        found = datetime.fromtimestamp(second, UTC).astimezone(zone).utcoffset()
        return int((found or timedelta()).total_seconds())

    day, begin = 86_400, int(datetime(_YEARS[0], 1, 1, tzinfo=UTC).timestamp())
    last = int(datetime(_YEARS[-1] + 1, 1, 1, tzinfo=UTC).timestamp())
    found = [(_EVER, offset(begin))]
    for low in range(begin, last, 7 * day):
        before, after = offset(low), offset(low + 7 * day)
        if before != after:
            change = _change(low, low + 7 * day, offset)
            found.append((change + max(before, after), after))
    return tuple(found)


@cache
def odd(name: str) -> tuple[Odd, ...]:
    """Return the hours that a zone's clocks go through twice or leave out."""
    found = []
    for (_, before), (end, after) in pairwise(ahead(name)):
        change = end - max(before, after)
        found.append(Odd(end - abs(before - after), end, change, before > after))
    return tuple(found)


def inside(value: str, spans: Sequence[tuple[int, int, int]]) -> str:
    """Return SQL for the number of the span (begin, end, number) that a value is in, else 0."""
    steps = [(_EVER, 0)]
    for begin, end, number in spans:
        steps += [(begin, number), (end, 0)]
    return _tree(value, steps)


def _change(low: int, high: int, offset: object) -> int:
    """Return the second at which the offset between two moments changes."""
    assert callable(offset)
    before = offset(low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(middle) == before else (low, middle)
    return high


def utc(local: str, zone: str) -> str:
    """Return SQL for the second since 1970 UTC of a local second, itself a column's name."""
    return f"({local} - {_tree(local, ahead(zone))})"


def _tree(local: str, steps: Sequence[tuple[int, int]]) -> str:
    """Return the offset as nested halves: few comparisons for a value, however many changes there were."""
    if len(steps) == 1:
        return str(steps[0][1])
    middle = len(steps) // 2
    low, high = _tree(local, steps[:middle]), _tree(local, steps[middle:])
    return f"case when {local} < {steps[middle][0]} then {low} else {high} end"
