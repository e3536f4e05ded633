"""Which record of one journey is which of another: by id, or by what they say where they share none."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import cast

from journeykit.log import Journey
from journeykit.records import SIX, Action, Finding, Issue, Note, Persona, Record, Stage, Theme

__all__ = ["COMPARED", "Match", "living", "match"]

COMPARED = ("persona", "issue", "note", "finding", "theme", "action")
"""The kinds of which records can be new or dropped, and whose ids tell one workshop from another."""

_KEPT = {kind: f"{kind}s" for kind in (*COMPARED, "stage")}
"""Where a journey keeps its records of a kind once they were asked for."""

Match = Mapping[str, Mapping[str, str]]
"""Per kind, the ids of the records after by those before."""


def living(journey: Journey, kind: str) -> tuple[Record, ...]:
    """Return the live records of a kind, in their order."""
    return cast(tuple[Record, ...], getattr(journey, _KEPT[kind]))


def match(before: Journey, after: Journey) -> tuple[str, Match]:
    """Return how records were matched, "ids" or "names", and the pairs."""
    if _is_one(before, after):
        kinds = (*COMPARED, "stage")
        return "ids", {kind: _same_ids(living(before, kind), living(after, kind)) for kind in kinds}
    return "names", _by_name(before, after)


def _is_one(before: Journey, after: Journey) -> bool:
    """Say whether two journeys are of one workshop: they share records, or one of them has none yet."""
    ids = [{(kind, key) for kind in COMPARED for key in journey.ever(kind)} for journey in (before, after)]
    return not all(ids) or bool(ids[0] & ids[1])


def _same_ids(before: Iterable[Record], after: Iterable[Record]) -> dict[str, str]:
    living = {record.id for record in after}
    return {record.id: record.id for record in before if record.id in living}


def _by_name(before: Journey, after: Journey) -> Match:
    def pairs(kind: str, *keys: Callable[[Record, Match], Hashable]) -> dict[str, str]:
        """Pair records whose keys are alike; stages and personas are already those after."""
        left = [(record, [key(record, found) for key in keys]) for record in living(before, kind)]
        right = [(record, [key(record, own) for key in keys]) for record in living(after, kind)]
        return _pairs(left, right, len(keys))

    own: Match = {"stage": {}, "persona": {}}  # what is after points to what is after
    found: dict[str, dict[str, str]] = {}
    found["stage"] = pairs("stage", _own_stage, _stage, _six)
    found["persona"] = pairs("persona", lambda r, _: _plain(cast(Persona, r).name))
    found["issue"] = pairs("issue", _said_by, _said)
    found["finding"] = pairs("finding", _said_at, _said)
    found["note"] = pairs("note", _said_at, _said_by)
    found["theme"] = pairs("theme", lambda r, _: _plain(cast(Theme, r).title))
    found["action"] = pairs("action", lambda r, _: _plain(cast(Action, r).title))
    return found


Keyed = list[tuple[Record, list[Hashable]]]


def _pairs(left: Keyed, right: Keyed, keys: int) -> dict[str, str]:
    """Return pairs by the first of the keys, of what is left by the next; empty keys match nothing."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for at in range(keys):
        waiting: dict[Hashable, list[str]] = defaultdict(list)
        for record, of in reversed(right):
            if record.id not in taken and of[at]:
                waiting[of[at]].append(record.id)
        for record, of in left:
            if record.id not in found and waiting.get(of[at]):
                found[record.id] = waiting[of[at]].pop()
                taken.add(found[record.id])
    return found


def _plain(text: str) -> str:
    """Return a text without what does not tell: width, case, white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _own_stage(record: Record, _: Match) -> Hashable:
    """Return a stage of the method as itself, unless its name says that it is another one by now."""
    stage = cast(Stage, record)
    return (stage.id, _plain(stage.name)) if stage.id in SIX else ""


def _stage(record: Record, _: Match) -> Hashable:
    stage = cast(Stage, record)
    return (stage.rolls_up, _plain(stage.name)) if stage.name else ""


def _six(record: Record, _: Match) -> Hashable:
    return cast(Stage, record).rolls_up


def _said(record: Record, _: Match) -> Hashable:
    return _plain(cast(Note | Issue | Finding, record).text)


def _said_by(record: Record, known: Match) -> Hashable:
    said, persona = _said(record, known), cast(Note | Issue, record).persona
    return said and (said, known["persona"].get(persona, persona))


def _said_at(record: Record, known: Match) -> Hashable:
    said, stage = _said_by(record, known), cast(Note | Finding, record).stage
    return said and (said, known["stage"].get(stage, stage))
