"""The map of a workshop on a paper, as the bytes of a picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from journeykit.formats.picture.content import content
from journeykit.formats.picture.drawing import drawn
from journeykit.formats.picture.layout import laid
from journeykit.formats.picture.letters import drawable, plain

if TYPE_CHECKING:
    from journeykit.workshop import Workshop

__all__ = ["pictured"]


def pictured(workshop: Workshop, lang: str, kind: str, paper: str = "16:9") -> bytes:
    """Return the map as "png", "svg" or "pdf" on "16:9" or "A3".

    Raises `ExportError` where the brand's colour cannot be used.
    """
    brand = workshop.brand
    clean = plain if kind == "svg" else partial(drawable, lang=lang)
    told = content(workshop.journey, lang, clean)
    return drawn(laid(told, paper, lang, brand.colour, brand.name), kind)
