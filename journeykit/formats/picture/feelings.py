"""The row of feelings under a persona's notes: the emotion curve, its reasons, where they stop or go back."""

from __future__ import annotations

from dataclasses import dataclass

from journeykit import catalogue
from journeykit.charts.paper import INK, QUIET, RULE
from journeykit.formats.picture.content import Block
from journeykit.formats.picture.letters import broken
from journeykit.formats.picture.scene import Mark, Scene, Stroke, Words
from journeykit.formats.picture.sheet import Sheet

__all__ = ["Feelings", "feelings", "put"]

_CURVE, _ABOVE = 3.8, 1.6
"""The height of the curve from very bad to very good, and the room above and below it, in em."""
_WARNING = "#9c2f1f"


@dataclass(frozen=True)
class Feelings:
    """The reasons and the warnings, stage by stage, broken into lines; `height` in millimetres."""

    whys: list[list[str]]
    onward: list[list[str]]
    height: float


def feelings(block: Block, column: float, sheet: Sheet) -> Feelings:
    """Return a persona's row of feelings; of no height where none was noted."""
    if all(value is None for value in block.values):
        return Feelings([], [], 0)
    width = column / sheet.em - 1
    whys = [broken(why, width) if why else [] for why in block.whys]
    onward = [broken(f"■ {told}", width) if told else [] for told in block.onward]
    most = max(len(why) + len(told) for why, told in zip(whys, onward, strict=True))
    return Feelings(whys, onward, (_CURVE + 2 * _ABOVE + 0.5) * sheet.em + most * sheet.line)


def put(scene: Scene, row: Feelings, block: Block, x: float, y: float, column: float, sheet: Sheet) -> None:
    """Put the curve and its reasons on the picture; `x` is where the first column begins."""
    top = y + _ABOVE * sheet.em
    levels = {value: top + (2 - value) / 4 * _CURVE * sheet.em for value in range(-2, 3)}
    end = x + column * len(block.values)
    for value, at in levels.items():
        scene.add(Stroke(((x, at), (end, at)), QUIET if value == 0 else RULE, 0.8 if value == 0 else 0.5))
    for value in (2, 0, -2):
        at = levels[value] + 0.35 * sheet.em
        scene.add(Words(x - 0.4 * sheet.em, at, catalogue.signed(value), sheet.size, QUIET, "right"))
    felt = [(x + column * (n + 0.5), v) for n, v in enumerate(block.values) if v is not None]
    _curve(scene, block, x, column, levels, sheet)
    for at, value in felt:
        scene.add(Mark(at, levels[value], 0.45 * sheet.em, "observed", sheet.shades["ink"]))
        shift = -0.65 if value >= 0 else 1.5
        said = Words(at, levels[value] + shift * sheet.em, catalogue.signed(value), sheet.size, INK, "center")
        scene.add(said)
    _reasons(scene, row, x, top + (_CURVE + _ABOVE + 0.95) * sheet.em, column, sheet)


def _curve(
    scene: Scene, block: Block, x: float, column: float, levels: dict[int, float], sheet: Sheet
) -> None:
    """Put a line through each run of stages with a feeling; a stage without one breaks it."""
    run: list[tuple[float, float]] = []
    for n, value in enumerate((*block.values, None)):
        if value is not None:
            run.append((x + column * (n + 0.5), levels[value]))
            continue
        if len(run) > 1:
            scene.add(Stroke(tuple(run), sheet.shades["ink"], sheet.size * 0.18))
        run = []


def _reasons(scene: Scene, row: Feelings, x: float, y: float, column: float, sheet: Sheet) -> None:
    for n, (why, told) in enumerate(zip(row.whys, row.onward, strict=True)):
        first = Words(x + column * n + 0.5 * sheet.em, y, "", sheet.size, INK)
        scene.write(why, first, sheet.line)
        below = Words(first.x, y + len(why) * sheet.line, "", sheet.size, _WARNING)
        scene.write(told, below, sheet.line)
