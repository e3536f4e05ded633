"""A real browser and a real JupyterLab. What a page is like is told by markers, never by waiting a while."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from journeykit import workshop
from journeykit.bench.open import ARGUMENTS, chromium
from journeykit.doors.lab import notebooks, server

# JupyterLab's own words on the console in an ordinary visit; anything else is ours to mend.
TOLERATED: tuple[str, ...] = ()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        told = "NO BROWSER: no Chromium was found, so nothing in tests/browser was tested"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@dataclass
class Guided:
    """A guided page in a browser profile of its own."""

    lab: server.Lab
    folder: Path
    page: Page
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda m: self.complain(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complain(str(error)))
        self.page.on("request", lambda request: self.watch(request.url))

    def complain(self, text: str) -> None:
        if not text.startswith(TOLERATED or ("\0",)):
            self.complaints.append(text)

    def watch(self, url: str) -> None:
        if not url.startswith((self.lab.base, "blob:", "data:")):
            self.strangers.append(url)

    def open(self, step: str, lang: str = "ja", mode: str = "doc") -> None:
        self.page.goto(f"{self.lab.base}/{mode}/tree/notebooks/{lang}/{step}.ipynb?token={self.lab.token}")

    def state(self, state: str) -> None:
        self.page.wait_for_selector(f'.jk-guided[data-jk-state="{state}"]', timeout=30_000)

    def panel(self, name: str) -> Locator:
        found = self.page.locator(f'.jk-guided [data-jk-panel="{name}"][data-jk-state="ready"]')
        found.wait_for(timeout=30_000)
        return found

    def answer(self, panel: str, field: str) -> Locator:
        return self.panel(panel).locator(f'[data-field="{field}"]').locator("input, textarea").first

    def inside(self, script: str) -> Any:
        """Return what a script says of the page's notebook, `nb`."""
        front = "[...window.jupyterapp.shell.widgets('main')][0].content"
        return self.page.evaluate(f"() => {{ const nb = {front}; return {script}; }}")

    def connected(self) -> None:
        """Wait until the page hears of its kernel."""
        session = "[...window.jupyterapp.shell.widgets('main')][0].sessionContext.session"
        self.page.wait_for_function(f"() => {session}?.kernel?.connectionStatus === 'connected'")

    def kernels(self) -> list[str]:
        with self.lab.ask("kernels") as answer:
            return [kernel["id"] for kernel in json.load(answer)]

    def kernel_process(self) -> int:
        """Return the number of the one running kernel's process."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.lab.process.pid)], capture_output=True
        )
        (line,) = [line for line in listed.stdout.decode().splitlines() if "ipykernel" in line]
        return int(line.split()[0])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workshop.create(tmp_path_factory.mktemp("lab") / "workshop", lang="ja")
    made.close()
    shutil.copy(made.folder / "workshop.db", made.folder.parent / "empty.db")
    return made.folder


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[server.Lab]:
    notebooks.write(folder / "notebooks")
    with server.serving(folder, "ja", extra=["--LabApp.expose_app_in_browser=True"]) as started:
        yield started


@pytest.fixture
def lab(running: server.Lab, folder: Path) -> server.Lab:
    """One JupyterLab for all tests of a module; each finds it without kernels, answers or changes."""
    with running.ask("sessions") as answer:
        for session in json.load(answer):
            running.ask(f"sessions/{session['id']}", "DELETE").close()
    for file in folder.glob("workshop.db*"):
        file.unlink()
    shutil.copy(folder.parent / "empty.db", folder / "workshop.db")
    notebooks.write(folder / "notebooks")
    return running


@pytest.fixture
def guided(browser: Browser, lab: server.Lab, folder: Path) -> Iterator[Guided]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    yield Guided(lab, folder, context.new_page())
    context.close()


@pytest.fixture
def once() -> Callable[..., None]:
    """Wait until something outside the page holds."""
    import time

    def wait(holds: Callable[[], bool], seconds: float = 15) -> None:
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, "it never came about"
            time.sleep(0.05)

    return wait
