"""A sheet of paper: its measures that follow from the text's size, and its colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from journeykit.formats.deck.colours import shades
from journeykit.formats.picture.scene import POINT

__all__ = ["LANES", "LEAST", "Sheet"]

LEAST = 7.0
"""The smallest text, in points."""
LANES = {
    "action": ("#e8f1fb", "#b9d0ea"),
    "touchpoint": ("#e9f5ec", "#b5d8be"),
    "thought": ("#fdf4da", "#e6d29a"),
    "question": ("#fdebe6", "#ecc0b3"),
    "need": ("#f2ecfa", "#d0bfe6"),
}
"""The paper and the edge of a lane's sticky notes; what lane it is, its row says in words."""


@dataclass(frozen=True)
class Sheet:
    """Width and height in millimetres, the text's size in points; `em` and `line` in millimetres."""

    width: float
    height: float
    size: float
    lang: str
    colour: str
    maker: str = ""

    @property
    def em(self) -> float:
        """Return the text's size."""
        return self.size * POINT

    @property
    def line(self) -> float:
        """Return how far lines are apart; Latin letters need less air."""
        return self.em * (1.27 if self.lang == "ja" else 1.17)

    @property
    def margin(self) -> float:
        """Return what stays white along the edges."""
        return self.width * 0.014

    @property
    def inner(self) -> float:
        """Return the width between the margins."""
        return self.width - 2 * self.margin

    @cached_property
    def shades(self) -> dict[str, str]:
        """Return the brand's colours by name. Raises `ExportError` where it is no colour."""
        return shades(self.colour)
