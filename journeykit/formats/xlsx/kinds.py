"""The records of each kind as a sheet: a row each, with words and names in place of ids.

The last column, which is hidden, holds the records' own ids: by them edited rows are known again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from journeykit import catalogue
from journeykit.formats import handed
from journeykit.formats.rows import Names, entries, label, names
from journeykit.log import Journey
from journeykit.records import ONLY, Record

__all__ = ["ALONE", "kinds", "told"]

_UNTOLD = ("id", "order", "merged", "library", "as_is", "scribe")
"""What only programs need: it is in the long table."""
_CALLED = {"play": "groups", "range": "roles"}
"""The kinds whose ids are the catalogue's, and of which list."""
_RATED = ("action", "finding")
"""The kinds where 0 says that nobody has judged or counted it."""
ALONE = tuple(kind for kind, only in ONLY.items() if len(only) == 1)
"""The kinds of which there is one record: its sheet has a row for each field."""

Rows = list[list[Any]]


def kinds(journey: Journey, lang: str) -> Iterator[tuple[str, str, Rows]]:
    """Yield each kind of which there are records, with its name and its rows, the head first."""
    known = names(journey, lang)
    for kind in handed.kinds(journey):
        records = handed.records(journey, kind)
        if records:
            rows = (_one if kind in ALONE else _many)(kind, records, known, lang)
            yield kind, catalogue.read("table", lang)["kinds"][kind], rows


def told(kind: str, record: Record, known: Names, lang: str) -> dict[str, Any]:
    """Return what stands in the cells of a record, by field."""
    return {entry.field: _shown(kind, entry.text) for entry in entries(kind, record, known, lang)}


def _one(kind: str, records: list[Record], known: Names, lang: str) -> Rows:
    heads = catalogue.read("table", lang)["heads"]
    told = [[entry.label, entry.text] for entry in entries(kind, records[0], known, lang)]
    return [[heads["field"], heads["text"]], *told]


def _many(kind: str, records: list[Record], known: Names, lang: str) -> Rows:
    cells = [told(kind, record, known, lang) for record in records]
    filled = {field for row in cells for field, text in row.items() if text != ""}
    fields = [field for field in type(records[0]).model_fields if field in filled and field not in _UNTOLD]
    rows = [[*(row.get(field, "") for field in fields), r.id] for r, row in zip(records, cells, strict=True)]
    head = [*(label(kind, field, lang) for field in fields), catalogue.say("rows.heads.id", lang)]
    if kind in _CALLED:
        called = catalogue.choices(_CALLED[kind], lang)
        head.insert(0, catalogue.say("rows.heads.which", lang))
        rows = [[called.get(record.id, record.id), *row] for record, row in zip(records, rows, strict=True)]
    return [head, *rows]


def _shown(kind: str, text: Any) -> Any:
    if isinstance(text, bool):
        return "○" if text else ""
    return "" if text == 0 and kind in _RATED else text
