"""Tables and paragraphs for a terminal: as wide as it is, broken between words and Japanese phrases.

A Japanese letter takes two columns of a terminal; a line never begins with a mark that closes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

from journeykit.phrases import phrases
from journeykit.terminal import console, visible

__all__ = ["laid", "show", "tell"]

_GAP = 2
_NUMBER = re.compile(r"[+−-]?[0-9]")
_LONGEST = 24
"""So wide a piece may claim that its column is never narrower."""
_PARTING = re.compile("(\0)([/・])")
"""What parts two words stands behind the first of them."""
_WORDS = re.compile(r"\S+\s*|\s+")


def tell(text: str) -> None:
    """Print a paragraph."""
    for line in _lines(visible(text), console().width):
        console().print(line, markup=False)


def show(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; where its first column repeats itself, it is said once."""
    head, *rest = laid(heads, rows, console().width)
    for line in head:
        console().print(line, style="bold", markup=False)
    console().print("─" * max(map(cell_len, (*head, *(one for row in rest for one in row)))))
    for row in rest:
        for line in row:
            console().print(line, markup=False)
    console().print()


def laid(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """Return the lines of the heads and of each row, none wider than `width`."""
    shown = [[visible(head) for head in heads], *([visible(cell) for cell in row] for row in _once(rows))]
    columns = list(zip(*shown, strict=True))
    widths = _widths(columns, width - _GAP * (len(columns) - 1))
    right = [at > 0 and _numeric(column[1:]) for at, column in enumerate(columns)]
    return [list(_row(cells, widths, right)) for cells in shown]


def _once(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    before = None
    for first, *rest in rows:
        yield ["" if first == before and rest else first, *rest]
        before = first


def _numeric(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell]
    return 2 * sum(bool(_NUMBER.match(cell)) for cell in told) > len(told)


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a row."""
    broken = [_lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for at in range(max(map(len, broken))):
        parts = [lines[at] if at < len(lines) else "" for lines in broken]
        spare = [" " * (width - cell_len(part)) for part, width in zip(parts, widths, strict=True)]
        placed = [
            space + part if behind else part + space
            for part, space, behind in zip(parts, spare, right, strict=True)
        ]
        yield (" " * _GAP).join(placed).rstrip()


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how wide each column is: as it likes or, where there is too little room, the widest less."""
    likes = [max(2, *map(cell_len, column)) for column in columns]  # a Japanese letter is two wide
    least = [min(max(map(_longest, column)), _LONGEST) for column in columns]
    most = max(likes)
    while most > 2 and sum(_cut(likes, least, most)) > room:
        most -= 1
    found = _cut(likes, least, most)
    while sum(found) > room and max(found) > 2:  # not even the longest words fit
        found[found.index(max(found))] -= 1
    return found


def _cut(likes: Sequence[int], least: Sequence[int], most: int) -> list[int]:
    return [min(like, max(most, low)) for like, low in zip(likes, least, strict=True)]


def _longest(cell: str) -> int:
    return max((cell_len(piece.rstrip()) for piece in _pieces(cell)), default=0)


def _pieces(text: str) -> Iterator[str]:
    """Yield what stays together on a line: words with the space behind them, Japanese phrases."""
    parted = _PARTING.sub(r"\2\1", "\0".join(phrases(text)))
    for phrase in parted.split("\0"):
        yield from _WORDS.findall(phrase)


def _lines(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns."""
    lines = [""]
    for piece in (part for whole in _pieces(text) for part in _small(whole, width)):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _small(piece: str, width: int) -> list[str]:
    return [piece] if cell_len(piece.rstrip()) <= width else chop_cells(piece, width)
