"""The themes of a map: what the team made of its notes, and the groups that are still proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from journeykit.insights.grouping import FEWEST, MOST, Group, duplicates, groups
from journeykit.log import Journey
from journeykit.records import Issue, Note, Theme

__all__ = ["Proposed", "notes_of", "proposed", "said_twice"]

_LEAST = 3
"""A proposal has at least so many notes that are in no theme yet."""


class Proposed(NamedTuple):
    """The proposed groups; `within` tells where alone was looked: "" for everywhere, "stage" or "cell"."""

    groups: list[Group]
    within: str
    enough: bool


def notes_of(journey: Journey) -> Callable[[Theme], list[Note]]:
    """Return what gives a theme's notes; of those merged into another the other, of those deleted none."""
    live = {note.id: note for note in journey.notes}
    merged = {old: note for note in journey.notes for old in note.merged}
    known = merged | live
    return lambda theme: list({found.id: found for id_ in theme.notes if (found := known.get(id_))}.values())


def proposed(journey: Journey) -> Proposed:
    """Return the groups of notes that no theme covers, whether accepted or ignored; the largest first."""
    notes = [note for note in journey.notes if note.text.strip()]
    of = notes_of(journey)
    taken = {note.id for theme in journey.themes for note in of(theme)}
    within, parts = _parts(journey, notes)
    found = (_untaken(group, taken) for group in chain.from_iterable(map(groups, parts)))
    kept = sorted(filter(None, found), key=lambda group: (-len(group.notes), group.notes))
    return Proposed(kept, within, len(notes) >= FEWEST)


def said_twice(journey: Journey, kind: str) -> list[tuple[str, ...]]:
    """Return the ids of notes, or of issues, that say the same in one place of the map or of one persona."""
    cells: dict[tuple[str, ...], list[Note | Issue]] = {}
    home = _homes(journey, journey.notes)
    for note in journey.notes if kind == "note" else ():
        cells.setdefault((note.persona, home[note.stage], note.lane), []).append(note)
    for issue in journey.issues if kind == "issue" else ():
        cells.setdefault((issue.persona,), []).append(issue)
    return [same for cell in cells.values() if len(cell) > 1 for same in duplicates(cell)]


def _parts(journey: Journey, notes: list[Note]) -> tuple[str, list[list[Note]]]:
    """Return the notes in parts that are small enough to compare all with all: whole, by stage or by cell."""
    if len(notes) <= MOST:
        return "", [notes]
    home = _homes(journey, notes)
    if len(notes) <= 2 * MOST:
        by_stage = _divided(notes, lambda note: (home[note.stage],))
        if max(map(len, by_stage)) <= MOST:
            return "stage", by_stage
    return "cell", _divided(notes, lambda note: (home[note.stage], note.lane, note.persona))


def _homes(journey: Journey, notes: Iterable[Note]) -> dict[str, str]:
    """Return for the stage that each note names the one that it stands at; "" if there is none."""
    return {key: getattr(journey.stage_of(key), "id", "") for key in {note.stage for note in notes}}


def _divided(notes: list[Note], key: Callable[[Note], tuple[str, ...]]) -> list[list[Note]]:
    parts: dict[tuple[str, ...], list[Note]] = {}
    for note in notes:
        parts.setdefault(key(note), []).append(note)
    return list(parts.values())


def _untaken(group: Group, taken: set[str]) -> Group | None:
    """Return a group without the notes that are in a theme; None where they are half of it or few remain."""
    free = tuple(id_ for id_ in group.notes if id_ not in taken)
    return replace(group, notes=free) if len(free) >= _LEAST and 2 * len(free) > len(group.notes) else None
