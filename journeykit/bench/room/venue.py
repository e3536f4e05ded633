"""The processes of a measurement: the room's server on a workshop's folder, and crowds of participants."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from journeykit import workshop

__all__ = ["Crowds", "Server", "crowds", "megabytes", "serving", "workshop_in"]


class Server:
    """A room's server in a process of its own; it can be killed and started anew on the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.code, self.key = "", ""
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start, and wait until it listens."""
        command = [sys.executable, "-m", "journeykit", "room", str(self.folder)]
        command += ["--no-qr", "--lang", "en", "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_settings())
        assert self._process.stdout
        for line in self._process.stdout:
            if found := re.search(r"/(j|lead)/(\S+)", line):
                self.code, self.key = self.code or found[2], found[2]
            if found and found[1] == "lead":
                return
        raise RuntimeError(self._process.wait())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int | None:
        """End the process, with SIGKILL in the middle of whatever it does; return what it ended with."""
        if self._process is None or self._process.stdout is None:
            return None
        self._process.send_signal(how)
        ended = self._process.wait(20)
        self._process.stdout.close()
        self._process = None
        return ended


def workshop_in(folder: Path, store: str = "", step: str = "05_map") -> str:
    """Make a workshop whose room is at a step, with one persona; return the persona's id."""
    workshop.create(folder, lang="en").close()
    if store:
        settings = folder / "workshop.toml"
        settings.write_text(settings.read_text("utf-8").replace("sqlite:///workshop.db", store), "utf-8")
    made = workshop.open(folder)
    persona = made.put("persona", name="Head of maintenance")
    made.put("room", "room", step=step)
    made.close()
    return persona.id


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve the room of the workshop in `folder`."""
    server = Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


class Crowds:
    """Processes full of participants, who act all at once."""

    def __init__(self, processes: list[subprocess.Popen[str]]) -> None:
        self._processes = processes

    def wait(self) -> None:
        """Wait until all processes have started."""
        self._send([{"do": "wait"}] * len(self._processes))
        self.reports()

    def open(self, server: Server, many: int) -> float:
        """Let `many` people come at once; return the seconds until the last could begin."""
        share, at = many // len(self._processes), time.monotonic() + 0.5
        order = {"do": "open", "port": server.port, "code": server.code, "many": share, "at": at}
        self._send([{**order, "first": n * share} for n in range(len(self._processes))])
        return max(float(report["ready"]) for report in self.reports()) - at

    def lead(self, server: Server) -> None:
        """Open the facilitator's screens, in the first process."""
        idle = [{"do": "wait"}] * (len(self._processes) - 1)
        self._send([{"do": "lead", "port": server.port, "key": server.key}, *idle])
        self.reports()

    def save(self, persona: str, rate: float, seconds: float) -> list[dict[str, Any]]:
        """Save `rate` times a second in all; return what each process sent and saw."""
        count, at = len(self._processes), time.monotonic() + 0.5
        order = {"do": "save", "persona": persona, "rate": rate / count, "seconds": seconds}
        self._send([{**order, "at": at + n / rate} for n in range(count)])
        return self.reports()

    def write(self, persona: str, pause: float) -> None:
        """Let everybody begin to save notes, whatever happens, with a `pause` in seconds after each."""
        self._send([{"do": "write", "persona": persona, "pause": pause}] * len(self._processes))
        self.reports()

    def rest(self) -> tuple[list[str], int]:
        """Let everybody finish; return the texts that were acknowledged, and how many refusals there were."""
        self._send([{"do": "rest"}] * len(self._processes))
        reports = self.reports()
        told = [text for report in reports for text in report["told"]]
        return told, sum(report["refused"] for report in reports)

    def reports(self) -> list[dict[str, Any]]:
        """Return the answers to the last order."""
        return [json.loads(process.stdout.readline()) for process in self._processes if process.stdout]

    def _send(self, orders: list[dict[str, Any]]) -> None:
        for process, order in zip(self._processes, orders, strict=True):
            assert process.stdin
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()


@contextmanager
def crowds(processes: int = 2) -> Iterator[Crowds]:
    """Start processes for participants; they end with the block."""
    command = [sys.executable, "-m", "journeykit.bench.room.crowd"]
    with ExitStack() as stack:
        started = []
        for _ in range(processes):
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_settings()
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            started.append(process)
        crowd = Crowds(started)
        crowd.wait()
        yield crowd


def megabytes(*pids: int) -> float:
    """Return the memory of processes, what they share counted once (Linux)."""
    kilobytes = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        kilobytes += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return kilobytes / 1000


def _settings() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
