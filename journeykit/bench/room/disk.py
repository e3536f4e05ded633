"""A disk that is really full: a small one in memory, seen by one process and its children, gone with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from journeykit.bench.room.faults import Outcome, Trouble, suffered
from journeykit.bench.room.venue import Server

__all__ = ["brimful", "possible"]

_ALONE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
_MOUNT = ["mount", "-t", "tmpfs", "-o", "size=16m", "journeykit"]


def possible() -> bool:
    """Say whether this machine lets us have a disk of our own."""
    with tempfile.TemporaryDirectory() as name, suppress(OSError):
        return not subprocess.run([*_ALONE, *_MOUNT, name], capture_output=True).returncode
    return False


def brimful(times: int, people: int = 30) -> Outcome:
    """Let people save while their disk is full to the last byte `times` times, and free again."""
    script = f"from {__name__} import _suffer; _suffer({times}, {people})"
    command = [*_ALONE, sys.executable, "-c", script]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=300)
    return Outcome(*json.loads(done.stdout))


def _filling(ballast: Path) -> Trouble:
    """Return the trouble with a file that takes all the room there is."""

    def trouble(server: Server, times: int) -> None:
        for _ in range(times):
            time.sleep(0.5)
            with suppress(OSError), ballast.open("wb", buffering=0) as file:
                while file.write(bytes(1 << 16)):
                    pass
            time.sleep(0.5)
            ballast.unlink()

    return trouble


def _suffer(times: int, people: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        disk = Path(name)
        subprocess.run([*_MOUNT, disk], check=True)
        try:
            found = suffered(disk / "workshop", _filling(disk / "ballast"), times, people=people)
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)
    sys.stdout.write(json.dumps(found))
