"""What stands for a chart of the customer's data on a phone: its figures in lines, with bars of their own."""

from __future__ import annotations

from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.insights import headlines
from journeykit.insights.evidence import Number, Report, Stand
from journeykit.insights.testimony import days
from journeykit.log import Journey

__all__ = ["Bar", "Line", "dwell", "funnel", "moves", "nps"]


class Bar(NamedTuple):
    """A number in words under its label, and its `share` of the longest bar in percent; 0 for no bar."""

    label: str
    told: str
    share: float = 0


class Line(NamedTuple):
    """A stage, a move or a month with its bars."""

    name: str
    bars: tuple[Bar, ...]


def funnel(told: Report, journey: Journey, lang: str) -> list[Line]:
    """Return for each stage how many were seen there, and how many there or beyond."""
    line, words = told.line(), _words(lang)
    most = max((one.beyond or one.reached or 0 for one in line), default=0)

    def bars(one: Stand) -> tuple[Bar, ...]:
        if one.reached == 0:
            return (Bar(words["no_evidence"], ""),)
        return tuple(
            Bar(words[key], words["withheld"] if n is None else f"{n:,}", _share(n, most))
            for key, n in (("reached", one.reached), ("beyond", one.beyond))
        )

    return [Line(headlines.name(told, journey, one.stage, lang), bars(one)) for one in line]


def dwell(told: Report, journey: Journey, lang: str) -> list[Line]:
    """Return for each stage how long visits last."""
    line, words = told.line(), _words(lang)
    kinds = {"median": "median", "p90": "p90", "open": "open_median"}
    most = max((getattr(one, of) or 0 for one in line for of in kinds.values()), default=0)

    def bars(one: Stand) -> tuple[Bar, ...]:
        known = {key: n for key, of in kinds.items() if (n := getattr(one, of)) is not None}
        if not known:
            return (Bar(words["no_evidence" if one.reached == 0 else "withheld"], ""),)
        return tuple(
            Bar(words[key], words["days"].format(n=days(n)), _share(n, most)) for key, n in known.items()
        )

    return [Line(headlines.name(told, journey, one.stage, lang), bars(one)) for one in line]


def moves(told: Report, journey: Journey, lang: str) -> list[Line]:
    """Return the moves, the most frequent first."""
    words = _words(lang)
    found = sorted((one for one in told.moves if not one.group), key=lambda one: -(one.n or 0))
    most = max((one.n or 0 for one in found), default=0)

    def name(at: int) -> str:
        return headlines.name(told, journey, at, lang) if at >= 0 else words["left"]

    def kind(source: int, target: int) -> str:
        return "" if min(source, target) < 0 else words.get(_sort(target - source), "")

    return [
        Line(
            f"{name(one.source)} → {name(one.target)}",
            (
                Bar(
                    kind(one.source, one.target),
                    words["withheld"] if one.n is None else f"{one.n:,}",
                    _share(one.n, most),
                ),
            ),
        )
        for one in found
    ]


def nps(told: Report, lang: str) -> list[Line]:
    """Return the NPS month by month."""
    words = _words(lang)
    return [
        Line(one.at, (Bar(words["answers"].format(n=one.n), catalogue.signed(one.nps)),))
        for one in told.of("month")
        if one.nps is not None
    ]


def _sort(by: int) -> str:
    return "back" if by < 0 else "skip" if by > 1 else ""


def _share(n: Number, most: int) -> float:
    return round(100 * n / most, 1) if n and most else 0


def _words(lang: str) -> dict[str, Any]:
    return dict(catalogue.read("evidence", lang)["charts"])
