"""Filled-in spreadsheets read back: by the hidden ids, whatever people moved, added or called things."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.incoming.stages import plain
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import LANES, LISTS, PLAY
from journeykit.formats.sheets.marks import MARKER, VERSION
from journeykit.formats.sheets.opened import AS_TEXT, Sheet, found_in, opened
from journeykit.formats.sheets.taking import Cell, collected, feeling, lane, record
from journeykit.formats.sheets.values import Words, written
from journeykit.records import GROUPS

__all__ = ["returned"]

_OFF = ("", "-", "×", "✕", "x", "X", "no", "いいえ", "0", "False")
"""What people write where a mark does not apply."""


def returned(data: bytes, lang: str) -> Incoming:
    """Return what a filled-in workbook holds. Raises `ReadError` where it is none, or far too large."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _Book(data, lang)
    return collected(found.found(), found.headings)._replace(called=found.called)


class _Book:
    """The sheets of one file, and what its hidden sheet says of stages."""

    def __init__(self, data: bytes, lang: str) -> None:
        rows = opened(data)
        marker = [row for _, row in rows.pop(MARKER, [])]
        if not marker:
            raise ReadError("not_readable")
        if isinstance(version := [*marker[0], 0, 0][2], int) and version > VERSION:
            raise ReadError("newer_version", file=MARKER)
        stages = [(str(row[2]), str(row[1])) for row in marker if row[0] == "stage" and len(row) > 2]
        self.words = Words(lang, {**{key: key for _, key in stages}, **dict(stages)})
        self.called = {key: name for name, key in stages}
        found = (found_in(title, given, self.words) for title, given in rows.items())
        self.sheets = [sheet for sheet in found if sheet]
        self.headings = [key for _, key in stages if key in self._mapped()]

    def _mapped(self) -> set[str]:
        return {key for sheet in self.sheets if sheet.kind == "map" for key in sheet.ids.values()}

    def found(self) -> Iterator[Draft | Remark]:
        for kind in ("scope", *LISTS, "map", "play"):
            for sheet in (sheet for sheet in self.sheets if sheet.kind == kind):
                yield from self._list(sheet) if kind in LISTS else getattr(self, f"_{kind}")(sheet)

    def _list(self, sheet: Sheet) -> Iterator[Draft | Remark]:
        needs = ("stage", "lane") if sheet.kind == "note" else ()
        for row, values in sheet.rows:
            cells = self._unmarked(sheet.cells(row, values))
            yield from record(self.words, sheet.kind, cells, needs=needs)

    def _unmarked(self, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        """Return the cells by field; the marked ones of a list are put together."""
        fields: dict[str, Cell] = {}
        for key, cell in cells.items():
            field, several, option = key.partition("=")
            if not several:
                fields[field] = cell
            elif written(cell.raw) not in _OFF:
                before = fields.get(field)
                fields[field] = (
                    Cell(before.place, f"{before.raw}\n{option}") if before else Cell(cell.place, option)
                )
        return fields

    def _scope(self, sheet: Sheet) -> Iterator[Draft | Remark]:
        cells = {
            str(values[0]): cell
            for row, values in sheet.rows
            if values[0] and values[0] not in AS_TEXT
            for cell in sheet.cells(row, values).values()
        }
        yield from record(self.words, "scope", self._unmarked(cells))

    def _play(self, sheet: Sheet) -> Iterator[Draft | Remark]:
        grid = {(str(v[0]), key): cell for row, v in sheet.rows for key, cell in sheet.cells(row, v).items()}
        for group in GROUPS:
            cells = {field: grid[field, group] for field in PLAY if (field, group) in grid}
            yield from record(self.words, "play", cells, key=group)

    def _map(self, sheet: Sheet) -> Iterator[Draft | Remark]:
        boxes = list(self._boxes(sheet))
        yield from (box for box in boxes if isinstance(box, Remark))
        grid = [box for box in boxes if not isinstance(box, Remark)]
        name = sheet.whose()
        if grid and not name and not self._is_alone(sheet):
            told = catalogue.say("sheets.book.whose", self.words.lang)
            yield Remark(f"{sheet.title}!C4", JourneyError("main_empty", field=told))
            return
        for row, stage, cell in grid:
            yield from lane(self.words, name, stage, row, cell)
        for stage in dict.fromkeys(stage for _, stage, _ in grid):
            felt = {row: cell for row, at, cell in grid if at == stage and row not in LANES}
            yield from feeling(self.words, name, stage, felt)

    def _boxes(self, sheet: Sheet) -> Iterator[tuple[str, str, Cell] | Remark]:
        """Yield what stands in a map; a row without a name of its own goes on with the one above."""
        names = {plain(name): row for name, row in self._lanes()}
        above = ""
        for row, values in sheet.rows:
            own, called = written(values[0]), written(values[1]) if len(values) > 1 else ""
            above = own or names.get(plain(called), "") if own or called else above
            cells = sheet.cells(row, values)
            if own in AS_TEXT:
                continue
            if cells and not above:
                yield Remark(f"{sheet.title}!B{row}", JourneyError("strange_row", row=called))
                continue
            yield from ((above, stage, cell) for stage, cell in cells.items() if stage != "lane")

    def _lanes(self) -> Iterator[tuple[str, str]]:
        for lang in catalogue.LANGUAGES:
            yield from ((name, key) for key, name in catalogue.choices("lane", lang).items())
            yield from ((label("feeling", row, lang), row) for row in ("value", "why", "onward"))

    def _is_alone(self, sheet: Sheet) -> bool:
        """Say whether it is clear whose map this is, though nobody wrote it: there is but one."""
        others = [one for one in self.sheets if one.kind == "map" and one is not sheet]
        people = [one for one in self.sheets if one.kind == "persona" for _ in one.rows]
        return len(people) < 2 and not any(one.whose() or [*self._boxes(one)] for one in others)
