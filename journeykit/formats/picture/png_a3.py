"""The whole map as one picture for A3 paper: PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = "-a3.png"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the map as a picture of A3, or of the next larger paper where it is too full."""
    from journeykit.formats.picture.paper import pictured

    return pictured(workshop, lang, "png", "A3")
