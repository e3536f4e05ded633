"""Backstage: what who leads is told beside the journey, hidden answers too, but only how many there are."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from journeykit.curtain import Curtain, is_participant
from journeykit.insights.agenda import spent
from journeykit.log import Change
from journeykit.panels.answers import Backstage
from journeykit.workshop import Workshop

__all__ = ["LED", "backstage"]

LED = ("cockpit", "wall")
"""The panels that are led from, and so are told what goes on backstage."""


def backstage(workshop: Workshop, now: int | None = None, online: frozenset[str] | None = None) -> Backstage:
    """Return how many answers there are by author and round, how long steps were open, and the time."""
    moment = now if now is not None else time.time_ns() // 1000
    curtain = workshop.curtain
    authors = {c.author for c in curtain.changes if is_participant(c.author)}
    blank = _taken_back(curtain.changes)
    answered = {author: _answered(curtain, author, blank) for author in authors}
    return Backstage(answered, spent(curtain.changes, moment), moment, online)


def _answered(curtain: Curtain, author: str, blank: set[str]) -> Counter[str]:
    own = (place for place in curtain.own(author) if not (place[0] == "vote" and place[1] in blank))
    return Counter(round_ for kind, record in own if (round_ := curtain.round(kind, record)))


def _taken_back(changes: Iterable[Change]) -> set[str]:
    """Return the votes that weigh nothing."""
    weights: dict[str, tuple[int, str, int]] = {}
    for change in changes:
        if change.kind == "vote" and "weight" in change.fields:
            now = (change.at, change.id, change.fields["weight"])
            weights[change.record] = max(now, weights.get(change.record, now))
    return {record for record, (_, _, weight) in weights.items() if not weight}
