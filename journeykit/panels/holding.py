"""What the columns of a table hold, as one choice a column, and back to the source of a rule file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from journeykit.errors import JourneyError
from journeykit.evidence.rules import Source, Time

__all__ = ["ROLES", "columns", "held", "joined", "role"]

_ONE = ("account", "deal", "contact", "what", "subtype", "text", "amount", "score", "target")
"""What at most one column of a source holds."""

ROLES = ("", "time", *_ONE, "segment")
"""What a column can hold; "" where it is of no use here."""


def role(source: Source, column: str) -> str:
    """Return what a column holds; of two things the first of `ROLES`."""
    if any(time.column == column for time in source.times):
        return "time"
    one = next((name for name in _ONE if getattr(source, name) == column), "")
    return one or ("segment" if column in source.segments else "")


def columns(source: Source, own: Sequence[str]) -> list[tuple[str, str]]:
    """Return the columns beside a row, each with the source it is taken from ("" for the table's own)."""
    taken = [(name, lookup.source) for lookup in source.lookups for name in lookup.take]
    return [(name, "") for name in own] + [(name, of) for name, of in taken if name not in own]


def held(source: Source, chosen: Mapping[str, tuple[str, str]], *, kind: str, order: str) -> Source:
    """Return the source with what was chosen: for each column its role, and what event a time tells of.

    Where nothing else was chosen for a column it stays all that it was. Raises `JourneyError` where two
    columns are to be the same one thing.
    """
    fields = source.model_dump()
    fields |= {"kind": kind, "order": order, "times": _times(source, chosen)}
    changed = {column: new for column, (new, _) in chosen.items() if new != role(source, column)}
    for name in _ONE:
        wanted = [column for column, new in changed.items() if new == name]
        kept = [fields[name]] if fields[name] and fields[name] not in changed else []
        if len(wanted + kept) > 1:
            raise JourneyError("role_twice", first=(kept + wanted)[0], second=(kept + wanted)[1])
        fields[name] = next(iter(wanted + kept), "")
    kept = [column for column in source.segments if column not in changed]
    fields["segments"] = (*kept, *(column for column, new in changed.items() if new == "segment"))
    return Source.model_validate(fields)


def _times(source: Source, chosen: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the columns that hold times, those of before first and as they were ordered."""
    before = [time.column for time in source.times if chosen.get(time.column, ("time",))[0] == "time"]
    new = [column for column, (one, _) in chosen.items() if one == "time" and column not in before]
    told = {time.column: time.what for time in source.times}
    told |= {column: what for column, (_, what) in chosen.items()}
    return [Time(column=column, what=told.get(column, "")).model_dump() for column in (*before, *new)]


def joined(source: Source, kept: Sequence[bool]) -> Source:
    """Return the source with the lookups that were kept; what came through others is there no more."""
    pairs = list(zip(source.lookups, kept, strict=False))
    gone = {name for one, keep in pairs if not keep for name in one.take}
    fields: dict[str, Any] = {name: "" for name in _ONE if getattr(source, name) in gone}
    fields["lookups"] = tuple(one for one, keep in pairs if keep)
    fields["segments"] = tuple(name for name in source.segments if name not in gone)
    return source.model_copy(update=fields)
