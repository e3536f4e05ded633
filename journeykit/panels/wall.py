"""The live wall of the open step: what waits for its reveal, then what everybody wrote."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.insights.coverage import persona_name
from journeykit.insights.themes import said_twice
from journeykit.insights.votes import totals
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.cards import CARDS, WALLS, highlighted
from journeykit.panels.cockpit import behind, rounds_of, waiting
from journeykit.panels.deeds import Deed, Message, lead, one_of, undo
from journeykit.panels.steps import step_titles
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_MERGED = ("issue", "note", "action")
"""The kinds of which several that say the same can be put into one."""

_COMPARED = 150
"""Among how many cards those that say the same are looked for, at each save; `themes` groups any number."""


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return `sections` of groups of cards, `bars` for votes, and in `waiting` what is still hidden.

    Who looks without a backstage (a projector) can do nothing here.
    """
    step = journey.room.step or viewer.step
    rounds = rounds_of(step)
    closed = {r for r in rounds if journey.participants and r not in journey.room.revealed}
    words = {"text": texts(viewer), "basis": catalogue.choices("basis", viewer.lang)}
    draw = WALLS.get(step)
    drawn = draw(journey, viewer.lang, words["basis"]) if draw and rounds[0] not in closed else []
    can, kind = viewer.backstage is not None and not viewer.guest, _SAME.get(step, "")
    return {
        "step": step,
        "heading": step_titles(viewer.lang).get(step, ""),
        "can": can,
        "gathers": bool(rounds),
        "waiting": [waiting(r, journey, behind(viewer), viewer.lang) for r in rounds if r in closed],
        "personas": [[p.id, persona_name(p, viewer.lang)] for p in journey.personas],
        "sections": drawn,
        "same": said_twice(journey, kind) if can and drawn and journey.count(kind) <= _COMPARED else [],
        "bars": _bars(journey, rounds[0], viewer.lang) if step in _VOTES and not closed else [],
        "sides": _sides(step, viewer.lang),
        "highlight": highlighted(journey, viewer.lang, words["basis"]),
        "text": words["text"],
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Merge, highlight or delete cards, or undo; participants are refused."""
    return lead(workshop, viewer, message, _DEEDS)


_SAME = {"04_issues": "issue", "05_map": "note"}
_VOTES = {"01_stages": "stages_vote", "02_scope": "scope_vote"}


def _sides(step: str, lang: str) -> dict[str, str]:
    words = catalogue.read("panels", lang).get(_VOTES.get(step, ""), {})
    return {side: words[name] for side, name in (("for", "yes"), ("against", "no")) if words}


def _bars(journey: Journey, round_: str, lang: str) -> list[dict[str, Any]]:
    """Return for each stage how many are for it and how many against."""
    found = totals(journey, round_)
    counts = ((stage, found.get(stage.id, (0, 0))) for stage in journey.stages)
    return [{"id": s.id, "label": s.label(lang), "for": yes, "against": no} for s, (yes, no) in counts]


def _merge(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    """Put several cards into the one that is kept, in one message, so that one undo brings all back."""
    kind, others = one_of(message, "kind", _MERGED), message.get("others")
    journey = workshop.journey
    records = {record.id: record for record in journey.records(kind)}
    keep = records[one_of(message, "keep", records)]
    if not isinstance(others, list) or not others or not all(isinstance(one, str) for one in others):
        raise JourneyError("bad_message")
    gone = [records[one] for one in dict.fromkeys(others) if one in records and one != keep.id]
    if gone:
        merged = dict.fromkeys(
            old for r in (keep, *gone) for old in (*_already(r), *([r.id] * (r is not keep)))
        )
        put = workshop.change("put", kind, keep.id, merged=list(merged))
        workshop.append(put, *(workshop.change("drop", kind, one.id) for one in gone), as_id=name)
    return {"say": texts(viewer)["merged_now"].format(n=len(gone) + 1)}


def _already(record: Any) -> tuple[str, ...]:
    return tuple(record.merged)


def _highlight(workshop: Workshop, _: Viewer, message: Message, name: str) -> None:
    journey, record = workshop.journey, message.get("record")
    known = isinstance(record, str) and any(journey.get(kind, record) for kind in CARDS)
    if record != "" and not known:
        raise JourneyError("bad_message")
    workshop.put("room", change=name, highlight=record)


def _drop(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    kind = one_of(message, "kind", CARDS)
    known = {record.id for record in workshop.journey.records(kind)}
    workshop.drop(kind, one_of(message, "record", known), change=name)
    return {"say": texts(viewer)["dropped"]}


_DEEDS: dict[str, Deed] = {"merge": _merge, "highlight": _highlight, "drop": _drop, "undo": undo}
