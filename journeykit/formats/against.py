"""What a workshop is compared with: an earlier one in another folder, or itself as it was on some day."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import closing
from datetime import date
from typing import NamedTuple

from journeykit import catalogue, workshop
from journeykit.curtain import FEW, ROUNDS, is_participant
from journeykit.errors import ExportError
from journeykit.insights.changes import Changes, compare
from journeykit.insights.days import beginning, day_of, read_day, working_days
from journeykit.log import Journey
from journeykit.workshop import Workshop

__all__ = ["Against", "find", "headline", "last_day", "on", "worked"]

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Against(NamedTuple):
    """A journey of before: that of a `title`, or, with a `day`, the same workshop's as that day began.

    `now` is what it is compared with, None for the whole journey as it stands.
    """

    journey: Journey
    title: str = ""
    day: date | None = None
    now: Journey | None = None

    def compared(self, journey: Journey) -> Changes:
        """Return what changed up to a journey."""
        return compare(self.journey, self.now or journey)


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
    before, now = opened.between(beginning(day, lang))
    return Against(before, day=day, now=now)


def last_day(opened: Workshop, lang: str) -> Against:
    """Return the workshop as it was when the last day began on which the map was changed."""
    days = worked(opened, lang)
    return on(opened, days[0], lang) if days else Against(opened.journey)


def worked(opened: Workshop, lang: str) -> list[date]:
    """Return the days on which the map was changed, latest first.

    In an anonymous room a day of few participants is none: see `Workshop.between`.
    """
    shown = opened.curtain.shown
    if not opened.journey.room.anonymous:
        return working_days(shown, lang)
    writers: dict[date, set[str]] = defaultdict(set)
    for change in shown:
        if is_participant(change.author) and change.kind in ROUNDS:
            writers[day_of(change.at, lang)].add(change.author)
    led = set(working_days((change for change in shown if not is_participant(change.author)), lang))
    return sorted(led | {day for day, of in writers.items() if len(of) >= FEW}, reverse=True)


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
