"""The list of who takes part: how people come onto it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from journeykit.doors.room.hall import Hall
from journeykit.doors.room.orders import Join, Person, Refused
from journeykit.errors import InvalidAnswer, JourneyError
from journeykit.log import Change
from journeykit.records import clean

__all__ = ["MOST_PEOPLE", "admit", "fields_of"]

MOST_PEOPLE = 2000
"""How many may take part in one workshop."""


def admit(hall: Hall, orders: Sequence[Join]) -> list[str | Exception]:
    """Let people take part who ask at once; return who each is, or why not, in one flush to the disk."""
    public = hall.workshop.curtain.public
    answers: list[str | Exception] = []
    changes: dict[str, Change] = {}
    for order in orders:
        who = hall.keys.participant(order.ticket)
        try:
            if who not in changes and public.get("participant", who) is None:
                fields = fields_of(hall, order, len(changes), language=order.language)
                made = hall.doorman.change("put", "participant", who, **fields)
                changes[who] = made._replace(id=f"join-{who}")
            answers.append(who)
        except (JourneyError, Refused) as error:
            answers.append(error)
    hall.doorman.append(*changes.values())
    return answers


def fields_of(hall: Hall, person: Person, others: int = 0, **more: str) -> dict[str, str]:
    """Return what is kept of a person; `others` come with them. Raises where they cannot take part."""
    journey = hall.workshop.known.public  # whoever comes was just looked for in the store
    if journey.count("participant") + others >= MOST_PEOPLE or journey.room.ended:
        raise Refused("ended" if journey.room.ended else "full", 403)
    fields = {"name": "" if journey.room.anonymous else person.name, "role": person.role, **more}
    checked = clean("participant", fields)
    if not _is_seen(checked["name"]) and not journey.room.anonymous:
        raise InvalidAnswer({"name": JourneyError("no_name")})
    return fields


def _is_seen(name: str) -> bool:
    """Say whether a name has any sign that can be seen."""
    return any(unicodedata.category(sign)[0] not in "CZ" for sign in name)
