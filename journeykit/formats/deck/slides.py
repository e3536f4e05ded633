"""The slides of a workshop, in their order: a pure function of the journey, the language and the brand."""

from __future__ import annotations

from journeykit.formats.deck import closing, maps, opening, people, pictures, talk
from journeykit.formats.deck.layout import Slide
from journeykit.log import Journey
from journeykit.settings import Brand

__all__ = ["ORDER", "slides"]

ORDER = (
    opening.title,
    opening.brief,
    opening.scope,
    opening.stages,
    opening.views,
    people.personas,
    people.issues,
    pictures.issues,
    maps.maps,
    maps.outside,
    pictures.emotions,
    pictures.basis,
    talk.plays,
    closing.assumed,
    closing.sources,
    closing.method,
)
"""The subjects of a deck; each returns as many slides as it needs."""


def slides(journey: Journey, lang: str, brand: Brand) -> list[Slide]:
    """Return all slides of a journey; the same journey always gives the same slides."""
    return [slide for subject in ORDER for slide in subject(journey, lang, brand)]
