"""Personas in a table: a row each, with what is told of them; their pains are issues throughout."""

from __future__ import annotations

from collections.abc import Iterator

from journeykit.formats.grid.cells import pieces
from journeykit.formats.grid.names import people_field, tidy
from journeykit.formats.grid.table import Table
from journeykit.formats.incoming import Draft, bounded

__all__ = ["people"]


def people(table: Table) -> list[Draft]:
    """Return the personas of a table and their issues; none where it is not one of personas."""
    heads = [people_field(tidy(cell)) for cell in table.rows[0]] if table.rows else []
    if "name" not in heads or len(set(heads) - {""}) < 3:
        return []
    rows = range(1, len(table.rows))
    return list(bounded(draft for row in rows for draft in _person(table, row, heads)))


def _person(table: Table, row: int, heads: list[str]) -> Iterator[Draft]:
    cells = reversed([*zip(heads, table.rows[row], strict=True)])
    told = {head: tidy(cell) for head, cell in cells if head and cell.strip()}
    pains = pieces(told.pop("pains", ""))
    if told.get("name"):
        yield Draft("persona", told, table.place(row, heads.index("name")))
        for pain in pains:
            issue = {"persona": told["name"], "text": pain, "timing": "ongoing"}
            yield Draft("issue", issue, table.place(row, heads.index("pains")))
