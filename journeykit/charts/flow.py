"""Charts of the customer's data over time: the moves between stages as a matrix, and the NPS by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeykit import catalogue
from journeykit.charts.paper import INK, QUIET, RULE, empty, label, paper, say
from journeykit.insights.evidence import Moved, Report, report
from journeykit.insights.headlines import name
from journeykit.log import Journey
from journeykit.phrases import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["moves", "nps_by_month"]

_SHADES = ("#ffffff", "#eef4fa", "#dbe8f4", "#bcd5ec", "#8fb8de")
_LINE = "#0b5cab"
_MONTHS = 24


def moves(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw how often customers went from one stage (a row) directly to another (a column), in numbers."""
    axes, told = ax if ax is not None else paper(), report(journey)
    words = dict(catalogue.read("evidence", lang)["charts"])
    if told is None:
        return empty(axes, words["not_read"])
    found = [one for one in told.moves if not one.group]
    if not told.timed:
        return empty(axes, words["no_times"])
    if not any(one.n for one in found):
        return empty(axes, words["no_moves"])
    _grid(axes, told, journey, words, lang)
    most = max(one.n or 0 for one in found)
    for one in found:
        _cell(axes, one, len(told.stages), most, words)
    return axes


def _grid(ax: Axes, told: Report, journey: Journey, words: dict[str, str], lang: str) -> None:
    n = len(told.stages)
    names = [name(told, journey, at, lang) for at in range(n)]
    ax.set_xlim(-0.5, n + 0.5)
    ax.set_ylim(n - 0.5, -0.5 - 0.16 * n)
    ax.set_xticks([])
    ax.set_yticks(range(n))
    for at, one in enumerate([*names, words["left"]]):
        told_ = "\n".join(wrap(one, 66 / (n + 1) - 1, 3))
        say(ax, at, -0.56, told_, ha="center", va="bottom", fontsize=14, linespacing=1.25)
    label(ax.yaxis, ["\n".join(wrap(one, 8, 3)) for one in names], 14)
    ax.tick_params(length=0, pad=8, colors=INK)
    for side in ax.spines.values():
        side.set_visible(False)
    for at in range(n + 2):
        ax.plot([at - 0.5, at - 0.5], [-0.5, n - 0.5], color=RULE, linewidth=0.8, zorder=1)
    for at in range(n + 1):
        ax.plot([-0.5, n + 0.5], [at - 0.5, at - 0.5], color=RULE, linewidth=0.8, zorder=1)
    say(ax, -0.5, n - 0.42, f"{words['back']}   {words['skip']}", va="top", fontsize=14, color=QUIET)


def _cell(ax: Axes, one: Moved, stages: int, most: int, words: dict[str, str]) -> None:
    """Draw one cell: its number, its sign, and a shade that grows with the number."""
    from matplotlib.patches import Rectangle

    if one.source < 0:
        return
    column = one.target if one.target >= 0 else stages
    shade = _SHADES[round((len(_SHADES) - 1) * (one.n or 0) / most)]
    ax.add_patch(Rectangle((column - 0.48, one.source - 0.48), 0.96, 0.96, facecolor=shade, zorder=2))
    sign = "← " if 0 <= one.target < one.source else "» " if one.target > one.source + 1 else ""
    text = words["withheld"] if one.n is None else f"{sign}{one.n:,}"
    colour = QUIET if one.n is None else INK
    size = 13 if one.n is None else 16
    say(ax, column, one.source, text, ha="center", va="center", fontsize=size, color=colour, zorder=3)


def nps_by_month(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw the net promoter score month by month; months of few answers are left out of the line."""
    axes, told = ax if ax is not None else paper(), report(journey)
    words = dict(catalogue.read("evidence", lang)["charts"])
    if told is None:
        return empty(axes, words["not_read"])
    months = told.of("month")[-_MONTHS:]
    if not any(one.nps is not None for one in months):
        return empty(axes, words["no_scores"])
    values = [float("nan") if one.nps is None else one.nps for one in months]
    axes.plot(range(len(months)), values, color=_LINE, linewidth=3, marker="o", markersize=10,
              markeredgecolor="white", zorder=3)  # fmt: skip
    every = 1 if len(months) <= 12 else 2
    for at, one in enumerate(months):
        if one.nps is not None:
            told_ = (
                f"{catalogue.signed(one.nps)}\n{words['answers'].format(n=one.n)}" if at % every == 0 else ""
            )
            below = 0 < at < len(months) - 1 and _is_valley(values, at)
            shift, va = (-9, "top") if below else (9, "bottom")
            behind = {"facecolor": "white", "edgecolor": "none", "pad": 1} if told_ else None
            say(axes, at, one.nps + shift, told_, ha="center", va=va, fontsize=14, linespacing=1.2, zorder=2,
                bbox=behind)  # fmt: skip
        else:
            say(
                axes,
                at,
                -108,
                words["withheld"],
                ha="center",
                va="bottom",
                rotation=90,
                fontsize=13,
                color=QUIET,
            )
    _scale(axes, [one.at for one in months], every)
    return axes


def _is_valley(values: list[float], at: int) -> bool:
    near = [value for value in (values[at - 1], values[at + 1]) if value == value]
    return bool(near) and values[at] < min(near)


def _scale(ax: Axes, months: list[str], every: int) -> None:
    ax.set_ylim(-112, 130)
    ax.set_xlim(-0.6, max(len(months) - 0.4, 1))
    for value in (-100, -50, 0, 50, 100):
        ax.axhline(value, color=QUIET if not value else RULE, linewidth=1.2 if not value else 0.8, zorder=1)
    ax.set_yticks([-100, -50, 0, 50, 100])
    label(ax.yaxis, [catalogue.signed(value) for value in (-100, -50, 0, 50, 100)], 14)
    ax.set_xticks(range(0, len(months), every))
    label(ax.xaxis, months[::every], 14 if len(months) <= 12 else 12)
    ax.tick_params(length=0, pad=8, colors=INK)
    for side in ax.spines.values():
        side.set_visible(False)
