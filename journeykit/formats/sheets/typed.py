"""Paper typed in: lines like `A3-C: text`, each after the number of its box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import FEELING, LANES, MAPS, PAPERS, Column, columns
from journeykit.formats.sheets.taking import Cell, collected, feeling, lane, record
from journeykit.formats.sheets.values import Words
from journeykit.formats.workbook import MOST_ROWS
from journeykit.records import GROUPS, SIX

__all__ = ["Box", "blank", "read", "recognises"]

_DASH = "-‐‑‒–—―−ー－ｰ"
_BOX = re.compile(
    rf"^[\s・•*>-]*([A-Za-zＡ-Ｚａ-ｚ])\s*([0-9０-９]{{1,3}})\s*[{_DASH}]\s*([A-Za-zＡ-Ｚａ-ｚ])(?![A-Za-z0-9{_DASH}])"
    r"\s*(?:[(（][^()（）]*[)）])?\s*[:：=＝]?\s*(.*)$"
)
_STAGE = re.compile(r"^\s*(?:段階|stage)\s*([A-Za-zＡ-Ｚａ-ｚ])\s*[:：=＝]\s*(.+)$", re.IGNORECASE)
_REMARK = re.compile(r"^\s*(?:#|＃|//|※|<!--)")
_MAP_ROWS = (*LANES, *FEELING)
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
    try:
        lines = _decoded(data[:_MOST_LOOKED_AT]).splitlines()
    except ReadError:
        return False
    return any((found := _BOX.match(line)) and _plain(found[1]) in (*MAPS, *PAPERS) for line in lines)


def read(data: bytes, lang: str) -> Incoming:
    """Return what a scribe typed in. Raises `ReadError` where it is no text, or far too long."""
    lines = _decoded(data).splitlines()
    if sum(bool(line.strip()) for line in lines) > MOST_ROWS:
        raise ReadError("too_many_rows", max=MOST_ROWS)
    boxes, remarks = _boxes(lines, lang)
    return collected((*_Typed(boxes, lines, lang).found(), *remarks))


def _decoded(data: bytes) -> str:
    text = b"" if b"\0" in data else data
    for code in ("utf-8-sig", "cp932"):
        try:
            return text.decode(code) if text or not data else data.decode("utf-16")
        except UnicodeDecodeError:
            continue
    raise ReadError("not_readable")


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
            return box.row <= len(_MAP_ROWS) and (box.row > 0 or box.column == "A")
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
            stage, row = self.columns.get(box.column, ""), _MAP_ROWS[box.row - 1]
            if not stage:
                yield Remark(box.cell.place, JourneyError("unnamed_column", column=box.column))
            elif row in LANES:
                yield from lane(self.words, name, stage, row, box.cell)
            else:
                felt.setdefault(stage, {})[row] = box.cell
        for stage, cells in felt.items():
            yield from feeling(self.words, name, stage, cells)


def blank(lang: str, stages: list[Column], names: list[str]) -> bytes:
    """Return the text to type paper notes into: every box of the printed sheets, by its number."""
    words = catalogue.read("sheets", lang)
    lines = [f"# {words['typed'][part]}" for part in ("head", "several", "circled")]
    lines += ["", *(_stage_line(one, lang) for one in stages if one.letter > "F")]
    for sheet, first, last in (("S", 1, 1), ("P", 1, max(3, len(names))), ("Q", 1, 12)):
        lines += _blank(sheet, first, last, lang)
    for sheet, name in zip(MAPS, [*names, *[""] * 3][: max(3, len(names))], strict=False):
        lines += _blank_map(sheet, name, lang, [one for one in stages if one.in_scope and one.letter])
    for sheet, last in (("K", 4), ("T", 8), ("V", 6)):
        lines += _blank(sheet, 1, last, lang)
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def _stage_line(one: Column, lang: str) -> str:
    return catalogue.say("sheets.typed.stages", lang, column=one.letter, name=one.label)


def _blank(sheet: str, first: int, last: int, lang: str) -> Iterator[str]:
    paper = PAPERS[sheet]
    yield from ("", f"# {sheet}  {catalogue.read('sheets', lang)['sheets'][paper.kind]['title']}")
    for row in range(first, last + 1):
        yield ""
        for at, field in enumerate(paper.fields):
            drafts = catalogue.read("playbook", lang)[GROUPS[row - 1]]["fields"] if sheet == "K" else [field]
            if field in drafts:
                yield f"{sheet}{row}-{chr(ord('A') + at)} ({_bare(label(paper.kind, field, lang))}): "


def _blank_map(sheet: str, name: str, lang: str, stages: list[Column]) -> Iterator[str]:
    words = catalogue.read("sheets", lang)
    yield from ("", f"# {sheet}  {words['sheets']['map']['title']}", "")
    yield f"{sheet}0-A ({_bare(words['book']['whose'])}): {name}"
    for row, key in enumerate(_MAP_ROWS, 1):
        shown = catalogue.choices("lane", lang).get(key) or label("feeling", key, lang)
        yield from (
            "",
            *(f"{sheet}{row}-{one.letter} ({_bare(shown)} / {_bare(one.label)}): " for one in stages),
        )


def _bare(text: str) -> str:
    return re.sub(r"[()（）\n]", " ", text).strip()
