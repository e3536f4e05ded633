"""The state of one record while changes are folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from journeykit.records import KINDS, Record

__all__ = ["Placed", "Row", "Stamp"]

Stamp = tuple[int, str]
Placed = tuple[float, Stamp, str, Record]
R = TypeVar("R", bound=Record)


class Row:
    """The state of one record while it is folded: the winning value and stamp of each field."""

    __slots__ = ("alive", "author", "born", "built", "stamps", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.stamps: dict[str, Stamp] = {}
        self.alive: tuple[Stamp, bool] = ((0, ""), False)
        self.born: Stamp | None = None
        self.author = ""
        self.built: Placed | None = None

    def copy(self) -> Row:
        """Return a row of its own, for the next journey."""
        twin = Row()
        twin.values, twin.stamps = self.values.copy(), self.stamps.copy()
        twin.alive, twin.born, twin.author = self.alive, self.born, self.author
        return twin

    def take(self, stamp: Stamp, op: str, fields: Mapping[str, Any], author: str = "") -> None:
        """Take a change; later ones win, in whatever order they come."""
        self.built = None
        if self.born is None or stamp < self.born:
            self.born, self.author = stamp, author
        if stamp >= self.alive[0]:
            self.alive = (stamp, op == "put")
        if op == "put":
            for name, value in fields.items():
                if stamp >= self.stamps.get(name, (0, "")):
                    self.values[name], self.stamps[name] = value, stamp

    def placed(self, kind: str, key: str) -> Placed:
        """Return the record behind what sorts it: its order, its age, its id."""
        if self.built is None:
            record = _build(KINDS[kind], {**self.values, "id": key})
            self.built = (getattr(record, "order", 0.0), self.born or (0, ""), key, record)
        return self.built

    def record(self, kind: str, key: str) -> Record:
        """Return the record that the row amounts to."""
        return self.placed(kind, key)[3]


def _build(model: type[R], values: dict[str, Any]) -> R:
    """Return the record; a value that this version cannot read gives way to the field's default."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        unreadable = {e["loc"][0] for e in error.errors()}
        return model.model_validate({k: v for k, v in values.items() if k not in unreadable})
