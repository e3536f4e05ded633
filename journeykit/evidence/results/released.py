"""The figures that may leave the machine: few groups, none small, none to be found by subtraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from journeykit.evidence.figures import Figures
from journeykit.evidence.results.suppression import Sum, withheld
from journeykit.insights.evidence import ALL, FEW, Moved, Stand

__all__ = ["Released", "released"]

_MOST = {"cohort": 24}
_MOST_SEGMENTS = 20
"""How many groups of a dimension are kept: the newest months, the largest segments."""
_COUNTED = ("reached", "beyond", "now", "furthest", "idle")
_AUXILIARY = ("standing",)
"""Sums that nobody prints but everybody can guess: they are never thought to be hidden.

Those of all customers who are in no stage at all are a matter of the data's quality, and told however few.
"""

Group = tuple[str, str]
Cell = tuple[Group, str, int, int]
"""A group, what is counted, and a stage, or two where customers moved."""
Told = Callable[[Cell], int | None]


class Released(NamedTuple):
    """What may be told: `customers` and counts are None where they are withheld."""

    customers: int | None
    groups: tuple[Group, ...]
    stands: tuple[Stand, ...]
    moves: tuple[Moved, ...]
    complaints: tuple[int | None, ...]
    left_out: int


def released(figures: Figures, stages: int, complaints: Mapping[int, int] | None = None) -> Released:
    """Return what may be told of a run over `stages` stages; `complaints` are customers by stage."""
    counted = _cells(figures)
    groups, left_out = _chosen(counted)
    cells = {cell: n for cell, n in counted.items() if cell[0] in groups}
    cells |= {(ALL, "complaints", at, 0): n for at, n in (complaints or {}).items()}
    cells[ALL, "customers", 0, 0] = figures.customers
    sums = [*_within(cells, groups, stages), *_across(cells, groups)]
    hidden = withheld(cells, sums, {cell for cell in cells if cell[1] in _AUXILIARY})

    def told(cell: Cell) -> int | None:
        return None if cell in hidden else cells.get(cell, 0)

    return Released(
        told((ALL, "customers", 0, 0)),
        groups,
        tuple(_stands(figures, groups, stages, told)),
        tuple(_moves(figures, groups, told)),
        tuple(told((ALL, "complaints", at, 0)) for at in range(stages)),
        left_out,
    )


def _cells(figures: Figures) -> dict[Cell, int]:
    """Return every count of customers; `out` counts those who moved on from a stage, once a target."""
    cells: dict[Cell, int] = defaultdict(int)
    for table in (figures.reach, figures.now, figures.idle):
        for row in table:
            for name in row._fields[3:]:
                if name in _COUNTED:
                    cells[(row.dim, row.segment), name, row.stage, 0] = getattr(row, name)
    for one in figures.now:
        cells[(one.dim, one.segment), "now", one.stage, 0] = one.n
        cells[(one.dim, one.segment), "standing", 0, 0] += one.n
    for move in figures.moves:
        cells[(move.dim, move.segment), "move", move.source, move.target] = move.who
        cells[(move.dim, move.segment), "out", move.source, 0] += move.who
    return dict(cells)


def _chosen(cells: Mapping[Cell, int]) -> tuple[tuple[Group, ...], int]:
    """Return the groups that are kept, that of all first, and how many were too many."""
    sizes: dict[Group, int] = defaultdict(int)
    for (group, what, at, _), n in cells.items():
        if what == "standing" or (what, at) == ("beyond", 0):
            sizes[group] = max(sizes[group], n)
    dims: dict[str, list[Group]] = defaultdict(list)
    for group in sorted(group for group, n in sizes.items() if n >= FEW and group != ALL):
        dims[group[0]].append(group)
    kept: list[Group] = [ALL]
    for dim, found in dims.items():
        largest = sorted(found, key=lambda group: -sizes[group])
        some = found[-_MOST[dim] :] if dim in _MOST else largest[:_MOST_SEGMENTS]
        while 0 < sizes[ALL] - sum(sizes[group] for group in some) < FEW:  # else the others tell of those
            some.remove(min(some, key=lambda group: sizes[group]))
        kept += sorted(some)
    return tuple(kept), sum(map(len, dims.values())) + 1 - len(kept)


def _across(cells: Mapping[Cell, int], groups: tuple[Group, ...]) -> Iterator[Sum]:
    """Yield for each count of all customers what its segments come to, dimension by dimension."""
    dims: dict[str, list[Group]] = defaultdict(list)
    for group in groups[1:]:
        dims[group[0]].append(group)
    for group, *rest in cells:
        if group == ALL:
            for found in dims.values():
                parts = [cell for of in found if (cell := (of, *rest)) in cells]
                yield from [Sum((group, *rest), tuple(parts))] if parts else []


def _within(cells: Mapping[Cell, int], groups: tuple[Group, ...], stages: int) -> Iterator[Sum]:
    """Yield what in one group is the sum of what: of whom are further, of who is idle, of who complained."""
    for group in groups:
        here = [cell for cell in cells if cell[0] == group]
        yield from _sum(cells, (group, "standing", 0, 0), [cell for cell in here if cell[1] == "now"])
        for at in range(stages):
            yield from _sum(cells, (group, "now", at, 0), [(group, "idle", at, 0)])
            further = [(group, "furthest", at, 0), (group, "beyond", at + 1, 0)]
            yield from _sum(cells, (group, "beyond", at, 0), further)
            yield from _sum(cells, (group, "beyond", at, 0), [(group, "reached", at, 0)])
            yield from _sum(cells, (group, "reached", at, 0), [(group, "complaints", at, 0)])
        for at in range(-1, stages):
            moves = [cell for cell in here if cell[1:3] == ("move", at)]
            yield from _sum(cells, (group, "out", at, 0), moves)


def _sum(cells: Mapping[Cell, int], total: Cell, parts: list[Cell]) -> Iterator[Sum]:
    found = tuple(part for part in parts if part in cells)
    if found and cells.get(total, 0) >= sum(cells[part] for part in found):
        yield Sum(total, found)


def _stands(figures: Figures, groups: tuple[Group, ...], stages: int, told: Told) -> Iterator[Stand]:
    """Yield each group's stages; how long visits last is told where enough customers moved on, or stay."""
    dwells = {((one.dim, one.segment), one.stage): one for one in figures.dwell}
    most: dict[tuple[Group, int], int] = defaultdict(int)
    for move in figures.moves:
        place = ((move.dim, move.segment), move.source)
        most[place] = max(most[place], move.who)
    for number, group in enumerate(groups):
        for at in range(stages):
            counts = [told((group, name, at, 0)) for name in _COUNTED]
            dwell, ended = dwells.get((group, at)), told((group, "out", at, 0))
            times: list[int | None] = [0, None, None, None]
            if dwell:
                long = most[group, at] >= FEW and ended is not None
                times[:3] = (dwell.n, dwell.median, dwell.p90) if long else (None, None, None)
                times[0] = 0 if not dwell.n else times[0]
                times[3] = dwell.open_median if (counts[2] or 0) >= FEW else None
            yield Stand(number, at, *counts, *times)


def _moves(figures: Figures, groups: tuple[Group, ...], told: Told) -> Iterator[Moved]:
    numbers = {group: at for at, group in enumerate(groups)}
    for move in figures.moves:
        group = (move.dim, move.segment)
        if group in numbers:
            who = told((group, "move", move.source, move.target))
            yield Moved(numbers[group], move.source, move.target, None if who is None else move.n, who)
