"""The sheets of a workbook as they come in: rows of plain values, and which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.errors import ReadError
from journeykit.formats import workbook
from journeykit.formats.incoming.stages import plain
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import LISTS, MAIN
from journeykit.formats.sheets.marks import SHEET
from journeykit.formats.sheets.taking import Cell
from journeykit.formats.sheets.values import Words, written

__all__ = ["AS_TEXT", "Rows", "Sheet", "found_in", "opened"]

AS_TEXT = ("title", "how", "head", "example", "whose")
"""The rows that tell people something, or whose map it is, by their hidden id."""

Rows = list[tuple[int, tuple[Any, ...]]]
"""Rows that hold something, each with its number."""

_SEARCHED = 12
"""So many rows are searched for the one that says which column is which."""


class Sheet(NamedTuple):
    """A worksheet: its title, its kind, the ids of its columns by place, its rows below them."""

    title: str
    kind: str
    ids: Mapping[int, str]
    rows: Rows

    def cells(self, row: int, values: tuple[Any, ...]) -> dict[str, Cell]:
        """Return what stands in a row, by the ids of the columns."""
        from openpyxl.utils import get_column_letter

        full = [(at, raw) for at, raw in enumerate(values) if at in self.ids and written(raw)]
        return {self.ids[at]: Cell(f"{self.title}!{get_column_letter(at + 1)}{row}", raw) for at, raw in full}

    def whose(self) -> str:
        """Return whose map it is, as far as that is written."""
        row = next((values for _, values in self.rows if values[0] == "whose"), ())
        return next((written(raw) for raw in row[2:] if written(raw)), "")


def opened(data: bytes, most: int = workbook.MOST_ROWS) -> dict[str, Rows]:
    """Return the rows of each sheet, at most `most`. Raises `ReadError` for what is damaged or too large."""
    book = workbook.opened(data)
    try:
        return {sheet.title: list(_full(sheet, most)) for sheet in book.worksheets}
    except ReadError:
        raise
    except Exception as error:  # a damaged sheet fails as it is gone through, in whatever way
        raise ReadError("not_readable") from error
    finally:
        book.close()


def _full(sheet: Any, most: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    rows = cells = 0
    for number, values in enumerate(workbook.rows_in(sheet), 1):
        cells += len(values)
        if any(value is not None for value in values):
            rows += 1
            yield number, values
        if rows > most or cells > 20 * workbook.MOST_CELLS:
            raise ReadError("too_many_rows", max=most)


def found_in(title: str, rows: Rows, words: Words) -> Sheet | None:
    """Return a sheet with the ids of its columns, from its hidden row, else from its headings."""
    for at, (_, values) in enumerate(rows[:_SEARCHED]):
        if str(values[0] or "").startswith(SHEET):
            kind = str(values[0]).removeprefix(SHEET)
            ids = {place: str(key) for place, key in enumerate(values) if place and key}
            return Sheet(title, kind, ids, _below(kind, rows[at + 1 :]))
    return _headed(title, rows, words)


def _below(kind: str, rows: Rows) -> Rows:
    """Return the rows that people fill in; of a list those below its heading."""
    return [row for row in rows if kind not in LISTS or row[1][0] not in AS_TEXT]


def _headed(title: str, rows: Rows, words: Words) -> Sheet | None:
    """Return a sheet whose hidden row is gone, as its headings tell, in either language."""
    for at, (_, values) in enumerate(rows[:_SEARCHED]):
        for kind in LISTS:
            known = _labels(kind, words)
            ids = {place: known[plain(str(v))] for place, v in enumerate(values) if plain(str(v)) in known}
            if MAIN[kind] in ids.values() and len(ids) > len(LISTS[kind]) / 2:
                return Sheet(title, kind, ids, _below(kind, rows[at + 1 :]))
    return None


def _labels(kind: str, words: Words) -> dict[str, str]:
    effects = [
        (f"effect={k}", v)
        for lang in catalogue.LANGUAGES
        for k, v in catalogue.choices("effect", lang).items()
    ]
    marked = (
        [*effects, *((f"stages={key}", name) for name, key in words.labels.items())]
        if kind == "issue"
        else []
    )
    named = [(field, label(kind, field, lang)) for lang in catalogue.LANGUAGES for field in LISTS[kind]]
    return {plain(name): field for field, name in (*marked, *named)}
