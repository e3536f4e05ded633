"""The whole map as one picture of 16:9: SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".svg"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the map as a picture of 16:9, larger where the map is too full."""
    from journeykit.formats.picture.paper import pictured

    return pictured(workshop, lang, "svg")
