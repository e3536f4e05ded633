"""How long a guided notebook takes from opening its address to being usable, in a real browser.

The peer is the same notebook in the same JupyterLab without guided mode, until its kernel is idle: nothing
has been run there yet.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from journeykit import workshop
from journeykit.bench import Row
from journeykit.doors.lab import notebooks, server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["ARGUMENTS", "PLAIN", "USABLE", "chromium", "run", "seconds"]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
USABLE = '.jk-guided[data-jk-state="ready"] [data-jk-panel="recap"][data-jk-state="ready"]'
"""What stands on a guided page once it can be used: its last panel."""
PLAIN = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'

_GOAL = 6.0


def chromium() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def run(rounds: int = 5) -> list[Row]:
    """Open the first step as `journeykit start` does, each time with a fresh server and browser profile."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name, "workshop")
        _make(folder)
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        pairs = [_pair(browser, folder) for _ in range(rounds)]
        browser.close()
    ours, peer = (median(side) for side in zip(*pairs, strict=True))
    return [
        Row(
            "guided notebook, opened to usable",
            f"{ours:.1f} s",
            f"JupyterLab, opened to idle: {peer:.1f} s",
            f"{ours / peer:.2f}",
            "<= 6 s",
            ours <= _GOAL,
        )
    ]


def seconds(browser: Browser, address: str, mark: str = USABLE) -> float:
    """Return the seconds from asking for `address` in a new browser profile until `mark` is there."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(mark, timeout=60_000, state="attached")
    taken = time.perf_counter() - start
    context.close()
    return taken


def _make(folder: Path) -> None:
    """Make a workshop, and beside the guided step the same notebook without guided mode."""
    workshop.create(folder, lang="en").close()
    notebooks.write(folder / "notebooks")
    book = json.loads((folder / f"notebooks/en/{notebooks.FIRST}.ipynb").read_text("utf-8"))
    del book["metadata"]["journeykit"]
    (folder / "notebooks/en/plain.ipynb").write_text(json.dumps(book), "utf-8")


def _pair(browser: Browser, folder: Path) -> tuple[float, float]:
    with server.serving(folder, "en") as lab:
        ours = seconds(browser, lab.address)
    with server.serving(folder, "en") as lab:
        return ours, seconds(browser, lab.link("notebooks/en/plain.ipynb"), PLAIN)
