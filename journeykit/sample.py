"""The finished sample workshop: one team's map, written in both languages in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from journeykit import catalogue
from journeykit.catalogue import LANGUAGES
from journeykit.log import Change
from journeykit.workshop import Workshop

__all__ = ["fill"]

_SINGLE = {"brief": "brief", "scope": "scope"}
_TRANSLATED = {
    "brief": ("title",),
    "stage": ("name",),
    "persona": ("name", "company", "job"),
    "action": ("title",),
}
"""The texts that have a translation beside them; the others show what an export tells of those without."""


def fill(workshop: Workshop, lang: str) -> None:
    """Write the sample's records into `workshop`, in `lang`."""
    changes: list[Change] = []
    for kind, rows in catalogue.read("sample", lang).items():
        for at, row in enumerate(rows if isinstance(rows, list) else [rows]):
            fields = {name: value for name, value in row.items() if name not in ("id", "group")}
            changes.append(workshop.change("put", kind, _key(kind, row, at), **fields))
    changes.append(workshop.change("put", "brief", "brief", language=lang))
    for other in (other for other in LANGUAGES if other != lang):
        for kind, key, field, fields in _translations(lang, other):
            place = f"{kind}.{key}.{field}.{other}"
            changes.append(workshop.change("put", "translation", place, **fields))
    workshop.append(*changes)


def _key(kind: str, row: dict[str, Any], at: int) -> str:
    if kind == "feeling":
        return f"{row['persona']}.{row['stage']}"
    return str(_SINGLE.get(kind) or row.get("id") or row.get("group") or f"{kind}-{at:03}")


def _translations(lang: str, other: str) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Yield what the sample says in the other language: the kind, the record, the field, and the texts."""
    here, there = (catalogue.read("sample", spoken) for spoken in (lang, other))
    for kind, names in _TRANSLATED.items():
        ours, theirs = (rows if isinstance(rows, list) else [rows] for rows in (here[kind], there[kind]))
        for number, (own, twin) in enumerate(zip(ours, theirs, strict=True)):
            for field in (name for name in names if own.get(name)):
                yield kind, _key(kind, own, number), field, {"original": own[field], "text": twin[field]}
