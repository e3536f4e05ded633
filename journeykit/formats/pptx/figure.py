"""What a chart shows, apart from how it is written: lines, stacked bars or points, with their looks."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure", "Series"]


@dataclass(frozen=True)
class Series:
    """One line, one kind of bar or one kind of point; told apart by more than its colour.

    Of points, `places` are where they stand across, and `labels` what is written at them.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    pattern: str = ""
    dash: str = "solid"
    marker: str = "circle"
    places: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A chart: `kind` is "lines", "bars" (stacked), "columns" (side by side) or "points".

    `titles` are those of its axes, across and up.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    titles: tuple[str, str] = ("", "")
