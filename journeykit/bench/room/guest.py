"""A participant's browser, as lean as can be: one line for requests, one for events, nothing drawn."""

from __future__ import annotations

import asyncio
import json
import re
import time
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple
from uuid import uuid4

__all__ = ["Answer", "Guest", "Line", "token"]

_ASSET = re.compile(r'(?:href|src)="([^"]*/static/[^"]+)"')
_PAGE = re.compile(r'id="page">(.*?)</script>', re.DOTALL)
_TOKEN = re.compile(rb"save-(\d+)-\d+")


def token(who: int, number: int) -> str:
    """Return the text of a save, found again on every screen that shows it."""
    return f"save-{who}-{number}"


class Answer(NamedTuple):
    """An HTTP answer; `cookie` is what it sets."""

    status: int
    cookie: str
    body: bytes


_TOLD = 200
"""Bytes of an answer that there always are."""


class Line:
    """A keep-alive connection, one request after another; a broken one is made anew at the next request."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes, *, cut: float = 0) -> Answer:
        """Send a request and return the answer; with `cut` hang up before that.

        A `cut` below 1 is in the middle of the request, at 1 right behind it, above 1 in the middle of the
        answer, when what was asked for is done. Raises `OSError` or `EOFError` where the line breaks.
        """
        try:
            reader, writer = self._ends = self._ends or await self._connect()
            writer.write(request[: int(len(request) * cut)] if cut else request)
            if cut:
                await reader.readexactly(int(_TOLD * max(0.0, cut - 1)))
                writer.transport.abort()
                raise ConnectionAbortedError
            return await _answer(reader)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self._ends:
            self._ends[1].close()
        self._ends = None

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)


async def _answer(reader: asyncio.StreamReader) -> Answer:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(int(first.split()[1]), headers.get("set-cookie", "").split(";")[0], body)


class _Screen(asyncio.Protocol):
    """What comes in over the line for events. `saw` hears of whose saves appear."""

    def __init__(self, saw: Callable[[bytes, int], None] | None) -> None:
        self.panels: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
        self._saw, self._rest = saw, b""

    def data_received(self, data: bytes) -> None:
        """Look through whole events; the rest waits for more."""
        if self._saw is None and self.panels.done():
            return
        data = self._rest + data
        end = data.rfind(b"\n\n")
        self._rest = data[end:] if end >= 0 else data
        if end < 0:
            return
        if not self.panels.done():
            self._find_panels(data)
        for found in _TOKEN.finditer(data, 0, end) if self._saw else ():
            self._saw(found[0], int(found[1]))  # type: ignore[misc]

    def connection_lost(self, why: Exception | None) -> None:
        """Tell whoever waits for the first view that it will not come."""
        if not self.panels.done():
            self.panels.set_exception(ConnectionResetError())

    def _find_panels(self, data: bytes) -> None:
        _, found, rest = data.partition(b"event: panels\ndata: ")
        if found and b"\n\n" in rest:
            self.panels.set_result(list(json.loads(rest.partition(b"\n")[0])["full"]))


class Guest:
    """Participant number `number`; `arrivals` gathers when which save was on their screen."""

    def __init__(self, number: int, port: int, arrivals: dict[str, array[float]] | None = None) -> None:
        self.number, self._port, self._line = number, port, Line(port)
        self._arrivals, self._kept = arrivals, set[str]()
        self.cookie = self.csrf = ""
        self.refused = 0
        self._events: asyncio.Transport | None = None

    async def come(self, code: str) -> None:
        """Join, as a browser does, until the panels could be drawn."""
        await self._open(f"/j/{code}")
        await self.join(code)
        page = await self.sit()
        for name in await self.listen():
            await self._fetch(f"/static/{page['files'][f'panel-{name}.js']}")

    async def join(self, code: str) -> None:
        """Take a seat without looking at the page on which that is asked for."""
        order = {"code": code, "ticket": uuid4().hex, "name": f"Person {self.number}", "language": "en"}
        answer = await self._line.ask(self._request("POST", "/join", order))
        assert answer.status == 200, answer
        self.cookie = answer.cookie

    async def sit(self) -> dict[str, Any]:
        """Open the participant's page and return what it tells its scripts."""
        found = _PAGE.search(await self._open("/room"))
        assert found
        page: dict[str, Any] = json.loads(found[1])
        self.csrf = page["csrf"]
        return page

    async def lead(self, key: str) -> None:
        """Sit down where the workshop is led from."""
        answer = await self._line.ask(self._request("GET", f"/lead/{key}"))
        assert answer.status == 303, answer.status
        self.cookie = answer.cookie

    async def listen(self, page: str = "room") -> list[str]:
        """Open the line for events of a page and return the panels that are shown."""
        loop = asyncio.get_running_loop()
        saw = None if self._arrivals is None else self._saw
        self._events, screen = await loop.create_connection(lambda: _Screen(saw), "127.0.0.1", self._port)
        self._events.write(self._request("GET", f"/events?page={page}&lang=en&as="))
        return await screen.panels

    async def act(self, message: dict[str, Any], *, cut: float = 0) -> dict[str, Any]:
        """Send one message of the board and return the reply; with `cut` hang up before (`Line.ask`)."""
        request = self._request("POST", "/act", {"panel": "board", "message": message})
        answer = await self._line.ask(request, cut=cut)
        return {"status": answer.status, **json.loads(answer.body)}

    async def insist(self, message: dict[str, Any]) -> None:
        """Send a message until it is acknowledged, always under its id, as the page does."""
        while True:
            with suppress(OSError, EOFError, ValueError):
                if (await self.act(message)).get("ok"):
                    return
                self.refused += 1
            await asyncio.sleep(0.05)

    def leave(self) -> None:
        """Close both lines."""
        self._line.close()
        if self._events:
            self._events.close()

    def _saw(self, what: bytes, whose: int) -> None:
        assert self._arrivals is not None
        times = self._arrivals.setdefault(f"{what.decode()}{'!' * (whose == self.number)}", array("d"))
        times.append(time.monotonic())

    async def _open(self, path: str) -> str:
        """Fetch a page, and what it names that this browser does not have yet."""
        page = (await self._fetch(path)).decode()
        for file in dict.fromkeys(_ASSET.findall(page)):
            if file not in self._kept:
                self._kept.add(file)
                await self._fetch(file)
        return page

    async def _fetch(self, path: str) -> bytes:
        answer = await self._line.ask(self._request("GET", path))
        assert answer.status == 200, (path, answer.status)
        return answer.body

    def _request(self, method: str, path: str, order: dict[str, Any] | None = None) -> bytes:
        body = b"" if order is None else json.dumps(order).encode()
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookie}"]
        lines += ["Accept-Encoding: gzip", "Accept-Language: en", f"X-CSRF-Token: {self.csrf}"]
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"] if body else []
        return "\r\n".join([*lines, "", ""]).encode() + body
