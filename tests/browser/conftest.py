"""A real browser and a real JupyterLab. What a page is like is told by markers, never by waiting a while."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from journeykit import panels, sample, workshop
from journeykit.bench.open import ARGUMENTS, chromium
from journeykit.doors.lab import notebooks, server
from journeykit.panels import Viewer
from journeykit.panels.backstage import LED, backstage
from journeykit.store import Store
from journeykit.workshop import Workshop

# JupyterLab's own words on the console in an ordinary visit; anything else is ours to mend.
TOLERATED: tuple[str, ...] = ()

expect.set_options(timeout=30_000)  # a machine that runs other tests beside takes its time


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


FOLLOW = """() => {
  const page = document.querySelector(".jk-guided");
  window.passed = [];
  const follow = () => window.passed.push(page.dataset.jkState);
  new MutationObserver(follow).observe(page, { attributeFilter: ["data-jk-state"] });
}"""


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

    @contextmanager
    def passing(self, *states: str) -> Iterator[None]:
        """Wait, after what is done within, until the page went through these states, however quickly."""
        self.page.evaluate(FOLLOW)
        yield
        self.page.wait_for_function("(ends) => window.passed.join(' ').endsWith(ends)", arg=" ".join(states))

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
        """Wait until the page's kernel has answered."""
        session = "[...window.jupyterapp.shell.widgets('main')][0].sessionContext.session"
        self.page.wait_for_function(f"() => {session}?.kernel?.info.then(() => true)")

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


@pytest.fixture(scope="session")
def once() -> Callable[..., None]:
    """Wait until something outside the page holds."""

    def wait(holds: Callable[[], bool], seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, "it never came about"
            time.sleep(0.05)

    return wait


# One panel on a page


DOOR = """async ([source, view]) => {
  const listeners = {}, state = { view };
  const tell = (name, value) => (listeners[name] ?? []).forEach((listener) => listener(value));
  const answered = ({ view, reply }) => {
    state.view = view;
    tell("change:view");
    if (reply) tell("msg:custom", reply);
  };
  const model = {
    get: (name) => state[name], on: (name, listener) => (listeners[name] ??= []).push(listener), off() {},
    send: (message) => { answer(message).then(answered); },
  };
  const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  module.default.render({ model, el: document.querySelector("main"), signal: new AbortController().signal });
}"""


POLICY = "default-src 'none'; script-src blob:; style-src 'nonce-test'"
"""What the room's pages allow: no style or script inside the page."""

STEPS = {
    "steps": "03_personas", "brief": "00_start", "stages": "01_stages", "stages_vote": "01_stages",
    "scope": "02_scope", "scope_vote": "02_scope", "personas": "03_personas", "library": "04_issues",
    "issues": "04_issues", "dots": "04_issues", "board": "05_map", "curve": "05_map",
    "playbook": "06_communication", "actions": "08_priorities", "actions_vote": "08_priorities",
    "ranks_vote": "08_priorities", "priorities": "08_priorities", "share": "09_share", "recap": "03_personas",
    "cockpit": "10_cockpit", "wall": "05_map", "themes": "05_map",
}  # fmt: skip


class Room:
    """One page with one panel of one workshop; with an author, the page of a participant.

    `open`: messages get in; `deaf`: answers get lost; `live`: the page asks for news by itself.
    """

    online: frozenset[str] | None = None

    def __init__(self, page: Page, workshop: Workshop, name: str, lang: str, author: str = "") -> None:
        self.page, self.workshop, self.name, self.author = page, workshop, name, author
        self.acting = workshop.acting_as(author) if author else workshop
        self.viewer = Viewer(lang, STEPS.get(name, "00_start"), name, "test", bool(author))
        self.open, self.deaf, self.live, self.complaints = True, False, False, []
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.expose_function("answer", self._answer)
        headers = {"content-security-policy": POLICY} if author else {}
        page.route(
            "http://panel.test/",
            lambda route: route.fulfill(body=self._html(), content_type="text/html", headers=headers),
        )
        self.load()

    def load(self) -> None:
        self.page.goto("http://panel.test/")
        self.page.evaluate(DOOR, [panels.script(self.name), self._view()])
        self.page.wait_for_selector("[data-jk-state=ready]")

    def look(self) -> None:
        """Let the page see what was changed elsewhere."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def beside(self, author: str = "") -> Room:
        """Return another page with the same panel; the person is the same unless named."""
        page = self.page.context.new_page()
        return Room(page, self.workshop, self.name, self.viewer.lang, author or self.author)

    def _html(self) -> str:
        head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>panel</title>'
        start = f'<!doctype html><html lang="{self.viewer.lang}">{head}'
        return f'{start}<style nonce="test">{panels.style()}</style><main></main>'

    def _looking(self) -> Viewer:
        led = self.name in LED and not self.author
        behind = backstage(self.workshop, online=self.online) if led else None
        return self.viewer._replace(backstage=behind)

    def _view(self) -> dict[str, Any]:
        view = panels.show(self.name, self.acting.journey, self._looking())
        mine = [record for _, record in self.workshop.curtain.own(self.author)]
        return {**view, "mine": mine} if self.author else {**view, "live": self.live}

    def _answer(self, message: Any) -> dict[str, Any]:
        known = isinstance(message, dict) and message.get("do") == "look"
        answered = self.open and not known
        reply = panels.act(self.name, self.acting, self._looking(), message) if answered else None
        return {"view": self._view(), "reply": None if self.deaf else reply}


@pytest.fixture
def enter(browser: Browser) -> Iterator[Callable[..., Room]]:
    contexts, rooms = [], []

    def make(
        name: str,
        lang: str = "ja",
        *,
        filled: bool = True,
        width: int = 1180,
        touch: bool = False,
        guest: bool = False,
    ) -> Room:
        workshop = Workshop(Store(), lang=lang)
        if filled:
            sample.fill(workshop, lang)
        for author in ("p-me", "p-other"):
            workshop.put("participant", author) if guest else None
        contexts.append(browser.new_context(viewport={"width": width, "height": 844}, has_touch=touch))
        rooms.append(Room(contexts[-1].new_page(), workshop, name, lang, "p-me" if guest else ""))
        return rooms[-1]

    yield make
    complaints = [complaint for room in rooms for complaint in room.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


# The room: its server and those who come to it


class Served:
    """A room's server in a process of its own, and the browsers that come to it."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.tolerated = ("ERR_INTERNET_DISCONNECTED",)  # the browser's own words for the line that we cut
        self.out = folder.parent / "room.out"
        with self.out.open("wb") as out:
            command = [sys.executable, "-m", "journeykit", "room", str(folder), "--no-qr", "--port", "0"]
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        self.join, self.lead = self._link("j"), self._link("lead")
        self.base = self.join.split("/j/")[0]

    def _link(self, kind: str) -> str:
        until = time.monotonic() + 60
        while not (found := re.search(rf"http\S+/{kind}/\S+", self.out.read_text("utf-8"))):
            assert self.process.poll() is None, self.out.read_text("utf-8")
            assert time.monotonic() < until
            time.sleep(0.05)
        return found[0]

    def page(self, address: str, **how: Any) -> Page:
        self.contexts.append(self.browser.new_context(**how))
        page = self.contexts[-1].new_page()
        page.on("console", lambda m: self.complain(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda r: r.url.startswith(self.base) or self.strange(r.url))
        page.goto(address)
        return page

    def complain(self, text: str) -> None:
        if not any(words in text for words in self.tolerated):
            self.complaints.append(text)

    def strange(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            self.strangers.append(url)

    def guest(self, name: str, lang: str, **how: Any) -> Guest:
        page = self.page(f"{self.join}?lang={lang}", **how)
        page.locator("#name").fill(name)
        page.locator("#role").select_option(index=2)
        page.locator("#join [type=submit]").click()
        return self.seat(page)

    def seat(self, page: Page) -> Guest:
        page.wait_for_url("**/room")
        return Guest(page)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.process.terminate()
        self.process.wait(15)


class Guest:
    """A participant at their own screen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def panel(self, name: str) -> Locator:
        found = self.page.locator(f'[data-jk-panel="{name}"][data-jk-state="ready"]')
        expect(found).to_be_visible(timeout=15_000)
        return found

    def at(self, heading: str) -> None:
        expect(self.page.locator("#heading")).to_have_text(heading)

    def saved(self, panel: str) -> None:
        status = self.panel(panel).locator(".jk-status")
        expect(status).to_have_attribute("data-state", "saved")

    def compose(self, word: str) -> None:
        """Write a word as a Japanese input method does: piece by piece, then confirmed."""
        typing = self.page.context.new_cdp_session(self.page)
        for end in range(1, len(word) + 1):
            piece = {"text": word[:end], "selectionStart": end, "selectionEnd": end}
            typing.send("Input.imeSetComposition", piece)
        typing.send("Input.insertText", {"text": word})

    def note(self, stage: str, lane: str, write: Callable[[], None]) -> None:
        board = self.panel("board")
        choose = board.locator(f'.jk-cell[data-stage="{stage}"][data-lane="{lane}"]')
        if not choose.is_visible():  # a phone shows one stage at a time
            board.locator("select.jk-look, .jk-stages-look select").first.select_option(stage)
        choose.locator("xpath=..").locator(".jk-plus").click()
        write()
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")


@pytest.fixture
def served(browser: Browser, tmp_path: Path) -> Iterator[Served]:
    made = workshop.create(tmp_path / "workshop", lang="en")
    made.put("brief", title="Maintenance cloud", product="Maintenance cloud")
    made.put("persona", "kato", name="Kato")
    made.close()
    opened = Served(browser, made.folder)
    yield opened
    opened.close()
    assert (opened.complaints, opened.strangers) == ([], [])


@pytest.fixture
def kept(served: Served) -> Iterator[Workshop]:
    found = workshop.open(served.folder)
    yield found
    found.close()
