"""The texts behind each stage: few, telling, new, and without what points to a person."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappush, heappushpop
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from journeykit.evidence.log import Log
from journeykit.evidence.reading.people import PERHAPS
from journeykit.evidence.results.bearings import Said, kinds
from journeykit.evidence.results.masking import bare_names, mask
from journeykit.evidence.results.nps import month_of
from journeykit.evidence.results.people import calls, seems
from journeykit.insights.evidence import FEW, Quote

__all__ = ["Texts", "named", "quotes"]

_MOST, _KEPT = 5, 60
"""How many texts of a stage are shown, and among how many of the best they are chosen."""
_TELLING = range(15, 241)
"""How long a text is that says something and can be read at a glance."""
_LONGEST = 240
_LOOKED = 500
"""So many values tell whether a column that is called "name" holds those of people."""

Ranked = tuple[bool, int, int, int, str]


class Texts(NamedTuple):
    """The best texts of each stage, best last, and who left any."""

    best: dict[int, list[Ranked]]
    who: dict[int, set[int]]

    def take(self, one: Said) -> None:
        """Keep a text if it is among the best of its stage: telling before others, then new before old."""
        text = " ".join((one.text or "").split())
        if not text or one.stage is None or one.stage < 0:
            return
        self.who[one.stage].add(one.key)
        ranked = (len(text) in _TELLING, one.t, one.key, one.kind, text)
        best = self.best[one.stage]
        (heappushpop if len(best) >= _KEPT else heappush)(best, ranked)


def quotes(texts: Texts, log: Log, lang: str) -> list[Quote]:
    """Return the texts of each stage, newest first, one of each customer.

    Stages with texts of fewer than `FEW` customers have none: those would point to one of few.
    """
    sources = {kind.kind: kind.source for kind in kinds(log)}
    undated = {number for number, source in sources.items() if source in log.untimed}
    found = []
    for stage in sorted(texts.best):
        if len(texts.who[stage]) >= FEW:
            ranked = sorted(texts.best[stage], reverse=True)
            names = named(log, [text for *_, text in ranked])
            masked = [(*one[:4], mask(one[4], lang, *names)) for one in ranked]
            for _, t, _, kind, text in sorted(_chosen(masked), key=lambda one: -one[1]):
                short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
                month = "" if kind in undated else month_of(t, log.zone)
                found.append(Quote(stage, month, sources[kind], short))
    return found


def _chosen(ranked: Sequence[Ranked]) -> list[Ranked]:
    chosen: dict[int, Ranked] = {}
    for one in ranked:
        if one[2] not in chosen and one[4] not in {other[4] for other in chosen.values()}:
            chosen[one[2]] = one
    return list(chosen.values())[:_MOST]


class Named(NamedTuple):
    """Who is named in texts: customers as the data call them, people in any form that stands there."""

    customers: list[str]
    people: list[str]


def named(log: Log, texts: Sequence[str]) -> Named:
    """Return the customers, and the people of all columns for names, that stand in one of the texts."""
    together = "\n".join(texts).casefold()
    if not together:
        return Named([], [])
    begins = {together[at : at + 2] for at in range(len(together))}
    rows = log.db.execute("from keys select name where length(name) > 1 union from parties").fetchall()
    forms = ((name, form.casefold()) for (name,) in rows for form in bare_names(name))
    found = dict.fromkeys(name for name, form in forms if form[:2] in begins and form in together)
    return Named([*found], sorted(calls(_people(log), "\n".join(texts))))


def _people(log: Log) -> list[tuple[str, str]]:
    """Return who is named in columns for names; what may be such a column counts if it looks like one."""
    rows = log.db.execute("select distinct name, part from people order by part, name").fetchall()
    found = []
    for part, some in groupby(rows, key=itemgetter(1)):
        column = [*some]
        if not part.startswith(PERHAPS) or seems(name for name, _ in column[:_LOOKED]):
            found += column
    return found
