"""The nudge under a note that may not be the customer's voice, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from journeykit import catalogue

Room = Any
Enter = Callable[..., Room]
"""Opens a page with one panel (see conftest.py)."""

NOTE = {"stage": "aware", "lane": "action", "order": -99}
SAID = {"ja": ("弊社から提案する", "弊社"), "en": ("We pitch the demo", "We pitch")}
LEFT = '[data-note="mine"] .jk-nudge[data-left="{}"]'


def saved(room: Room) -> None:
    expect(room.page.locator(".jk-status")).to_have_attribute("data-state", "saved")


def write(room: Room, record: str, text: str) -> None:
    persona = room.workshop.journey.personas[0].id
    room.acting.put("note", record, persona=persona, text=text, **NOTE)


@pytest.mark.parametrize("guest", [False, True])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_nudge_asks_can_be_silenced_and_stays_so(enter: Enter, lang: str, guest: bool) -> None:
    room, words = enter("board", lang, guest=guest), catalogue.read("panels", lang)["board"]
    write(room, "mine", SAID[lang][0])
    room.load()
    nudge = room.page.locator('[data-note="mine"] .jk-nudge')
    expect(nudge).to_contain_text(SAID[lang][1])
    expect(nudge).to_contain_text(catalogue.say("wording.seller.ask.action", lang))
    nudge.locator("summary").click()
    expect(nudge.get_by_text(catalogue.say("wording.seller.why", lang))).to_be_visible()
    nudge.get_by_role("button", name=words["leave"]).click()
    expect(room.page.locator(LEFT.format("true"))).to_be_visible()
    saved(room)
    room.load()
    expect(room.page.locator(LEFT.format("true"))).to_be_visible()
    room.page.locator(LEFT.format("true")).get_by_role("button", name=words["ask_again"]).click()
    expect(room.page.locator(LEFT.format("false"))).to_be_visible()
    assert room.complaints == []


def test_nobody_is_asked_about_the_note_of_somebody_else(enter: Enter) -> None:
    room = enter("board", "ja", guest=True)
    persona = room.workshop.journey.personas[0].id
    room.workshop.put("note", "theirs", persona=persona, text="弊社から提案する", **NOTE)
    room.load()
    expect(room.page.locator('[data-note="theirs"]')).to_be_visible()
    expect(room.page.locator('[data-note="theirs"] .jk-nudge')).to_be_hidden()


def test_a_word_that_is_being_composed_is_not_disturbed(enter: Enter) -> None:
    room = enter("board", "ja")
    write(room, "mine", "検索する")
    room.load()
    room.page.locator('[data-note="mine"] .jk-row button').last.click()
    box = room.page.locator(".jk-editor textarea").first
    box.focus()
    cdp = room.page.context.new_cdp_session(room.page)
    cdp.send("Input.imeSetComposition", {"text": "へいしゃ", "selectionStart": 4, "selectionEnd": 4})
    room.workshop.put("note", "mine", text="弊社から提案する")
    room.look()
    room.page.wait_for_timeout(300)
    expect(room.page.locator(".jk-editor .jk-nudge")).to_be_hidden()
    assert "へいしゃ" in box.input_value()
