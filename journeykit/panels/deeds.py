"""What who leads can do to the room: each deed is one message, stored once, and can be undone."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from math import ceil
from typing import Any

from journeykit import catalogue, formats
from journeykit.curtain import is_participant
from journeykit.errors import JourneyError
from journeykit.log import Change, Journey
from journeykit.panels.answers import Viewer, answer, identified
from journeykit.panels.backstage import hidden
from journeykit.workshop import Workshop

__all__ = ["DEEDS", "Deed", "Message", "lead", "one_of", "undo"]

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_MORE = 5
"""By how many minutes a clock is prolonged."""

_LONGEST = 600
"""The most minutes that a clock is set to."""

_QUOTED = 30
"""How much of a text is quoted."""

Message = dict[str, Any]
Deed = Callable[[Workshop, Viewer, Message, str], dict[str, Any] | None]


def lead(workshop: Workshop, viewer: Viewer, message: Any, deeds: Mapping[str, Deed]) -> dict[str, Any]:
    """Do one of `deeds` for who leads, and reply; participants are refused."""

    def action() -> dict[str, Any] | None:
        name, do = identified(message), message.get("do")
        if viewer.guest or is_participant(workshop.author):
            raise JourneyError("not_yours")
        if not isinstance(do, str) or do not in deeds:
            raise JourneyError("bad_message")
        return deeds[do](workshop, viewer, message, name)

    return answer(viewer, message, action)


def one_of(message: Message, key: str, known: Collection[str]) -> str:
    """Return what a message names, or raise `JourneyError` where that is none of `known`."""
    value = message.get(key)
    if not isinstance(value, str) or value not in known:
        raise JourneyError("bad_message")
    return value


def _step(workshop: Workshop, _: Viewer, message: Message, name: str) -> None:
    step = one_of(message, "step", catalogue.read("agenda", "ja")["steps"])
    workshop.put("room", change=name, step=step, deadline=0, left=0, highlight="", resting=False)


def _break(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> None:
    deadline = _now(viewer) + _minutes(message) * _MINUTE
    workshop.put("room", change=name, resting=True, deadline=deadline, left=0)


def _minutes(message: Message) -> int:
    value = message.get("minutes")
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _LONGEST:
        raise JourneyError("not_a_choice")
    return value


def _now(viewer: Viewer) -> int:
    return viewer.backstage.now if viewer.backstage else time.time_ns() // 1000


def _timer(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> None:
    """Start, halt, resume, prolong or put away the clock that everybody sees."""
    room, now = workshop.journey.room, _now(viewer)
    to = one_of(message, "to", ("start", "halt", "resume", "more", "off"))
    deadline, left = 0, 0
    if to == "start":
        deadline = now + _minutes(message) * _MINUTE
    elif to == "halt":
        left = max(0, ceil((room.deadline - now) / _SECOND)) if room.deadline else room.left
    elif to == "resume":
        deadline = now + room.left * _SECOND if room.left else room.deadline
    elif to == "more" and room.left:
        left = room.left + 60 * _MORE
    elif to == "more":
        deadline = max(room.deadline, now) + _MORE * _MINUTE
    workshop.put("room", change=name, deadline=deadline, left=left)


def _reveal(workshop: Workshop, _: Viewer, message: Message, name: str) -> None:
    round_ = one_of(message, "round", catalogue.read("agenda", "ja")["rounds"])
    revealed = [*workshop.journey.room.revealed, round_, *along(round_, workshop.journey)]
    workshop.put("room", change=name, revealed=list(dict.fromkeys(revealed)))


def along(round_: str, journey: Journey) -> list[str]:
    """Return what has to be revealed along with a round: who issues and the map are about."""
    needed = ["personas"] if round_ in ("issues", "map") else []
    return [one for one in needed if one not in journey.room.revealed]


def _switch(field: str) -> Deed:
    def deed(workshop: Workshop, _: Viewer, message: Message, name: str) -> None:
        if not isinstance(message.get("on"), bool):
            raise JourneyError("bad_message")
        workshop.put("room", change=name, **{field: message["on"]})

    return deed


def _end(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    if not isinstance(message.get("on"), bool):
        raise JourneyError("bad_message")
    workshop.put("room", change=name, ended=message["on"], deadline=0, left=0)
    return {"say": hidden(workshop, viewer.lang) if message["on"] else ""}


def _agenda(workshop: Workshop, _: Viewer, message: Message, name: str) -> None:
    chosen = one_of(message, "agenda", catalogue.read("agenda", "ja")["agendas"])
    workshop.put("room", change=name, agenda=chosen)


def _remove(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    known = {change.record for change in workshop.curtain.changes if change.kind == "participant"}
    workshop.drop("participant", one_of(message, "record", known), change=name)
    return {"say": _text(viewer)["removed"]}


def undo(workshop: Workshop, viewer: Viewer, _: Message, name: str) -> dict[str, Any]:
    """Take back the last change of who leads, and say what that was."""
    undone = workshop.undo(as_id=name)
    words = _text(viewer)
    if undone is None:
        return {"say": words["nothing"]}
    return {"say": words["undone"].format(what=_what(undone, workshop.journey, viewer.lang))}


def _text(viewer: Viewer) -> dict[str, Any]:
    return dict(catalogue.read("panels", viewer.lang)["cockpit"])


def _what(change: Change, journey: Journey, lang: str) -> str:
    if change.kind == "room":
        words = catalogue.read("panels", lang)["cockpit"]["deeds"]
        return str(next((words[field] for field in words if field in change.fields), words["step"]))
    known = journey.last_known(change.kind, change.record)
    text = next((t for n in ("text", "name", "title") if (t := getattr(known, n, ""))), "")
    short = f"{text[:_QUOTED]}…" if len(text) > _QUOTED else text
    kind = catalogue.read("table", lang)["kinds"][change.kind]
    return catalogue.say("panels.cockpit.quoted", lang, kind=kind, text=short) if short else str(kind)


def _export(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> dict[str, Any]:
    file = str(formats.export(workshop, "deck"))
    said = _text(viewer)["written"].format(file=file)
    return {"file": file, "say": f"{said} {hidden(workshop, viewer.lang)}".rstrip()}


DEEDS: dict[str, Deed] = {
    "step": _step,
    "break": _break,
    "timer": _timer,
    "reveal": _reveal,
    "lock": _switch("locked"),
    "anonymous": _switch("anonymous"),
    "agenda": _agenda,
    "remove": _remove,
    "undo": undo,
    "end": _end,
    "export": _export,
}
