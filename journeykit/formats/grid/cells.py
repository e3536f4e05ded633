"""What a cell of a map made elsewhere says: its pieces, and the records they become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from journeykit.formats.grid.feelings import Scale, feeling
from journeykit.formats.incoming import Draft

__all__ = ["Cell", "drafts", "pieces"]

_BULLET = re.compile(r"^\s*(?:[・•●◦▪■◆▶►‣⁃○]\s*|[-*+–—]\s+|\(?\d{1,2}[.)]\s+|\d{1,2}[．、）]\s*|[①-⑳]\s*)")
_INLINE = re.compile(r"[•●▪■◆]|(?<=\s)・|[;；]")
_DOT = re.compile(r"[・･]")
_SHORTEST = 3
"""A part between two 「・」 that is shorter belongs to a word, as in 「導入・運用」."""


class Cell(NamedTuple):
    """A cell with its headings: what `lane` it lies in, of which stage and persona, and where."""

    lane: str
    stage: str
    text: str
    place: str
    persona: str = ""
    scale: Scale | None = None


def drafts(cell: Cell) -> Iterator[Draft]:
    """Yield what a cell tells as records."""
    if cell.lane == "feeling" and (told := feeling(cell.text, cell.scale)):
        about = {"persona": cell.persona, "stage": cell.stage}
        yield Draft("feeling", {**about, "value": told[0], "why": told[1]}, cell.place)
        return
    for piece in pieces(cell.text):
        yield _draft(cell, piece)


def _draft(cell: Cell, piece: str) -> Draft:
    if cell.lane == "issue":
        told = {"persona": cell.persona, "text": piece, "timing": "moment", "stages": [cell.stage]}
        return Draft("issue", told, cell.place)
    if cell.lane == "deed":
        return Draft("action", {"title": piece, "stage": cell.stage}, cell.place)
    lane = "thought" if cell.lane == "feeling" else cell.lane
    note = {"persona": cell.persona, "stage": cell.stage, "lane": lane, "text": piece}
    return Draft("note", note, cell.place)


def pieces(text: str) -> list[str]:
    r"""Return the entries of a cell.

    Where it has bullets or numbers, each begins an entry; else each line is one; a cell of one line is cut
    at semicolons, at bullets within it, and at 「・」 unless that joins words.

    >>> pieces("- asks a colleague\n- searches"), pieces("検索する・資料を読む"), pieces("導入・運用")
    (['asks a colleague', 'searches'], ['検索する', '資料を読む'], ['導入・運用'])
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return []
    if len(lines) == 1:
        lines = _cut(lines[0])
    elif _BULLET.match(lines[0]):
        lines = _bulleted(lines)
    return [piece for piece in (line.strip() for line in lines) if piece]


def _bulleted(lines: list[str]) -> list[str]:
    found: list[list[str]] = []
    for line in lines:
        if _BULLET.match(line):
            found.append([_BULLET.sub("", line, count=1)])
        else:
            found[-1].append(line)
    return ["\n".join(entry) for entry in found]


def _cut(line: str) -> list[str]:
    bare = _BULLET.sub("", line, count=1)
    if bare != line and line[0] in "-*+–—":
        return [bare]
    found = [part for part in _INLINE.split(bare) if part.strip()]
    return [piece for part in found for piece in _at_dots(part)]


def _at_dots(part: str) -> list[str]:
    split = [piece.strip() for piece in _DOT.split(part)]
    return split if all(len(piece) >= _SHORTEST for piece in split) else [part]
