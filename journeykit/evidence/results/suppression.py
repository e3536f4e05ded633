"""Groups of few customers are withheld, and with them as much as keeps sums from giving them back.

Cells are counts of customers, known by any key; sums are equations between them. A cell of 1 to 4 customers
is withheld (primary suppression). Then each sum is looked at: what is withheld in it must be two cells at
least, of `FEW` customers at least, and no combination of sums may tell any one of them, else the smallest
cell beside it is withheld as well (complementary suppression: L. H. Cox, Suppression methodology and
statistical disclosure control, 1980). A remainder that nobody prints is withheld like any other cell; only
where it is small must nobody find it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from journeykit.insights.evidence import FEW

__all__ = ["Sum", "determined", "withheld"]

K = TypeVar("K", bound=Hashable)
_PRIME = (1 << 61) - 1
"""Sums are combined in whole numbers modulo this prime: exact, and no fraction grows."""


class Sum(NamedTuple):
    """An equation: `total` is the sum of `parts`, and of a remainder if they come to less."""

    total: Hashable
    parts: tuple[Hashable, ...]


class _Rest(NamedTuple):
    """The remainder of a sum: those who are in the total and in none of its parts; nobody prints it."""

    number: int


def withheld(
    cells: Mapping[K, int], sums: Sequence[Sum], known: Collection[Hashable] = frozenset()
) -> set[K]:
    """Return the cells that may not be told; `known` are those that others know whatever is done here.

    >>> sorted(withheld({"all": 20, "a": 3, "b": 8, "c": 9}, [Sum("all", ("a", "b", "c"))]))
    ['a', 'b']
    """
    every, rows = _with_rests(cells, sums)
    few = {key for key, n in every.items() if 0 < n < FEW} - set(known)
    hidden = few | {key for key in every if isinstance(key, _Rest)}
    free = every.keys() - hidden - set(known)
    beside: dict[Hashable, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for key in row:
            beside[key].append(at)
    waiting = set(range(len(rows)))
    while True:
        while waiting:
            at = waiting.pop()
            if _tells(rows[at], every, hidden) and (more := _next(rows[at], every, free)) is not None:
                hidden.add(more)
                free.discard(more)
                waiting.update(beside[more])
        for key in determined(rows, hidden):
            found = (_next(rows[at], every, free) for at in beside[key])
            if (
                _is_secret(key, every)
                and (more := next((one for one in found if one is not None), None)) is not None
            ):
                hidden.add(more)
                free.discard(more)
                waiting.update(beside[more])
                break
        else:
            return {key for key in cells if key in hidden}


def _with_rests(
    cells: Mapping[K, int], sums: Sequence[Sum]
) -> tuple[dict[Hashable, int], list[dict[Hashable, int]]]:
    """Return the cells with the remainders of sums, and each sum as what its cells count in it."""
    every: dict[Hashable, int] = {key: n for key, n in cells.items()}  # noqa: C416
    rows = []
    for at, one in enumerate(sums):
        rest = every[one.total] - sum(every[part] for part in one.parts)
        row = {one.total: 1, **dict.fromkeys(one.parts, -1)}
        if rest:
            every[_Rest(at)] = rest
            row[_Rest(at)] = -1
        rows.append(row)
    return every, rows


def _tells(row: Mapping[Hashable, int], every: Mapping[Hashable, int], hidden: set[Hashable]) -> bool:
    """Say whether a sum alone gives away what is withheld in it: one cell, or few customers together."""
    found = [(sign, every[key]) for key, sign in row.items() if key in hidden]
    if not found:
        return False
    few = all(sign < 0 for sign, _ in found) and sum(n for _, n in found) < FEW
    return few or (len(found) == 1 and any(_is_secret(key, every) for key in row if key in hidden))


def _is_secret(key: Hashable, every: Mapping[Hashable, int]) -> bool:
    """Say whether nobody may find out a cell: nobody asks for a remainder of many."""
    return not isinstance(key, _Rest) or 0 < every[key] < FEW


def _next(
    row: Mapping[Hashable, int], every: Mapping[Hashable, int], free: Collection[Hashable]
) -> Hashable | None:
    """Return which cell of a sum to withhold next: the smallest part with anybody in it, last the total."""
    found = [(row[key], every[key], str(key), key) for key in row if key in free and every[key]]
    return min(found, key=lambda one: one[:3])[3] if found else None


def determined(rows: Iterable[Mapping[Hashable, int]], hidden: set[Hashable]) -> list[Hashable]:
    """Return the withheld cells that all sums together still tell exactly."""
    pivots: dict[Hashable, dict[Hashable, int]] = {}
    for row in sorted(({k: s for k, s in row.items() if k in hidden} for row in rows), key=len):
        left = _reduced({key: sign % _PRIME for key, sign in row.items()}, pivots)
        if left:
            lead = next(iter(left))
            inverse = pow(left[lead], -1, _PRIME)
            new = {key: value * inverse % _PRIME for key, value in left.items()}
            for key, old in pivots.items():
                if factor := old.get(lead):
                    pivots[key] = _less(old, new, factor)
            pivots[lead] = new
    return [lead for lead, row in pivots.items() if len(row) == 1]


def _reduced(
    row: dict[Hashable, int], pivots: Mapping[Hashable, Mapping[Hashable, int]]
) -> dict[Hashable, int]:
    for key in [key for key in row if key in pivots]:
        if factor := row.get(key):
            row = _less(row, pivots[key], factor)
    return row


def _less(row: Mapping[Hashable, int], other: Mapping[Hashable, int], factor: int) -> dict[Hashable, int]:
    """Return a row less another one `factor` times."""
    new = dict(row)
    for key, value in other.items():
        found = (new.get(key, 0) - factor * value) % _PRIME
        if found:
            new[key] = found
        else:
            new.pop(key, None)
    return new
