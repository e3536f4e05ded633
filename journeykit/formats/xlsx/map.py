"""The map as a sheet: stages across, and for each persona the lanes down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, Protocol

from journeykit import catalogue
from journeykit.formats.deck.grid import FEELING, Row, Tile, map_rows
from journeykit.formats.deck.people import name_of
from journeykit.formats.rows import felt
from journeykit.formats.xlsx.book import tall
from journeykit.log import Journey

__all__ = ["Drawn", "draw"]

_LANE, _STAGE = 14.0, 32.0
_TALLEST = 24
"""Lines of a cell that stay below the height that spreadsheets allow a row; more go into another row."""


class Drawn(Protocol):
    """What the map is drawn on, row by row."""

    def add(self, cells: Iterable[Any], look: str = "") -> None:
        """Add a row."""

    def freeze(self, columns: int) -> None:
        """Keep the rows up to now in sight, and the first columns."""

    def widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns."""


def draw(sheet: Drawn, journey: Journey, lang: str) -> None:
    """Fill a sheet with the map of each persona, and of the notes that have none."""
    stages, words = journey.stages_in_scope, catalogue.read("rows", lang)["map"]
    sheet.add([journey.brief.title or words["untitled"]], "title")
    sheet.add([catalogue.say("deck.map.lane", lang), *(stage.label(lang) for stage in stages)], "head")
    sheet.freeze(1)
    sheet.widths([_LANE, *(_STAGE for _ in stages)])
    people = [persona.id for persona in journey.personas]
    if not people or any(not note.persona for note in journey.notes):
        people.append("")
    for persona in people:
        sheet.add([name_of(journey, persona, lang), *("" for _ in stages)], "band")
        for row in map_rows(journey, persona, lang):
            for cells in _rows(row, lang):
                sheet.add([row.label, *cells])


def _rows(row: Row, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a lane's cells; in several rows where one would be higher than a row can be."""
    columns = [_cells(row.lane, tiles, lang) for tiles in row.cells]
    yield from zip_longest(*columns, fillvalue="")


def _cells(lane: str, tiles: tuple[Tile, ...], lang: str) -> list[str]:
    """Return what stands in a cell, note under note, in parts that a row can show."""
    told = [_told(lane, tile, lang) for tile in tiles]
    if len(told) > 1:
        told = [catalogue.say("rows.map.note", lang, text=text) for text in told]
    cells, height = [""], 0
    for text in told:
        more = tall(text, _STAGE)
        if height and height + more > _TALLEST:
            cells, height = [*cells, ""], 0
        cells[-1] = f"{cells[-1]}\n{text}" if cells[-1] else text
        height += more
    return cells


def _told(lane: str, tile: Tile, lang: str) -> str:
    """Return a note on one line, or how they feel in words, with its number."""
    words, text = catalogue.read("rows", lang)["map"], " ".join(tile.text.split())
    if lane == FEELING:
        return felt(int(tile.value.replace("−", "-")), text, lang)
    inference = " ".join(tile.inference.split())
    return str(words["inferred"].format(text=text, inference=inference)) if inference else text
