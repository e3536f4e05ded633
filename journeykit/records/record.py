"""What every record is: frozen, known by its id, and able to say what it still lacks."""

from __future__ import annotations

import os
import time
import uuid
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from journeykit.fieldtypes import Id, Input

__all__ = ["Record", "new_id"]


class Record(BaseModel):
    """One answer. `required` names the fields without which a step is not finished.

    `guests` names those that participants fill in, where the others are the team's to decide; empty: all.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    required: ClassVar[tuple[str, ...]] = ()
    guests: ClassVar[tuple[str, ...]] = ()

    id: Annotated[Id, Input("hidden")] = ""

    def missing(self) -> tuple[str, ...]:
        """Return the required fields that are still empty."""
        return tuple(name for name in self.required if not getattr(self, name))


def new_id() -> str:
    """Return a UUID of version 7 (RFC 9562): ids made later sort later."""
    milliseconds = time.time_ns() // 1_000_000
    rest = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | rest
    value = value & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=value & ~(0b11 << 62) | 0b10 << 62))
