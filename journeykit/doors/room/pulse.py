"""The pulse: lets all screens' lines go on, a few at a time, so that requests are answered in between."""

from __future__ import annotations

import asyncio

__all__ = ["Pulse"]

_AT_ONCE = 20
"""How many lines go on before the next requests are looked at."""


class Pulse:
    """Counts beats; `number` is the last one."""

    def __init__(self) -> None:
        self.number = 0
        self._waiting: list[asyncio.Future[None]] = []

    async def after(self, number: int) -> None:
        """Wait for a beat after beat `number`."""
        if self.number == number:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.append(waiting)
            await waiting

    async def beat(self) -> None:
        """Let all go on that wait, a few at a time."""
        waiting = self._next()
        for at in range(0, len(waiting), _AT_ONCE):
            _go(waiting[at : at + _AT_ONCE])
            await asyncio.sleep(0)

    def beat_at_once(self) -> None:
        """Let all go on that wait."""
        _go(self._next())

    def _next(self) -> list[asyncio.Future[None]]:
        self.number += 1
        waiting, self._waiting = self._waiting, []
        return waiting


def _go(waiting: list[asyncio.Future[None]]) -> None:
    for one in waiting:
        if not one.done():
            one.set_result(None)
