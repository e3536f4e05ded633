"""Maps told as a list: a line for each note, with a column for its stage, its lane and its text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from journeykit import catalogue
from journeykit.formats.grid.cells import Cell, drafts
from journeykit.formats.grid.names import lane_of, tidy
from journeykit.formats.grid.table import Table
from journeykit.formats.incoming import Draft, bounded
from journeykit.formats.incoming.stages import plain

__all__ = ["listed"]


def listed(table: Table) -> list[Draft]:
    """Return the notes of a table that lists them; none where it does not, or where lanes are not known."""
    heads = [_names().get(plain(tidy(cell)), "") for cell in table.rows[0]] if table.rows else []
    if not {"stage", "lane", "text"} <= set(heads):
        return []
    columns = {head: heads.index(head) for head in set(heads) - {""}}
    rows = range(1, len(table.rows))
    return list(bounded(draft for row in rows for draft in _drafts(table, row, columns)))


def _drafts(table: Table, row: int, columns: dict[str, int]) -> Iterator[Draft]:
    told = {head: table.rows[row][column].strip() for head, column in columns.items()}
    lane = lane_of(tidy(told["lane"]))
    if lane not in ("", "aside", "persona") and told["text"]:
        place = table.place(row, columns["text"])
        text = told["text"] if lane == "feeling" else f"- {told['text']}"
        yield from drafts(Cell(lane, tidy(told["stage"])[:200], text, place, told.get("persona", "")[:200]))


@cache
def _names() -> dict[str, str]:
    listed = catalogue.read("lane_names", "en")["list"]
    return {plain(name): head for head, names in listed.items() for name in names}
