"""The matrix: what actions are worth to customers against the effort they take, each under its number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from journeykit.charts.paper import INK, QUIET, RULE, empty, fonts, label, paper, say, words_of
from journeykit.insights.priorities import ordered, top_under_all
from journeykit.log import Journey
from journeykit.phrases import wrap
from journeykit.records import Action

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["value_effort"]

_NAMED = 12
"""How many actions are named beside the matrix; the others stand in the table of the same numbers."""
_FULL, _HOLLOW = "#0b5cab", "#ffffff"
_EDGE, _KEY, _END = 0.45, 6.0, 11.2
"""Where the matrix begins, and where, right of it, the names begin and end."""

Numbered = tuple[int, Action]


def value_effort(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw each rated action at its effort and value; those that stay on top under all rules are filled."""
    axes, words = ax if ax is not None else paper(), words_of(lang)
    actions = list(enumerate(ordered(journey), 1))
    rated = [(n, action) for n, action in actions if action.value and action.effort]
    if not rated:
        return empty(axes, words["no_ratings" if actions else "no_actions"])
    tops = set(top_under_all(journey))
    _scale(axes, words)
    cells: dict[tuple[int, int], list[Numbered]] = defaultdict(list)
    for n, action in rated:
        cells[(action.effort, action.value)].append((n, action))
    for at, here in cells.items():
        _points(axes, at, here, tops)
    _names(axes, rated, tops, words)
    return axes


def _scale(ax: Axes, words: dict[str, str]) -> None:
    """Draw the paper: five steps each way, the half of much value and little effort in a tint."""
    ax.set_xlim(_EDGE, _END)
    ax.set_ylim(_EDGE, 5.55)
    ax.fill_between([_EDGE, 3], 3, 5.55, color="#eef4fa", zorder=0)
    say(ax, _EDGE + 0.08, 5.47, words["first"], va="top", fontsize=14, color=QUIET)
    for n in range(1, 6):
        ax.plot([_EDGE, 5.55], [n, n], color=RULE, linewidth=0.8, zorder=1)
        ax.plot([n, n], [_EDGE, 5.55], color=RULE, linewidth=0.8, zorder=1)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_ticks(range(1, 6))
        label(axis, [str(n) for n in range(1, 6)], 15)
    ax.tick_params(length=0, pad=8, colors=INK)
    for side in ax.spines.values():
        side.set_visible(False)
    font: dict[str, Any] = {"family": list(fonts()), "fontsize": 15, "color": INK}
    ax.set_ylabel(words["value"], labelpad=12, **font)
    ax.set_xlabel(words["effort"], labelpad=10, x=(3 - _EDGE) / (_END - _EDGE), **font)


def _points(ax: Axes, at: tuple[int, int], here: Sequence[Numbered], tops: set[str]) -> None:
    """Draw the actions of one cell side by side, so that none hides another."""
    for (n, action), (x, y) in zip(here, _spread(len(here)), strict=True):
        _point(ax, at[0] + x, at[1] + y, n, action.id in tops, min(1.0, 2 / sqrt(len(here))))


def _spread(count: int) -> list[tuple[float, float]]:
    """Return where `count` things stand in a cell, in rows about its middle.

    >>> _spread(2)
    [(-0.2, 0.0), (0.2, 0.0)]
    """
    across = ceil(sqrt(count))
    step = min(0.4, 0.8 / across)
    rows = [range(at, min(at + across, count)) for at in range(0, count, across)]
    return [
        (step * (n - row[0] - (len(row) - 1) / 2), step * ((len(rows) - 1) / 2 - line))
        for line, row in enumerate(rows)
        for n in row
    ]


def _point(ax: Axes, x: float, y: float, n: int, top: bool, size: float = 1.0) -> None:
    fill = _FULL if top else _HOLLOW
    ax.plot([x], [y], marker="o", markersize=30 * size, markerfacecolor=fill, markeredgecolor=_FULL,
            markeredgewidth=2, linestyle="none", zorder=3)  # fmt: skip
    say(ax, x, y, str(n), ha="center", va="center_baseline", fontsize=15 * size, zorder=4,
        color=_HOLLOW if top else INK)  # fmt: skip


def _names(ax: Axes, rated: Sequence[Numbered], tops: set[str], words: dict[str, str]) -> None:
    """Write what the numbers stand for, and what a filled one means."""
    shown = rated[:_NAMED]
    step = min(0.62, 4.5 / max(len(shown), 1))
    for line, (n, action) in enumerate(shown):
        y = 5.3 - step * line
        _point(ax, _KEY, y, n, action.id in tops, 0.75)
        lines = wrap(action.title, 30, 2 if step > 0.5 else 1)
        say(ax, _KEY + 0.25, y, "\n".join(lines), va="center", fontsize=15, linespacing=1.2)
    told = [words["filled"]] if tops else []
    told += [words["more_actions"].format(count=len(rated) - _NAMED)] if len(rated) > _NAMED else []
    say(ax, _KEY - 0.15, 0.55, "\n".join(told), va="bottom", fontsize=13.5, color=QUIET, linespacing=1.4)
