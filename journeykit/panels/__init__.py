"""What people touch. A panel is three plain things, the same in a notebook and in the room:

`show(journey, viewer) -> dict`            what the browser needs, as JSON; pure
`act(workshop, viewer, message) -> dict`   check, append, answer with errors at their fields
a view in JavaScript                       an ES module, `render({model, el, signal})`

A message is `{"id", "do", "kind", "record", "fields"}`; a reply `{"id", "ok", "errors", "say"}`. Files
that come beside a message are its `data`, as bytes (`laden`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from journeykit import catalogue
from journeykit.curtain import ROUNDS
from journeykit.log import Journey
from journeykit.panels.answers import Viewer
from journeykit.records import BALLOTS
from journeykit.workshop import Workshop

__all__ = ["NAMES", "Viewer", "act", "awaits", "laden", "script", "show", "style"]

NAMES = {
    "steps": "steps",
    "brief": "form",
    "stages": "stages",
    "scope": "scope",
    "personas": "form",
    "library": "library",
    "issues": "form",
    "board": "board",
    "curve": "curve",
    "findings": "form",
    "disagreement": "disagreement",
    "themes": "themes",
    "playbook": "playbook",
    "research": "research",
    "share": "share",
    "freshness": "freshness",
    "changes": "changes",
    "recap": "recap",
    "stages_vote": "ballot",
    "scope_vote": "ballot",
    "dots": "ballot",
    "actions": "form",
    "actions_vote": "ballot",
    "ranks_vote": "ballot",
    "priorities": "priorities",
    "cockpit": "cockpit",
    "wall": "wall",
    "handovers": "handovers",
    "origin": "origin",
    "buying": "buying",
    "bring": "bring",
    "sources": "sources",
    "rules": "rules",
    "evidence": "evidence",
    "glance": "glance",
}
"""Every panel and the module that draws it."""


def show(name: str, journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return what panel `name` shows `viewer`: JSON, with every text in the viewer's language."""
    view: dict[str, Any] = _module(name).show(journey, viewer._replace(panel=name))
    who = {"panel": name, "lang": viewer.lang, "workshop": viewer.workshop, "guest": viewer.guest}
    return {**who, **view, **(_for_guests(name, journey, viewer.lang) if viewer.guest else {})}


def act(name: str, workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Do what a message from panel `name` asks, and return the reply."""
    reply: dict[str, Any] = _module(name).act(workshop, viewer._replace(panel=name), message)
    return reply


def laden(message: Any, data: bytes) -> Any:
    """Return a message together with the files that a door brought beside it."""
    return {**message, "data": data} if isinstance(message, dict) else message


def awaits(name: str) -> str:
    """Return the round that has to be revealed before participants vote in panel `name`; "" for none."""
    rules = BALLOTS.get(_ROUNDS.get(name, ""))
    return ROUNDS.get(rules.kind, "") if rules else ""


def _for_guests(name: str, journey: Journey, lang: str) -> dict[str, Any]:
    """Return what every view tells those who take part: whether they write alone, whether they may."""
    room = journey.room
    told: dict[str, Any] = {"private": _ROUNDS.get(name, "") not in ("", *room.revealed)}
    if room.locked or room.ended:
        sentence = "panels.common.ended" if room.ended else "messages.errors.locked"
        told |= {"locked": True, "locked_text": catalogue.say(sentence, lang)}
    return told


_ROUNDS = {
    "personas": "personas",
    "issues": "issues",
    "board": "map",
    "curve": "map",
    "findings": "map",
    "stages_vote": "stages",
    "scope_vote": "scope",
    "dots": "dots",
    "actions": "actions",
    "actions_vote": "priorities",
    "ranks_vote": "ranks",
}
"""The round in which what participants write in a panel is revealed."""


_SHARED = ("prelude.js", "outbox.js", "guest.js", "frame.js", "answer.js")
_OWN = {
    "board": ("drag.js", "fact.js", "nudge.js", "note.js"),
    "curve": ("feeling.js",),
    "cockpit": ("clock.js", "agenda.js", "people.js"),
    "wall": ("bar.js", "card.js"),
    "ballot": ("bar.js",),
    "sources": ("study.js", "setting.js", "column.js"),
    "rules": ("study.js", "rule.js"),
    "evidence": ("study.js", "reach.js", "keep.js"),
    "glance": ("reach.js",),
}


@cache
def script(name: str) -> str:
    """Return the panel's ES module, with what all views share and what is its own in front of it."""
    module = NAMES[name]
    return "".join(_text(file) for file in (*_SHARED, *_OWN.get(module, ()), f"{module}.js"))


@cache
def style() -> str:
    """Return the style sheet of all panels: a page has one, whichever panels it shows."""
    return _text("prelude.css") + "".join(_text(f"{module}.css") for module in dict.fromkeys(NAMES.values()))


def _module(name: str) -> Any:
    return import_module(f"journeykit.panels.{NAMES[name]}")


def _text(file: str) -> str:
    path = files(__name__).joinpath(file)
    return path.read_text("utf-8") if path.is_file() else ""
