"""Workbooks that come back: what was changed in their sheets, told from what was written into them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.rows import label, names
from journeykit.formats.sheets.opened import Rows, opened
from journeykit.formats.sheets.values import written
from journeykit.formats.xlsx.cells import Meanings, differs
from journeykit.formats.xlsx.kinds import ALONE, told
from journeykit.formats.xlsx.looks import looks
from journeykit.formats.xlsx.marks import spoken
from journeykit.formats.xlsx.origin import MOST_ROWS, filled, origin
from journeykit.log import Journey
from journeykit.records import KINDS, Record

__all__ = ["returned"]

_ADDED = {
    **{"persona": "name", "issue": "text", "note": "text", "finding": "text", "assumed": "text"},
    **{"action": "title", "feeling": "value"},
}
"""The kinds that a sheet may have new rows of, and the field without which a row says nothing."""

_PASSED_OVER = ("evidence",)
"""The kinds of which a sheet does not hold enough to bring them back."""


class _Row(NamedTuple):
    """A row of a sheet: the record's id, and by field the place and the content of its cells."""

    kind: str
    record: str
    place: str
    cells: dict[str, tuple[str, Any]]


def returned(data: bytes, lang: str) -> Incoming:
    """Return the records of a workbook. Raises `ReadError` where it is damaged, or far too large."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheets = opened(data, MOST_ROWS)
    return _Book(sheets, lang).incoming()


class _Book:
    """The sheets of one file, and the journey that was written into it."""

    def __init__(self, sheets: dict[str, Rows], lang: str) -> None:
        self.lang, self.spoken = lang, spoken([*sheets])
        words = catalogue.read("rows", self.spoken)
        kinds = {name[:31]: kind for kind, name in catalogue.read("table", self.spoken)["kinds"].items()}
        self.id_heads = [catalogue.say("rows.heads.id", one) for one in catalogue.LANGUAGES]
        self.sheets, self.table = sheets, sheets.get(words["sheets"]["table"], [])
        given = [(title, kinds[title], rows) for title, rows in sheets.items() if title in kinds and rows]
        self.rows = [row for one in given if one[1] not in _PASSED_OVER for row in self._rows(*one)]
        if not self.rows:
            raise ReadError("nothing_found")
        self.journey = origin(self.table, [(row.kind, row.record) for row in self.rows if row.record])
        self.was = self._was(self.journey)
        self.known = names(self.journey, self.spoken)
        self.meanings = Meanings(self.journey, self.spoken, lang)

    def _was(self, journey: Journey) -> dict[tuple[str, str], Record]:
        """Return the records as they were written, where the file still tells that."""
        pairs = [(kind, key) for kind in (KINDS if self.table else ()) for key in journey.ever(kind)]
        return {pair: record for pair in pairs if (record := journey.get(*pair))}

    def _rows(self, title: str, kind: str, rows: Rows) -> Iterator[_Row]:
        if kind in ALONE:
            yield self._only(title, kind, rows)
            return
        head = [written(value) for value in rows[0][1]]
        fields, seen = self._fields(kind), set[str]()
        named = {at: fields[name] for at, name in enumerate(head) if name in fields}
        at_id = next((at for at, name in enumerate(head) if name in self.id_heads), len(head))
        for number, values in rows[1:]:
            full = {at: field for at, field in named.items() if at < len(values)}
            cells = {field: (_place(title, at, number), values[at]) for at, field in full.items()}
            key = "".join(written(value) for value in values[at_id : at_id + 1])
            if key or any(written(value) for _, value in cells.values()):
                yield _Row(kind, "" if key in seen else key[:120], _place(title, 0, number), cells)
            seen.add(key)

    def _only(self, title: str, kind: str, rows: Rows) -> _Row:
        """Return the record of a sheet that has a row for each field; several fields may be called alike."""
        called: dict[str, list[str]] = {}
        full = filled(self.table)
        for field in sorted(_asked(kind), key=lambda field: (kind, field) not in full):
            for name in dict.fromkeys(_label(kind, field, lang) for lang in catalogue.LANGUAGES):
                called.setdefault(name, []).append(field)
        cells: dict[str, tuple[str, Any]] = {}
        for number, values in rows[1:]:
            field = next((f for f in called.get(written(values[0]), ()) if f not in cells), "")
            cells |= {field: (_place(title, 1, number), [*values, None][1])} if field else {}
        return _Row(kind, kind, _place(title, 0, 1), cells)

    def _fields(self, kind: str) -> dict[str, str]:
        """Return the fields of a kind by what its columns are called, in either language."""
        languages = (*catalogue.LANGUAGES, self.spoken)
        named = {_label(kind, field, lang): field for lang in languages for field in _asked(kind)}
        return {name: field for name, field in named.items() if name}

    def incoming(self) -> Incoming:
        """Return what the file holds: its records, each with what it was when it was written."""
        parts = [part for row in self.rows for part in self._told(row)]
        drafts = tuple(part for part in parts if isinstance(part, Draft))
        remarks = tuple(part for part in parts if isinstance(part, Remark))
        called = {stage.id: stage.label(self.spoken) for stage in self.journey.stages} if self.table else {}
        seen = looks(self.sheets, self.journey, self.spoken) if self.table else ()
        return Incoming(drafts, (*remarks, *seen), called=called)

    def _told(self, row: _Row) -> Iterator[Draft | Remark]:
        record = self.was.get((row.kind, row.record))
        cells = told(row.kind, record, self.known, self.spoken) if record else {}
        changed = {f: cell for f, cell in row.cells.items() if differs(cell[1], cells.get(f, ""))}
        fields: dict[str, Any] = {}
        for field, (place, raw) in changed.items():
            try:
                fields[field] = self._value(row.kind, field, raw)
            except JourneyError as error:
                if record or row.record == "" or error.key != "not_in_sheets":
                    yield Remark(place, error)
        place = next((changed[field][0] for field in fields), row.place)
        was = record.model_dump(mode="json", exclude={"id"}) if record else {}
        if row.record:
            yield Draft(row.kind, {**was, **fields}, place, record=row.record, was=was)
        elif fields:
            yield self._new(row.kind, fields, place)

    def _value(self, kind: str, field: str, raw: Any) -> Any:
        if field == _ADDED.get(kind) and not written(raw):
            raise JourneyError("main_empty", field=label(kind, field, self.lang))
        return self.meanings.value(kind, field, raw)

    def _new(self, kind: str, fields: dict[str, Any], place: str) -> Draft | Remark:
        main = _ADDED.get(kind, "")
        if not main:
            return Remark(place, JourneyError("no_new_rows"))
        if main not in fields:
            return Remark(place, JourneyError("main_empty", field=label(kind, main, self.lang)))
        whose = {"persona": ""} if "persona" in KINDS[kind].model_fields else {}
        return Draft(kind, {**whose, **fields}, place)


def _asked(kind: str) -> list[str]:
    return [field for field in KINDS[kind].model_fields if field != "id"]


def _label(kind: str, field: str, lang: str) -> str:
    try:
        return label(kind, field, lang)
    except KeyError:  # only programs know it
        return ""


def _place(title: str, column: int, row: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{title}!{get_column_letter(column + 1)}{row}"
