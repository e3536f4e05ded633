"""The records of people who work together: who takes part, where the room is, how they vote."""

from __future__ import annotations

import uuid
from typing import Annotated, Final, NamedTuple

from pydantic import Field

from journeykit.fieldtypes import Input, Line, Ref, Refs, listed
from journeykit.records.record import Record

__all__ = ["BALLOTS", "PARTICIPANT", "Ballot", "Participant", "Room", "Vote", "own_id"]

PARTICIPANT: Final = "p-"
"""What an author's id starts with if they take part in the room; others lead the workshop."""


class Ballot(NamedTuple):
    """The rules of a round of votes: on which kind of record, and with which weights beside 0.

    `budget` is what all weights of one person may come to, 0 where that is not limited. With `once`, a person
    gives each weight to one item only.
    """

    kind: str
    lowest: int
    highest: int
    budget: int = 0
    once: bool = False

    @property
    def weights(self) -> tuple[int, ...]:
        """What a vote may weigh, except 0, which takes it back."""
        return tuple(weight for weight in range(self.lowest, self.highest + 1) if weight)


BALLOTS: Final = {
    "stages": Ballot("stage", -1, 1),
    "scope": Ballot("stage", -1, 1),
    "dots": Ballot("issue", 1, 1, budget=3),
    "opinions": Ballot("note", -1, 1),
    "priorities": Ballot("action", 1, 3, budget=5),
    "ranks": Ballot("action", 1, 3, once=True),
}
"""The rounds in which people vote, by name. In "ranks" a first choice weighs 3, a third 1.

In "opinions" nobody votes here: it holds what people said of statements in another tool.
"""


class Participant(Record):
    """Who takes part. The id is the author of their changes; whom a scribe writes for names the scribe.

    In an anonymous room there is no name.
    """

    name: Line = ""
    role: Annotated[str, listed("roles"), Input("choice", "roles")] = ""
    language: Annotated[str, listed("language"), Input("choice", "language")] = ""
    scribe: Annotated[Ref, Input("hidden")] = ""


class Room(Record):
    """Where everybody is: the step that is open and its clock, what is revealed. There is one, "room".

    `deadline` is in microseconds since 1970 (UTC), 0 while no clock runs; `left` are the seconds a halted
    clock has left. `revealed` are rounds (`curtain.ROUNDS`). `highlight` is the id of a record. While the
    room is `resting`, the clock is that of a break.
    """

    step: Annotated[Ref, Input("hidden")] = ""
    agenda: Annotated[Ref, Input("hidden")] = ""
    deadline: Annotated[int, Field(ge=0), Input("hidden")] = 0
    left: Annotated[int, Field(ge=0), Input("hidden")] = 0
    revealed: Annotated[Refs, Input("hidden")] = ()
    locked: Annotated[bool, Input("hidden")] = False
    anonymous: Annotated[bool, Input("hidden")] = False
    ended: Annotated[bool, Input("hidden")] = False
    highlight: Annotated[Ref, Input("hidden")] = ""
    resting: Annotated[bool, Input("hidden")] = False


class Vote(Record):
    """One voice in a round (`BALLOTS`) on one item, for (above 0) or against (below 0); 0 takes it back."""

    round: Annotated[Ref, Input("hidden")] = ""
    item: Annotated[Ref, Input("hidden")] = ""
    weight: Annotated[int, Field(ge=-9, le=9), Input("hidden")] = 0
    proxy: Annotated[bool, Input("hidden")] = False


def own_id(author: str, what: str) -> str:
    """Return the id of the one answer that `author` can give to `what`; it does not tell who they are."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{author} {what}"))
