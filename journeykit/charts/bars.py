"""Bars by stage: what the notes rest on, and how severe the issues are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from journeykit import catalogue
from journeykit.charts.paper import INK, QUIET, Look, columns_of, empty, fonts, paper, say, words_of
from journeykit.insights.basis import shares
from journeykit.insights.issues import issues_at
from journeykit.log import Journey

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["basis_by_stage", "issues_by_stage"]

_BASIS = {
    "observed": Look("#0b5cab"),
    "reported": Look("#8fb8de", "//"),
    "inferred": Look("#dbe8f4", "--"),
    "assumed": Look("#ffffff", "xx"),
    "": Look("#ffffff"),
}


_SEVERITY = {
    "high": Look("#9c2f1f"),
    "medium": Look("#e8a08f", "//"),
    "low": Look("#f9e3dd", "--"),
    "": Look("#ffffff"),
}


def basis_by_stage(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw how many entries rest on what, stage by stage, from the firmest at the bottom.

    Personas and issues that run through the whole journey stand last.
    """
    counts = shares(journey)
    columns = [(stage.label(lang), counts[stage.id]) for stage in journey.stages_in_scope]
    columns += [(words_of(lang)["throughout"], counts[""])] if counts[""] else []
    return _bars(columns, _BASIS, _names("basis", lang), words_of(lang)["no_notes"], ax)


def issues_by_stage(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw how many issues are felt at each stage, by severity; last, those that run throughout."""
    return _bars(
        list(issues_at(journey, lang=lang)),
        _SEVERITY,
        _names("severity", lang),
        words_of(lang)["no_issues"],
        ax,
    )


def _names(of: str, lang: str) -> dict[str, str]:
    return {**catalogue.choices(of, lang), "": words_of(lang)["unstated"]}


def _bars(
    columns: list[tuple[str, Counter[str]]],
    looks: dict[str, Look],
    names: dict[str, str],
    none: str,
    ax: Axes | None,
) -> Axes:
    axes = ax if ax is not None else paper()
    tallest = max((count.total() for _, count in columns), default=0)
    if not tallest:
        return empty(axes, none)
    base = [0] * len(columns)
    for key, look in looks.items():
        heights = [count[key] for _, count in columns]
        if not any(heights):
            continue
        axes.bar(range(len(columns)), heights, 0.56, bottom=base, label=names[key], color=look.colour,
                 hatch=look.hatch, edgecolor=QUIET, linewidth=1, zorder=2)  # fmt: skip
        _count(axes, base, heights, look)
        base = [low + high for low, high in zip(base, heights, strict=True)]
    for at, total in enumerate(base):
        say(axes, at, total + tallest * 0.02, str(total), ha="center", fontsize=17)
    _finish(axes, columns, tallest)
    return axes


def _count(ax: Axes, base: Sequence[int], heights: Sequence[int], look: Look) -> None:
    paper = {"boxstyle": "round,pad=0.25", "facecolor": look.colour, "edgecolor": "none"}
    dark = int(look.colour[3:5], 16) < 0x80
    for at, (low, high) in enumerate(zip(base, heights, strict=True)):
        if high:
            say(ax, at, low + high / 2, str(high), ha="center", va="center", fontsize=14,
                 color="white" if dark else INK, bbox=paper)  # fmt: skip


def _finish(ax: Axes, columns: list[tuple[str, Counter[str]]], tallest: int) -> None:
    ax.set_ylim(0, tallest * 1.12)
    ax.set_yticks([])
    columns_of(ax, [name for name, _ in columns])
    ax.set_xlim(-0.6, max(len(columns) - 0.4, 1))
    ax.axhline(0, color=QUIET, linewidth=1.2, zorder=3)
    font = {"family": list(fonts()), "size": 15}
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False, prop=font, borderaxespad=0)
