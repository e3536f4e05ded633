"""What of a workshop is handed on in files: what is revealed, and of people only what they agreed to show.

Of an anonymous workshop, files name nobody who took part, tell none of their changes, and give votes and
feelings in the order of their ids: when and in what order they came would tell which are one person's.
"""

from __future__ import annotations

from typing import cast

from journeykit.curtain import is_participant
from journeykit.log import Change, Journey
from journeykit.records import KINDS, Record, Translation
from journeykit.workshop import Workshop

__all__ = ["changes", "kinds", "records"]

_SHUFFLED = ("vote", "feeling")
"""The kinds of which each person has several whose ids tell nothing."""


def kinds(journey: Journey) -> list[str]:
    """Return the kinds of records that files hold: no clock of the room, of anonymous people no list."""
    kept = {"room", "participant"} if journey.room.anonymous else {"room"}
    return [kind for kind in KINDS if kind not in kept]


def records(journey: Journey, kind: str) -> list[Record]:
    """Return the live records of a kind that files hold, in their order."""
    found = list(journey.records(kind))
    if kind == "translation":
        return _standing(journey, found)
    mixed = journey.room.anonymous and kind in _SHUFFLED
    return sorted(found, key=lambda record: record.id) if mixed else found


def changes(workshop: Workshop) -> list[Change]:
    """Return the changes that files tell of, oldest first."""
    told, anonymous = {*kinds(workshop.journey)}, workshop.journey.room.anonymous
    shown = [change for change in workshop.curtain.shown if change.kind in told or change.kind not in KINDS]
    if anonymous:
        shown = [change for change in shown if not is_participant(change.author)]
    return sorted(shown, key=lambda change: (change.at, change.id))


def _standing(journey: Journey, found: list[Record]) -> list[Record]:
    """Return the translations of texts that are still told, by a record that is handed on."""
    of = [kind for kind in kinds(journey) if kind != "translation"]
    live = {f"{kind}.{record.id}": record for kind in of for record in journey.records(kind)} if found else {}
    kept = []
    for one in cast(list[Translation], found):
        place, _, field = one.id.rpartition(".")[0].rpartition(".")
        if getattr(live.get(place), field, None) in (one.original, one.text):
            kept.append(cast(Record, one))
    return kept
