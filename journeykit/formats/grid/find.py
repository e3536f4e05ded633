"""Where a table has its stages and its lanes: which way round it is, and in which row the headings stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from journeykit.formats.grid.names import is_named, lane_of, persona_in, tidy
from journeykit.formats.grid.table import Table
from journeykit.formats.incoming.stages import six_of

__all__ = ["Grid", "Lane", "Turned", "find"]

_DEEPEST, _WIDEST = 60, 8
"""Headings of stages are looked for in so many rows, those of lanes in so many columns."""

_STAGES = 24
"""No map has more stages: what lists more is no map."""

_MOST = 300
"""So many cells of a row are looked at."""


class Turned(NamedTuple):
    """A table so turned that stages run across and lanes down."""

    table: Table
    rows: tuple[tuple[str, ...], ...]
    turned: bool

    def place(self, row: int, column: int) -> str:
        """Return the place of a cell in the file."""
        return self.table.place(column, row) if self.turned else self.table.place(row, column)


class Lane(NamedTuple):
    """A row: what it holds, as it is called, and where its heading stands; whose it is, if that is told."""

    row: int
    lane: str
    heading: str
    place: str
    persona: str


class Grid(NamedTuple):
    """A map found in a table: its `head` row, `stages` by column, and `start`, the first of these.

    It is `sure` where names of stages were found, not only those of lanes.
    """

    view: Turned
    head: int
    stages: tuple[tuple[int, str], ...]
    start: int
    sure: bool

    def headings(self) -> list[str]:
        """Return the stages in their order, each once."""
        return list(dict.fromkeys(name for _, name in self.stages))

    def lanes(self) -> Iterator[Lane]:
        """Yield the rows that say something, each with what it holds; "" for a lane that is not known."""
        whose = persona_in((*self.view.table.title, *self._above()))
        lane, heading, sections = "", "", self._is_of_several()
        beside = range(self.head) if self.view.turned else ()
        for row in (*beside, *range(self.head + 1, len(self.view.rows))):
            cells = self.view.rows[row]
            titles = [tidy(cell) for cell in cells[: self.start] if cell.strip()]
            if cells == self.view.rows[self.head]:
                continue
            if named := persona_in((*titles, ": ".join(titles))):
                whose = named
            if titles and len(titles) == len([cell for cell in cells if cell.strip()]):
                whose = titles[0][:200] if sections and not lane_of(titles[0]) else whose
            if titles:
                known = next((lane_of(name) for name in reversed(titles) if lane_of(name)), "")
                lane, heading = known, titles[-1] if known else titles[0]
            if any(cells[column].strip() for column, _ in self.stages):
                column = next((at for at, cell in enumerate(cells) if cell.strip()), 0)
                kind = lane if self.start else "action"
                yield Lane(row, kind, heading, self.view.place(row, column), whose)

    def _is_of_several(self) -> bool:
        """Say whether lines with a title only part a map into people: then lanes come again below each."""
        titled = [[tidy(cell) for cell in cells if cell.strip()] for cells in self.view.rows[self.head + 1 :]]
        firsts = [cells[0] for cells in titled if len(cells) > 1 and lane_of(cells[0])]
        alone = [cells[0] for cells in titled if len(cells) == 1 and not lane_of(cells[0])]
        return len(set(firsts)) < len(firsts) and len(set(alone)) > 1

    def _above(self) -> Iterator[str]:
        """Yield the lines above the headings, two cells of a line as if they were one."""
        for cells in self.view.rows[: self.head] if not self.view.turned else ():
            filled = [tidy(cell) for cell in cells if cell.strip()]
            yield from filled
            yield ": ".join(filled[:2])
        if self.view.turned:
            yield from self._beside()

    def _beside(self) -> Iterator[str]:
        """Yield the lines above a table that is turned: they stand beside its lanes now."""
        for cells in zip(*self.view.rows, strict=True):
            filled = [tidy(cell) for cell in cells if cell.strip()]
            if filled and len(filled) <= 2:
                yield from filled
                yield ": ".join(filled)


def find(table: Table) -> Grid | None:
    """Return the map in a table, or None where neither its rows nor its columns are stages."""
    ways = (Turned(table, table.rows, False), Turned(table, tuple(zip(*table.rows, strict=True)), True))
    found = [one for way in ways if (one := _found(way))]
    return max(found, key=lambda one: one[0])[1] if found else None


def _found(view: Turned) -> tuple[tuple[int, int], Grid] | None:
    """Return the map in a table that lies so, and how sure that is."""
    counts = {row: _matched(view.rows[row]) for row in range(min(len(view.rows), _DEEPEST))}
    head = max(counts, key=lambda row: (counts[row], -row), default=0)
    first = next((at for at, cell in enumerate(view.rows[head]) if six_of(tidy(cell))), 0) if counts else 0
    columns = range(min(first if counts.get(head) else _WIDEST, len(view.rows[0]) if view.rows else 0))
    lanes = {column: _lanes(view, column) for column in columns}
    column = max(lanes, key=lambda one: (lanes[one], -one), default=-1)
    named = lanes.get(column, 0)
    if counts.get(head, 0) < 2 and not (counts.get(head) and named):
        head = _above_lanes(view, column) if named >= 2 else -1
        first = 0
    if head < 0:
        return None
    start = _start(view.rows[head], column if named else -1, first)
    grid = Grid(view, head, tuple(_stages(view, head, start)), start, bool(counts[head]))
    return ((min(counts[head], 2), counts[head] + named), grid) if _is_likely(grid, counts[head]) else None


def _is_likely(grid: Grid, matched: int) -> bool:
    """Say whether a map looks so: a few stages, of which, where lanes have no names, most are known."""
    count = len(grid.headings())
    if not grid.start and (grid.view.turned or matched < 3):
        return False
    return 0 < count <= _STAGES and (not matched or matched * 3 >= count)


def _matched(cells: tuple[str, ...]) -> int:
    short = {cell for cell in cells[:_MOST] if len(cell) <= 60 and cell.strip()}
    return len({name for name in map(tidy, short) if six_of(name)})


def _lanes(view: Turned, column: int) -> int:
    cells = (row[column] for row in view.rows[:_MOST] if len(row[column]) <= 60)
    return len({lane for cell in cells if cell.strip() and (lane := lane_of(tidy(cell)))})


def _above_lanes(view: Turned, column: int) -> int:
    """Return the row above the first lane that has headings, or -1 where there is none."""
    first = next(
        (
            at
            for at, row in enumerate(view.rows)
            if lane_of(tidy(row[column])) and not _is_corner(row[column])
        ),
        0,
    )
    rows = (at for at in reversed(range(first)) if sum(map(bool, map(str.strip, view.rows[at]))) >= 2)
    return next(rows, -1) if first < _DEEPEST else -1


def _is_corner(cell: str) -> bool:
    return is_named(tidy(cell), "corner")


def _start(cells: tuple[str, ...], lanes: int, first: int) -> int:
    """Return the column in which stages begin: behind the lanes and the word that stands above them."""
    begin = lanes + 1
    if lanes < 0:
        begin = next((at for at, cell in enumerate(cells) if cell.strip()), 0)
    while begin < first and (not cells[begin].strip() or _is_corner(cells[begin])):
        begin += 1
    return begin


def _stages(view: Turned, head: int, start: int) -> Iterator[tuple[int, str]]:
    """Yield each column with its stage; a heading that spans columns stands only in the first."""
    heading = ""
    for column in range(start, len(view.rows[head])):
        heading = tidy(view.rows[head][column])[:200] or heading
        filled = any(row[column].strip() for row in view.rows[head + 1 :])
        named = view.rows[head][column].strip()
        if heading and (named or filled) and lane_of(heading) not in ("aside", "persona"):
            yield column, heading
