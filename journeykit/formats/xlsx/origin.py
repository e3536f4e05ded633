"""The workshop as it was when a workbook was written: told by the long table that lies in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from journeykit.formats.formulas import plain
from journeykit.formats.rows import COLUMNS
from journeykit.formats.sheets.opened import Rows
from journeykit.log import Change, Journey, fold
from journeykit.records import KINDS

__all__ = ["MOST_ROWS", "filled", "origin"]

MOST_ROWS = 40_000
"""So many rows of the long table are read: one for each field of each record."""


def origin(rows: Rows, ids: Iterable[tuple[str, str]]) -> Journey:
    """Return the journey that a long table tells; with records that it does not tell, by their `ids`."""
    made = {pair: dict[str, Any]() for pair in ids}
    for kind, key, field, value in _cells(rows):
        made.setdefault((kind, key), {})[field] = value
    seeds = [("stage", stage.id) for stage in fold([]).stages] if rows else []
    gone = [Change(f"gone {key}", 1, "", of, key, "drop", {}) for of, key in seeds if (of, key) not in made]
    order = {pair: at for at, pair in enumerate(dict.fromkeys((*_pairs(rows), *made)))}
    told = [Change(f"{at:08}", at + 2, "", *pair, "put", made[pair]) for pair, at in order.items()]
    return fold([*gone, *told])


def filled(rows: Rows) -> set[tuple[str, str]]:
    """Return which fields of which kinds a long table tells."""
    return {(kind, field) for kind, _, field, _ in _cells(rows)}


def _columns(rows: Rows) -> dict[str, int]:
    """Return where the columns for programs stand; nowhere, where the rows are no long table."""
    head = [str(value or "") for value in rows[0][1]] if rows else []
    return {name: head.index(name) for name in COLUMNS} if {*COLUMNS} <= {*head} else {}


def _pairs(rows: Rows) -> Iterator[tuple[str, str]]:
    yield from ((kind, key) for kind, key, *_ in _cells(rows))


def _cells(rows: Rows) -> Iterator[tuple[str, str, str, Any]]:
    at = _columns(rows)
    for _, values in rows[1:] if at else ():
        kind, key, field, value = (values[at[name]] if at[name] < len(values) else None for name in COLUMNS)
        if kind in KINDS and key and str(field) in KINDS[str(kind)].model_fields and value is not None:
            yield str(kind), str(key), str(field), _stored(str(kind), str(field), value)


def _stored(kind: str, field: str, value: Any) -> Any:
    """Return a value as records hold it: several ids are set apart by a space."""
    default = KINDS[kind].model_fields[field].default
    if isinstance(default, tuple):
        return str(value).split(" ")
    if isinstance(default, str):
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        return plain(text)
    return value
