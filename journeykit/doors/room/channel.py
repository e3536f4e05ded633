"""A channel: one rendering that many screens share, and the events that bring them up to date."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from journeykit.doors.room.hall import as_json
from journeykit.doors.room.patch import diff

__all__ = ["Channel", "event"]


class Channel:
    """One rendering, its number, and the way from the one before to it."""

    def __init__(self) -> None:
        self.number = 0
        self.value: Any = None
        self.basis: Any = None
        self.common: Channel | None = None
        self.drawing = asyncio.Lock()
        self.patch = b""
        self._full = b""

    def renew(self, value: Any) -> bool:
        """Take a new rendering; say whether it is another one."""
        if value == self.value:
            return False
        self.patch = as_json(diff(self.value, value)) if self.number else b""
        self.number, self.value, self._full = self.number + 1, value, b""
        return True

    def news(self, name: str, known: int) -> bytes:
        """Return the event for a screen that knows number `known`; b"" if that is this one."""
        if known == self.number:
            return b""
        if known and known == self.number - 1:
            return event(name, b'{"patch":' + self.patch + b"%b}" % _clock())
        self._full = self._full or as_json(self.value)
        return event(name, b'{"full":' + self._full + b"%b}" % _clock())


def _clock() -> bytes:
    """Return the server's time in seconds: a phone's clock may be wrong, and the timer is everybody's."""
    return b',"now":%d' % time.time()


def event(name: str, data: bytes) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"
