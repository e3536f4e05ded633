"""How an answer comes in: one message from a panel becomes changes in the log, or errors at fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.curtain import is_participant
from journeykit.errors import InvalidAnswer, JourneyError, WorkshopError
from journeykit.records import KINDS, ONLY, own_id
from journeykit.workshop import Workshop

__all__ = ["Action", "Backstage", "Viewer", "answer", "identified", "owned", "take", "texts"]


class Backstage(NamedTuple):
    """What only who leads the workshop is shown beside the journey.

    `answered` are live answers by author and round, hidden ones too; `spent` the seconds that each step was
    open; `now` microseconds since 1970 (UTC); `online` the authors who are connected at this moment, or None
    where nobody knows.
    """

    answered: Mapping[str, Mapping[str, int]]
    spent: Mapping[str, float]
    now: int
    online: frozenset[str] | None = None


class Viewer(NamedTuple):
    """Who looks: their language, the step they are at, and the panel and workshop they look at.

    A `guest` takes part in the room: they change only what is their own. `backstage` is for who leads.
    `today` is the day it is where they look, like "2027-03-31".
    """

    lang: str
    step: str = ""
    panel: str = ""
    workshop: str = ""
    guest: bool = False
    backstage: Backstage | None = None
    today: str = ""


Action = Callable[[], dict[str, Any] | None]


def texts(viewer: Viewer, *sections: str) -> dict[str, str]:
    """Return the panel's texts: the common ones and its own `sections` (default: its name)."""
    words = catalogue.read("panels", viewer.lang)
    merged: dict[str, str] = dict(words["common"])
    for section in sections or (viewer.panel,):
        merged |= {key: text for key, text in words[section].items() if isinstance(text, str)}
    return merged


def answer(viewer: Viewer, message: Any, action: Action) -> dict[str, Any]:
    """Run `action` and return the reply to `message`; what goes wrong is told, never raised."""
    named = isinstance(message, dict) and _is_name(message.get("id"), 100)
    given = message["id"] if named else ""
    reply: dict[str, Any] = {"id": given, "errors": {}, "say": ""}
    try:
        return {**reply, "ok": True, **(action() or {})}
    except InvalidAnswer as error:
        told = {field: catalogue.explain(why, viewer.lang) for field, why in error.fields.items()}
        return {**reply, "ok": False, "errors": told}
    except JourneyError as error:
        later = isinstance(error, WorkshopError)  # the store could not: the browser keeps it and tries again
        return {**reply, "ok": False, "say": catalogue.explain(error, viewer.lang), "retry": later}


def identified(message: Any) -> str:
    """Return the message's id, under which its changes are stored once however often it is sent."""
    found = message.get("id") if isinstance(message, dict) else None
    if not _is_name(found, 100):
        raise JourneyError("bad_message")
    return str(found)


def _is_name(value: Any, most: int) -> bool:
    """Say whether a value can be an id: text that can be stored, without control characters."""
    return isinstance(value, str) and 0 < len(value) <= most and value.isprintable()


def owned(workshop: Workshop, message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message; of what each participant answers for themselves, they get a record of their own."""
    record = message.get("record")
    if is_participant(workshop.author) and _is_name(record, 120):
        record = own_id(workshop.author, str(record))
    return {**message, "record": record}


def take(workshop: Workshop, viewer: Viewer, message: Any, kinds: Collection[str]) -> dict[str, Any]:
    """Take a "put" or "drop" of a record of one of `kinds`, and reply."""

    def action() -> None:
        checked = _checked(message, kinds)
        kind, record, change = checked["kind"], checked["record"], checked["id"]
        if checked["do"] == "drop":
            workshop.drop(kind, record, change=change)
        else:
            workshop.put(kind, record, change=change, **checked["fields"])

    return answer(viewer, message, action)


def _checked(message: Any, kinds: Collection[str]) -> dict[str, Any]:
    """Return the message, or raise `JourneyError` where its form is not what a panel sends."""
    identified(message)
    good = all(_is_name(message.get(name), 120) for name in ("do", "kind", "record"))
    fields = message.get("fields", {})
    named = isinstance(fields, dict) and all(isinstance(name, str) for name in fields)
    if not good or not named or message["do"] not in ("put", "drop") or message["kind"] not in kinds:
        raise JourneyError("bad_message")
    if message["record"] not in ONLY.get(message["kind"], (message["record"],)):
        raise JourneyError("bad_message")
    unknown = [name for name in fields if name == "id" or name not in KINDS[message["kind"]].model_fields]
    if unknown:
        raise JourneyError("bad_message")
    return {**message, "fields": fields}
