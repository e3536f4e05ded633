"""The presentation as a file: each slide drawn by its kind, with its notes; the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from journeykit import catalogue
from journeykit.formats.deck.layout import Slide
from journeykit.formats.packed import pack, unpack
from journeykit.formats.pptx import cards, cover, figures, frame, lists, maps
from journeykit.formats.pptx.house import COVER, PLAIN, house
from journeykit.formats.pptx.notes import speak
from journeykit.formats.pptx.page import Page
from journeykit.formats.pptx.text import Voice

if TYPE_CHECKING:
    from journeykit.settings import Brand

__all__ = ["render"]

_DRAWN: dict[str, Callable[[Page, Slide], None]] = {
    "cards": cards.draw,
    "chain": cards.chain,
    "chart": figures.draw,
    "heat": maps.heat,
    "map": maps.draw,
    "table": lists.draw,
    "views": maps.views,
}


def render(slides: Sequence[Slide], lang: str, *, brand: Brand, title: str, home: str) -> bytes:
    """Return the slides as a presentation; `home` is the language that people's texts are written in.

    Raises `ExportError` where the brand's colour or logo cannot be used.
    """
    name = title or catalogue.say("deck.slides.untitled", lang)
    made, voice = house(brand.colour, name, brand.name, lang), Voice(lang, home)
    for number, slide in enumerate(slides, 1):
        shown = made.slides.add_slide(made.slide_layouts[COVER if slide.kind == "title" else PLAIN])
        page, spoken = Page(shown, voice), slide.notes
        if slide.kind == "title":
            cut, spoken = cover.draw(page, slide, brand), (catalogue.say("pptx.cover", lang),)
        else:
            cut = frame.head(page, slide, number, f"{brand.name} · {name}" if brand.name else name)
            _DRAWN[slide.kind](page, slide)
        page.finish()
        whole = [catalogue.say("pptx.cut", lang, text=text) for text in cut]
        speak(shown, number, [*spoken, *whole], voice)
    return _packed(made)


def _packed(made: Any) -> bytes:
    """Return the presentation's bytes, which do not tell when they were written."""
    file = io.BytesIO()
    made.save(file)
    return pack(unpack(file.getvalue()))
