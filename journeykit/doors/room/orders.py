"""What a page may ask of the room, and how it is refused: the shapes of its OpenAPI description."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from journeykit.errors import JourneyError

__all__ = ["Act", "Arrival", "Join", "Language", "Person", "Refused", "Said", "laden", "refusals"]

Short = Annotated[str, Field(max_length=400)]


class Order(BaseModel):
    """A request's body: nothing in it but what is named."""

    model_config = ConfigDict(extra="forbid")


class Person(Order):
    """Somebody to take part; without a name where the room is anonymous."""

    name: Short = ""
    role: Short = ""


class Join(Person):
    """Somebody at the door. `ticket` is drawn by the browser: asking twice with one ticket joins once."""

    code: Short
    ticket: Annotated[str, Field(min_length=16, max_length=100)]
    language: Short = ""


class Arrival(Order):
    """The same person at another device."""

    token: Short


class Language(Order):
    """The language that a participant reads."""

    language: Annotated[str, Field(pattern="^(ja|en)$")]


class Act(Order):
    """A message of a panel; `as` is the participant for whom a scribe writes, by default whoever sends it."""

    panel: Short
    writer: Annotated[str, Field(alias="as", max_length=120)] = ""
    message: dict[str, Any]


def laden(body: bytes) -> tuple[Act, bytes]:
    """Return the message on a body's first line, and what comes after it. Raises `JourneyError`."""
    line, _, data = body.partition(b"\n")
    try:
        return Act.model_validate_json(line), data
    except ValidationError:
        raise JourneyError("bad_message") from None


class Said(BaseModel):
    """One sentence for the person, or none."""

    say: str = ""


class Refused(Exception):
    """A request that is refused with a sentence of the catalogue (`room.refused`)."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.key, self.status = key, status


def refusals() -> dict[int | str, dict[str, Any]]:
    """Return the refusals that any request may meet, for the OpenAPI description."""
    reasons = {
        400: "what was sent cannot be read",
        401: "no seat, or not one that may do this",
        403: "sent by another site's page",
        404: "no such thing",
        410: "the participant was removed",
        413: "too much at once",
        429: "too often",
        503: "the store cannot be reached",
    }
    return {status: {"model": Said, "description": why} for status, why in reasons.items()}
