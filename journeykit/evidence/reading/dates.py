"""Days and hours as people and their programs write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from journeykit.catalogue import read as catalogue

__all__ = ["Day", "Order", "against", "alone", "clock", "day", "doubtful", "nothing", "order_of", "other"]

_EPOCH = date(1970, 1, 1).toordinal()
_ERA = re.compile(r"([a-z]|[^\W\d_]{2})\s?(\d{1,2}|元)\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年 ]\s?(\d{1,2})\s?[-/.月 ]\s?(\d{1,2})\s?日?")
_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MONTH = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?月?")
_THREE = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{1,2})")
_YEAR_SHORT = re.compile(r"'?(\d\d)年\s?(\d{1,2})月\s?(\d{1,2})日")
_WEEKDAY = re.compile(r"\([月火水木金土日](?:曜日?)?(?:・?祝)?\)|[月火水木金土日]曜日?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|º|ª)\b")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_CLOCK = re.compile(
    r"(?P<early>午前|午後|[ap]\.?m\.?)?\s?(?P<h>\d{1,2})(?:\s?[:時]\s?(?:(?P<m>\d{1,2})(?:\s?[:分]\s?"
    r"(?:(?P<s>\d{1,2})\s?秒?)?)?)?|(?P<run>\d\d(?:\d\d)?))\s?(?:[.,]\d+)?\s?(?P<late>[ap]\.?m\.?|午前|午後)?"
    r"\s?(?P<zone>[a-z]{1,4})?\s?(?P<ahead>[+-]\d{1,2}(?::?\d\d)?)?\s?(?:\(.*\))?"
)
Order = str
"""How days of three numbers are written: "ymd", "dmy" or "mdy"."""


class Day(NamedTuple):
    """A day as a number since 1970; `vague` where only its month is known."""

    number: int
    vague: bool = False


@cache
def _data() -> dict[str, Any]:
    return catalogue("dates", "en")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def nothing(text: str) -> bool:
    """Tell whether a text stands for "no date"."""
    return _plain(text) in _data()["nothing"]


def _day(year: int, month: int, number: int, *, vague: bool = False) -> Day | None:
    with suppress(ValueError):
        return Day(date(year, month, number).toordinal() - _EPOCH, vague)
    return None


def _full(year: str) -> int:
    """Return a year of two digits in full: 70 to 99 are of the last century."""
    return int(year) + (0 if len(year) > 2 else 1900 if int(year) >= 70 else 2000)


def day(text: str, order: Order = "") -> Day | None:
    """Return the day that a text names, None if it names none or more than one.

    >>> day("令和8年3月1日") == day("1 Mar 2026") == day("2026/3/1") == day("01/03/2026", "dmy")
    True
    """
    said = _ORDINAL.sub("", _WEEKDAY.sub("", _plain(text))).strip(" ,.\"'")
    if found := _YEAR_FIRST.fullmatch(said) or _RUN.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(said):
        return _day(int(found[1]), int(found[2]), 1, vague=True)
    if (found := _ERA.fullmatch(said)) and found[1] in _data()["eras"]:
        year = 1 if found[2] == "元" else int(found[2])
        return _day(_data()["eras"][found[1]] + year, int(found[3]), int(found[4]))
    if found := _YEAR_SHORT.fullmatch(said):
        return _day(_full(found[1]), int(found[2]), int(found[3]))
    if found := _THREE.fullmatch(said):
        return _chosen(_readings(found[1], found[2], found[3]), order)
    return _worded(said)


def _readings(a: str, b: str, c: str) -> dict[Order, Day]:
    """Return the days that three numbers can mean, by their order."""
    ways = {"dmy": (c, b, a), "mdy": (c, a, b), "ymd": (a, b, c)}
    ways = {order: parts for order, parts in ways.items() if len(parts[0]) in (2, 4) and len(parts[2]) < 3}
    days = {
        order: _day(_full(year), int(month), int(number)) for order, (year, month, number) in ways.items()
    }
    return {order: found for order, found in days.items() if found}


def _chosen(readings: dict[Order, Day], order: Order) -> Day | None:
    """Return the reading of an order; "ymd" says nothing of days whose year stands last: as in the US."""
    if order == "ymd" and order not in readings:
        order = "mdy"
    only = next(iter(readings.values())) if len(set(readings.values())) == 1 else None
    return readings.get(order) or only


def _worded(said: str) -> Day | None:
    """Return a day whose month is a word: "15 apr, 2021", "april 15 2021", "15 de abril de 2021"."""
    data = _data()
    skipped = {*data["small_words"], *data["weekdays"]["words"]}
    words = [word for word in _WORDS.findall(said) if word not in skipped]
    months = [data["months"][word] for word in words if word in data["months"]]
    numbers = [word for word in words if word.isdecimal()]
    if len(months) != 1 or len(words) != len(numbers) + 1:
        return None
    if len(numbers) == 1 and len(numbers[0]) == 4:
        return _day(int(numbers[0]), months[0], 1, vague=True)
    if len(numbers) != 2 or not {len(number) for number in numbers} <= {1, 2, 4}:
        return None
    number, year = reversed(numbers) if len(numbers[0]) == 4 else numbers
    return _day(_full(year), months[0], int(number)) if len(year) in (2, 4) else None


def order_of(texts: Iterable[str], likely: Order) -> tuple[Order, int, int]:
    """Return the order of a column's days, how many texts it decided alone, how many speak against it.

    The order is what most of the texts that have one reading have; without any it is the likely one.
    """
    found = {"dmy": 0, "mdy": 0, "ymd": 0}
    open_ = 0
    for text in texts:
        readings = _three(text)
        if len(readings) == 1:
            found[next(iter(readings))] += 1
        open_ += len(set(readings.values())) > 1
    best = max(found, key=lambda order: (found[order], order == likely))
    return best, open_, sum(found.values()) - found[best]


@cache
def clock(text: str) -> tuple[int, int | None] | None:
    """Return the second of the day, and the seconds ahead of UTC where the text says them.

    >>> clock("午後3:05"), clock("T10:00:00+09:00"), clock("12:30 AM")
    ((54300, None), (36000, 32400), (1800, None))
    """
    found = _CLOCK.fullmatch(_plain(text).lstrip(" ,t").rstrip(" ,"))
    if not found:
        return None
    hour, minute, second = int(found["h"]), int(found["m"] or 0), int(found["s"] or 0)
    if found["run"]:
        minute, second = int(found["run"][:2]), int(found["run"][2:] or 0)
    half = (found["early"] or found["late"] or "")[:2]
    if half:
        hour = hour % 12 + 12 * (half[0] == "p" or half == "午後") if hour <= 12 else hour
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    seconds = hour * 3600 + minute * 60 + min(second, 59)
    ahead = _ahead(found["zone"] or "", found["ahead"] or "")
    return None if ahead is None and found["zone"] else (seconds, ahead)


def _ahead(zone: str, written: str) -> int | None:
    if zone and zone not in _data()["zones"]:
        return None
    if not written:
        return int(_data()["zones"][zone]) * 60 if zone else None
    hours, minutes = written[1:].replace(":", "")[:2], written[1:].replace(":", "")[2:]
    if len(written[1:].replace(":", "")) == 3:
        hours, minutes = written[1:2], written[2:].lstrip(":")
    return (int(hours) * 3600 + int(minutes or 0) * 60) * (-1 if written[0] == "-" else 1)


def _three(text: str) -> dict[Order, Day]:
    found = _THREE.fullmatch(_ORDINAL.sub("", _WEEKDAY.sub("", _plain(text))).strip(" ,.\"'"))
    return _readings(found[1], found[2], found[3]) if found else {}


def alone(text: str) -> bool:
    """Tell whether three numbers can be one day only."""
    return len(_three(text)) == 1


def doubtful(text: str) -> bool:
    """Tell whether three numbers can be several days."""
    return len(set(_three(text).values())) > 1


def against(text: str, order: Order) -> bool:
    """Tell whether three numbers are a day, but in another order."""
    return len(_three(text)) == 1 and order not in _three(text)


def other(text: str, order: Order) -> bool:
    """Tell whether three numbers can be days, but none in this order."""
    return bool(_three(text)) and order not in _three(text)
