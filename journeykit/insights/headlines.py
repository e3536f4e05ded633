"""What each chart of the customer's data says, in a sentence or two; "" where there is nothing to say."""

from __future__ import annotations

from itertools import pairwise

from journeykit import catalogue
from journeykit.insights.evidence import Report, Score, Stand
from journeykit.insights.figures import span
from journeykit.log import Journey

__all__ = ["counted", "dwell", "footer", "funnel", "moves", "name", "scores"]


def counted(told: Report, n: int, lang: str) -> str:
    """Return a number of customers with its unit: 社, 件 or 人."""
    return _say(told.key or "account", lang, n=f"{n:,}")


def footer(told: Report, lang: str) -> str:
    """Return to which day and in which time zone the figures hold, and that small groups are withheld."""
    unit = catalogue.say(f"claims.units.{told.key or 'account'}", lang)
    day = catalogue.day(told.as_of, lang)
    return catalogue.say("evidence.slides.footer", lang, day=day, zone=told.zone, unit=unit)


def name(told: Report, journey: Journey, at: int, lang: str) -> str:
    """Return the label of a stage of the run; of one that is gone, that of the one in its place."""
    if at < 0:
        return catalogue.say("evidence.charts.left", lang)
    found = journey.stage_of(told.stages[at])
    return found.label(lang) if found else told.stages[at]


def funnel(told: Report, journey: Journey, lang: str) -> str:
    """Return how many came how far, where most were lost, and where nothing can be seen."""
    seen = [(one, one.beyond) for one in told.line() if one.beyond and one.reached != 0]
    unseen = [name(told, journey, one.stage, lang) for one in told.line() if one.reached == 0]
    parts = [_lost(told, journey, seen, lang) if len(seen) > 1 else _say("few", lang)]
    if unseen and seen:
        parts.append(_say("unseen", lang, stages=catalogue.enumerate_in(lang, unseen)))
    return "".join(parts)


def _lost(told: Report, journey: Journey, seen: list[tuple[Stand, int]], lang: str) -> str:
    (first, top), (last, end) = seen[0], seen[-1]
    said = _say("funnel", lang, first=name(told, journey, first.stage, lang), top=counted(told, top, lang),
                last=name(told, journey, last.stage, lang), end=counted(told, end, lang),
                share=round(100 * end / top))  # fmt: skip
    drops = [(1 - after / before, one, other) for (one, before), (other, after) in pairwise(seen)]
    share, one, other = max(drops, key=lambda drop: drop[0])
    if share <= 0:
        return said
    ends = {"from": name(told, journey, one.stage, lang), "to": name(told, journey, other.stage, lang)}
    return said + _say("drop", lang, share=round(100 * share), **ends)


def dwell(told: Report, journey: Journey, lang: str) -> str:
    """Return where customers stay longest, and where most have gone quiet."""
    if not told.timed:
        return catalogue.say("evidence.charts.no_times", lang)
    lasting = [one for one in told.line() if one.median is not None and one.p90 is not None]
    quiet = [one for one in told.line() if one.idle and one.now]
    parts = []
    if lasting:
        most = max(lasting, key=lambda one: one.median or 0)
        where = name(told, journey, most.stage, lang)
        times = {"median": span(most.median, lang), "p90": span(most.p90, lang)}
        parts.append(_say("dwell", lang, stage=where, **times))
    if quiet:
        most = max(quiet, key=lambda one: one.idle or 0)
        some, n = (counted(told, count or 0, lang) for count in (most.idle, most.now))
        parts.append(_say("idle", lang, stage=name(told, journey, most.stage, lang), some=some, n=n))
    return "".join(parts).strip() or _say("few", lang)


def moves(told: Report, lang: str) -> str:
    """Return how many moves lead back or skip a stage."""
    if not told.timed:
        return catalogue.say("evidence.charts.no_times", lang)
    every = [one for one in told.moves if not one.group]
    known = [(one, one.n) for one in every if one.n is not None]
    n = sum(count for _, count in known)
    if not n:
        return catalogue.say("evidence.charts.no_moves", lang)
    back = sum(count for one, count in known if 0 <= one.target < one.source)
    skip = sum(count for one, count in known if one.source >= 0 and one.target > one.source + 1)
    said = _say("moves", lang, n=f"{n:,}", back=f"{back:,}", share=round(100 * back / n), skip=f"{skip:,}")
    return said + (_say("moves_hidden", lang) if len(known) < len(every) else "")


def scores(told: Report, journey: Journey, lang: str) -> str:
    """Return the score of the last month that may be told, and the stage where it is lowest."""
    months = [(one, one.nps) for one in told.of("month") if one.nps is not None]
    stages = [(one, one.nps) for one in told.of("stage") if one.nps is not None]
    low = min(stages, key=lambda pair: pair[1]) if stages else None
    where = {"stage": _place(told, journey, low[0], lang), "low": catalogue.signed(low[1])} if low else {}
    if not months:
        return _say("nps_stage", lang, **where) if low else catalogue.say("evidence.charts.no_scores", lang)
    last, nps = months[-1]
    key = "nps" if low else "nps_month"
    return _say(key, lang, month=last.at, nps=catalogue.signed(nps), n=last.n, **where)


def _place(told: Report, journey: Journey, score: Score, lang: str) -> str:
    at = int(score.at) if score.at.isdigit() else -1
    return name(told, journey, at, lang) if 0 <= at < len(told.stages) else score.at


def _say(key: str, lang: str, **values: object) -> str:
    return catalogue.say(f"evidence.headlines.{key}", lang, **values)
