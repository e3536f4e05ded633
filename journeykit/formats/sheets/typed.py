"""Paper typed in: lines like `A3-C: text`, each after the number of its box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.decoding import begins, decoded
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.sheets.forms import LANES, MAP_ROWS, MAPS, PAPERS, columns
from journeykit.formats.sheets.taking import Cell, collected, feeling, lane, record
from journeykit.formats.sheets.values import Words
from journeykit.formats.workbook import MOST_ROWS
from journeykit.records import GROUPS, SIX

__all__ = ["Box", "read", "recognises"]

_DASH = "-‐‑‒–—―−ー－ｰ"
_BOX = re.compile(
    rf"^[\s・•*>-]*([A-Za-zＡ-Ｚａ-ｚ])\s*([0-9０-９]{{1,3}})\s*[{_DASH}]\s*([A-Za-zＡ-Ｚａ-ｚ])(?![A-Za-z0-9{_DASH}])"
    r"\s*(?:[(（][^()（）]*[)）])?\s*[:：=＝]?\s*(.*)$"
)
_STAGE = re.compile(r"^\s*(?:段階|stage)\s*([A-Za-zＡ-Ｚａ-ｚ])\s*[:：=＝]\s*(.+)$", re.IGNORECASE)
_MOST_BYTES = 1_000_000
"""Nobody types more."""
_REMARK = re.compile(r"^\s*(?:#|＃|//|※|<!--)")
_MOST_LOOKED_AT = 200_000


class Box(NamedTuple):
    """What was typed for a box: the letter of its sheet, its row, its column, and where that stands."""

    sheet: str
    row: int
    column: str
    cell: Cell

    @property
    def id(self) -> str:
        """Its number, as it is printed."""
        return f"{self.sheet}{self.row}-{self.column}"


def recognises(data: bytes) -> bool:
    """Say whether a text names boxes of the printed sheets."""
    lines = begins(data, _MOST_LOOKED_AT).splitlines()
    return any((found := _BOX.match(line)) and _plain(found[1]) in (*MAPS, *PAPERS) for line in lines)


def read(data: bytes, lang: str) -> Incoming:
    """Return what a scribe typed in. Raises `ReadError` where it is no text, or far too long."""
    if len(data) > _MOST_BYTES:
        raise ReadError("too_large")
    lines = decoded(data).splitlines()
    if sum(bool(line.strip()) for line in lines) > MOST_ROWS:
        raise ReadError("too_many_rows", max=MOST_ROWS)
    boxes, remarks = _boxes(lines, lang)
    typed = _Typed(boxes, lines, lang)
    return collected((*typed.found(), *remarks))._replace(called=typed.called)


def _boxes(lines: list[str], lang: str) -> tuple[list[Box], list[Remark]]:
    """Return the boxes in their order, and a remark for each line that belongs to none.

    A line without a number goes on with the box before it; after an empty line it does not.
    """
    boxes: list[Box] = []
    remarks: list[Remark] = []
    goes_on = False
    for at, line in enumerate(lines, 1):
        if _REMARK.match(line) or _STAGE.match(line):
            continue
        found, text = _BOX.match(line), line.strip()
        if found:
            sheet, row, column = (_plain(part) for part in found.groups()[:3])
            place = catalogue.say("sheets.places.cell", lang, line=at, cell=f"{sheet}{int(row)}-{column}")
            boxes.append(Box(sheet, int(row), column, Cell(place, found[4].strip())))
        elif text and goes_on:
            cell = boxes[-1].cell
            boxes[-1] = boxes[-1]._replace(cell=Cell(cell.place, f"{cell.raw}\n{text}".strip()))
        elif text:
            place = catalogue.say("sheets.places.line", lang, line=at)
            remarks.append(Remark(place, JourneyError("not_a_box")))
        goes_on = bool(found) or (goes_on and bool(text))
    return [box for box in boxes if box.cell.raw], remarks


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


class _Typed:
    """The boxes of one file; the names of personas and of the team's own stages are told in it."""

    def __init__(self, boxes: list[Box], lines: list[str], lang: str) -> None:
        self.lang, self.boxes = lang, boxes
        own = [(_plain(found[1]), found[2].strip()) for line in lines if (found := _STAGE.match(line))]
        self.columns = {**dict(zip("ABCDEF", SIX, strict=True))}
        self.columns = {**dict(own), **self.columns}
        labels = {one.label: one.heading for one in columns(lang)} | {
            name: name for at, name in own if at > "F"
        }
        self.called = {key: name for name, key in reversed(labels.items()) if key in SIX}
        self.names = dict(self._named())
        self.words = Words(lang, {**labels, **self.columns}, self.names)

    def _named(self) -> Iterator[tuple[str, str]]:
        """Yield the names of personas by number, as their own sheets and their maps tell them."""
        for box in self.boxes:
            text = str(box.cell.raw).strip()
            if box.sheet == "P" and box.column == "A":
                yield str(box.row), text
            elif box.sheet in MAPS and box.row == 0:
                yield str(MAPS.index(box.sheet) + 1), text

    def found(self) -> Iterator[Draft | Remark]:
        for box in self.boxes:
            if not self._exists(box):
                yield Remark(box.cell.place, JourneyError("no_such_box", cell=box.id))
        boxes = [box for box in self.boxes if self._exists(box)]
        for sheet in ("S", "P", "Q"):
            yield from self._records(sheet, boxes)
        for sheet in MAPS:
            yield from self._map(sheet, [box for box in boxes if box.sheet == sheet])
        for sheet in ("K", "T", "V"):
            yield from self._records(sheet, boxes)

    def _exists(self, box: Box) -> bool:
        if box.sheet in MAPS:
            return box.row <= len(MAP_ROWS) and (box.row > 0 or box.column == "A")
        paper, most = PAPERS.get(box.sheet), {"S": 1, "K": len(GROUPS)}.get(box.sheet, 999)
        return paper is not None and 1 <= box.row <= most and ord(box.column) - ord("A") < len(paper.fields)

    def _records(self, sheet: str, boxes: list[Box]) -> Iterator[Draft | Remark]:
        """Yield the records of a sheet. A box that comes up again later begins another copy of its row."""
        paper, rows, copies = PAPERS[sheet], dict[tuple[int, int], dict[str, Cell]](), dict[int, int]()
        last = None
        for box in (box for box in boxes if box.sheet == sheet):
            field = paper.fields[ord(box.column) - ord("A")]
            at = box.row, copies.setdefault(box.row, 0)
            before = rows.setdefault(at, {}).get(field)
            if before and last != box.id and sheet not in "SK":
                copies[box.row] += 1
                at, before = (box.row, copies[box.row]), None
                rows[at] = {}
            raw = f"{before.raw}\n{box.cell.raw}" if before else box.cell.raw
            rows[at][field] = Cell(before.place if before else box.cell.place, raw)
            last = box.id
        for (row, _), cells in rows.items():
            key = GROUPS[row - 1] if sheet == "K" else ""
            yield from record(self.words, paper.kind, cells, key=key)

    def _map(self, sheet: str, boxes: list[Box]) -> Iterator[Draft | Remark]:
        grid = [box for box in boxes if box.row]
        name = self.names.get(str(MAPS.index(sheet) + 1), "")
        if grid and not name and (sheet != MAPS[0] or self.names):
            yield Remark(grid[0].cell.place, JourneyError("whose_map", cell=f"{sheet}0-A"))
            return
        felt: dict[str, dict[str, Cell]] = {}
        for box in grid:
            stage, row = self.columns.get(box.column, ""), MAP_ROWS[box.row - 1]
            if not stage:
                yield Remark(box.cell.place, JourneyError("unnamed_column", column=box.column))
            elif row in LANES:
                yield from lane(self.words, name, stage, row, box.cell)
            else:
                felt.setdefault(stage, {})[row] = box.cell
        for stage, cells in felt.items():
            yield from feeling(self.words, name, stage, cells)
