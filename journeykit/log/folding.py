"""The fold: from changes to a journey, from the rows that every journey starts with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from journeykit.log.change import Change
from journeykit.log.journey import Journey
from journeykit.log.row import Row
from journeykit.records import GROUPS, SIX

__all__ = ["fold"]


def fold(changes: Iterable[Change]) -> Journey:
    """Return the journey that `changes` amount to, in whatever order they come."""
    return Journey(_seeds()).plus(changes)


def _seeds() -> dict[str, dict[str, Row]]:
    """Return the rows every journey starts from: brief, scope, the six stages, the four plays."""
    seeds: dict[str, dict[str, Mapping[str, Any]]] = {
        "brief": {"brief": {}},
        "scope": {"scope": {}},
        "stage": {six: {"rolls_up": six, "order": float(at)} for at, six in enumerate(SIX)},
        "play": {group: {} for group in GROUPS},
        "room": {"room": {}},
        "link": {"link": {}},
    }
    rows: dict[str, dict[str, Row]] = {}
    for kind, records in seeds.items():
        for at, (key, fields) in enumerate(records.items()):
            row = rows.setdefault(kind, {})[key] = Row()
            row.take((0, str(at)), "put", fields)  # older than any change, and in this order
    return rows
