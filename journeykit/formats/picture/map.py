"""The map on a sheet: heading, stages across, a block of lanes for each persona, lists, legend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from journeykit import catalogue
from journeykit.charts.paper import INK, QUIET, RULE
from journeykit.formats.picture import cards, feelings, heading, lists
from journeykit.formats.picture.content import Block, Content, Listed
from journeykit.formats.picture.letters import broken, em
from journeykit.formats.picture.scene import Box, Scene, Stroke, Words
from journeykit.formats.picture.sheet import Sheet

__all__ = ["PEOPLE", "Map"]

_BAND, _NAME = 1.9, 1.25
"""The height of a persona's band in em, and its name's size beside the text's."""
_TALLEST, PEOPLE, _ONE_HEAD = 4, 24, 3
"""How many sheets tall a picture may grow; how many personas it shows; up to how many share one head."""


@dataclass(frozen=True)
class Placed:
    """A persona's block: its lanes' cells and feelings, and the height of each row in millimetres."""

    block: Block
    lanes: list[list[cards.Held]]
    heights: list[float]
    felt: feelings.Feelings
    about: list[str]


class Map:
    """A map on a sheet; `most` is how tall a row may be, in millimetres."""

    def __init__(self, content: Content, sheet: Sheet, most: float = float("inf")) -> None:
        self.content, self.sheet, self.most = content, sheet, most
        labels = [row.label for block in content.blocks for row in block.rows]
        self.head = (max(map(em, labels), default=4) + 2.6) * sheet.em
        self.column = (sheet.inner - self.head) / max(len(content.stages), 1)

    @property
    def fits(self) -> bool:
        """Say whether everything is shown on the sheet."""
        return len(self.content.blocks) <= PEOPLE and self._needed <= self.sheet.height

    def scene(self) -> Scene:
        """Return the picture; what room is left goes to the lanes."""
        sheet, spare = self.sheet, max(self.sheet.height - self._needed, 0)
        height = max(self._needed, sheet.height)
        scene = Scene(sheet.width, height, self.content.title, self.content.told, sheet.lang)
        x = y = sheet.margin
        heading.put_heading(scene, self._heading, x, y, sheet)
        y += self._heading.height
        rows = sum(len(placed.lanes) for placed in self._blocks)
        for n, placed in enumerate(self._blocks):
            if not n or self._many:
                y = self._put_stages(scene, x, y)
            y = self._put_block(scene, placed, x, y, spare / max(rows, 1))
        for listed in self._lists:
            lists.put(scene, listed, x, y, sheet)
            y += listed.height
        heading.put_legend(scene, self._legend, x, height - sheet.margin - self._legend.height, sheet)
        return scene

    @cached_property
    def _many(self) -> bool:
        return len(self._blocks) > _ONE_HEAD or self.most < float("inf")

    @cached_property
    def _needed(self) -> float:
        """Return the height that everything takes, in millimetres."""
        return self._fixed + sum(listed.height for listed in self._lists)

    @cached_property
    def _fixed(self) -> float:
        heads = self._heads_height * (len(self._blocks) if self._many else 1)
        blocks = sum(sum(p.heights) + p.felt.height + self._band(p) for p in self._blocks)
        return 2 * self.sheet.margin + self._heading.height + self._legend.height + heads + blocks

    @cached_property
    def _heading(self) -> heading.Heading:
        return heading.heading(self.content, self.sheet)

    @cached_property
    def _legend(self) -> heading.Legend:
        return heading.legend(self.content, self.sheet)

    @cached_property
    def _heads(self) -> list[list[str]]:
        return [broken(stage, self.column / self.sheet.em / 1.1 - 1) for stage in self.content.stages]

    @property
    def _heads_height(self) -> float:
        return max(map(len, self._heads), default=1) * self.sheet.line * 1.1 + 0.7 * self.sheet.em

    @cached_property
    def _blocks(self) -> list[Placed]:
        return [self._placed(block) for block in self.content.blocks[:PEOPLE]]

    def _placed(self, block: Block) -> Placed:
        lanes = [[cards.held(c, self.column, self.sheet, self.most) for c in row.cells] for row in block.rows]
        least = 1.75 * self.sheet.em
        heights = [max((least, *(cell.height for cell in cells))) for cells in lanes]
        room = self.sheet.inner / self.sheet.em - em(block.name) * _NAME - 3
        felt = feelings.feelings(block, self.column, self.sheet)
        return Placed(block, lanes, heights, felt, broken(self._about(block), max(room, 20)))

    def _about(self, block: Block) -> str:
        words = catalogue.read("picture", self.sheet.lang)["map"]
        bare = not any(chain.from_iterable(row.cells for row in block.rows)) and not any(block.whys)
        empty = catalogue.say("deck.map.lead_empty", self.sheet.lang) if bare else ""
        told = (block.about, words["hypothesis"] if block.hypothesis else "", empty)
        return " / ".join(filter(None, told))

    def _band(self, placed: Placed) -> float:
        return _BAND * self.sheet.em + (max(len(placed.about), 1) - 1) * self.sheet.line

    @cached_property
    def _lists(self) -> list[lists.Columns]:
        words, sheet = catalogue.read("picture", self.sheet.lang)["map"], self.sheet
        rest, outside = list(self._left()), self.content.outside
        people = len(self.content.blocks) - len(self._blocks)
        room = max(_TALLEST * sheet.height - self._fixed, sheet.height * 0.5) / 2
        found = [
            lists.columns(words["rest"].format(n=len(rest)), rest, sheet, room),
            lists.columns(words["outside"].format(n=len(outside)), outside, sheet, room),
        ]
        if people:
            found.append(lists.Columns(words["people_left"].format(n=people), [], 0, 2.4 * sheet.line))
        return [listed for listed in found if listed.height]

    def _left(self) -> Iterator[Listed]:
        for placed in self._blocks:
            for row, cells in zip(placed.block.rows, placed.lanes, strict=True):
                for stage, cell in zip(self.content.stages, cells, strict=True):
                    place = " / ".join((placed.block.name, stage, row.label))
                    yield from (Listed(place, tile) for tile in cell.left)

    def _put_stages(self, scene: Scene, x: float, y: float) -> float:
        sheet, height = self.sheet, self._heads_height
        for n, lines in enumerate(self._heads):
            left = x + self.head + n * self.column
            scene.add(Box(left, y, self.column, height, sheet.shades["brand"], "white", "head"))
            step = sheet.line * 1.1
            base = y + (height - len(lines) * step) / 2 + 1.1 * sheet.em
            first = Words(left + self.column / 2, base, "", sheet.size * 1.1, sheet.shades["on"], "center")
            scene.write(lines, first, step)
        return y + height

    def _put_block(self, scene: Scene, placed: Placed, x: float, y: float, spare: float) -> float:
        sheet, block = self.sheet, placed.block
        band = self._band(placed)
        scene.add(Box(x, y, sheet.inner, band, sheet.shades["tint"], of="band"))
        base = y + 1.36 * sheet.em
        name = Words(x + 0.5 * sheet.em, base, block.name, sheet.size * _NAME, sheet.shades["ink"])
        scene.add(name)
        after = x + (em(block.name) * _NAME + 1.6) * sheet.em
        scene.write(placed.about, Words(after, base, "", sheet.size, QUIET), sheet.line)
        y += band
        for row, cells, least in zip(block.rows, placed.lanes, placed.heights, strict=True):
            height = least + spare
            self._put_row(scene, row.lane, row.label, cells, x, y, height)
            y += height
        if placed.felt.height:
            told = catalogue.say("deck.map.feeling", sheet.lang)
            scene.add(Words(x + 0.5 * sheet.em, y + 1.3 * sheet.em, told, sheet.size, INK))
            feelings.put(scene, placed.felt, block, x + self.head, y, self.column, sheet)
        return y + placed.felt.height

    def _put_row(
        self, scene: Scene, lane: str, label: str, cells: list[cards.Held], x: float, y: float, height: float
    ) -> None:
        sheet = self.sheet
        scene.add(Words(x + 0.5 * sheet.em, y + 1.3 * sheet.em, label, sheet.size, INK))
        for n, cell in enumerate(cells):
            left = x + self.head + n * self.column
            scene.add(Box(left, y, self.column, height, edge=RULE, of="cell"))
            cards.put(scene, cell, lane, left, y, self.column, sheet)
        scene.add(Stroke(((x, y + height), (x + sheet.inner, y + height)), RULE))
