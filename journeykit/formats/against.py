"""What a workshop is compared with: an earlier one in another folder, or itself as it was on some day."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from typing import NamedTuple

from journeykit import catalogue, workshop
from journeykit.errors import ExportError
from journeykit.insights.changes import Changes
from journeykit.insights.moments import beginning, read_day, working_days
from journeykit.log import Journey
from journeykit.workshop import Workshop

__all__ = ["Against", "find", "headline", "last_day", "on"]

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Against(NamedTuple):
    """A journey of before: that of a `title`, or, with a `day`, the same workshop's as that day began."""

    journey: Journey
    title: str = ""
    day: date | None = None


def find(opened: Workshop, place: str, lang: str, *, today: date) -> Against:
    """Return what a person means by a folder or a date.

    Raises `WorkshopError` where the folder holds no workshop that can be read, `JourneyError` for a date that
    does not exist or lies ahead.
    """
    if not _DAY.fullmatch(place):
        with closing(workshop.open(place, lang=opened.lang)) as other:
            journey = other.journey
            return Against(journey, journey.brief.title or catalogue.say("changes.told.untitled", lang))
    day = read_day(place)
    if day > today:
        raise ExportError("day_ahead", day=catalogue.day(place, lang))
    return on(opened, day, lang)


def on(opened: Workshop, day: date, lang: str) -> Against:
    """Return the workshop as it was when a day began."""
    return Against(opened.journey_at(beginning(day, lang)), day=day)


def last_day(opened: Workshop, lang: str) -> Against:
    """Return the workshop as it was when the last day began on which the map was changed."""
    days = working_days(opened.curtain.shown, lang)
    return on(opened, days[0], lang) if days else Against(opened.journey)


def headline(against: Against, changes: Changes, lang: str) -> str:
    """Return how many changes there are, what was compared, and how records were matched."""
    words, count = catalogue.read("changes", lang)["told"], len(changes.entries)
    day = catalogue.day(against.day.isoformat(), lang) if against.day else ""
    told = [
        words["since"].format(day=day) if day else words["other"].format(title=against.title),
        words["count"].format(n=count) if count else words["nothing"],
        words["names"] if changes.matched == "names" else "",
    ]
    return (" " if lang == "en" else "").join(filter(None, told))
