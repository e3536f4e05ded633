"""A scene as the bytes of a picture: PNG, SVG or PDF, the same bytes for the same scene.

SVG keeps its texts as texts, for those who search, hear or edit it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from math import sqrt
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from journeykit.charts.paper import fonts
from journeykit.formats.picture.letters import drawable, plain
from journeykit.formats.picture.scene import Box, Mark, Scene, Stroke, Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["drawn", "saved"]

_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "journeykit",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.7,
}
_METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
_WIDE, _LEAST_DPI, _MOST_DOTS = 3840, 165, 44_000_000
"""Dots across, more where the least text (7 points) would have fewer than 16; dots in all."""
_NOISE = re.compile(r"<!--.*?-->\s*|<!DOCTYPE.*?>\s*|\s*<metadata>.*?</metadata>", re.DOTALL)
_FAMILIES = "'IPAexGothic', 'DejaVu Sans'"
_JAPANESE = "'IPAexGothic', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans JP', 'Noto Sans CJK JP', 'Meiryo'"
_COMMON = {
    "ja": f"{_JAPANESE}, sans-serif",
    "en": f"'Helvetica Neue', 'Arial', 'Liberation Sans', {_JAPANESE}, sans-serif",
}


def drawn(scene: Scene, kind: str) -> bytes:
    """Return a scene as "png", "svg" or "pdf"."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(scene.width / 25.4, scene.height / 25.4), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)
    for part in scene.parts:
        axes.add_artist(_artist(part))
    wide, high = figure.get_size_inches()
    dpi = min(max(_WIDE / wide, _LEAST_DPI), sqrt(_MOST_DOTS / (wide * high)))
    return saved(figure, kind, scene.title, scene.told, scene.lang, dpi)


def saved(figure: Figure, kind: str, title: str, told: str, lang: str, dpi: float) -> bytes:
    """Return a figure as "png", "svg" or "pdf"; `told` says what it shows, for those who hear it."""
    out = io.BytesIO()
    said: dict[str, str] = {"Title": drawable(title)} | (
        {"Description": plain(told)} if kind == "png" else {}
    )
    with _settings():
        figure.savefig(out, format=kind, dpi=dpi, metadata={**_METADATA[kind], **said})
    return _svg(out.getvalue().decode(), title, told, lang) if kind == "svg" else out.getvalue()


@contextmanager
def _settings() -> Iterator[None]:
    import matplotlib

    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # only in SVG, where the reader has the glyph
        yield


def _svg(drawing: str, title: str, told: str, lang: str) -> bytes:
    """Return matplotlib's SVG with a title and a description, in fonts that readers have."""
    named = (
        ' role="img" aria-labelledby="title told">'
        f'\n <title id="title">{escape(plain(title))}</title>'
        f'\n <desc id="told">{escape(plain(told))}</desc>'
    )
    bare = _NOISE.sub("", drawing).replace(_FAMILIES, _COMMON[lang])
    at = bare.index(">", bare.index("<svg"))
    return (bare[:at] + f' lang="{lang}"' + named + bare[at + 1 :]).encode()


def _artist(part: Box | Words | Stroke | Mark) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

    if isinstance(part, Words):
        return Text(part.x, part.y, part.text, fontsize=part.size, color=part.colour, ha=part.side,
                    va="baseline", parse_math=False, family=list(fonts()))  # fmt: skip
    if isinstance(part, Box):
        return Rectangle((part.x, part.y), part.width, part.height, facecolor=part.fill, edgecolor=part.edge,
                         linewidth=0.6)  # fmt: skip
    if isinstance(part, Stroke):
        xs, ys = zip(*part.points, strict=True)
        return Line2D(xs, ys, color=part.colour, linewidth=part.width)
    return _mark(part)


def _mark(mark: Mark) -> Any:
    """Return a basis by its sign: full, half, empty and dotted circles, and a dash for none stated."""
    from matplotlib.lines import Line2D

    if mark.of == "unstated":
        ends = mark.x - mark.radius, mark.x + mark.radius
        return Line2D(ends, (mark.y, mark.y), color=mark.colour, linewidth=1)
    size = mark.radius * 2 / 25.4 * 72
    how: dict[str, Any] = {
        "marker": "o",
        "markersize": size,
        "markeredgecolor": mark.colour,
        "linestyle": "none",
    }
    how |= {
        "markeredgewidth": size * 0.14,
        "markerfacecolor": mark.colour,
        "fillstyle": _FILLS.get(mark.of, "full"),
    }
    if mark.of == "reported":
        how |= {"markerfacecoloralt": "white"}
    if mark.of == "assumed":
        return _dotted(mark)
    return Line2D([mark.x], [mark.y], **how)


_FILLS = {"reported": "left", "inferred": "none"}


def _dotted(mark: Mark) -> Any:
    from matplotlib.patches import Circle

    width = mark.radius * 2 / 25.4 * 72 * 0.14
    return Circle((mark.x, mark.y), mark.radius, fill=False, edgecolor=mark.colour, linewidth=width,
                  linestyle=(0, (1, 1)))  # fmt: skip
