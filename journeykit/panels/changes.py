"""Changes: choose a day on which the map was changed, and see what has changed since it began."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.formats.against import headline, on, worked
from journeykit.insights.changes import capped, tell
from journeykit.insights.days import read_day
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, identified, texts
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_MOST = 30
"""How many lines of a group are shown before the rest is only counted."""
_DAYS = 60
"""How many days can be chosen from, the latest first."""


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the texts, and what tells one state of the map from the next; the days are asked for."""
    return {"newest": str(journey.newest[0]), "text": texts(viewer)}


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Return what changed since a day began ("since", with a `day`; without, the last one there is)."""

    def action() -> dict[str, Any]:
        identified(message)
        day, lang = message.get("day", ""), viewer.lang
        if viewer.guest or message.get("do") != "since" or not isinstance(day, str):
            raise JourneyError("bad_message")
        days = worked(workshop, lang)[:_DAYS]
        if not days:
            return {"days": [], "groups": [], "say": texts(viewer)["empty"]}
        against = on(workshop, read_day(day) if day else days[0], lang)
        changes = against.compared(workshop.journey)
        return {
            "days": [[one.isoformat(), catalogue.day(one.isoformat(), lang)] for one in days],
            "groups": [[head, len(lines), capped(lines, _MOST, lang)] for head, lines in tell(changes, lang)],
            "say": headline(against, changes, lang),
        }

    return answer(viewer, message, action)
