"""What a run found, ready for the workshop's record: figures without small groups, texts without names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from journeykit.evidence.counts import left_over
from journeykit.evidence.figures import Figures
from journeykit.evidence.log import Log, zone_of
from journeykit.evidence.reading.running import Tell
from journeykit.evidence.results import signals
from journeykit.evidence.results.bearings import Said, kinds, walk
from journeykit.evidence.results.masking import mask
from journeykit.evidence.results.nps import Scores
from journeykit.evidence.results.released import released
from journeykit.evidence.results.signals import Signal, kinds_of
from journeykit.evidence.results.suppression import Sum, withheld
from journeykit.evidence.results.texts import Texts, named, quotes
from journeykit.evidence.rules import Rules
from journeykit.insights.evidence import FEW, Line, Report, Stand
from journeykit.log import Journey
from journeykit.records import Evidence, limit
from journeykit.workshop import Workshop

__all__ = ["Results", "lines", "record", "results"]

_MOST_LINES = 80


@dataclass(frozen=True)
class Results:
    """A run's `report`, which may be stored and shown, and its `signals`, which stay on this machine."""

    report: Report
    signals: tuple[Signal, ...]

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the workshop's record."""
        told = self.report
        most = limit("evidence", "sources") or 0
        return {
            "as_of": told.as_of,
            "zone": told.zone,
            "key": told.key,
            "customers": told.customers,
            "events": told.events,
            "unmapped": told.unmapped,
            "sources": ", ".join(told.sources)[:most],
            "figures": _within(told, limit("evidence", "figures") or 0),
        }


def results(
    log: Log,
    rules: Rules,
    journey: Journey,
    figures: Figures,
    quality: Iterable[Sequence[Any]],
    lang: str,
    tell: Tell | None = None,
) -> Results:
    """Return what the `figures` of a run amount to, with the texts and scores of its log.

    `quality` are rows whose first five values are those of a `Line`; `tell` is called with the share of the
    texts that is read, and may end the work by raising.
    """
    stages, found = journey.stages, _Found(kinds_of(log, "complaint"), _undated(log))
    found.take(walk(log, rules, stages, found.watched, tell), log.zone)
    complaints = {at: len(who) for at, who in found.complaints.items()}
    told = released(_dateless(figures) if log.snapshot else figures, len(stages), complaints)
    targets, unseen = _targets(log)
    ahead = Report(
        as_of=datetime.fromtimestamp(log.as_of, zone_of(log.zone)).date().isoformat(),
        zone=log.zone,
        key=rules.key,
        customers=told.customers or 0,
        stages=tuple(stage.id for stage in stages),
        groups=told.groups,
        stands=told.stands if not log.snapshot else tuple(map(_untimed, told.stands)),
        moves=() if log.snapshot else told.moves,
        scores=tuple(found.scores.told()),
        texts=tuple(quotes(found.texts, log, lang)),
        said=tuple(_counted(len(found.texts.who.get(at, ()))) for at in range(len(stages))),
        complaints=told.complaints if found.watched else (),
        targets=targets,
        unseen=unseen,
        idle=rules.idle,
        timed=not log.snapshot,
        left_out=told.left_out,
        quality=tuple(lines(quality, log, lang))[:_MOST_LINES],
        sources=tuple(source.name for source in rules.sources if source.kind != "other"),
    )
    events, unmapped = _mapped(log, rules)
    return Results(replace(ahead, events=events, unmapped=unmapped), tuple(signals.found(log, lang)))


def record(workshop: Workshop, found: Results) -> Evidence:
    """Save what a run found as the workshop's record; whatever was there before stays in its history."""
    workshop.put("evidence", "evidence", **found.fields)
    return workshop.journey.evidence


class _Found:
    """What is gathered on one walk along the events: texts, scores, complaints by stage."""

    def __init__(self, watched: list[int], undated: set[int]) -> None:
        self.watched, self.undated = frozenset(watched), undated
        self.texts, self.scores = Texts(defaultdict(list), defaultdict(set)), Scores()
        self.complaints: dict[int, set[int]] = defaultdict(set)

    def take(self, said: Iterator[Said], zone: str) -> None:
        """Take all there is."""
        for one in said:
            if one.kind in self.watched and one.stage is not None and one.stage >= 0:
                self.complaints[one.stage].add(one.key)
            if one.text:
                self.texts.take(one)
            if one.score is not None:
                self.scores.take(one, zone, dated=one.kind not in self.undated)


def _counted(n: int) -> int | None:
    return None if 0 < n < FEW else n


def _targets(log: Log) -> tuple[int | None, int | None]:
    """Return whom the company aims at, and who of them has no event: nobody else is unaware of it."""
    unseen = "select count(*) filter (where key not in (select key from ev)) from targets"
    rows = log.db.execute(f"select (select count(*) from targets), ({unseen})").fetchall()
    every, left = rows[0]
    if not every:
        return None, None
    cells = {"targets": every, "unseen": left}
    hidden = withheld(cells, [Sum("targets", ("unseen",))])
    return tuple(None if name in hidden else n for name, n in cells.items())  # type: ignore[return-value]


def _mapped(log: Log, rules: Rules) -> tuple[int, int]:
    """Return how many events there are, and how many of them no rule takes."""
    return sum(kind.n for kind in kinds(log)), sum(kind.n for kind in left_over(rules, log))


def lines(quality: Iterable[Sequence[Any]], log: Log, lang: str) -> list[Line]:
    """Return the rows as they may be stored: a kind of event that is rare or names somebody is told without.

    What an event is called is often a subject line. Those of fewer than `FEW` events are told together.
    """
    rows = [Line(*row[:5]) for row in quality]
    rare = [row for row in rows if row.what == "unmapped_kind" and row.n < FEW]
    rest = [row for row in rows if row.what == "unmapped_rest"]
    names = named(log, [row.where for row in rows if row.what == "unmapped_kind"])
    found: list[Line] = []
    for row in rows:
        if row in rare or (rare and row in rest):
            continue
        found.append(
            row._replace(where=mask(row.where, lang, *names)) if row.what == "unmapped_kind" else row
        )
    if rare:
        at = max(at for at, row in enumerate(found) if row.what in ("unmapped", "unmapped_kind")) + 1
        n = sum(row.n for row in (*rare, *rest))
        found.insert(at, Line("unmapped_rest", "", n, rare[0].of, "unmapped_rest"))
    return found


def _undated(log: Log) -> set[int]:
    return {kind.kind for kind in kinds(log) if kind.source in log.untimed}


def _dateless(figures: Figures) -> Figures:
    """Return the figures without months: of customers whose events have no time nobody knows the first."""
    tables = ("now", "reach", "moves", "dwell", "idle")
    parts: dict[str, Any] = {
        name: tuple(row for row in getattr(figures, name) if row.dim != "cohort") for name in tables
    }
    return figures._replace(**parts)


def _untimed(stand: Stand) -> Stand:
    """Return a stand without what rests on times."""
    return stand._replace(idle=None, ended=None, median=None, p90=None, open_median=None)


def _within(told: Report, most: int) -> str:
    """Return the record's JSON; what is too much for it loses moves of groups first, then the groups."""
    lone = replace(told, moves=tuple(move for move in told.moves if not move.group))
    few = replace(lone, groups=told.groups[:1], stands=tuple(one for one in told.stands if not one.group))
    texts = (form.text() for form in (told, lone, few, replace(few, quality=(), texts=())))
    return next((text for text in texts if len(text) <= most), "")
