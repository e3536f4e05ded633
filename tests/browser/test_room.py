"""A short workshop in the room: one facilitator, three participants, from the join link to the deck."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from journeykit.workshop import Workshop

Served = Any
"""A room's server and the browsers that come to it (see conftest.py)."""

Wait = Callable[..., None]


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
    expect(ben.page.locator("#line")).to_have_attribute("data-state", "waiting")
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
