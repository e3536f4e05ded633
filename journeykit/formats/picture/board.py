"""An Excalidraw board: boxes with their text bound to them, lines, frames; all fields that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from journeykit.formats.picture.letters import broken

__all__ = ["Board", "index"]

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_INK, _LINE, _PAD = "#1e1e1e", 1.25, 8
_SANS = 2
"""Excalidraw's number for the reader's own sans serif, which needs no download."""
_SLACK = 1.08
"""Letters on the reader's screen may be that much wider than ours."""

Element = dict[str, Any]


class Board:
    """Elements in the order in which they are drawn; each gets its id, seed and index from its place."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self._frame: str | None = None

    def open(self, name: str) -> None:
        """Begin a frame: what is put from now on belongs to it."""
        self._frame = _id(name)

    def close(self, x: float, y: float, width: float, height: float, name: str) -> None:
        """End the frame, around what belongs to it."""
        frame, self._frame = self._frame, None
        element = self._put("frame", x, y, width, height, strokeColor="#bbbbbb", name=name or None)
        element["id"] = frame

    def height(self, text: str, width: float, size: int) -> float:
        """Return how tall a box of a width must be for its text."""
        return len(self._lines(text, width - 2 * _PAD, size)) * size * _LINE + 2 * _PAD

    def text(self, x: float, y: float, text: str, *, size: int, width: float, colour: str = _INK) -> float:
        """Put a text of its own; return where it ends."""
        lines = self._lines(text, width, size)
        element = self._text(x, y, width, lines, text, size, colour)
        element["autoResize"] = False
        return y + float(element["height"])

    def box(
        self,
        box: tuple[float, float, float, float],
        text: str = "",
        *,
        size: int = 16,
        fill: str = "transparent",
        edge: str = "#868e96",
        colour: str = _INK,
        stroke: str = "solid",
        align: str = "center",
        rounded: bool = False,
    ) -> None:
        """Put a rectangle, with its text bound to it."""
        rectangle = self._put("rectangle", *box, strokeColor=edge, backgroundColor=fill, strokeStyle=stroke)
        rectangle["roundness"] = {"type": 3, "value": 8} if rounded else None
        if not text.strip():
            return
        x, y, width, height = box
        lines = self._lines(text, width - 2 * _PAD, size)
        tall = len(lines) * size * _LINE
        room = width - 2 * _PAD
        said = self._text(x + _PAD, y + (height - tall) / 2, room, lines, text, size, colour)
        said |= {"containerId": rectangle["id"], "textAlign": align, "verticalAlign": "middle"}
        rectangle["boundElements"] = [{"type": "text", "id": said["id"]}]

    def line(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Put a line through points, unless there are too few."""
        if len(points) < 2:
            return
        (x, y), ends = points[0], list(zip(*points, strict=True))
        width, height = (max(of) - min(of) for of in ends)
        self._put("line", x, y, width, height, strokeColor=colour, strokeWidth=4,
                  points=[[px - x, py - y] for px, py in points], lastCommittedPoint=None, startBinding=None,
                  endBinding=None, startArrowhead=None, endArrowhead=None, polygon=False)  # fmt: skip

    def _lines(self, text: str, width: float, size: int) -> list[str]:
        return broken(text, width / size / _SLACK)

    def _text(
        self, x: float, y: float, width: float, lines: list[str], text: str, size: int, colour: str
    ) -> Element:
        tall = len(lines) * size * _LINE
        more: Element = {"containerId": None, "autoResize": True, "textAlign": "left", "verticalAlign": "top"}
        more |= {"text": "\n".join(lines), "originalText": text.strip(), "strokeColor": colour}
        more |= {"fontSize": size, "fontFamily": _SANS, "lineHeight": _LINE}
        return self._put("text", x, y, width, tall, **more)

    def _put(self, kind: str, x: float, y: float, width: float, height: float, **more: Any) -> Element:
        at = len(self.elements)
        element = {
            "id": _id(f"element {at}"), "type": kind, "x": x, "y": y, "width": width, "height": height,
            "angle": 0, "strokeColor": _INK, "backgroundColor": "transparent", "fillStyle": "solid",
            "strokeWidth": 1, "strokeStyle": "solid", "roughness": 0, "opacity": 100, "groupIds": [],
            "frameId": self._frame, "index": index(at), "roundness": None, "seed": at + 1, "version": 1,
            "versionNonce": at + 1, "isDeleted": False, "boundElements": [], "updated": 1, "link": None,
            "locked": False, **more,
        }  # fmt: skip
        self.elements.append(element)
        return element


def _id(name: str) -> str:
    return blake2b(name.encode(), digest_size=10).hexdigest()


def index(at: int) -> str:
    """Return Excalidraw's fractional index of the element at a place; later ones sort later.

    >>> index(0), index(61), index(62)
    ('a0', 'az', 'b00')
    """
    length, first = 1, 0
    while at - first >= len(_DIGITS) ** length:
        first += len(_DIGITS) ** length
        length += 1
    digits, rest = "", at - first
    for _ in range(length):
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return chr(ord("a") + length - 1) + digits
