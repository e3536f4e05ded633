"""The sheets of a workbook that are for looking at: what was changed there is told, and not taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from openpyxl.utils import get_column_letter

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.formats.incoming import Remark
from journeykit.formats.rows import table
from journeykit.formats.sheets.opened import Rows
from journeykit.formats.xlsx.cells import differs
from journeykit.formats.xlsx.map import draw
from journeykit.log import Journey

__all__ = ["looks"]

_MOST = 20
"""So many changed cells of a sheet are told one by one."""


class _Drawn:
    """Takes what is drawn on a sheet, row by row."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []

    def add(self, cells: Iterable[Any], look: str = "") -> None:
        """Add a row."""
        self.rows.append([*cells])

    def freeze(self, columns: int) -> None:
        """Nothing is seen of it."""

    def widths(self, widths: Iterable[float]) -> None:
        """Nothing is seen of them."""


def looks(sheets: dict[str, Rows], journey: Journey, lang: str) -> Iterator[Remark]:
    """Yield a remark for each cell of the map and of the long table that says something else than it did."""
    called, drawn = catalogue.read("rows", lang)["sheets"], _Drawn()
    draw(drawn, journey, lang)
    written = {called["map"]: drawn.rows, called["table"]: [[*row] for row in table(journey, lang)]}
    for title, rows in written.items():
        places = islice(_changed(title, sheets.get(title, []), rows), _MOST)
        yield from (Remark(place, JourneyError("for_looking")) for place in places)


def _changed(title: str, rows: Rows, written: list[list[Any]]) -> Iterator[str]:
    for number, values in rows:
        was = written[number - 1] if number <= len(written) else []
        for at, value in enumerate(values[: max(len(was), 1)]):
            if differs(value, was[at] if at < len(was) else ""):
                yield f"{title}!{get_column_letter(at + 1)}{number}"
