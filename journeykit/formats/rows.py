"""The records as people read them in a sheet: words and names in place of ids, nothing that is a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.formats import handed
from journeykit.log import Journey
from journeykit.records import BALLOTS, Record, inputs

__all__ = ["COLUMNS", "Entry", "Names", "entries", "felt", "label", "names", "shown", "table"]

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
    "notes": "note",
    "scribe": "participant",
}
"""The fields that hold ids of other records, and of which kind those are."""
_CALLED = {"note": "text", "issue": "text", "action": "title", "participant": "name"}
"""The field by which people know a record of a kind."""

_BULK = ("figures",)
"""The fields that no cell of a sheet could hold: they stand in JSON only."""

Names = Mapping[str, Mapping[str, str]]


class Entry(NamedTuple):
    """A field of a record that is filled in: its label and text for people, its value for programs."""

    field: str
    label: str
    text: Any
    value: Any


def names(journey: Journey, lang: str) -> Names:
    """Return what people call the records that others point to, by kind and id."""
    library = {row["id"]: row[lang] for row in catalogue.read("assumed_issues", lang)["issues"]}
    return {
        "persona": {persona.id: persona.name for persona in journey.personas},
        "stage": {stage.id: stage.label(lang) for stage in journey.stages},
        "assumed": {**library, **{issue.id: issue.text for issue in journey.assumed_issues}},
        **{
            kind: {one.id: str(getattr(one, field)) for one in handed.records(journey, kind)}
            for kind, field in _CALLED.items()
            if kind in handed.kinds(journey)
        },
    }


def entries(kind: str, record: Record, known: Names, lang: str) -> Iterator[Entry]:
    """Yield the fields of a record that are filled in, in the order of its form, without its id."""
    for field, value in record.model_dump().items():
        if field != "id" and field not in _BULK and value not in ("", ()):
            text = shown(kind, record, field, value, known, lang)
            yield Entry(field, label(kind, field, lang), text, _flat(value))


def label(kind: str, field: str, lang: str) -> str:
    """Return what people call a field."""
    own = catalogue.read("fields", lang)[kind].get(field, {}).get("label")
    return str(own or catalogue.read("table", lang)["fields"][field])


def felt(value: int, why: str, lang: str) -> str:
    """Return a feeling in words, with its number and why."""
    words, called = catalogue.read("rows", lang)["map"], catalogue.choices("feeling", lang)[str(value)]
    form = words["felt_why" if why else "felt"]
    return str(form.format(label=called, value=catalogue.signed(value), why=why))


def table(journey: Journey, lang: str) -> Iterator[tuple[Any, ...]]:
    """Yield the long table, its head first: a row for each field of each record that is handed on.

    The first columns are for people, the last ones for programs.
    """
    words, known = catalogue.read("table", lang), names(journey, lang)
    yield (*(words["heads"][name] for name in _SHOWN), *COLUMNS)
    for kind in handed.kinds(journey):
        for record in handed.records(journey, kind):
            whose = [known[of].get(_id_of(of, kind, record), "") for of in ("persona", "stage")]
            for field, head, text, value in entries(kind, record, known, lang):
                yield words["kinds"][kind], *whose, head, text, kind, record.id, field, value


def _id_of(of: str, kind: str, record: Record) -> str:
    """Return the persona or the stage that a record is, or is of; "" if none."""
    return record.id if kind == of else str(getattr(record, of, ""))


def shown(kind: str, record: Record, field: str, value: Any, known: Names, lang: str) -> Any:
    """Return a value as a person reads it: labels and names in place of ids, a date as it is written."""
    asked = inputs(kind)[field]
    if asked.kind == "date":
        return catalogue.day(value, lang)
    points = _points(kind, record, field)
    called = known.get(points, {})
    if asked.of and not points:
        called = catalogue.choices(asked.of, lang)
    elif field in ("lane", "onward"):
        called = catalogue.choices(field, lang)
    elif field in ("giver", "taker"):
        called = catalogue.choices("roles", lang)
    listed = value if isinstance(value, tuple) else (value,)
    return " / ".join(called.get(item) or item for item in listed) if called else _flat(value)


def _points(kind: str, record: Record, field: str) -> str:
    """Return the kind of record whose ids a field holds; "" where it holds none."""
    if kind == "vote" and field == "item":
        ballot = BALLOTS.get(getattr(record, "round", ""))
        return ballot.kind if ballot else ""
    return kind if field == "merged" else _POINTS.get(field, "")


def _flat(value: Any) -> Any:
    return " ".join(value) if isinstance(value, tuple) else value
