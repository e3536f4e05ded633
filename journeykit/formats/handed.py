"""What of a workshop is handed on in files: what is revealed, and of people only what they agreed to show."""

from __future__ import annotations

from journeykit.curtain import is_participant
from journeykit.log import Change, Journey
from journeykit.records import KINDS
from journeykit.workshop import Workshop

__all__ = ["changes", "kinds"]

_SOMEBODY = "participant"
"""The author that stands in the files of an anonymous workshop for everybody who took part."""


def kinds(journey: Journey) -> list[str]:
    """Return the kinds of records that files hold: no clock of the room, of anonymous people no list."""
    kept = {"room", "participant"} if journey.room.anonymous else {"room"}
    return [kind for kind in KINDS if kind not in kept]


def changes(workshop: Workshop) -> list[Change]:
    """Return the changes that files tell of, oldest first, those of anonymous people under one name."""
    told = {*kinds(workshop.journey)}
    shown = [change for change in workshop.curtain.shown if change.kind in told or change.kind not in KINDS]
    if workshop.journey.room.anonymous:
        shown = [c._replace(author=_SOMEBODY) if is_participant(c.author) else c for c in shown]
    return sorted(shown, key=lambda change: (change.at, change.id))
