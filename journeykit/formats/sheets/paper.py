"""A printed page: drawn in millimetres from its upper left corner, on A4 or A3 laid across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journeykit import catalogue
from journeykit.charts.paper import INK, QUIET, fonts
from journeykit.phrases import wrap

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["SIZES", "Page"]

SIZES = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}
_MM = 72 / 25.4
_MARGIN = 12.0
_LINE, _TINT, _ACCENT = "#9aa5b4", "#eef2f7", "#1f4e8c"
_LARGER = 1.25
"""How much larger the words are on A3; the boxes grow more, which leaves more room to write."""


class Page:
    """One page. `scale` is that of the boxes, `points` that of the words."""

    def __init__(self, size: str, lang: str) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = SIZES[size]
        self.lang, self.large = lang, size == "a3"
        self.points = _LARGER if self.large else 1.0
        self.left, self.right, self.bottom = _MARGIN, self.width - _MARGIN, self.height - _MARGIN
        self.figure: Figure = Figure(figsize=(self.width / 25.4, self.height / 25.4))
        self._ax = self.figure.add_axes((0, 0, 1, 1))
        self._ax.set_xlim(0, self.width)
        self._ax.set_ylim(self.height, 0)
        self._ax.set_axis_off()

    def scaled(self, length: float) -> float:
        """Return a length that suits the size of the words."""
        return length * self.points

    def text(self, x: float, y: float, text: str, size: float = 9, **how: Any) -> None:
        """Write one line, its upper left corner at (x, y)."""
        how = {"color": INK, "va": "top", "ha": "left", **how}
        self._ax.text(x, y, text, fontsize=size * self.points, family=list(fonts()), parse_math=False, **how)

    def lines(
        self, x: float, y: float, width: float, text: str, size: float = 9, most: int = 9, **how: Any
    ) -> float:
        """Write a text in lines of `width` and return where it ends."""
        em = size * self.points / _MM
        step = em * 1.45
        for line in wrap(text, width / em, most):
            self.text(x, y, line, size, **how)
            y += step
        return y

    def box(
        self, x: float, y: float, width: float, height: float, fill: str = "none", line: str = _LINE
    ) -> None:
        """Draw a rectangle."""
        from matplotlib.patches import Rectangle

        self._ax.add_patch(
            Rectangle((x, y), width, height, facecolor=fill, edgecolor=line, linewidth=0.7 * self.points)
        )

    def rule(self, x: float, y: float, to: float, down: float | None = None, **how: Any) -> None:
        """Draw a line to (`to`, `down`), level unless it says otherwise."""
        how = {"color": _LINE, "linewidth": 0.6 * self.points, **how}
        self._ax.plot([x, to], [y, y if down is None else down], solid_capstyle="butt", **how)

    def cell(self, x: float, y: float, width: float, height: float, key: str, label: str = "") -> float:
        """Draw a box to write in, with its number, and return where the room to write begins."""
        self.box(x, y, width, height)
        pad = self.scaled(1.2)
        if key:
            self.text(x + width - pad, y + pad * 0.8, key, 6, color=QUIET, ha="right")
        return self.lines(x + pad, y + pad, width - self.scaled(11), label, 8, 2) if label else y + pad

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the ground of a heading."""
        self.box(x, y, width, height, _TINT)

    def options(
        self, x: float, y: float, width: float, options: list[str], size: float = 8, first: int = 1
    ) -> float:
        """Write numbered options to circle, in rows as they fit, and return where they end."""
        em, at, step = size * self.points / _MM, x, size * self.points / _MM * 1.75
        for number, option in enumerate(options, first):
            shown = f"{number}  {option}"
            wide = sum(1.0 if ord(sign) > 0x2E7F else 0.56 for sign in shown) * em + 2.2 * em
            if at > x and at + wide - 1.4 * em > x + width:
                at, y = x, y + step
            self.text(at, y, shown, size)
            at += wide
        return y + step

    def head(self, letter: str, title: str, minutes: str, aims: list[str], how: str, who: list[str]) -> float:
        """Draw the page's head, with room for those who fill it in (`who`), and return where it ends."""
        side = self.scaled(13)
        self.box(self.left, _MARGIN, side, side, _ACCENT, _ACCENT)
        middle = self.left + side / 2, _MARGIN + side / 2
        self.text(*middle, letter, 22, color="white", ha="center", va="center_baseline")
        x = self.left + side + self.scaled(3.5)
        self.text(x, _MARGIN, title, 18)
        room = self.right - x - (self.scaled(24) if minutes else 0)
        told_to = self.lines(x, _MARGIN + self.scaled(8.6), room, how, 8.5, 2)
        self._names(who, minutes)
        y, words = max(_MARGIN + side, told_to) + self.scaled(2), catalogue.read("sheets", self.lang)["paper"]
        if aims:
            self.text(self.left, y, words["aims"], 8, color=_ACCENT)
            told, indent = " / ".join(aims), self.scaled(13)
            y = self.lines(self.left + indent, y, self.right - self.left - indent, told, 8, 2, color=QUIET)
        return y + self.scaled(1.5)

    def _names(self, who: list[str], minutes: str) -> None:
        x, y = self.right - self.scaled(62), _MARGIN + self.scaled(5)
        for name, wide in zip(who, (34, 24), strict=False):
            self.text(x, y, name, 7.5, color=QUIET, va="bottom")
            self.rule(x, y + self.scaled(1), x + self.scaled(wide))
            x += self.scaled(wide + 4)
        self.text(self.right, _MARGIN + self.scaled(8.6), minutes, 8, color=QUIET, ha="right")

    def foot(self, text: str, page: str) -> None:
        """Write the line at the bottom."""
        self.text(self.left, self.bottom + self.scaled(3), text, 7, color=QUIET)
        self.text(self.right, self.bottom + self.scaled(3), page, 7, color=QUIET, ha="right")
