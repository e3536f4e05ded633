"""The guided notebooks in a real Voilà, as they are: the same panels, and nothing fetched from elsewhere."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from journeykit import catalogue, workshop
from journeykit.doors.lab import notebooks, settings

Once = Callable[..., None]

DEPLOY = str(Path(__file__).parents[2] / "deploy" / "voila")
GOODBYE = "/voila/api/shutdown/"  # Voilà's own farewell, which its own check refuses (voila issue 1458)


@pytest.fixture(scope="module")
def voila(folder: Path, once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Voilà with our settings, on a workshop's notebooks."""
    notebooks.write(folder / "notebooks")
    home = tmp_path_factory.mktemp("voila")
    ours = {"JUPYTER_PATH": DEPLOY, "JUPYTER_CONFIG_PATH": DEPLOY, "PYTHONDONTWRITEBYTECODE": "1"}
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (home / "log").open("wb") as log:
        started = subprocess.Popen(
            [sys.executable, "-m", "voila", str(folder / "notebooks"), "--no-browser", f"--port={port}"],
            env=os.environ | settings.environment(home) | ours,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        once(lambda: answers(f"http://127.0.0.1:{port}/"), 60)
        yield f"http://127.0.0.1:{port}/"
    finally:
        started.terminate()
        started.wait(30)


def answers(address: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with suppress(OSError), direct.open(address, timeout=5) as answer:
        return bool(answer.status == 200)
    return False


@dataclass
class Visit:
    """A page of Voilà, and what its browser complained of or asked strangers for."""

    base: str
    page: Page
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.watch(request.url))

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and GOODBYE not in message.location["url"]:
            self.complaints.append(message.text)

    def watch(self, url: str) -> None:
        if not url.startswith((self.base, "blob:", "data:")):
            self.strangers.append(url)

    def open(self, step: str, lang: str) -> None:
        self.page.goto(f"{self.base}voila/render/{lang}/{step}.ipynb")

    def panel(self, name: str) -> Locator:
        found = self.page.locator(f'[data-jk-panel="{name}"][data-jk-state="ready"]')
        found.wait_for(timeout=60_000)  # a kernel starts for each page
        return found


@pytest.fixture
def visit(browser: Browser, voila: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    context.set_default_navigation_timeout(60_000)
    yield Visit(voila, context.new_page())
    context.close()


@pytest.mark.parametrize(("step", "lang"), [("03_personas", "ja"), ("05_map", "ja"), ("04_issues", "en")])
def test_a_notebook_opens_in_voila_without_code_or_strangers(visit: Visit, step: str, lang: str) -> None:
    visit.open(step, lang)
    told = catalogue.read("steps", lang)["steps"][step]
    for name in told["panels"]:
        expect(visit.panel(name)).to_be_visible()
    assert "import journeykit" not in visit.page.inner_text("body")
    assert (visit.complaints, visit.strangers) == ([], [])


def names(folder: Path) -> list[str]:
    with closing(workshop.open(folder)) as opened:
        return [persona.name for persona in opened.journey.personas]


def test_what_is_typed_in_voila_is_in_the_workshop(visit: Visit, folder: Path, once: Once) -> None:
    visit.open("03_personas", "ja")
    visit.panel("personas").locator(".jk-add").click()
    name = visit.panel("personas").locator('[data-field="name"] input')
    name.fill("佐藤 設備課長")
    once(lambda: names(folder) == ["佐藤 設備課長"])
    expect(visit.panel("personas").locator(".jk-status")).to_have_attribute("data-state", "saved")
    visit.panel("recap").locator('a[data-jk-open="04_issues"]').click()
    visit.panel("issues")
    expect(visit.page.get_by_role("heading", name="課題を書き出す")).to_be_visible()
    assert (visit.complaints, visit.strangers) == ([], [])
