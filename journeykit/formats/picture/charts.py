"""The charts apart, in one zip: each as PNG for documents and as SVG for those who edit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from journeykit import catalogue, charts
from journeykit.charts.paper import INK, fonts
from journeykit.formats import alt
from journeykit.formats.files import safe_name
from journeykit.formats.packed import pack
from journeykit.log import Journey

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = "-charts.zip"
_SIZE, _DPI = (16.2, 8.1), 150

_WHOLE: tuple[tuple[str, str, Callable[..., str], Callable[..., object]], ...] = (
    ("basis", "basis", alt.describe_basis, charts.basis_by_stage),
    ("issues", "issue_chart", alt.describe_issues, charts.issues_by_stage),
    ("priorities", "matrix", alt.describe_matrix, charts.value_effort),
)
"""The charts of the whole journey: file name, title, what it says, how it is drawn."""


class Chart(NamedTuple):
    """A chart: the name of its files, its title, what it says, and how it is drawn."""

    name: str
    title: str
    told: str
    draw: Callable[..., object]


def write(workshop: Workshop, lang: str) -> bytes:
    """Return a zip with each chart as PNG and as SVG."""
    return pack(
        {
            f"{chart.name}.{kind}": _drawn(chart, kind, lang)
            for chart in sorted(_charts(workshop.journey, lang), key=attrgetter("name"))
            for kind in ("png", "svg")
        }
    )


def _charts(journey: Journey, lang: str) -> Iterator[Chart]:
    words = catalogue.read("deck", lang)["slides"]

    def draw(chart: Callable[..., object]) -> Callable[..., object]:
        return partial(chart, journey, lang=lang)

    for n, persona in enumerate(journey.personas, 1):
        title = words["emotions_of"].format(name=persona.name or words["unnamed"])
        told = alt.describe_emotion(journey, persona.id, lang=lang)
        name = "-".join(filter(None, (f"emotions-{n:02}", safe_name(persona.name)[:40].strip("-. "))))
        yield Chart(name, title, told, partial(draw(charts.emotion_curve), persona=persona.id))
    if len(journey.personas) != 1:
        told = alt.describe_average(journey, lang=lang)
        yield Chart("emotions-all", words["emotions_all"], told, draw(charts.emotion_curve))
    for name, key, tell, chart in _WHOLE:
        yield Chart(name, words[key], tell(journey, lang=lang), draw(chart))


def _drawn(chart: Chart, kind: str, lang: str) -> bytes:
    """Return a chart as PNG or SVG under its title; in PNG, letters that no font of ours has are replaced."""
    from matplotlib.figure import Figure

    from journeykit.formats.picture.drawing import saved

    figure = Figure(figsize=_SIZE, dpi=72, facecolor="white")
    axes = figure.add_axes((0.1, 0.12, 0.89, 0.74))
    chart.draw(ax=axes)
    title: Any = {"family": list(fonts()), "fontsize": 22, "color": INK, "parse_math": False}
    figure.text(0.012, 0.945, chart.title, va="center", **title)
    if kind != "svg":
        _make_drawable(figure, lang)
    return saved(figure, kind, chart.title, chart.told, lang, _DPI)


def _make_drawable(figure: Figure, lang: str) -> None:
    from matplotlib.text import Text

    from journeykit.formats.picture.letters import drawable

    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        if names := [label.get_text() for label in axis.get_ticklabels()]:
            axis.set_ticks(axis.get_ticklocs(), [drawable(name, lang) for name in names])
    for text in figure.findobj(Text):
        text.set_text(drawable(text.get_text(), lang))
