"""PowerPoint: the deck as slides that can be edited, with tables, charts and speaker notes of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.formats.against import Against
    from journeykit.formats.audience import Audience
    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".pptx"


def write(
    workshop: Workshop, lang: str, against: Against | None = None, audience: Audience | None = None
) -> bytes:
    """Return the workshop's deck, for an audience or the whole; with `against` also what changed since.

    Raises `ExportError` where the brand's colour or logo cannot be used.
    """
    from journeykit.formats import language
    from journeykit.formats.deck.slides import slides
    from journeykit.formats.pptx import evidence, pictures
    from journeykit.formats.pptx.show import render

    journey, brand = workshop.journey, workshop.brand
    found = slides(journey, lang, brand, against, {**pictures.NATIVE, **evidence.NATIVE}, audience)
    return render(found, lang, brand=brand, title=journey.brief.title, home=language(workshop))
