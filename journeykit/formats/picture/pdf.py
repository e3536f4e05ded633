"""PDF: the deck, a slide a page, where a Chromium is there to print it; else the map as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".pdf"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the slides as pages of 16:9, or the map on one page."""
    from journeykit.formats import deck
    from journeykit.formats.picture.browser import chromium, printed
    from journeykit.formats.picture.paper import pictured

    page, program = deck.write(workshop, lang), chromium()
    slides = page.count(b'<section class="slide')
    return printed(page, slides, program=program) or pictured(workshop, lang, "pdf")
