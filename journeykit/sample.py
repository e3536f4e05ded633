"""The finished sample workshop: one team's map, written in both languages in the catalogue."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.log import Change
from journeykit.workshop import Workshop

__all__ = ["fill"]

_SINGLE = {"brief": "brief", "scope": "scope"}


def fill(workshop: Workshop, lang: str) -> None:
    """Write the sample's records into `workshop`, in `lang`."""
    changes: list[Change] = []
    for kind, rows in catalogue.read("sample", lang).items():
        for at, row in enumerate(rows if isinstance(rows, list) else [rows]):
            fields = {name: value for name, value in row.items() if name not in ("id", "group")}
            changes.append(workshop.change("put", kind, _key(kind, row, at), **fields))
    changes.append(workshop.change("put", "brief", "brief", language=lang))
    workshop.append(*changes)


def _key(kind: str, row: dict[str, Any], at: int) -> str:
    if kind == "feeling":
        return f"{row['persona']}.{row['stage']}"
    return str(_SINGLE.get(kind) or row.get("id") or row.get("group") or f"{kind}-{at:03}")
