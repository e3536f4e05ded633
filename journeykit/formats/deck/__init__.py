"""The deck: a workshop as slides in one HTML file that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.formats.against import Against
    from journeykit.formats.audience import Audience
    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".html"


def write(
    workshop: Workshop, lang: str, against: Against | None = None, audience: Audience | None = None
) -> bytes:
    """Return the workshop's deck, for an audience or the whole; with `against` also what changed since.

    Raises `ExportError` where the brand's colour or logo cannot be used.
    """
    from journeykit.formats import language
    from journeykit.formats.deck.page import render
    from journeykit.formats.deck.slides import slides

    journey, brand = workshop.journey, workshop.brand
    found = slides(journey, lang, brand, against, audience=audience)
    return render(found, lang, brand=brand, title=journey.brief.title, home=language(workshop))
