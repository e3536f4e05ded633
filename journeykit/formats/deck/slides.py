"""The slides of a workshop, in their order: pure: of journey, language, brand and what was before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from journeykit.formats.against import Against
from journeykit.formats.deck import (
    closing,
    ground,
    maps,
    opening,
    people,
    pictures,
    priorities,
    roles,
    talk,
    themes,
    upkeep,
)
from journeykit.formats.deck.layout import Slide
from journeykit.log import Journey
from journeykit.settings import Brand

__all__ = ["ORDER", "slides"]

ORDER = (
    opening.title,
    opening.brief,
    opening.scope,
    roles.chain,
    opening.stages,
    opening.views,
    people.personas,
    people.issues,
    pictures.issues,
    maps.maps,
    maps.outside,
    themes.themes,
    roles.buying,
    ground.findings,
    ground.disagreement,
    pictures.emotions,
    pictures.basis,
    talk.plays,
    roles.handovers,
    pictures.matrix,
    priorities.decisions,
    closing.assumed,
    ground.research,
    closing.sources,
    closing.method,
    upkeep.freshness,
)
"""The subjects of a deck; each returns as many slides as it needs."""


def slides(journey: Journey, lang: str, brand: Brand, against: Against | None = None) -> list[Slide]:
    """Return all slides of a journey; the same journey always gives the same slides.

    With `against`, what changed since comes before the map.
    """
    order: tuple[Callable[[Journey, str, Brand], list[Slide]], ...] = ORDER
    if against:
        at = ORDER.index(opening.scope)
        order = (*ORDER[:at], partial(upkeep.changed, against=against), *ORDER[at:])
    return [slide for subject in order for slide in subject(journey, lang, brand)]
