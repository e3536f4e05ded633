"""CSV: one long table, a line per field of each record; UTF-8 with a byte order mark, as Excel wants it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from journeykit import catalogue
from journeykit.records import KINDS, Record, inputs
from journeykit.workshop import Workshop

__all__ = ["COLUMNS", "SUFFIX", "write"]

SUFFIX = ".csv"
COLUMNS = ("kind", "id", "field", "label", "value", "text")
"""`value` is what is stored (several ids are set apart by a space), `text` the same as a person reads it."""

_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet may take for the start of a formula (OWASP, CSV injection); full-width forms too."""


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the table as bytes; a text that looks like a formula gets an apostrophe before it."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for kind in KINDS:
        for record in workshop.journey.all(kind):
            rows.writerows([_safe(cell) for cell in row] for row in _rows(kind, record, lang))
    return table.getvalue().encode("utf-8-sig", "replace")


def _rows(kind: str, record: Record, lang: str) -> Iterator[tuple[Any, ...]]:
    labels = catalogue.read("fields", lang)[kind]
    for field, value in record.model_dump().items():
        if field != "id" and value not in ("", ()):
            label = labels.get(field, {}).get("label", "")
            yield kind, record.id, field, label, _flat(value), _text(kind, field, value, lang)


def _text(kind: str, field: str, value: Any, lang: str) -> Any:
    of = inputs(kind)[field].of
    if not of or of in KINDS:
        return value if isinstance(value, (str, int, float)) else _flat(value)
    names = catalogue.choices(of, lang)
    return " / ".join(names.get(item, item) for item in ([value] if isinstance(value, str) else value))


def _flat(value: Any) -> Any:
    return " ".join(value) if isinstance(value, tuple) else value


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
