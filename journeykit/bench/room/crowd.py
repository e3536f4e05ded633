"""Many participants in one process. It takes one order a line, as JSON, and answers each with a line."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from array import array
from contextlib import suppress
from typing import Any

from journeykit.bench.room.guest import Guest, token
from journeykit.records import new_id

__all__: list[str] = []

_WATCHING = 100
"""On how many screens of a process it is noted what appears when; the others only take it in."""

_CUTS = (0.2, 0.7, 0.999, 1.0, 1.005, 1.5, 1.99)
"""Where the line breaks: in head and body of the request, before its last sign, before and in the answer."""

_LANES = ("need", "action", "thought", "touchpoint")


class _Crowd:
    """The participants of this process, and what was seen of saves."""

    def __init__(self) -> None:
        self.arrivals: dict[str, array[float]] = {}
        self.guests: list[Guest] = []
        self.leaders: list[Guest] = []
        self.notes: dict[int, str] = {}
        self.saved = 0
        self.going = True
        self.writers: list[asyncio.Task[list[str]]] = []

    async def wait(self) -> dict[str, Any]:
        """Say that this process has started."""
        return {}

    async def open(self, port: int, code: str, first: int, many: int, at: float) -> dict[str, Any]:
        """Let `many` people come at the moment `at`; return when the last could begin."""
        for n in range(many):
            self.guests.append(Guest(first + n, port, self.arrivals if n < _WATCHING else None))
        await asyncio.sleep(at - time.monotonic())
        await asyncio.gather(*(guest.come(code) for guest in self.guests))
        return {"ready": time.monotonic()}

    async def lead(self, port: int, key: str) -> dict[str, Any]:
        """Open the screens with the most on them: the cockpit and the projector."""
        for page in ("cockpit", "projector"):
            leader = Guest(-1, port, self.arrivals)
            await leader.lead(key)
            await leader.listen(page)
            self.leaders.append(leader)
        return {}

    async def save(self, rate: float, seconds: float, persona: str, at: float) -> dict[str, Any]:
        """Save `rate` times a second, one person after another; every fourth time a new note."""
        self.arrivals.clear()
        sent: dict[str, tuple[float, float]] = {}
        waiting = []
        for number in range(int(rate * seconds)):
            await asyncio.sleep(at + number / rate - time.monotonic())
            guest = self.guests[number % len(self.guests)]
            waiting.append(asyncio.create_task(self._one(guest, persona, sent)))
        await asyncio.gather(*waiting)
        await asyncio.sleep(2)  # what was saved last is on its way to the screens
        return {"sent": sent, "seen": {what: list(times) for what, times in self.arrivals.items()}}

    async def _one(self, guest: Guest, persona: str, sent: dict[str, tuple[float, float]]) -> None:
        self.saved += 1
        text = token(guest.number, self.saved)
        fields = {"text": f"{text} what the customer does here", "basis": "reported"}
        if guest.number not in self.notes or self.saved % 4 == 0:
            self.notes[guest.number] = new_id()
            fields |= {"persona": persona, "stage": "interest", "lane": _LANES[self.saved % 4]}
        message = {"id": new_id(), "do": "put", "kind": "note", "record": self.notes[guest.number]}
        start = time.monotonic()
        reply = await guest.act({**message, "fields": fields})
        assert reply.get("ok"), reply
        sent[text] = (time.monotonic(), time.monotonic() - start)

    async def write(self, persona: str, pause: float) -> dict[str, Any]:
        """Begin to save notes, each until it is acknowledged, then `pause`; some requests are cut."""
        self.going = True
        for n, guest in enumerate(self.guests):
            first = pause * n / len(self.guests)
            self.writers.append(asyncio.create_task(self._write(guest, persona, first, pause)))
        return {}

    async def rest(self) -> dict[str, Any]:
        """Let everybody finish the note they are at; return what was acknowledged, and how many refusals."""
        self.going = False
        told = [text for told in await asyncio.gather(*self.writers) for text in told]
        return {"told": told, "refused": sum(guest.refused for guest in self.guests)}

    async def _write(self, guest: Guest, persona: str, first: float, pause: float) -> list[str]:
        told: list[str] = []
        await asyncio.sleep(first)
        while self.going:
            self.saved += 1
            text = token(guest.number, self.saved)
            fields = {"persona": persona, "stage": "interest", "lane": "need", "text": text}
            order = {"id": new_id(), "do": "put", "kind": "note", "record": new_id(), "fields": fields}
            for cut in (_CUTS[self.saved % 7], _CUTS[self.saved // 3 % 7]) if self.saved % 3 == 0 else ():
                with suppress(OSError, EOFError):
                    await guest.act(order, cut=cut)
            await guest.insist(order)
            told.append(text)
            await asyncio.sleep(pause)
        return told


async def _serve() -> None:
    crowd, loop = _Crowd(), asyncio.get_running_loop()
    while order := await loop.run_in_executor(None, sys.stdin.readline):
        asked: dict[str, Any] = json.loads(order)
        report = await getattr(crowd, asked.pop("do"))(**asked)
        sys.stdout.write(json.dumps(report) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(_serve())
