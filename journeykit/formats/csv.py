"""CSV: one long table, a line per field of each record; UTF-8 with a byte order mark, as Excel wants it.

The first columns are for people, in their language and with names in place of ids; the last ones are for
programs, alike in every language. What the team has deleted is not in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from journeykit import catalogue
from journeykit.formats import handed
from journeykit.log import Journey
from journeykit.records import KINDS, Record, inputs
from journeykit.workshop import Workshop

__all__ = ["COLUMNS", "SUFFIX", "write"]

SUFFIX = ".csv"
COLUMNS = ("kind", "id", "field", "value")
"""What programs read; `value` is what is stored, several ids set apart by a space."""

_SHOWN = ("kind", "persona", "stage", "field", "text")
"""What people read, by the catalogue's names of the headers."""
_POINTS = {
    "persona": "persona",
    "stage": "stage",
    "stages": "stage",
    "topics": "assumed",
    "library": "assumed",
}
"""The fields that hold ids of other records, and of which kind those are."""
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet may take for the start of a formula (OWASP, CSV injection); full-width forms too."""

Names = Mapping[str, Mapping[str, str]]


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the table as bytes; a text that looks like a formula gets an apostrophe before it."""
    journey, table = workshop.journey, io.StringIO()
    names, rows = _names(journey, lang), csv.writer(table)
    heads = catalogue.read("table", lang)["heads"]
    rows.writerow([*(heads[name] for name in _SHOWN), *COLUMNS])
    for kind in handed.kinds(journey):
        for record in handed.records(journey, kind):
            rows.writerows([_safe(cell) for cell in row] for row in _rows(kind, record, names, lang))
    return table.getvalue().encode("utf-8-sig", "replace")


def _names(journey: Journey, lang: str) -> Names:
    """Return what people call the records that others point to, by kind and id."""
    library = {row["id"]: row[lang] for row in catalogue.read("assumed_issues", lang)["issues"]}
    return {
        "persona": {persona.id: persona.name for persona in journey.personas},
        "stage": {stage.id: stage.label(lang) for stage in journey.stages},
        "assumed": {**library, **{issue.id: issue.text for issue in journey.assumed_issues}},
    }


def _rows(kind: str, record: Record, names: Names, lang: str) -> Iterator[tuple[Any, ...]]:
    words, labels = catalogue.read("table", lang), catalogue.read("fields", lang)[kind]
    whose = [names[of].get(_id_of(of, kind, record), "") for of in ("persona", "stage")]
    for field, value in record.model_dump().items():
        if field != "id" and value not in ("", ()):
            label = labels.get(field, {}).get("label") or words["fields"][field]
            shown = words["kinds"][kind], *whose, label, _text(kind, field, value, names, lang)
            yield *shown, kind, record.id, field, _flat(value)


def _id_of(of: str, kind: str, record: Record) -> str:
    """Return the persona or the stage that a record is, or is of; "" if none."""
    return record.id if kind == of else str(getattr(record, of, ""))


def _text(kind: str, field: str, value: Any, names: Names, lang: str) -> Any:
    """Return a value as a person reads it: labels and names in place of ids, a date as it is written."""
    asked = inputs(kind)[field]
    if asked.kind == "date":
        return catalogue.day(value, lang)
    known = names.get(_POINTS.get(field, ""), {})
    if asked.of and asked.of not in KINDS:
        known = catalogue.choices(asked.of, lang)
    elif field == "lane":
        known = catalogue.choices("lane", lang)
    listed = value if isinstance(value, tuple) else (value,)
    return " / ".join(known.get(item, item) for item in listed) if known else _flat(value)


def _flat(value: Any) -> Any:
    return " ".join(value) if isinstance(value, tuple) else value


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
