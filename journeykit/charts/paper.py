"""The paper that charts are drawn on: size, font, columns, and the look by which things are told apart.

Nothing is told by colour alone: lines have their own markers and strokes, bars their own hatches.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from journeykit import catalogue
from journeykit.phrases import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "INK",
    "QUIET",
    "RULE",
    "Look",
    "columns_of",
    "empty",
    "fonts",
    "label",
    "paper",
    "say",
    "words_of",
]

_SIZE = (16.2, 6.9)
"""Inches at 72 dots an inch, so that a point is a pixel of the slide."""
INK, QUIET, RULE = "#1f2937", "#5b6472", "#d5dbe3"


class Look(NamedTuple):
    """How one line or one kind of bar is told apart: colour, hatch, marker, stroke."""

    colour: str
    hatch: str = ""
    marker: str = "o"
    stroke: str = "-"


def words_of(lang: str) -> dict[str, str]:
    return dict(catalogue.read("deck", lang)["charts"])


@cache
def fonts() -> tuple[str, ...]:
    """Register the Japanese font of matplotlib-fontja, without importing it: that would change rcParams."""
    from matplotlib import font_manager

    spec = find_spec("matplotlib_fontja")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).with_name("fonts") / "ipaexg.ttf"
    font_manager.fontManager.addfont(file)
    return "IPAexGothic", "DejaVu Sans"


def paper() -> Axes:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, dpi=72)
    return figure.add_axes((0.075, 0.14, 0.91, 0.8))


def say(ax: Axes, x: float, y: float, text: str, **how: Any) -> None:
    how = {"fontsize": 15, "color": INK, "parse_math": False, "family": list(fonts()), **how}
    ax.text(x, y, text, **how)


def empty(ax: Axes, text: str) -> Axes:
    ax.set_axis_off()
    say(ax, 0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", fontsize=20, color=QUIET)
    return ax


def columns_of(ax: Axes, names: Sequence[str]) -> None:
    ax.set_xticks(range(len(names)))
    width = max(4.0, 69 / max(len(names), 1) - 0.6)
    label(ax.xaxis, ["\n".join(wrap(name, width, 3)) for name in names], 15)
    ax.tick_params(length=0, pad=10, colors=INK)
    for side in ax.spines.values():
        side.set_visible(False)


def label(axis: Any, texts: Sequence[str], size: int) -> None:
    for label in axis.set_ticklabels(texts, family=list(fonts()), fontsize=size, linespacing=1.25):
        label.set_parse_math(False)
