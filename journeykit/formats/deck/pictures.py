"""The slides with charts: emotion curves, what the map rests on, where issues gather, value and effort."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from journeykit import catalogue, charts
from journeykit.formats import alt
from journeykit.formats.deck.layout import Slide
from journeykit.log import Journey
from journeykit.records import Persona
from journeykit.settings import Brand

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Draw", "basis", "drawn", "emotions", "issues", "matrix"]

Draw = Callable[..., object]
"""A chart that takes its axes as `ax`."""

_SIZE = (16.2, 7.4)
_NOISE = re.compile(
    r"<!--.*?-->|<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>"
    r'| id="[\w.]+_\d+"',
    re.DOTALL,
)
"""What matplotlib writes and a page has no use for; its style rule would reach the whole page."""


def emotions(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the emotion curve of each persona, and one with all of them."""
    words = catalogue.read("deck", lang)["slides"]
    slides = [_emotion(journey, persona, lang) for persona in journey.personas]
    if len(journey.personas) == 1:
        return slides
    told, title = alt.describe_average(journey, lang=lang), words["emotions_all"]
    draw = partial(charts.emotion_curve, journey, lang=lang)
    return [*slides, _chart(title, words["emotions"], "emotions", told, lang, draw)]


def _emotion(journey: Journey, persona: Persona, lang: str) -> Slide:
    words = catalogue.read("deck", lang)["slides"]
    title = words["emotions_of"].format(name=persona.name or words["unnamed"])
    told = alt.describe_emotion(journey, persona.id, lang=lang)
    draw = partial(charts.emotion_curve, journey, persona.id, lang=lang)
    return _chart(title, words["emotions"], "emotions", told, lang, draw)


def basis(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of what the notes rest on, stage by stage."""
    told, draw = alt.describe_basis(journey, lang=lang), partial(charts.basis_by_stage, journey, lang=lang)
    return [_named("basis", "basis_kicker", told, lang, draw)]


def issues(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of the issues by stage and severity."""
    told, draw = alt.describe_issues(journey, lang=lang), partial(charts.issues_by_stage, journey, lang=lang)
    return [_named("issue_chart", "issues_kicker", told, lang, draw)]


def matrix(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the picture of value and effort, once anything is rated."""
    if not any(action.value and action.effort for action in journey.actions):
        return []
    told, draw = alt.describe_matrix(journey, lang=lang), partial(charts.value_effort, journey, lang=lang)
    return [_named("matrix", "actions_kicker", told, lang, draw)]


def _named(name: str, kicker: str, told: str, lang: str, draw: Draw) -> Slide:
    """Return a chart whose title and note go by the same name."""
    words = catalogue.read("deck", lang)["slides"]
    return _chart(words[name], words[kicker], name, told, lang, draw)


def _chart(title: str, kicker: str, note: str, told: str, lang: str, draw: Draw) -> Slide:
    """Return a slide with what `draw` puts on axes; `told` says what that is, to be read and to be heard."""
    said = catalogue.say("deck.charts.alt", lang, title=title, told=told)
    body = {"svg": drawn(lambda ax: draw(ax=ax)), "alt": said}
    return Slide("chart", title, body, kicker, told, (catalogue.say(f"deck.notes.{note}", lang),))


def drawn(draw: Callable[[Axes], object]) -> str:
    """Return what `draw` puts on axes, as SVG whose texts stay texts in the page's own fonts."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure, out = Figure(figsize=_SIZE, dpi=72), io.StringIO()
    FigureCanvasSVG(figure)
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "journeykit", "hatch.linewidth": 0.7}
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # the browser has the glyphs
        draw(figure.add_axes((0.1, 0.13, 0.89, 0.8)))
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    svg = out.getvalue()
    return _NOISE.sub("", svg[svg.index("<svg") :])
