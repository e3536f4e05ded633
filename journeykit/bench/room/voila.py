"""The same form in Voilà: how long until everybody's page stands, and how much memory that takes."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from journeykit import workshop
from journeykit.bench.room.venue import megabytes
from journeykit.doors.lab import notebooks, settings

__all__ = ["installed", "opened"]

_PATIENCE = 120.0


def installed() -> bool:
    """Say whether Voilà is there to be measured."""
    return find_spec("voila") is not None


def opened(folder: Path, many: int) -> tuple[float, float]:
    """Return the seconds until `many` people have the form, and the megabytes it takes then."""
    workshop.create(folder, lang="en").close()
    notebooks.write(folder / "notebooks")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    home = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "voila", str(folder / "notebooks"), "--no-browser", f"--port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    serving = subprocess.Popen(command, env=os.environ | settings.environment(home), **quiet)  # type: ignore[call-overload]
    try:
        page = f"http://127.0.0.1:{port}/voila/render/en/03_personas.ipynb"
        _wait_for(f"http://127.0.0.1:{port}/")
        start = time.perf_counter()
        with ThreadPoolExecutor(many) as pool:
            assert all(pool.map(_drawn, [page] * many))
        return time.perf_counter() - start, megabytes(*_family(serving.pid))
    finally:
        serving.terminate()
        serving.wait(60)
        shutil.rmtree(home, ignore_errors=True)


def _get(address: str) -> str:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(address, timeout=_PATIENCE) as answer:
        return str(answer.read().decode())


def _drawn(page: str) -> bool:
    """Open the page, which ends when the kernel has run the notebook; its widgets come even later."""
    return "application/vnd.jupyter.widget-view+json" in _get(page)


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            _get(address)
            return
        time.sleep(0.2)
    raise TimeoutError(address)


def _family(pid: int) -> list[int]:
    """Return a process and all that it started, and they, and so on (Linux)."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found = re.search(r"\) \S (\d+)", stat.read_text("utf-8", "replace"))
            parents[int(stat.parent.name)] = int(found[1]) if found else 0
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family
