"""The page that holds the slides: one HTML file with everything in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from journeykit import catalogue
from journeykit.formats.deck import assets
from journeykit.formats.deck.colours import shades
from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.measure import em
from journeykit.formats.deck.words import label, text_in

if TYPE_CHECKING:
    from jinja2 import Environment

    from journeykit.settings import Brand

__all__ = ["render"]


_PLAIN = "#0b5cab"
"""The colour of slides without a brand."""


def render(
    slides: Sequence[Slide],
    lang: str,
    *,
    title: str,
    brand: Brand | None = None,
    home: str = "",
    parts: str = "parts",
) -> bytes:
    """Return the slides as a page, drawn with the macros of template `parts`, one for each kind of slide.

    `home` is the language that people's texts are written in.

    Raises `ExportError` where the brand's colour or logo cannot be used.
    """
    words: dict[str, Any] = catalogue.read("deck", lang)
    page = _environment().get_template("deck.html.j2").render(
        slides=slides,
        lang=lang,
        title=title or words["slides"]["untitled"],
        parts_file=f"{parts}.html.j2",
        maker=brand.name if brand else "",
        logo=assets.picture(brand.logo) if brand and brand.logo else "",
        shades=shades(brand.colour if brand else _PLAIN),
        styles=Markup(assets.styles()),
        scripts=[Markup(script) for script in assets.scripts(lang)],
        policy=assets.policy(lang),
        basis={**catalogue.choices("basis", lang), "unstated": words["slides"]["unstated"]},
        words=words,
        spoken=json.dumps(words["page"], ensure_ascii=False),
        said=text_in(lang, home),
    )  # fmt: skip
    return page.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"label": label, "long": _long, "raw": Markup}
    return environment


def _long(title: str) -> str:
    """Return how long a title is, for its size: "", long or longest."""
    width = em(title)
    return "longest" if width > 64 else "long" if width > 26 else ""
