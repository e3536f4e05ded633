"""The slides that hold a map: lanes by stages, the heat of the differences, the three views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeykit import catalogue
from journeykit.formats.deck.grid import Row, Tile, row_height
from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.measure import BODY_WIDTH, lines
from journeykit.formats.pptx.frame import BOTTOM, LEFT, top_of
from journeykit.formats.pptx.page import Area, Page
from journeykit.formats.pptx.signs import legend, sign
from journeykit.formats.pptx.table import Box, grid, rule
from journeykit.formats.pptx.text import Run

__all__ = ["draw"]

_LANE = 92
_PANEL, _QUIET, _RULE, _INFERRED = "F6F8FA", "56606F", "DFE4EA", "3D4756"


def draw(page: Page, slide: Slide) -> None:
    """Draw a part of a persona's map, and under it what its signs stand for."""
    given, size = slide.body, slide.size
    widths = _widths(len(given["stages"]))
    heads = [
        Box("", sides=(0, 0)),
        *(_head(page, *one, size) for one in zip(given["stages"], given["grounds"], strict=True)),
    ]
    top = max((_head_height(one, widths[-1], size) for one in given["stages"]), default=0)
    rows = [(top, [box if box.text else _blank(page, size) for box in heads])]
    rows += [(row_height(row, size), _lane(page, row, size, at)) for at, row in enumerate(given["rows"])]
    place = Area(LEFT, top_of(slide), BODY_WIDTH, sum(height for height, _ in rows))
    page.table(given["caption"], place, grid(widths, rows), given["caption"])
    runs = legend(page.voice.page, 13.4, _QUIET)
    page.box("legend", Area(LEFT, BOTTOM - 22, BODY_WIDTH, 20), page.voice.paragraph(*runs))


def _widths(count: int) -> list[float]:
    return [_LANE, *([(BODY_WIDTH - _LANE) / max(count, 1)] * count)]


def _blank(page: Page, size: float) -> Box:
    return Box(page.voice.paragraph(Run("", size)), sides=(0, 0))


def _head(page: Page, stage: str, ground: str, size: float) -> Box:
    told = page.voice.paragraph(Run(stage, size, "bg1", bold=True))
    told += page.voice.paragraph(Run(ground, 13.4, "bg1")) if ground else ""
    return Box(told, "tx2", rule("L", "bg1", 2), anchor="ctr", sides=(9, 6))


def _head_height(stage: str, width: float, size: float) -> float:
    return lines(stage, (width - 15) / size) * size * 1.4 + 14 + 18


def _lane(page: Page, row: Row, size: float, at: int) -> list[Box]:
    below, fill = rule("B", _RULE, 1), "" if at % 2 else _PANEL
    label = page.voice.paragraph(Run(row.label, size * 0.95, "tx2", bold=True))
    edges = rule("L", "bg1", 2) + below
    cells = [Box("".join(_tile(page, tile, size) for tile in cell) or _blank(page, size).text, fill, edges,
                 sides=(6, 6)) for cell in row.cells]  # fmt: skip
    return [Box(label, rules=below, sides=(0, 4), ends=(5, 4)), *cells]


def _tile(page: Page, tile: Tile, size: float) -> str:
    mark, colour = sign(("basis", tile.basis))
    runs = [Run(f"{mark}\u00a0", size * 0.9, colour, sign=True)] if mark else []
    runs += [Run(f"{tile.value} ", size, "tx2", bold=True)] if tile.value else []
    told = page.voice.paragraph(*runs, Run(tile.text, size), after=1 if tile.inference else 3)
    if not tile.inference:
        return told
    word = Run(f"{catalogue.say('deck.map.infer', page.voice.page)} ", size * 0.86, "tx2", bold=True)
    return told + page.voice.paragraph(word, Run(tile.inference, size, _INFERRED), left=size * 0.6, after=4)


_SHADES = {"none": "", "0": "FFFFFF", "1": "FDEAE3", "2": "F7C7B5", "3": "EE9B80", "4": "DE6F50"}


def heat(page: Page, slide: Slide) -> None:
    """Draw how far opinions differ, each cell with its number; the first to discuss have theirs in a ring."""
    given, size, row_tall = slide.body, slide.size, 44
    widths = _widths(len(given["stages"]))
    rows = [(max((_head_height(one, widths[-1], size) for one in given["stages"]), default=30) - 14,
             [_blank(page, size), *(_head(page, one, "", size) for one in given["stages"])])]  # fmt: skip
    for row in given["rows"]:
        label = page.voice.paragraph(Run(row["label"], size, "tx2", bold=True))
        cells = [_square(page, cell, size) for cell in row["cells"]]
        rows.append((row_tall, [Box(label, anchor="ctr", sides=(0, 4)), *cells]))
    place = Area(LEFT, top_of(slide), BODY_WIDTH, sum(height for height, _ in rows))
    page.table(given["caption"], place, grid(widths, rows), given["caption"])
    told = page.voice.paragraph(Run(given["legend"], 13.4, _QUIET))
    page.box("legend", Area(LEFT, BOTTOM - 22, BODY_WIDTH, 20), told)


def _square(page: Page, cell: Mapping[str, Any], size: float) -> Box:
    strong = cell["shade"] == "4"
    runs = [Run(cell["heat"], size, "1F2328" if cell["shade"] != "none" else _QUIET, strong)]
    if rank := cell["rank"]:
        ring = chr(0x245F + rank) if rank <= 20 else f"({rank})"
        runs.append(Run(f" {ring}", size, "1F2328", bold=True))
    return Box(page.voice.paragraph(*runs, align="ctr"), _SHADES[cell["shade"]], rule("LRTB", "FFFFFF", 3),
               anchor="ctr", sides=(6, 6))  # fmt: skip


_VIEW, _SIZE, _MOST = 172, 14.5, 8


def views(page: Page, slide: Slide) -> None:
    """Draw nine, six and four over each other, with the team's own stages between them."""
    rows = []
    for key, row in slide.body["rows"].items():
        label = page.voice.paragraph(Run(row["label"], _SIZE, "tx2", bold=True))
        blocks = [_block(page, key, block) for block in row["blocks"]]
        most = max((min(len(block.get("stages", ())), _MOST + 1) for block in row["blocks"]), default=0)
        tall = max(86, most * 44 + 10 if most <= 4 else most * 24 + 16)
        rows.append((tall, [Box(label, anchor="ctr", sides=(0, 8)), *blocks]))
    widths = [_VIEW, *([(BODY_WIDTH - _VIEW) / 9] * 9)]
    place = Area(LEFT, top_of(slide), BODY_WIDTH, sum(height for height, _ in rows))
    page.table(slide.title, place, grid(widths, rows, heads=False), slide.lead or slide.title)


def _block(page: Page, key: str, block: Mapping[str, Any]) -> Box:
    fill, colour, bold = {"nine": ("", "tx1", False), "six": ("tx2", "bg1", True),
                          "own": ("bg2", "tx1", False), "four": ("", "tx1", True)}[key]  # fmt: skip
    if key != "own":
        told = page.voice.paragraph(Run(block["label"], _SIZE, colour, bold), align="ctr")
    else:
        told = _own(page, block["stages"])
    edges = rule("LRTB", "bg1", 5) if fill else rule("LRTB", "accent2", 1.5)
    return Box(told, fill, edges, block["span"], "ctr", (4, 4))


def _own(page: Page, stages: list[dict[str, Any]]) -> str:
    """Return the team's stages of one of the six; the rest of many is counted, and stands in their table."""
    outside = catalogue.say("deck.slides.out_of_scope", page.voice.page)
    shown = stages if len(stages) <= _MOST + 1 else stages[:_MOST]
    told = ""
    for stage in shown:
        away = [] if stage["inside"] else [Run(f" ({outside})", 13.4, _QUIET)]
        text = stage["label"] if len(stage["label"]) <= 40 else f"{stage['label'][:39]}…"
        told += page.voice.paragraph(
            Run(text, _SIZE, "tx1" if stage["inside"] else _QUIET), *away, align="ctr", after=2
        )
    more = len(stages) - len(shown)
    told += page.voice.paragraph(Run(f"+{more}", _SIZE, _QUIET), align="ctr") if more else ""
    return told or page.voice.paragraph(Run("", _SIZE))
