"""The figures of a report in words and tables, as pages and commands show them; see `evidence`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeykit import catalogue
from journeykit.insights.evidence import ALL, FEW, Group, Moved, Number, Report, Score, Stand
from journeykit.log import Journey

__all__ = ["Table", "dwell", "group", "moves", "number", "quality", "scores", "span", "standing", "stands"]

_DAY = 86_400
_LEAVING = -1


class Table(NamedTuple):
    """A table of words; `empty` is what is said where it has no rows."""

    title: str
    heads: tuple[str, ...]
    rows: list[list[str]]
    empty: str = ""


def words(lang: str) -> dict[str, str]:
    """Return the words for figures."""
    return dict(catalogue.read("evidence", lang)["figures"])


def standing(report: Report, lang: str) -> str:
    """Return to which day the figures hold, in which time zone, and whose they are."""
    say = words(lang)
    told = say["standing"].format(
        day=catalogue.day(report.as_of, lang),
        zone=report.zone,
        key=say.get(f"key_{report.key}", report.key),
        n=number(report.customers or None, lang),
        events=f"{report.events:,}",
        unmapped=f"{report.unmapped:,}",
        share=f"{100 * report.unmapped / report.events:.1f}" if report.events else "0",
    )
    return told if report.timed else told + say["snapshot"]


def number(n: Number, lang: str) -> str:
    """Return a count; one that is withheld says why."""
    return words(lang)["withheld"].format(n=FEW) if n is None else f"{n:,}"


def span(seconds: Number, lang: str) -> str:
    """Return a duration in the unit that fits it; "" for none.

    >>> span(1_270_000, "en")
    '14.7 days'
    """
    say = words(lang)
    if seconds is None:
        return say["nothing"]
    for unit, size in (("days", _DAY), ("hours", 3600), ("minutes", 60)):
        if seconds >= size:
            return say[unit].format(n=f"{seconds / size:,.1f}")
    return say["seconds"].format(n=seconds)


def group(which: Group, lang: str) -> str:
    """Return what a group of customers is called."""
    say, (dim, segment) = words(lang), which
    if which == ALL:
        return say["all"]
    return say["cohort"].format(month=segment) if dim == "cohort" else f"{dim}: {segment}"


def stands(report: Report, journey: Journey, lang: str, which: Group = ALL) -> Table:
    """Return where customers are and how far they came; a stage that nobody was seen at has no evidence."""
    say = words(lang)

    def row(one: Stand) -> list[str]:
        if one.reached == 0:
            return [_stage(report, journey, one.stage, lang), say["no_evidence"], "", "", "", ""]
        counts = (one.now, one.furthest, one.reached, one.beyond, one.idle)
        return [_stage(report, journey, one.stage, lang), *(number(n, lang) for n in counts)]

    heads = ("stage", "now", "furthest", "reached", "beyond", "idle")
    told = tuple(say[head].format(n=report.idle) for head in heads)
    return Table(say["stands"], told, [row(one) for one in report.line(which)], say["none"])


def dwell(report: Report, journey: Journey, lang: str, which: Group = ALL) -> Table:
    """Return how long visits lasted, ended ones and open ones apart."""
    say = words(lang)
    rows = [
        [
            _stage(report, journey, one.stage, lang),
            number(one.ended, lang),
            *(span(seconds, lang) for seconds in (one.median, one.p90, one.open_median)),
        ]
        for one in report.line(which)
        if report.timed and one.reached != 0
    ]
    heads = tuple(say[head] for head in ("stage", "ended", "median", "p90", "open_median"))
    return Table(say["dwell"], heads, rows, say["none" if report.timed else "no_times"])


def moves(report: Report, journey: Journey, lang: str, which: Group = ALL) -> Table:
    """Return the moves between stages, the most frequent first: steps, skips, steps back, and leaving."""
    say = words(lang)
    at = report.groups.index(which) if which in report.groups else -1
    found = sorted((one for one in report.moves if one.group == at), key=lambda one: -(one.n or 0))
    rows = [
        [
            _stage(report, journey, one.source, lang),
            _stage(report, journey, one.target, lang),
            say[_sort(one)],
            number(one.n, lang),
            number(one.who, lang),
        ]
        for one in found
    ]
    heads = tuple(say[head] for head in ("from", "to", "sort", "moves_n", "who"))
    return Table(say["moves"], heads, rows, say["none" if report.timed else "no_times"])


def scores(report: Report, journey: Journey, lang: str) -> list[Table]:
    """Return the net promoter scores by stage and by month, as far as there are any."""
    say = words(lang)

    def row(by: str, one: Score) -> list[str]:
        place = _stage(report, journey, int(one.at), lang) if by == "stage" else one.at
        told = say["nothing"] if one.nps is None else catalogue.signed(one.nps)
        return [place, number(one.n, lang), told]

    def few(by: str) -> list[list[str]]:
        hidden = sum(one.n is None for one in report.of(by)) if by == "month" else 0
        return [[say["few_months"].format(n=hidden), number(None, lang), say["nothing"]]] if hidden else []

    found = [
        Table(
            say[f"nps_{by}"],
            (say[by], say["answers"], say["nps"]),
            [row(by, one) for one in report.of(by) if by == "stage" or one.n is not None] + few(by),
        )
        for by in ("stage", "month")
    ]
    return [table for table in found if table.rows]


def quality(report: Report, lang: str) -> Table:
    """Return what is to be known of the data before any figure."""
    say = words(lang)
    told = catalogue.read("evidence", lang).get("quality", {})
    rows = [
        [str(told.get(one.key, one.what)), one.where, f"{one.n:,}", f"{one.of:,}" if one.of else ""]
        for one in report.quality
    ]
    heads = tuple(say[head] for head in ("told", "where", "count", "of"))
    return Table(say["quality"], heads, rows, say["none"])


def _sort(one: Moved) -> str:
    if one.target == _LEAVING:
        return "leaves"
    if one.source == _LEAVING:
        return "returns"
    by = one.target - one.source
    return "back" if by < 0 else "step" if by == 1 else "skip"


def _stage(report: Report, journey: Journey, at: int, lang: str) -> str:
    """Return the label of a stage of the report; one that the team has done away with keeps its id."""
    if at == _LEAVING:
        return words(lang)["left"]
    stages: Sequence[str] = report.stages
    found = journey.stage_of(stages[at]) if 0 <= at < len(stages) else None
    return found.label(lang) if found else (stages[at] if 0 <= at < len(stages) else str(at))
