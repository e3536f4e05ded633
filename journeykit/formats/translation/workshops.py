"""A workshop in the other language."""

from __future__ import annotations

from journeykit.formats.translation.texts import missing, said, telling
from journeykit.formats.twin import twin
from journeykit.workshop import Workshop

__all__ = ["count", "translated"]


def translated(workshop: Workshop, lang: str) -> Workshop:
    """Return the workshop with the translations into `lang` in place of the texts that they stand beside.

    Where there are none it is the workshop itself.
    """
    journey = workshop.journey
    if not any(one.text for one in said(journey, lang)):
        return workshop
    return twin(workshop, telling(journey, lang))


def count(workshop: Workshop, lang: str) -> int:
    """Return how many texts an export in `lang` leaves in the other language."""
    return len(missing(workshop.journey, lang))
