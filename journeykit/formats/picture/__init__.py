"""The whole map as one picture: for a screen (16:9) or for paper (A3), as PNG, SVG or PDF."""

from journeykit.formats.picture.paper import pictured

__all__ = ["pictured"]
