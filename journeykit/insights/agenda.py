"""The agenda of a workshop: what was planned, how long each step was open, what lies between the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.log import Change
from journeykit.records import Room

__all__ = ["DEFAULT", "Item", "agenda", "over", "place", "spent"]

DEFAULT = "half_day"
"""The agenda of a room that has chosen none."""

_SECOND = 1_000_000


class Item(NamedTuple):
    """A part of the agenda: a step, or a break ("")."""

    step: str
    minutes: int


def agenda(name: str) -> tuple[Item, ...]:
    """Return the parts of an agenda in their order; those of `DEFAULT` where there is none of that name.

    >>> agenda("short")[0]
    Item(step='00_start', minutes=10)
    """
    agendas = catalogue.read("agenda", catalogue.LANGUAGES[0])["agendas"]
    rows = agendas.get(name, agendas[DEFAULT])["items"]
    return tuple(Item(row.get("step", ""), row["minutes"]) for row in rows)


def place(items: Sequence[Item], room: Room) -> int | None:
    """Return which part of the agenda the room is at; a break is the next one after the open step."""
    at = next((n for n, item in enumerate(items) if item.step and item.step == room.step), None)
    if not room.resting:
        return at
    breaks = [n for n, item in enumerate(items) if not item.step]
    return next((n for n in breaks if at is None or n > at), at)


def spent(changes: Iterable[Change], now: int) -> dict[str, float]:
    """Return for how many seconds each step was open until `now` (microseconds since 1970).

    A step is open from the change that opens it to the next one, also where that took back the one before;
    breaks do not count, nor what comes after the end.
    """
    seconds: defaultdict[str, float] = defaultdict(float)
    state: dict[str, Any] = {"step": "", "resting": False, "ended": False}
    since = 0
    moves = sorted((c.at, c.id, c.fields) for c in changes if c.kind == "room" and state.keys() & c.fields)
    for at, _, fields in [*moves, (now, "", {})]:
        if state["step"] and not state["resting"] and not state["ended"]:
            seconds[state["step"]] += max(0, at - since) / _SECOND
        state |= {name: fields[name] for name in state.keys() & fields}
        since = at
    return dict(seconds)


def over(minutes: int, seconds: float) -> float:
    """Return by how many seconds a part took longer than planned; below 0 it took less.

    >>> over(10, 630)
    30
    """
    return seconds - 60 * minutes
