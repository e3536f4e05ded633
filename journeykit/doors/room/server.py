"""The room's server: one workshop on one port, until somebody ends it."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journeykit import workshop
from journeykit.errors import WorkshopError

if TYPE_CHECKING:
    from journeykit.doors.room.keys import Keys

__all__ = ["PORT", "Links", "serve"]

PORT = 8765
"""The usual port: the same at each start, since what a browser keeps for a page, it keeps for its address."""

_LOOPBACK = "127.0.0.1"

_TURN_SECONDS = 0.0005
"""After how long one thread lets another one go on. The store's thread gives way at each statement; at
Python's usual 5 ms it would wait its turn longer than the statement takes."""


class Links(NamedTuple):
    """Where people go: `join` is for everybody, `lead` for the facilitator alone."""

    join: str
    lead: str
    loopback: bool


def serve(
    folder: str | Path,
    *,
    lang: str | None = None,
    host: str = _LOOPBACK,
    port: int = PORT,
    public: str = "",
    prefix: str = "/",
    renew: bool = False,
    tell: Callable[[Links], object] = lambda links: None,
) -> None:
    """Serve the workshop in `folder` until Ctrl+C; `tell` gets the links once it listens.

    `public` is the address that people use where a proxy stands in front, `prefix` the path below which
    everything lies; with `renew` the links of before open nothing any more. Raises `WorkshopError` where the
    port is taken.
    """
    import uvicorn

    from journeykit.doors.room.app import room
    from journeykit.doors.room.hall import Hall

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            tell(_links(hall.keys, base, host))

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.state.feed.end()
            await super().shutdown(sockets)

    sys.setswitchinterval(_TURN_SECONDS)
    root = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
    with closing(_listening(host, port)) as sock, closing(Hall(workshop.open(folder, lang=lang))) as hall:
        hall.keys.code(renew=renew)
        hall.keys.lead(renew=renew)
        number = sock.getsockname()[1]
        base = public.rstrip("/") + "/" if public else f"http://{_reached(host)}:{number}{root}"
        app = room(hall, public=base if public else "", prefix=root)
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,  # who asked for what is nobody's business
            server_header=False,
            timeout_graceful_shutdown=2,
            timeout_keep_alive=30,
        )
        # uvicorn hands the signal on once it has finished: the store is closed whoever asks us to end.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            Server(config).run(sockets=[sock])


def _links(keys: Keys, base: str, host: str) -> Links:
    join, lead = f"{base}j/{keys.code()}", f"{base}lead/{keys.lead()}"
    return Links(join, lead, loopback=host in (_LOOPBACK, "localhost", "::1"))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(1024)
    except (OSError, OverflowError) as error:
        sock.close()
        raise WorkshopError("port_taken", port=port) from error
    return sock


def _reached(host: str) -> str:
    """Return the address at which other devices reach this machine; nothing is sent to find it out."""
    if host not in ("0.0.0.0", "::"):
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return _LOOPBACK
