"""Excalidraw: the map as a drawing to edit, a frame per persona, its notes as sticky notes on the board.

Version 2 of the file; letters are those of the reader's own system, so that nothing is fetched. Ids and
seeds follow from what is drawn: the same workshop gives the same bytes, and no id tells of when it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from journeykit import catalogue

if TYPE_CHECKING:
    from journeykit.formats.deck.grid import Row, Tile
    from journeykit.formats.picture.board import Board
    from journeykit.formats.picture.content import Block, Content
    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".excalidraw"
_HEAD, _COLUMN, _GAP, _PAD = 150, 280, 12, 24
_LEAST, _CURVE = 60, 150
_STROKES = {"observed": "solid", "reported": "solid", "inferred": "dashed"}
_ACCENT = "#0b5cab"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the drawing as UTF-8."""
    from journeykit.formats.picture.board import Board
    from journeykit.formats.picture.content import content
    from journeykit.formats.picture.letters import plain

    told, board = content(workshop.journey, lang, plain), Board()
    y = _put_title(board, told, lang)
    for block in told.blocks:
        y = _put_block(board, told, block, y, lang) + 80
    _put_outside(board, told, y, lang)
    document = {
        "type": "excalidraw",
        "version": 2,
        "source": "https://excalidraw.com",
        "elements": board.elements,
        "appState": {"gridSize": None, "viewBackgroundColor": "#ffffff"},
        "files": {},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _width(told: Content) -> int:
    return 2 * _PAD + _HEAD + _COLUMN * max(len(told.stages), 1)


def _put_title(board: Board, told: Content, lang: str) -> float:
    """Put the title, the purpose and the legend; return where the first persona begins."""
    y = board.text(0, 0, told.title, size=36, width=_width(told), colour=_ACCENT)
    for line in filter(None, (told.product, told.decision, " / ".join(told.keep))):
        y = board.text(0, y + 6, line, size=18, width=_width(told))
    return board.text(0, y + 6, catalogue.say("picture.drawing.note", lang), size=16, width=_width(told)) + 60


def _put_block(board: Board, told: Content, block: Block, top: float, lang: str) -> float:
    """Put a persona's map in a frame of its own; return where it ends."""
    left, key = _PAD, block.key or "nobody"
    board.open(f"frame {key}")
    hypothesis = catalogue.say("picture.map.hypothesis", lang) if block.hypothesis else ""
    about = " / ".join(filter(None, (block.name, block.about, hypothesis)))
    y = board.text(left, top + _PAD, about, size=20, width=_width(told) - 2 * _PAD) + _GAP
    y = _put_heads(board, told.stages, left + _HEAD, y)
    for row in block.rows:
        y = _put_row(board, row, left, y, lang)
    if any(value is not None for value in block.values):
        y = _put_feelings(board, block, left, y, lang)
    board.close(0, top, _width(told), y + _PAD - top, block.name)
    return y + _PAD


def _put_heads(board: Board, stages: Sequence[str], x: float, y: float) -> float:
    height = max((board.height(stage, _COLUMN, 18) for stage in stages), default=0)
    for n, stage in enumerate(stages):
        box = (x + n * _COLUMN, y, _COLUMN, height)
        board.box(box, stage, size=18, fill=_ACCENT, edge="#ffffff", colour="#ffffff")
    return y + height


def _put_row(board: Board, row: Row, left: float, y: float, lang: str) -> float:
    """Put a lane: its name, the cells, and the notes on them one below the other."""
    texts = [[_said(tile, lang) for tile in cell] for cell in row.cells]
    tall = [[board.height(text, _COLUMN - 2 * _GAP, 16) for text in cell] for cell in texts]
    height = max([sum(cell) + _GAP * (len(cell) + 1) for cell in tall if cell], default=0)
    height = max(height, _LEAST, board.height(row.label, _HEAD, 16))
    board.box((left, y, _HEAD, height), row.label, size=16, fill="#f1f3f5", edge="#ced4da")
    for n, (cell, said, heights) in enumerate(zip(row.cells, texts, tall, strict=True)):
        x, at = left + _HEAD + n * _COLUMN, y + _GAP
        board.box((x, y, _COLUMN, height), edge="#ced4da")
        for tile, text, high in zip(cell, said, heights, strict=True):
            _put_note(board, (x + _GAP, at, _COLUMN - 2 * _GAP, high), row.lane, tile, text)
            at += high + _GAP
    return y + height


def _put_note(board: Board, box: tuple[float, float, float, float], lane: str, tile: Tile, text: str) -> None:
    from journeykit.formats.picture.sheet import LANES

    fill = LANES[lane][0]
    stroke = _STROKES.get(tile.basis, "dotted")
    board.box(box, text, size=16, fill=fill, stroke=stroke, align="left", rounded=True)


def _said(tile: Tile, lang: str) -> str:
    inferred = catalogue.say("picture.map.inferred", lang, text=tile.inference) if tile.inference else ""
    return "\n".join(filter(None, (tile.text, inferred)))


def _put_feelings(board: Board, block: Block, left: float, y: float, lang: str) -> float:
    """Put the emotion curve as a line to bend, and under it each value with its reason."""
    said = list(_reasons(block))
    tall = max(board.height(text, _COLUMN - 2 * _GAP, 16) for text in said if text)
    height = _CURVE + tall + 2 * _GAP
    told = catalogue.say("deck.map.feeling", lang)
    board.box((left, y, _HEAD, height), told, size=16, fill="#f1f3f5", edge="#ced4da")
    points = []
    for n, (value, text) in enumerate(zip(block.values, said, strict=True)):
        x = left + _HEAD + n * _COLUMN
        board.box((x, y, _COLUMN, height), edge="#ced4da")
        if value is not None:
            points.append((x + _COLUMN / 2, y + 20 + (2 - value) / 4 * (_CURVE - 40)))
            board.box((x + _GAP, y + _CURVE, _COLUMN - 2 * _GAP, tall), text, size=16, rounded=True)
    board.line(points, _ACCENT)
    return y + height


def _reasons(block: Block) -> Iterator[str]:
    for value, why, onward in zip(block.values, block.whys, block.onward, strict=True):
        told = filter(None, (catalogue.signed(value or 0), why, f"■ {onward}" if onward else ""))
        yield "" if value is None else "\n".join(told)


def _put_outside(board: Board, told: Content, y: float, lang: str) -> None:
    """Put the notes that no column holds below the maps, with their place."""
    if not told.outside:
        return
    heading = catalogue.say("picture.map.outside", lang, n=len(told.outside))
    y = board.text(0, y, heading, size=20, width=_width(told)) + _GAP
    place = catalogue.read("picture", lang)["map"]["place"]
    across, row = max(_width(told) // (_COLUMN + _GAP), 1), 0.0
    for n, listed in enumerate(told.outside):
        if not n % across:
            y, row = y + row, 0.0
        text = place.format(place=listed.place, text=_said(listed.tile, lang))
        box = (n % across * (_COLUMN + _GAP), y, _COLUMN, board.height(text, _COLUMN, 16))
        stroke = _STROKES.get(listed.tile.basis, "dotted")
        board.box(box, text, size=16, fill="#f8f9fa", stroke=stroke, align="left", rounded=True)
        row = max(row, box[3] + _GAP)
