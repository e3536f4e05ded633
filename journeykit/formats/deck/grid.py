"""The map as tables: lanes by stages, divided over as many slides as its notes need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journeykit import catalogue
from journeykit.formats.deck.measure import BODY_WIDTH, lines, pages
from journeykit.log import Journey
from journeykit.records import Feeling, Note, Stage

__all__ = ["FEELING", "Part", "Row", "Tile", "divide", "map_rows", "row_height", "unplaced"]

FEELING = "feeling"
"""The lane under the notes: how the persona feels, and why."""

_HEAD = 92
_MOST_COLUMNS = 7
_LINE = 1.42

Part = tuple[list["Row"], list[Stage]]
"""Lanes and the stages they show: what stands on one slide."""


@dataclass(frozen=True)
class Tile:
    """What stands in a cell of the map: a note with its basis, or a feeling with its value."""

    text: str
    basis: str = ""
    inference: str = ""
    value: str = ""


@dataclass(frozen=True)
class Row:
    """A lane of the map and its tiles, stage by stage."""

    lane: str
    label: str
    cells: tuple[tuple[Tile, ...], ...]


def map_rows(journey: Journey, persona: str, lang: str) -> list[Row]:
    """Return a persona's map: a row per lane, a cell per stage in scope."""
    stages = journey.stages_in_scope
    placed: dict[tuple[str, str], list[Tile]] = {}
    for note in journey.notes:
        stage = journey.stage_of(note.stage)
        if note.persona == persona and stage:
            tile = Tile(note.text, note.basis or "unstated", note.inference)
            placed.setdefault((note.lane, stage.id), []).append(tile)
    for stage in stages:
        if feeling := journey.feelings.get((persona, stage.id)):
            placed[FEELING, stage.id] = [_felt(feeling)]
    lanes = {**catalogue.choices("lane", lang), FEELING: catalogue.say("deck.map.feeling", lang)}
    return [
        Row(lane, label, tuple(tuple(placed.get((lane, stage.id), ())) for stage in stages))
        for lane, label in lanes.items()
    ]


def unplaced(journey: Journey) -> list[Note | Feeling]:
    """Return the notes and feelings that stand in no column of the map."""
    columns = {stage.id for stage in journey.stages_in_scope}
    people = {persona.id for persona in journey.personas}
    notes = [n for n in journey.notes if not ((s := journey.stage_of(n.stage)) and s.id in columns)]
    felt = [f for (who, at), f in journey.feelings.items() if who in people and at not in columns]
    return [*notes, *felt]


def divide(rows: Sequence[Row], stages: Sequence[Stage], size: float, room: float) -> Iterator[Part]:
    """Yield the map in parts that fit `room` pixels: first by lanes, then by stages, at last note by note."""
    if len(stages) > _MOST_COLUMNS:
        yield from _by_stages(rows, stages, size, room)
    elif sum(row_height(row, size) for row in rows) <= room:
        yield list(rows), list(stages)
    elif len(rows) > 1 and all(row_height(row, size) <= room for row in rows):
        for part in pages(rows, lambda row: row_height(row, size), room):
            yield part, list(stages)
    elif len(rows) > 1:
        for row in rows:
            yield from divide([row], stages, size, room)
    elif len(stages) > 1:
        yield from _by_stages(rows, stages, size, room)
    else:
        for tiles in pages(rows[0].cells[0], lambda tile: _tile_height(tile, 1, size), room - 10):
            yield [Row(rows[0].lane, rows[0].label, (tuple(tiles),))], list(stages)


def _by_stages(rows: Sequence[Row], stages: Sequence[Stage], size: float, room: float) -> Iterator[Part]:
    half = (len(stages) + 1) // 2
    for cut in (slice(0, half), slice(half, None)):
        narrower = [Row(row.lane, row.label, row.cells[cut]) for row in rows]
        yield from divide(narrower, stages[cut], size, room)


def row_height(row: Row, size: float) -> float:
    """Return the pixels that a lane takes."""
    cells = [sum(_tile_height(tile, len(row.cells), size) for tile in cell) for cell in row.cells]
    label = lines(row.label, (_HEAD - 16) / size)
    return max(*cells, label * size * _LINE, size * _LINE) + 9


def _tile_height(tile: Tile, columns: int, size: float) -> float:
    width = ((BODY_WIDTH - _HEAD) / columns - 14) / size
    count = lines(f"■{'■' if tile.value else ''}{tile.text}", width)
    inferred = lines(f"■■■■ {tile.inference}", width - 0.7) + 0.2 if tile.inference else 0
    return (max(count, 1) + inferred) * size * _LINE + 4


def _felt(feeling: Feeling) -> Tile:
    return Tile(feeling.why, value=catalogue.signed(feeling.value))
