"""Charts of the customer's data by stage: how far customers came, and how long they stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeykit import catalogue
from journeykit.charts.paper import QUIET, Look, columns_of, empty, fonts, paper, say
from journeykit.insights.evidence import Report, report
from journeykit.insights.headlines import name
from journeykit.insights.testimony import days
from journeykit.log import Journey

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["funnel", "time_in_stage"]

_FUNNEL = {"reached": Look("#0b5cab"), "beyond": Look("#dbe8f4", "//")}
_TIMES = {"median": Look("#0b5cab"), "p90": Look("#dbe8f4", "//"), "open": Look("#ffffff", "--")}


def funnel(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw for each stage how many were seen there, and beside it how many were there or beyond."""
    axes, told = ax if ax is not None else paper(), report(journey)
    words = _words(lang)
    if told is None:
        return empty(axes, words["not_read"])
    line = told.line()
    beyond = [0 if one.reached == 0 else one.beyond for one in line]  # of an unseen stage nothing is implied
    values = {"reached": [one.reached for one in line], "beyond": beyond}
    _bars(axes, values, _FUNNEL, words)
    for at, one in enumerate(line):
        if one.reached == 0:
            say(axes, at, 0, words["no_evidence"], rotation=90, ha="center", va="bottom", fontsize=14,
                color=QUIET)  # fmt: skip
    return _finish(axes, told, journey, lang)


def time_in_stage(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw for each stage in how many days half and nine in ten of the visits end, and how old others are."""
    axes, told = ax if ax is not None else paper(), report(journey)
    words = _words(lang)
    if told is None:
        return empty(axes, words["not_read"])
    line = told.line()
    values = {
        "median": [one.median for one in line],
        "p90": [one.p90 for one in line],
        "open": [one.open_median for one in line],
    }
    if not told.timed or not any(n is not None for column in values.values() for n in column):
        return empty(axes, words["no_times"])
    _bars(axes, values, _TIMES, words)
    for at, one in enumerate(line):
        if one.median is None and one.open_median is None:
            text = words["no_evidence" if one.reached == 0 else "withheld"]
            say(axes, at, 0, text, rotation=90, ha="center", va="bottom", fontsize=14, color=QUIET)
    return _finish(axes, told, journey, lang)


def _bars(
    ax: Axes,
    values: dict[str, list[int | None]],
    looks: dict[str, Look],
    words: dict[str, str],
) -> None:
    """Draw bars side by side, each with its number; what is withheld is said in its place."""
    wide = 0.78 / len(values)
    tallest = max((n for column in values.values() for n in column if n), default=1)
    for place, (key, column) in enumerate(values.items()):
        shift = wide * (place - (len(values) - 1) / 2)
        where = [at + shift for at in range(len(column))]
        ax.bar(where, [n or 0 for n in column], wide * 0.92, label=words[key], color=looks[key].colour,
               hatch=looks[key].hatch, edgecolor=QUIET, linewidth=1, zorder=2)  # fmt: skip
        for x, n in zip(where, column, strict=True):
            if n:
                told = f"{n:,}" if looks is _FUNNEL else words["days"].format(n=days(n))
                say(ax, x, n + tallest * 0.015, told, ha="center", va="bottom", fontsize=15 - len(values))
            elif n is None and looks is _FUNNEL:
                say(ax, x, 0, words["withheld"], rotation=90, ha="center", va="bottom", fontsize=14,
                    color=QUIET)  # fmt: skip
    ax.set_ylim(0, tallest * 1.12)


def _finish(ax: Axes, told: Report, journey: Journey, lang: str) -> Axes:
    ax.set_yticks([])
    columns_of(ax, [name(told, journey, at, lang) for at in range(len(told.stages))])
    ax.set_xlim(-0.6, max(len(told.stages) - 0.4, 1))
    ax.axhline(0, color=QUIET, linewidth=1.2, zorder=3)
    font = {"family": list(fonts()), "size": 15}
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, prop=font, borderaxespad=0)
    return ax


def _words(lang: str) -> dict[str, str]:
    return dict(catalogue.read("evidence", lang)["charts"])
