"""The gate: what every request passes: headers that keep a page to itself, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Gate", "Shelf", "origin_of"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex",
}
"""What every answer carries: no script but ours, no frame around us, no address of ours told to others."""

_RAW = [
    (name.lower().encode(), value.encode())
    for name, value in {**HEADERS, "Cache-Control": "no-store"}.items()
]
_READING = ("GET", "HEAD", "OPTIONS")


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address, as a browser names an origin."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


class Shelf:
    """ASGI middleware that hands out the files of the pages: each browser asks for seven when it comes.

    `file` returns the answer for a name and the encodings that a browser accepts.
    """

    def __init__(self, app: ASGIApp, *, below: str, file: Callable[[str, str], ASGIApp]) -> None:
        self._app, self._below, self._file = app, below, file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file, or pass the request on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "GET" or not path.startswith(self._below):
            await self._app(scope, receive, send)
            return
        accepted = Headers(scope=scope).get("accept-encoding", "")
        await self._file(path.removeprefix(self._below), accepted)(scope, receive, send)


class Gate:
    """ASGI middleware. `origins` are the addresses that pages of ours have besides the one asked for."""

    def __init__(self, app: ASGIApp, *, origins: Collection[str] = ()) -> None:
        self._app = app
        self._origins = {origin_of(address) for address in origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse one that another site's page sends in a person's name."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                more = (header for header in _RAW if header[0] not in given)
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        if scope["method"] not in _READING and self._is_foreign(Headers(scope=scope), scope):
            await JSONResponse({"say": ""}, 403)(scope, receive, sending)
            return
        await self._app(scope, receive, sending)

    def _is_foreign(self, headers: Headers, scope: Scope) -> bool:
        """Say whether a browser tells us that the request comes from a page of another site."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return True
        origin = headers.get("origin")
        own = f"{scope['scheme']}://{headers.get('host', '')}".lower()
        return origin is not None and origin.lower() not in {own, *self._origins}
