"""The slides that hold a list: a native table with heads, marks and quieter second texts."""

from __future__ import annotations

from journeykit.formats.deck.layout import Cell, Slide, Table, height_in
from journeykit.formats.deck.measure import BODY_WIDTH
from journeykit.formats.pptx.frame import LEFT, top_of
from journeykit.formats.pptx.page import Area, Page
from journeykit.formats.pptx.signs import sign
from journeykit.formats.pptx.table import Box, grid, rule
from journeykit.formats.pptx.text import Run

__all__ = ["draw", "listed"]

QUIET, RULE = "56606F", "DFE4EA"
_HEAD = 34.0


def draw(page: Page, slide: Slide) -> None:
    """Draw a slide's table under its head."""
    table: Table = slide.body["table"]
    listed(page, table, slide.size, Area(LEFT, top_of(slide), BODY_WIDTH, 0))


def listed(page: Page, table: Table, size: float, area: Area) -> None:
    """Draw a table at the top of an area, as wide as that; its rows are as tall as their texts."""
    widths = [area.w * share / sum(table.shares) for share in table.shares]
    height = height_in(table, size)
    rows = [(_HEAD, [_head(page, text, size) for text in table.heads])]
    rows += [
        (height(row), [_box(page, cell, size, table.strong and not at) for at, cell in enumerate(row)])
        for row in table.rows
    ]
    place = Area(area.x, area.y, area.w, sum(tall for tall, _ in rows))
    page.table(table.caption, place, grid(widths, rows), table.caption)


def _head(page: Page, text: str, size: float) -> Box:
    told = page.voice.paragraph(Run(text, max(size * 0.86, 13.4), QUIET, bold=True))
    return Box(told, rules=rule("B", "tx2", 2), anchor="b", ends=(4, 6))


def _box(page: Page, cell: Cell, size: float, strong: bool) -> Box:
    paragraph, mark, colour = page.voice.paragraph, *sign(cell.mark)
    several = len(mark) > 1
    left = 1.35 * size if mark and not several else 0
    signs = [Run(f"{mark}\u2002", size * (0.55 if several else 0.92), colour, sign=True)] if mark else []
    told = paragraph(*signs, Run(cell.text, size, bold=strong), left=left, first=-left)
    told += paragraph(Run(cell.pill, max(size * 0.8, 13.4), "tx2")) if cell.pill else ""
    told += paragraph(Run(cell.more, max(size * 0.9, 13.4), QUIET), left=left) if cell.more else ""
    pad = size * 0.42
    return Box(told, rules=rule("B", RULE, 1), ends=(pad, pad))
