"""The slides with charts: emotion curves, what the map rests on, where the issues gather."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from journeykit import catalogue, charts
from journeykit.formats import alt
from journeykit.formats.deck.layout import Slide
from journeykit.log import Journey
from journeykit.records import Persona
from journeykit.settings import Brand

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["basis", "chart", "drawn", "emotions", "issues"]

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
    told = alt.describe_average(journey, lang=lang)
    return [
        *slides,
        chart(
            words["emotions_all"],
            words["emotions"],
            "emotions",
            told,
            lang,
            lambda ax: charts.emotion_curve(journey, lang=lang, ax=ax),
        ),
    ]


def _emotion(journey: Journey, persona: Persona, lang: str) -> Slide:
    words = catalogue.read("deck", lang)["slides"]
    title = words["emotions_of"].format(name=persona.name or words["unnamed"])
    told = alt.describe_emotion(journey, persona.id, lang=lang)
    return chart(
        title,
        words["emotions"],
        "emotions",
        told,
        lang,
        lambda ax: charts.emotion_curve(journey, persona.id, lang=lang, ax=ax),
    )


def basis(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of what the notes rest on, stage by stage."""
    words, told = catalogue.read("deck", lang)["slides"], alt.describe_basis(journey, lang=lang)
    return [
        chart(
            words["basis"],
            words["basis_kicker"],
            "basis",
            told,
            lang,
            lambda ax: charts.basis_by_stage(journey, lang=lang, ax=ax),
        )
    ]


def issues(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of the issues by stage and severity."""
    words, told = catalogue.read("deck", lang)["slides"], alt.describe_issues(journey, lang=lang)
    return [
        chart(
            words["issue_chart"],
            words["issues_kicker"],
            "issue_chart",
            told,
            lang,
            lambda ax: charts.issues_by_stage(journey, lang=lang, ax=ax),
        )
    ]


def chart(title: str, kicker: str, note: str, told: str, lang: str, draw: Callable[[Axes], object]) -> Slide:
    """Return a slide with what `draw` puts on axes; `told` says what that is, to be read and to be heard."""
    said = catalogue.say("deck.charts.alt", lang, title=title, told=told)
    body = {"svg": drawn(draw), "alt": said}
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
