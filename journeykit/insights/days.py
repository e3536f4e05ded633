"""Days and moments: on which day something was changed, when a day began."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone

from journeykit.errors import JourneyError
from journeykit.log import Change

__all__ = ["beginning", "day_of", "read_day", "working_days"]

_ZONES = {"ja": timezone(timedelta(hours=9)), "en": UTC}
"""Where a date is read: fixed, so that the same records always give the same file."""
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LAST = 253_402_214_400
"""The beginning of the last day that there is: beyond it, in some zone, comes the year 10000."""
_ASIDE = ("room", "participant", "vote")
"""The kinds whose changes are about the meeting, not about the map."""


def day_of(at: int, lang: str) -> date:
    """Return the day of a moment, given in microseconds since 1970 (UTC)."""
    return datetime.fromtimestamp(min(at // 1_000_000, _LAST), _ZONES[lang]).date()


def beginning(day: date, lang: str) -> int:
    """Return the first moment of a day, in microseconds since 1970 (UTC)."""
    started = datetime.combine(day, time(), _ZONES[lang]) - datetime(1970, 1, 1, tzinfo=UTC)
    return started // timedelta(microseconds=1)


def read_day(text: str) -> date:
    """Return the date that somebody wrote, like "2027-03-31". Raises `JourneyError` where it is none."""
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise JourneyError("not_a_date") from None


def working_days(changes: Iterable[Change], lang: str) -> list[date]:
    """Return the days on which the map was changed, latest first."""
    return sorted({day_of(c.at, lang) for c in changes if c.kind not in _ASIDE}, reverse=True)
