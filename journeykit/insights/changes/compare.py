"""What changed between two journeys, record by record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, cast

from journeykit.insights.basis import FIRM
from journeykit.insights.changes.match import COMPARED, Match, living, match
from journeykit.log import Journey
from journeykit.records import Action, Feeling, Note, Record, Stage, Theme

__all__ = ["GROUPS", "Changes", "Entry", "compare"]

GROUPS = ("brief", "stage", "persona", "issue", "note", "feeling", "basis", "finding", "theme", "action")
"""What entries are about, in the order in which they are told."""
_TOLD = ("title", "product", "service_model", "purpose", "decision", "owner", "review_by")
_LONG = ("product", "purpose", "decision")
"""Fields of the brief whose texts are too long to stand in a sentence."""
_LEAP = 2
"""By how much a feeling must differ to be told; whoever turns from good to bad or back differs by as much."""


class Entry(NamedTuple):
    """One change: what it is about, what happened, the record before and after; `field` of the brief."""

    group: str
    what: str
    before: Record | None
    after: Record | None
    field: str = ""


class Changes(NamedTuple):
    """What changed from one journey to another, and how their records were `matched`: "ids" or "names"."""

    before: Journey
    after: Journey
    matched: str
    entries: tuple[Entry, ...]


def compare(before: Journey, after: Journey) -> Changes:
    """Return what changed. Records are matched by id, those of two separate workshops by what they say."""
    matched, pairs = match(before, after)
    found = [
        *_brief(before, after),
        *_stages(before, after, pairs),
        *_coming_and_going(before, after, pairs),
        *_moved(before, after, pairs),
        *_feelings(before, after, pairs),
        *_basis(before, after, pairs),
        *_statuses(before, after, pairs),
    ]
    entries = sorted(found, key=lambda entry: GROUPS.index(entry.group))
    return Changes(before, after, matched, tuple(entries))


def _brief(before: Journey, after: Journey) -> Iterator[Entry]:
    for field in _TOLD:
        old, new = (getattr(journey.brief, field) for journey in (before, after))
        if old != new:
            yield Entry("brief", _written(field, old, new), before.brief, after.brief, field)


def _both(before: Journey, after: Journey, kind: str, pairs: Match) -> list[tuple[Record, Record]]:
    """Return the records of a kind that are in both, in the order after."""
    old = {record.id: record for record in living(before, kind)}
    now = {theirs: old[ours] for ours, theirs in pairs[kind].items()}
    return [(now[record.id], record) for record in living(after, kind) if record.id in now]


def _written(field: str, old: str, new: str) -> str:
    """Return how a text came to be another."""
    if not new:
        return "cleared"
    return ("rewritten" if old else "filled") if field in _LONG else ("changed" if old else "set")


def _stages(before: Journey, after: Journey, pairs: Match) -> Iterator[Entry]:
    known = cast(list[tuple[Stage, Stage]], _both(before, after, "stage", pairs))
    same = {stage.id for _, stage in known}
    yield from (Entry("stage", "renamed", old, new) for old, new in known if old.name != new.name)
    yield from (Entry("stage", "regrouped", old, new) for old, new in known if old.rolls_up != new.rolls_up)
    yield from (Entry("stage", "moved", *known[at]) for at in _displaced(known, before))
    for stage in after.stages:
        if stage.id not in same:
            whole = next((old for old, new in known if new.rolls_up == stage.rolls_up), None)
            yield Entry("stage", "split" if whole else "new", whole, stage)
    gone = (stage for stage in before.stages if stage.id not in pairs["stage"])
    yield from (Entry("stage", "dropped", stage, None) for stage in gone)
    covered = [{stage.id for stage in journey.stages_in_scope} for journey in (before, after)]
    for old, new in known:
        if (old.id in covered[0]) != (new.id in covered[1]):
            yield Entry("stage", "in" if new.id in covered[1] else "out", old, new)


def _displaced(known: Sequence[tuple[Record, Record]], before: Journey) -> list[int]:
    """Return which stages stand elsewhere among those that stayed: the fewest that explain the new order."""
    place = {stage.id: at for at, stage in enumerate(before.stages)}
    order = [place[old.id] for old, _ in known]
    longest: list[list[int]] = []  # the longest rising row that ends at each
    for at, value in enumerate(order):
        rows = [row for row in longest if order[row[-1]] < value]
        longest.append([*max(rows, key=len, default=[]), at])
    stay = max(longest, key=len, default=[])
    return [at for at in range(len(order)) if at not in stay]


def _coming_and_going(before: Journey, after: Journey, pairs: Match) -> Iterator[Entry]:
    for kind in COMPARED:
        old, new = _real(before, kind), _real(after, kind)
        came, stayed = {pairs[kind].get(r.id) for r in old}, {r.id for r in new}
        into = {key: record for record in living(after, kind) for key in getattr(record, "merged", ())}
        for record in new:
            if record.id not in came:
                yield Entry(kind, "new", None, record)
        for record in old:
            if pairs[kind].get(record.id) not in stayed:
                kept = into.get(record.id)
                yield Entry(kind, "merged" if kept else "dropped", record, kept)


def _real(journey: Journey, kind: str) -> list[Record]:
    """Return the records of a kind; a theme that the team ignored is none."""
    return [r for r in living(journey, kind) if not (isinstance(r, Theme) and r.ignored)]


def _moved(before: Journey, after: Journey, pairs: Match) -> Iterator[Entry]:
    """Yield the notes that stand at another stage, also where their stage is gone."""
    stage_before, stage_after = cache(before.stage_of), cache(after.stage_of)
    for old, new in cast(list[tuple[Note, Note]], _both(before, after, "note", pairs)):
        was, is_ = stage_before(old.stage), stage_after(new.stage)
        if is_ is not None and (was is None or pairs["stage"].get(was.id) != is_.id):
            yield Entry("note", "moved", old, new)


def _feelings(before: Journey, after: Journey, pairs: Match) -> Iterator[Entry]:
    for persona in before.personas:
        for stage in before.stages:
            there = (pairs["persona"].get(persona.id, ""), pairs["stage"].get(stage.id, ""))
            old, new = before.feelings.get((persona.id, stage.id)), after.feelings.get(there)
            if old and new and abs(old.value - new.value) >= _LEAP:
                yield Entry("feeling", _turn(old, new), old, new)


def _turn(old: Feeling, new: Feeling) -> str:
    """Return how a feeling changed: from bad to good or back, or only much."""
    if old.value * new.value < 0:
        return "brightened" if new.value > 0 else "darkened"
    return "rose" if new.value > old.value else "fell"


def _basis(before: Journey, after: Journey, pairs: Match) -> Iterator[Entry]:
    for kind in ("persona", "issue", "note"):
        for old, new in _both(before, after, kind, pairs):
            was, is_ = (getattr(record, "basis", "") in FIRM for record in (old, new))
            if was != is_:
                yield Entry("basis", "proven" if is_ else "unproven", old, new)


def _statuses(before: Journey, after: Journey, pairs: Match) -> Iterator[Entry]:
    for old, new in cast(list[tuple[Action, Action]], _both(before, after, "action", pairs)):
        if old.status != new.status:
            yield Entry("action", "status", old, new)
