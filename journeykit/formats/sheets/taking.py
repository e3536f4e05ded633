"""From cells to drafts: what stands in the cells of a row or a box, and why some of it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from journeykit.errors import JourneyError
from journeykit.formats.incoming import Draft, Incoming, Remark, bounded
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import LANES, MAIN
from journeykit.formats.sheets.values import Words, notes, written
from journeykit.records import inputs

__all__ = ["Cell", "collected", "feeling", "lane", "record"]


class Cell(NamedTuple):
    """What stands in a cell, and where that is."""

    place: str
    raw: Any


Found = Iterator[Draft | Remark]


def collected(found: Iterable[Draft | Remark], stages: Iterable[str] = ()) -> Incoming:
    """Return drafts and remarks as what a file holds."""
    both = list(bounded(found))
    drafts = tuple(one for one in both if isinstance(one, Draft))
    return Incoming(drafts, tuple(one for one in both if isinstance(one, Remark)), tuple(stages))


def record(
    words: Words, kind: str, cells: Mapping[str, Cell], *, needs: Iterable[str] = (), key: str = ""
) -> Found:
    """Yield the draft of one record, and a remark for each cell that it cannot hold.

    Without its main field, or one that it `needs`, it says nothing, and one remark says that.
    """
    full = {field: cell for field, cell in cells.items() if written(cell.raw)}
    fields: dict[str, Any] = {}
    for field, cell in full.items():
        try:
            if field not in inputs(kind):
                raise JourneyError("unknown_heading", heading=field[:60])
            fields[field] = words.value(kind, field, cell.raw)
        except JourneyError as error:
            yield Remark(cell.place, error)
    main = [field for field in (MAIN.get(kind, ""), *needs) if field]
    empty = next((field for field in main if fields.get(field) in (None, "")), "")
    if not empty and fields:
        place = full[main[0]].place if main else next(iter(full.values())).place
        yield Draft(kind, fields, place, key)
    elif full and empty and empty not in full:
        place = next(iter(full.values())).place
        yield Remark(place, JourneyError("main_empty", field=label(kind, empty, words.lang)))


def lane(words: Words, persona: str, stage: str, row: str, cell: Cell) -> Found:
    """Yield the notes that stand in one box of a map."""
    for text in notes(written(cell.raw)) if row in LANES else ():
        try:
            fields = {"persona": persona, "stage": stage, "lane": row}
            yield Draft("note", {**fields, "text": words.value("note", "text", text)}, cell.place)
        except JourneyError as error:
            yield Remark(cell.place, error)


def feeling(words: Words, persona: str, stage: str, cells: Mapping[str, Cell]) -> Found:
    """Yield how a persona feels at a stage, where it is said."""
    for one in record(words, "feeling", cells, needs=("value",)):
        at = {"persona": persona, "stage": stage}
        yield one._replace(fields={**at, **one.fields}) if isinstance(one, Draft) else one
