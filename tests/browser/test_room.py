"""A short workshop in the room: one facilitator, three participants, from the join link to the deck."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from journeykit import workshop
from journeykit.workshop import Workshop

Wait = Callable[..., None]


class Served:
    """A room's server in a process of its own, and the browsers that come to it."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.strangers: list[str] = []
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
        if "ERR_INTERNET_DISCONNECTED" not in text:  # the browser's own words for the line that we cut
            self.complaints.append(text)

    def strange(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            self.strangers.append(url)

    def guest(self, name: str, lang: str, **how: Any) -> Guest:
        page = self.page(f"{self.join}?lang={lang}", **how)
        page.locator("#name").fill(name)
        page.locator("#role").select_option(index=2)
        page.locator("#join [type=submit]").click()
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
        expect(self.page.locator("#heading")).to_have_text(heading, timeout=15_000)

    def saved(self, panel: str) -> None:
        status = self.panel(panel).locator(".jk-status")
        expect(status).to_have_attribute("data-state", "saved", timeout=15_000)

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


def test_a_short_workshop_from_the_join_link_to_the_deck(served: Served, kept: Workshop, once: Wait) -> None:
    lead = served.page(served.lead, viewport={"width": 1280, "height": 900})
    steps = lead.locator('[data-jk-panel="cockpit"] .jk-agenda')
    open_step = lambda name: steps.get_by_role("button", name=name).click()  # noqa: E731
    reveal = lambda name: lead.get_by_role("button", name=f"Reveal: {name}").click()  # noqa: E731

    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    ann = served.guest("Ann", "en", **phone)
    sato = served.guest("佐藤", "ja", viewport={"width": 1180, "height": 820}, locale="ja-JP")
    ben = served.guest("Ben", "en", viewport={"width": 1024, "height": 768})
    expect(lead.locator('[data-jk-panel="cockpit"]')).to_contain_text("佐藤")

    open_step("01 Stages")
    for guest, heading in (
        (ann, "Agree on the stages"),
        (sato, "段階をそろえる"),
        (ben, "Agree on the stages"),
    ):
        guest.at(heading)
        guest.panel("stages_vote").locator(".jk-vote").first.click()
        guest.saved("stages_vote")
    assert kept.journey.votes == ()
    reveal("Votes on the stages")
    once(lambda: len(kept.journey.votes) == 3)

    open_step("03 Personas")
    personas = sato.panel("personas")
    personas.locator(".jk-add").click()
    personas.locator("[data-field=name] input").click()
    sato.compose("工場長の田中さん")
    sato.saved("personas")
    ben.panel("personas")
    expect(ben.page.locator("main")).not_to_contain_text("田中")
    reveal("Personas")
    expect(ben.panel("personas")).to_contain_text("工場長の田中さん")

    open_step("05 Map")
    ben.panel("board")
    ben.page.context.set_offline(True)
    ben.note("aware", "thought", lambda: ben.page.keyboard.insert_text("Is it only our line that stops?"))
    expect(ben.page.locator("#line")).to_have_attribute("data-state", "waiting", timeout=20_000)
    ann.note("aware", "action", lambda: ann.page.keyboard.insert_text("Asks a colleague at the other plant"))
    ann.saved("board")
    sato.note("aware", "question", lambda: sato.compose("他社はどう直しているのか"))
    sato.saved("board")
    assert kept.journey.notes == ()
    ben.page.context.set_offline(False)
    ben.saved("board")
    ben.panel("curve").locator("[role=slider], input[type=range]").first.press("ArrowUp")
    ben.saved("curve")
    reveal("Notes and feelings")
    for guest in (ann, sato, ben):
        expect(guest.panel("board")).to_contain_text("他社はどう直しているのか")
    wall = lead.locator('[data-jk-panel="wall"]')
    expect(wall).to_contain_text("Asks a colleague at the other plant")

    open_step("09 Share")
    with lead.expect_download() as download:
        lead.locator(".room-download").click()
    deck = download.value.path().read_text("utf-8")
    for text in (
        "工場長の田中さん", "Asks a colleague at the other plant", "他社はどう直しているのか",
        "Is it only our line that stops?",
    ):  # fmt: skip
        assert text in deck.replace("<wbr>", "").replace("\u200b", ""), text
