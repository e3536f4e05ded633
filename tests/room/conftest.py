"""A real room on a real port, and people who come to it with their browsers' cookies, tokens and streams."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from journeykit import workshop
from journeykit.bench.room.postgresql import PostgreSQL
from journeykit.settings import FILE

PANELS = {
    "persona": "personas",
    "issue": "issues",
    "note": "board",
    "feeling": "curve",
    "vote": "stages_vote",
}


class Ear:
    """One open event stream; `heard` are the raw bytes that came through it."""

    def __init__(self, client: httpx.Client, path: str) -> None:
        self.heard, self.status, self.ended = b"", 0, threading.Event()
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(client, path), daemon=True)
        self._thread.start()
        assert self._opened.wait(10)

    def _listen(self, client: httpx.Client, path: str) -> None:
        try:
            with client.stream("GET", path, timeout=30) as answer:
                self.status = answer.status_code
                self._opened.set()
                for part in answer.iter_raw():
                    self.heard += part
        except httpx.HTTPError:
            pass  # the server went away: `ended` tells
        finally:
            self._opened.set()
            self.ended.set()

    def hears(self, marker: str, seconds: float = 30) -> float:
        """Return after how many seconds a marker came; fail where it did not."""
        start = time.monotonic()
        while marker.encode() not in self.heard:
            assert time.monotonic() - start < seconds, f"{marker} was not heard in {seconds} s"
            time.sleep(0.01)
        return time.monotonic() - start


class Person:
    """A browser at the room: a participant's, the facilitator's or nobody's."""

    def __init__(self, room: Room) -> None:
        self.room, self.id, self.ears = room, "", list[Ear]()
        self.web = httpx.Client(base_url=room.base, timeout=60, trust_env=False)
        self.web.headers["Accept-Language"] = "en"
        room.people.append(self)

    def seat(self, kind: str = "seat") -> str:
        """Return the name of a cookie of this room."""
        with closing(workshop.open(self.room.folder)) as found:
            return f"journeykit-{kind}-{hashlib.sha256(found.id.encode()).hexdigest()[:8]}"

    def join(self, name: str = "Ann", **more: Any) -> httpx.Response:
        order = {"code": self.room.code, "ticket": secrets.token_hex(16), "name": name, **more}
        return self.web.post("/join", json=order)

    def sit(self, page: str) -> Any:
        """Open a page; return its data and keep its token."""
        data = told(self.web.get(f"/{page}").text)
        self.web.headers["X-CSRF-Token"] = data["csrf"]
        self.id = data["who"]
        return data

    def act(self, panel: str, message: dict[str, Any], **more: Any) -> httpx.Response:
        return self.web.post("/act", json={"panel": panel, "message": message, **more})

    def put(self, kind: str, record: str, do: str = "put", who: str = "", **fields: Any) -> Any:
        """Send what a panel sends for one record, and return the reply."""
        do = "vote" if kind == "vote" and do == "put" else do
        message = {"id": secrets.token_hex(16), "do": do, "kind": kind, "record": record, "fields": fields}
        return self.act(PANELS.get(kind, kind), message, **{"as": who}).json()

    def lead(self, do: str, **more: Any) -> Any:
        """Do one of the facilitator's deeds, and return the reply."""
        return self.act("cockpit", {"id": secrets.token_hex(16), "do": do, **more}).json()

    def listen(self, page: str = "room", who: str = "") -> Ear:
        self.ears.append(Ear(self.web, f"/events?page={page}&as={who}"))
        return self.ears[-1]

    def look(self, page: str, who: str = "") -> str:
        """Return what a page that is opened now is sent: all of it."""
        ear = self.listen(page, who)
        ear.hears("event: panels")
        time.sleep(0.1)
        return ear.heard.decode()


class Room:
    """A room's server in a process of its own, on a free port."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options, self.people = folder, options, list[Person]()
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        prefix = options[options.index("--prefix") + 1] if "--prefix" in options else "/"
        self.base = f"http://127.0.0.1:{self.port}{prefix}"
        self.out, self.err = (folder.parent / f"{name}-{self.port}" for name in ("out", "err"))
        self.start()

    def start(self) -> None:
        port = ["--port", str(self.port), "--no-qr"]
        command = [sys.executable, "-m", "journeykit", "room", str(self.folder), *port]
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen([*command, *self.options], stdout=out, stderr=err)
        links = self._links()
        self.public, self.code, self.key = links[1], links[2], links[3]

    def _links(self) -> re.Match[str]:
        for _ in range(600):
            told = self.out.read_text("utf-8")
            if links := re.search(r"(http\S*?)/j/(\S+).*?/lead/(\S+)\s", told, re.DOTALL):
                return links
            assert self.process.poll() is None, self.err.read_text("utf-8")
            time.sleep(0.05)
        raise AssertionError(self.out.read_text("utf-8"))

    def stop(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End the server, and with it every stream."""
        self.process.send_signal(how)
        self.process.wait(10)
        for person in self.people:
            assert all(ear.ended.wait(10) for ear in person.ears)

    def close(self) -> None:
        self.stop()
        for person in self.people:
            person.web.close()

    def person(self) -> Person:
        return Person(self)

    def guest(self, name: str = "Ann", **more: Any) -> Person:
        person = Person(self)
        assert person.join(name, **more).status_code == 200, self.err.read_text("utf-8")
        person.sit("room")
        return person

    def leader(self) -> Person:
        person = Person(self)
        person.web.get(f"/lead/{self.key}")
        person.sit("cockpit")
        return person


def told(page: str) -> Any:
    """Return the data that a page carries."""
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL)
    assert found, page
    return json.loads(found[1])


BOTH = ("test_joining", "test_private", "test_rights")
"""Files whose tests hold with either store."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "stored" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in BOTH:
        metafunc.parametrize("stored", ["sqlite", "postgresql"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def stored(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Give the URLs of where new workshops keep their answers."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return lambda: "sqlite:///workshop.db"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.fresh


@pytest.fixture(scope="module")
def serve(
    tmp_path_factory: pytest.TempPathFactory, stored: Callable[[], str]
) -> Iterator[Callable[..., Room]]:
    """Open rooms: of a new workshop, or of the one in `folder`."""
    rooms: list[Room] = []
    names = count()

    def opened(*options: str, folder: Path | None = None, **room: Any) -> Room:
        path = folder or tmp_path_factory.mktemp("room") / f"w{next(names)}"
        if folder is None:
            workshop.create(path, lang="en").close()
            settings = path / FILE
            text = settings.read_text("utf-8").replace("sqlite:///workshop.db", stored())
            settings.write_text(text, "utf-8")
            made = workshop.open(path)
            made.put("persona", "kato", name="Kato")
            if room:
                made.put("room", "room", **room)
            made.close()
        rooms.append(Room(path, *options))
        return rooms[-1]

    yield opened
    for room in rooms:
        room.close()


@pytest.fixture(scope="module")
def room(serve: Callable[..., Room]) -> Room:
    return serve()


@pytest.fixture(scope="module")
def page_data() -> Callable[[str], Any]:
    return told
