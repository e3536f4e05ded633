"""Tables of files: CSV in any of its dialects, Markdown, workbooks; every cell a text with its place."""

from __future__ import annotations

import csv
import html
import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from journeykit.errors import ReadError
from journeykit.formats.decoding import decoded
from journeykit.formats.formulas import plain
from journeykit.formats.workbook import MOST_CELLS, MOST_ROWS, opened, rows_in

__all__ = ["Table", "markdown_tables", "rows_of", "tables"]

Rows = tuple[tuple[str, ...], ...]

_MOST_TABLES = 200
"""So many tables, or sheets, are looked through."""

_RULE = re.compile(r"\s*:?-+:?\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Table(NamedTuple):
    """A table, as wide in every row. `name` is its sheet's, `title` the lines that stand before it.

    `lines` tell on which line of a text each row stands; else places are told as a spreadsheet does.
    """

    rows: Rows
    name: str = ""
    title: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    def place(self, row: int, column: int) -> str:
        """Return what people call a cell: "B4", "Sheet!B4" or "line 12"."""
        if self.lines:
            return f"line {self.lines[row]}"
        letters, left = "", column + 1
        while left:
            left, rest = divmod(left - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{self.name}!{letters}{row + 1}" if self.name else f"{letters}{row + 1}"


def tables(data: bytes) -> list[Table]:
    """Return the tables of a file. Raises `ReadError` for what is damaged or too large."""
    packed = data.startswith(b"PK")
    text = "" if packed else decoded(data)
    found = _sheets(data) if packed else markdown_tables(text)
    if len(found) > _MOST_TABLES:
        raise ReadError("too_large")
    return found or [Table(rows_of(text))]


def rows_of(text: str, most: int = MOST_ROWS) -> Rows:
    """Return the rows of a CSV text, whatever its separator. Raises `ReadError` where there are too many."""
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
            rows.append([plain(cell) for cell in row])
            cells += len(row)
            _check(len(rows), cells, most)
    except csv.Error as error:
        raise ReadError("not_readable") from error
    return _squared(rows)


def _check(rows: int, cells: int, most: int = MOST_ROWS) -> None:
    if rows > most or cells > max(MOST_CELLS, most * 10):
        raise ReadError("too_many_rows", max=most)


def _squared(rows: list[list[str]]) -> Rows:
    """Return rows of one width, without what is empty behind the last entry."""
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell.strip()), default=0)
    _check(0, len(rows) * width // 10)
    return tuple((*row[:width], *[""] * (width - len(row))) for row in rows)


def _separator(text: str) -> str:
    """Return what separates the cells: of the usual signs the one that most lines agree on."""
    head = re.sub(r'"(?:[^"]|"")*"', "", text[:20_000]).splitlines()[:40]
    counts = {sign: [line.count(sign) for line in head] for sign in "\t,;|"}
    return max(counts, key=lambda sign: (sum(map(bool, counts[sign])), sum(counts[sign])))


def markdown_tables(text: str) -> list[Table]:
    """Return the tables of a Markdown text, each with the headings and lines since the last one."""
    lines, found, title, at = text.splitlines(), [], list[str](), 0
    if len(lines) > MOST_ROWS * 4:  # no page is so long
        return []
    while at < len(lines):
        rule = lines[at + 1] if at + 1 < len(lines) else ""
        if "|" in lines[at] and "-" in rule and len(rule) < 5_000 and _is_rule(rule):
            end = next((n for n in range(at + 2, len(lines)) if "|" not in lines[n]), len(lines))
            places = [at, *range(at + 2, end)]
            _check(len(places), sum(lines[n].count("|") for n in places))
            rows = _squared([_cells(lines[n]) for n in places])
            found.append(Table(rows, "", tuple(title), tuple(n + 1 for n in places)))
            title, at = [], end
        else:
            title.append(lines[at])
            at += 1
    return found


def _is_rule(line: str) -> bool:
    """Say whether a line is what parts the head of a table from its rows."""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return all(_RULE.fullmatch(cell) for cell in cells)


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    cells = re.split(r"(?<!\\)((?:\\\\)*)\|", bare)
    joined = [cell + slashes for cell, slashes in zip(cells[::2], [*cells[1::2], ""], strict=True)]
    if not joined[-1].strip():
        joined.pop()
    return [_unmarked(cell) for cell in joined]


def _unmarked(cell: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", _BREAK.sub("\n", cell.strip())))


def _sheets(data: bytes) -> list[Table]:
    book = opened(data)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of days that no calendar has: openpyxl tells them as text
            return [Table(_rows(sheet), sheet.title if len(sheets) > 1 else "") for sheet in sheets]
    except ReadError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part happens to cause
        raise ReadError("not_readable") from error
    finally:
        book.close()


def _rows(sheet: Any) -> Rows:
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    filled = cells = 0
    for row in rows_in(sheet):
        rows.append([*map(_text, _trimmed(row))])
        filled += bool(rows[-1])
        cells += len(rows[-1])
        _check(max(filled, len(rows) // 20), cells)
    return _squared(rows)


def _trimmed(row: tuple[Any, ...]) -> Iterator[Any]:
    end = next((at for at in range(len(row), 0, -1) if row[at - 1] is not None), 0)
    yield from row[:end]


def _text(value: Any) -> str:
    """Return a cell's value as people read it: whole numbers without a point, days as 2027-03-31."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else plain(str(value))
