"""What a slide is made of: cards in rows, tables, a map, a chart; and how each is spread over slides.

Nothing is ever cut: what does not fit goes to a further slide, at the largest text that still fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from journeykit.formats.deck.measure import BODY_WIDTH, body_height, chunks, lines, pages

__all__ = [
    "ASIDE",
    "GAP",
    "Card",
    "Cell",
    "Fact",
    "Slide",
    "Table",
    "cards",
    "height_in",
    "numbered",
    "row_height",
    "tables",
]

READABLE = 14
"""The least text size on the canvas, in pixels; the page shrinks no text below it."""
_CARD_SIZES = (26.0, 22.0, 19.0, 17.5, 16.0, 15.0, 14.3)
_TABLE_SIZES = (17.0, 16.0, 15.0, 14.3)
GAP, ASIDE = 14, 300
_LINE = 1.5


@dataclass(frozen=True)
class Slide:
    """One slide: `kind` picks its drawing; `size` is its text size, `least` the smallest, in pixels."""

    kind: str
    title: str
    body: Mapping[str, Any]
    kicker: str = ""
    lead: str = ""
    notes: tuple[str, ...] = ()
    size: float = 16.0
    least: float = READABLE
    part: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Card:
    """A labelled text. `ideas` shows each line as a point; `tone` is "", strong, quiet, quote or wheel.

    `share` is its part of the row's width.
    """

    label: str
    text: str
    tone: str = ""
    pill: str = ""
    ideas: bool = False
    share: int = 1


@dataclass(frozen=True)
class Fact:
    """A short labelled value beside the cards; `mark` shows a basis or a severity by its sign."""

    label: str
    text: str
    mark: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Cell:
    """A cell of a table: a text, a mark before it ("basis" or "severity", id), a pill, a quieter text."""

    text: str
    mark: tuple[str, str] = ("", "")
    pill: str = ""
    more: str = ""


@dataclass(frozen=True)
class Table:
    """A table. Its caption is heard, not seen; `shares` are the columns' parts of its width."""

    caption: str
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: Sequence[tuple[Cell, ...]] = field(default_factory=tuple)
    strong: bool = False


def numbered(slides: Sequence[Slide]) -> list[Slide]:
    """Return the slides of one subject, each with its place among them."""
    return [replace(slide, part=(at, len(slides))) for at, slide in enumerate(slides, 1)]


def cards(
    slide: Slide,
    rows: Sequence[Sequence[Card]],
    *,
    facts: Sequence[Fact] = (),
    track: Sequence[Any] = (),
    largest: float = 19.0,
) -> list[Slide]:
    """Return `slide` with rows of cards, on one slide where a text size allows, else on several."""
    width = BODY_WIDTH - (ASIDE + 2 * GAP if facts else 0)
    room = body_height(slide.title, slide.lead) - (96 if track else 0)
    sizes = [size for size in _CARD_SIZES if size <= largest]
    spare = {sizes[-1]: 16.0}  # the page itself can shrink the smallest text a little
    fits = (
        size
        for size in sizes
        if sum(row_height(row, width, size) for row in rows) <= room + spare.get(size, 0)
    )
    size = next(fits, sizes[-1])
    small = [part for row in rows for part in _parts(row, width, size, room)]
    spread = pages(small, lambda row: row_height(row, width, size), room + spare.get(size, 0))
    bodies = [
        {"rows": page, "facts": facts, "track": track if not at else ()} for at, page in enumerate(spread)
    ]
    return numbered([replace(slide, kind="cards", body=body, size=size) for body in bodies])


def _card_height(card: Card, width: float, size: float) -> float:
    scale = 1.18 if card.tone == "quote" else 1
    own = size * scale
    count = lines(card.text, (width - 36) / own - (1.05 if card.ideas else 0))
    return count * own * _LINE + (size * 1.6 if card.label else 0) + (8 if card.tone == "quote" else 24)


def row_height(row: Sequence[Card], width: float, size: float) -> float:
    """Return the pixels that a row of cards takes, with the gap below it."""
    shares = sum(card.share for card in row)
    free = width - GAP * (len(row) - 1)
    return max(_card_height(card, free * card.share / shares, size) for card in row) + GAP


def _parts(row: Sequence[Card], width: float, size: float, room: float) -> Iterator[list[Card]]:
    """Yield a row as it is or, where a card is too tall, card by card over the whole width, in pieces."""
    if row_height(row, width, size) <= room:
        yield list(row)
        return
    for card in row:
        own = size * (1.18 if card.tone == "quote" else 1)
        most = int((room - 24 - GAP - size * 1.6) / (own * _LINE))
        for text in chunks(card.text, (width - 36) / own - 1.05, most):
            yield [replace(card, text=text)]


def tables(slide: Slide, table: Table) -> list[Slide]:
    """Return `slide` with the rows of a table, on as few slides as the readable sizes allow."""
    room = body_height(slide.title, slide.lead) - 40
    best: tuple[list[list[tuple[Cell, ...]]], float] | None = None
    for size in _TABLE_SIZES:
        height = height_in(table, size)
        rows = [part for row in table.rows for part in _row_parts(row, table, size, room)]
        spread = pages(rows, height, room)
        if best is None or len(spread) < len(best[0]):
            best = spread, size
    assert best is not None
    slides = [replace(table, rows=page) for page in best[0]]
    return numbered([replace(slide, kind="table", body={"table": t}, size=best[1]) for t in slides])


def height_in(table: Table, size: float) -> Callable[[tuple[Cell, ...]], float]:
    """Return what tells the pixels that a row of `table` takes."""
    return lambda row: max(_cell_lines(row, table, size)) * size * 1.5 + size * 0.84 + 1


def _widths(table: Table, size: float) -> list[float]:
    return [(BODY_WIDTH * share / sum(table.shares) - 26) / size for share in table.shares]


def _cell_lines(row: tuple[Cell, ...], table: Table, size: float) -> list[int]:
    widths = _widths(table, size)
    return [
        max(1, lines(cell.text, width - (1.6 if cell.mark[0] else 0)))
        + bool(cell.pill)
        + lines(cell.more, width / 0.9 - (1.6 if cell.mark[0] else 0))
        for cell, width in zip(row, widths, strict=True)
    ]


def _row_parts(row: tuple[Cell, ...], table: Table, size: float, room: float) -> Iterator[tuple[Cell, ...]]:
    """Yield a row as it is or, where it is taller than a slide, in rows that carry on its texts."""
    most = int((room - size) / (size * 1.5))
    if max(_cell_lines(row, table, size)) <= most:
        yield row
        return
    texts = [
        chunks("\n".join(filter(None, (cell.text, cell.more))), width - 1.6, most - 1)
        for cell, width in zip(row, _widths(table, size), strict=True)
    ]
    for at in range(max(map(len, texts))):
        pieces = [text[at] if at < len(text) else "" for text in texts]
        yield tuple(
            replace(cell, text=piece, more="") if not at else Cell(piece)
            for cell, piece in zip(row, pieces, strict=True)
        )
