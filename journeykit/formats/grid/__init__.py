"""Grids: any spreadsheet, CSV or Markdown table with stages on one side and lanes on the other.

Markdown without such a table is read by its headings: see `sections`.
"""

from __future__ import annotations

from collections.abc import Iterator

from journeykit.errors import JourneyError, ReadError
from journeykit.formats.csv import COLUMNS
from journeykit.formats.decoding import decoded
from journeykit.formats.grid.cells import Cell, drafts
from journeykit.formats.grid.feelings import scale_of
from journeykit.formats.grid.find import Grid, Lane, find
from journeykit.formats.grid.listed import listed
from journeykit.formats.grid.names import lane_of, persona_in
from journeykit.formats.grid.people import people
from journeykit.formats.grid.sections import loose, sections
from journeykit.formats.grid.table import Table, markdown_tables, tables
from journeykit.formats.incoming import Draft, Incoming, Remark, bounded
from journeykit.formats.incoming.stages import plain

__all__ = ["ENDINGS", "read", "recognises"]

ENDINGS = (".xlsx", ".csv", ".tsv", ".tab", ".md", ".markdown")

_UNNAMED = (
    "sheet",
    "シート",
    "table",
    "表",
    "map",
    "マップ",
    "cjm",
    "カスタマージャーニー",
    "customerjourney",
)
"""What sheets are called that do not name a persona, with or without a number."""


def recognises(data: bytes) -> bool:
    """Say yes to everything: what is no grid is told with what was looked for."""
    return True


def read(data: bytes, lang: str) -> Incoming:
    """Return what the grids of a file hold. Raises `ReadError` where no stages can be found in it."""
    text = "" if data.startswith(b"PK") else decoded(data)
    if text and not markdown_tables(text) and (told := sections(text)):
        return told
    given = [(table, people(table) or listed(table)) for table in tables(data) if not _is_ours(table)]
    if not given:
        raise ReadError("own_export")
    found = [(table, None if persons else find(table), persons) for table, persons in given]
    sure = any(grid and grid.sure for _, grid, _ in found)
    found = [
        (table, grid if grid and (grid.sure or not sure) and _says_anything(grid) else None, persons)
        for table, grid, persons in found
    ]
    grids = [grid for _, grid, _ in found if grid]
    if not grids and not any(draft.kind == "note" for *_, drafts in found for draft in drafts):
        raise ReadError("no_stages")
    parts: list[Draft | Remark] = []
    for table, grid, persons in found:
        parts += bounded(_told(grid, _sheets_persona(table) if len(grids) > 1 else "")) if grid else persons
        if not grid and not persons and any(map(any, table.rows)):
            parts.append(Remark(table.place(0, 0), JourneyError("no_stages_here")))
    parts += loose(text) if given[0][0].lines else ()
    kept = tuple(part for part in parts if isinstance(part, Draft))
    remarks = tuple(part for part in parts if isinstance(part, Remark))
    return Incoming(kept, remarks, tuple(name for grid in grids for name in grid.headings()))


def _is_ours(table: Table) -> bool:
    """Say whether a table is the long one of our own CSV and workbooks: it holds records, not a map."""
    return bool(table.rows) and table.rows[0][-len(COLUMNS) :] == COLUMNS


def _says_anything(grid: Grid) -> bool:
    return any(isinstance(part, Draft) for part in _told(grid, ""))


def _told(grid: Grid, persona: str) -> Iterator[Draft | Remark]:
    """Yield what a grid holds, row by row, and a remark for each part that is not taken."""
    yield from _asides(grid)
    named: dict[int, str] = {}
    for lane in grid.lanes():
        cells = [(at, name, grid.view.rows[lane.row][at]) for at, name in grid.stages]
        if lane.lane == "persona":
            named = {at: text.strip()[:200] for at, _, text in cells if text.strip()}
        elif lane.lane in ("", "aside"):
            yield Remark(lane.place, JourneyError("unknown_heading", heading=lane.heading[:60]))
        else:
            yield from _row(
                grid, lane, cells, {at: named.get(at, lane.persona or persona) for at, *_ in cells}
            )


def _row(
    grid: Grid, lane: Lane, cells: list[tuple[int, str, str]], personas: dict[int, str]
) -> Iterator[Draft]:
    scale = scale_of(text for *_, text in cells) if lane.lane == "feeling" else None
    for at, stage, text in cells:
        place = grid.view.place(lane.row, at)
        yield from drafts(Cell(lane.lane, stage, text, place, personas[at], scale))


def _asides(grid: Grid) -> Iterator[Remark]:
    """Yield a remark for each column beside the stages that says something."""
    columns = {column for column, _ in grid.stages}
    rows = grid.view.rows
    for column in range(grid.start, len(rows[grid.head])):
        if column not in columns and any(row[column].strip() for row in rows[grid.head + 1 :]):
            heading = rows[grid.head][column].strip()[:60]
            yield Remark(grid.view.place(grid.head, column), JourneyError("unknown_heading", heading=heading))


def _sheets_persona(table: Table) -> str:
    """Return the persona that a sheet is named for; "" where its name tells none."""
    bare = plain(table.name).rstrip("0123456789")
    unnamed = not bare or bare in map(plain, _UNNAMED) or lane_of(table.name)
    return persona_in([table.name]) or ("" if unnamed else table.name)
