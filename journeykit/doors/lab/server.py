"""JupyterLab for one workshop, heard on this machine only: started, waited for, ended with its kernels."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPResponse
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import quote

from journeykit import workshop
from journeykit.doors.lab import settings
from journeykit.doors.lab.notebooks import FIRST
from journeykit.errors import JourneyError, WorkshopError

__all__ = ["Lab", "serving", "start"]

_STARTING_SECONDS = 60
_ENDING_SECONDS = 15
_LOOKING_SECONDS = 0.5
_FIRST_PORT, _PORTS = 20_000, 10_000  # below what systems give out at random


class Lab(NamedTuple):
    """A running JupyterLab: `base` and `token` reach its REST API, `first` is the file that it opens with."""

    base: str
    token: str
    first: str
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """The link that opens the first step; it holds the token, which is as good as a password."""
        return self.link(self.first)

    def link(self, file: str) -> str:
        """Return the link that opens a file of the workshop's folder by itself."""
        return f"{self.base}/doc/tree/{quote(file)}?token={self.token}"

    def ask(self, what: str, method: str = "GET", body: object = None) -> HTTPResponse:
        """Ask the REST API below /api. Raises `OSError` where it does not answer or refuses."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.base}/api/{what}", data, headers, method=method)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        return cast(HTTPResponse, direct.open(request, timeout=10))


def start(
    folder: str | Path,
    lang: str,
    *,
    tell: Callable[[str], object] = lambda address: None,
    port: int | None = None,
    open_browser: bool = True,
    extra: Sequence[str] = (),
) -> int:
    """Run JupyterLab on a workshop's folder until it ends or Ctrl+C; return its exit code.

    `tell` gets the address once it answers; `extra` are options for `jupyter lab`.
    Raises `WorkshopError` where the port is taken or JupyterLab does not start.
    """
    server = serving(folder, lang, port=port, open_browser=open_browser, extra=extra)
    with _ending_on_signals() as asked, suppress(KeyboardInterrupt), server as lab:
        tell(lab.address)
        while not asked:
            with suppress(subprocess.TimeoutExpired):
                return max(0, lab.process.wait(_LOOKING_SECONDS))  # whoever ended it by a signal meant to
    return 0


@contextmanager
def serving(
    folder: str | Path,
    lang: str,
    *,
    port: int | None = None,
    open_browser: bool = False,
    extra: Sequence[str] = (),
) -> Iterator[Lab]:
    """Give a JupyterLab that answers, and end it and its kernels afterwards."""
    first = f"notebooks/{lang}/{FIRST}.ipynb"
    with tempfile.TemporaryDirectory(prefix="journeykit-", ignore_cleanup_errors=True) as name:
        home, root = Path(name), Path(folder).resolve()
        number = _port(port) if port else _usual_port(root)
        settings.settle(home, lang, folder=root, port=number, first=first, open_browser=open_browser)
        token, log = secrets.token_urlsafe(24), home / "jupyter.log"
        process = _launch(home, token, extra, log)
        try:
            lab = Lab(f"http://127.0.0.1:{number}", token, first, process)
            _wait(lab, log)
            _warm(lab)
            yield lab
        finally:
            _end(process)
            _gather(root)


def _usual_port(folder: Path) -> int:
    """Return the same port at each start: what a browser keeps for a page, it keeps for its address."""
    usual = _FIRST_PORT + int(hashlib.sha256(os.fsencode(folder)).hexdigest(), 16) % _PORTS
    try:
        return _port(usual)
    except WorkshopError:
        return _port(0)


def _port(wanted: int) -> int:
    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere this takes ports away from others
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise WorkshopError("port_taken", port=wanted) from error
        return int(probe.getsockname()[1])


def _launch(home: Path, token: str, extra: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as sink:
        # A session of its own: Ctrl+C reaches us alone, and we end the server in an orderly way.
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "jupyterlab", *extra],
            cwd=home,  # Jupyter reads settings, which may be programs, from the folder that it starts in
            env=os.environ | settings.environment(home) | {"JUPYTER_TOKEN": token},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait(lab: Lab, log: Path) -> None:
    """Return when the server answers. Raises `WorkshopError` with its last words where it does not."""
    until = time.monotonic() + _STARTING_SECONDS
    while lab.process.poll() is None and time.monotonic() < until:
        with suppress(OSError), lab.ask(""):
            return
        time.sleep(0.05)
    words = log.read_text("utf-8", errors="replace").strip().splitlines() or [""]
    raise WorkshopError("lab_failed", reason=words[-1])


def _warm(lab: Lab) -> None:
    """Start the first page's kernel while the browser still loads JupyterLab: a second less to wait."""
    wanted = {"path": lab.first, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
    with suppress(OSError), lab.ask("sessions", "POST", wanted):
        pass


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _gather(folder: Path) -> None:
    """Let SQLite bring what ended kernels wrote into the one file that people copy."""
    with suppress(JourneyError):
        workshop.open(folder).close()


@contextmanager
def _ending_on_signals() -> Iterator[list[int]]:
    """Let Ctrl+C, a closed terminal or a polite kill end the server; give the signals that came.

    An exception that is raised while something is cleared away gets lost: then the list still tells.
    """
    asked: list[int] = []

    def end(number: int, _: object) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    try:
        before = {number: signal.signal(number, end) for number in numbers}
    except ValueError:  # not in the main thread: whoever runs us there ends us
        before = {}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
