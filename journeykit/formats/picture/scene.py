"""What a picture is made of, in millimetres from its upper left corner: boxes, words, strokes and marks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

__all__ = ["POINT", "Box", "Mark", "Scene", "Stroke", "Words"]

POINT = 25.4 / 72
"""Millimetres in a point."""


@dataclass(frozen=True)
class Box:
    """A rectangle; `of` says what it is: head, lane, band, cell, note."""

    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    edge: str = "none"
    of: str = ""


@dataclass(frozen=True)
class Words:
    """One line of text on its base line; `size` in points, `side` the side that `x` is on."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    side: str = "left"


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 0.6


@dataclass(frozen=True)
class Mark:
    """A basis, or a point of the curve, by its sign about a centre."""

    x: float
    y: float
    radius: float
    of: str
    colour: str


@dataclass
class Scene:
    """A picture before it is drawn."""

    width: float
    height: float
    title: str
    told: str
    lang: str
    parts: list[Box | Words | Stroke | Mark] = field(default_factory=list)

    def add(self, *parts: Box | Words | Stroke | Mark) -> None:
        """Put parts on the picture, above those that are there."""
        self.parts.extend(parts)

    def write(self, lines: list[str], first: Words, step: float) -> None:
        """Put lines of text one below the other, `step` apart, the first as `first` stands."""
        for at, line in enumerate(lines):
            self.add(replace(first, y=first.y + at * step, text=line))
