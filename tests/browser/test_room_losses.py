"""Nothing that was typed in the room is lost: a lost line, a scribe, a refusal, a reload, a second device."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from journeykit.evidence import rules as rulefile
from journeykit.evidence.place import place
from journeykit.evidence.rules import Rule, Rules
from journeykit.workshop import Workshop

Served = Any
Guest = Any
"""A room's server and those who come to it (see conftest.py)."""

Wait = Callable[..., None]

PLACE = ("aware", "thought")


@pytest.fixture
def ann(served: Served, kept: Workshop) -> Guest:
    """Somebody at the map, with everything revealed, so that the log tells at once what arrived."""
    kept.put("room", "room", step="05_map", revealed=["personas", "issues", "map"])
    guest = served.guest("Ann", "en", viewport={"width": 1180, "height": 844})
    guest.panel("board")
    return guest


def write(guest: Guest, words: str) -> None:
    guest.note(*PLACE, lambda: guest.page.keyboard.insert_text(words))


def texts(kept: Workshop) -> list[str]:
    return [note.text for note in kept.journey.notes]


def named(kept: Workshop, name: str) -> str:
    return next(person.id for person in kept.journey.participants if person.name == name)


def line(guest: Guest, state: str) -> None:
    expect(guest.page.locator("#line")).to_have_attribute("data-state", state)


def stored(guest: Guest) -> list[str]:
    """Return what the browser keeps for the room."""
    return list(
        guest.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('journeykit'))")
    )


def write_for(guest: Guest, name: str) -> None:
    """Let a guest write for somebody at their table."""
    guest.page.locator("footer summary").click()
    guest.page.locator("#other-name").fill(name)
    guest.page.locator("#scribe [type=submit]").click()
    guest.page.locator("#writer select").select_option(label=name)
    expect(guest.page.locator("#proxy")).to_contain_text(name)
    guest.panel("board")


@pytest.mark.parametrize("reloads", [False, True])
def test_what_a_scribe_wrote_offline_is_delivered_as_that_person(
    ann: Guest, kept: Workshop, once: Wait, reloads: bool
) -> None:
    write_for(ann, "Bob")
    ann.page.context.set_offline(True)
    write(ann, "what Bob said")
    ann.page.locator("#writer select").select_option(index=0)
    line(ann, "waiting")
    ann.page.context.set_offline(False)
    if reloads:
        ann.page.reload()
    once(lambda: texts(kept) == ["what Bob said"])
    (change,) = [change for change in kept.changes if change.kind == "note"]
    assert change.author == named(kept, "Bob")
    line(ann, "saved")
    assert stored(ann) == []


def test_words_for_somebody_who_was_removed_wait_until_they_are_back(
    served: Served, ann: Guest, kept: Workshop, once: Wait
) -> None:
    served.tolerated += ("status of 403",)
    write_for(ann, "Bob")
    bob = named(kept, "Bob")
    ann.page.context.set_offline(True)
    write(ann, "what Bob said")
    kept.drop("participant", bob)
    ann.page.context.set_offline(False)
    expect(ann.page.locator("#proxy")).to_contain_text("Bob is no longer on the list")
    ann.panel("board")
    line(ann, "refused")
    kept.put("participant", bob)
    ann.page.locator("#writer select").select_option(label="Bob")
    once(lambda: texts(kept) == ["what Bob said"])


def test_a_scribe_stays_when_the_person_they_write_for_is_removed(ann: Guest, kept: Workshop) -> None:
    write_for(ann, "Bob")
    kept.drop("participant", named(kept, "Bob"))
    expect(ann.page.locator("#proxy")).to_contain_text("Bob is no longer on the list")
    assert ann.page.locator("#writer select").input_value() == named(kept, "Ann")
    write(ann, "what Ann says")
    ann.saved("board")
    assert texts(kept) == ["what Ann says"]


def test_who_was_removed_while_offline_is_told_and_comes_back_with_their_words(
    served: Served, ann: Guest, kept: Workshop, once: Wait
) -> None:
    served.tolerated += ("status of 410", "status of 401")
    who = named(kept, "Ann")
    ann.page.context.set_offline(True)
    write(ann, "written before I knew")
    kept.drop("participant", who)
    ann.page.context.set_offline(False)
    line(ann, "gone")
    kept.put("participant", who)
    once(lambda: texts(kept) == ["written before I knew"], 30)
    line(ann, "saved")


def test_what_was_not_added_yet_is_there_after_a_reload_and_a_step_switch(
    ann: Guest, kept: Workshop, once: Wait
) -> None:
    ann.panel("board").locator('[data-stage="aware"][data-lane="need"] ~ .jk-plus').click()
    box = ann.page.locator(".jk-new textarea")
    ann.page.keyboard.insert_text("x" * 401)
    ann.page.reload()
    expect(box).to_have_value("x" * 401)
    kept.put("room", "room", step="03_personas")
    ann.panel("personas")
    kept.put("room", "room", step="05_map")
    expect(box).to_have_value("x" * 401)
    box.press("Backspace")
    box.press("Enter")
    once(lambda: texts(kept) == ["x" * 400])
    ann.saved("board")
    assert stored(ann) == []


def test_what_waits_is_sent_in_the_order_in_which_it_was_written(
    ann: Guest, kept: Workshop, once: Wait
) -> None:
    wait = """([who, ids]) => {
      const { workshop } = JSON.parse(document.getElementById("page").textContent);
      for (const id of ids) {
        const message = { id, do: "put", kind: "persona", record: "mine", fields: { name: id } };
        const slot = `journeykit:${workshop}/${who}:personas:persona/mine/name`;
        localStorage.setItem(`${slot}|${id}`, JSON.stringify({ ...message, answer: true }));
      }
    }"""
    ids = [f"0190000{n}-0000-7000-8000-000000000000" for n in (5, 2, 9, 1, 7, 3)]
    ann.page.evaluate(wait, [named(kept, "Ann"), ids])
    ann.page.reload()
    once(lambda: kept.journey.count("persona") == 2)
    once(lambda: stored(ann) == [])
    assert kept.journey.get("persona", "mine").name == max(ids)  # type: ignore[union-attr]


def test_one_person_at_two_devices_loses_nothing(
    served: Served, ann: Guest, kept: Workshop, once: Wait
) -> None:
    kept.put("room", "room", step="03_personas")
    ann.panel("personas").locator(".jk-add").click()
    ann.panel("personas").locator("[data-field=name] input").fill("Sarah")
    ann.saved("personas")
    ann.page.locator("footer summary").click()
    ann.page.locator("#device").click()
    link = ann.page.locator("#device-link a")
    expect(link).to_have_text(re.compile("/again/"))
    page = served.page(link.inner_text())
    page.locator("[type=submit]").click()
    phone = served.seat(page)
    phone.panel("personas")
    ann.page.context.set_offline(True)
    ann.panel("personas").locator("[data-field=name] input").fill("Sarah Kato")
    phone.panel("personas").locator("[data-field=job] input").fill("Plant manager")
    phone.saved("personas")
    ann.panel("personas").locator("[data-field=situation] textarea").fill("Three lines, one mechanic")
    kept.put("room", "room", step="05_map")
    write(phone, "from the phone")
    phone.saved("board")
    line(ann, "waiting")
    ann.page.context.set_offline(False)
    write(ann, "from the laptop")
    once(lambda: {*texts(kept)} == {"from the phone", "from the laptop"})

    def told() -> list[tuple[str, str, str]]:
        return [(p.name, p.job, p.situation) for p in kept.journey.personas if p.id != "kato"]

    once(lambda: told() == [("Sarah Kato", "Plant manager", "Three lines, one mechanic")])


@pytest.mark.parametrize("size", [5_500, 20_000])  # a browser carries 64 KiB past its page, a room takes less
def test_rules_that_are_too_long_to_send_are_told_and_change_nothing(
    served: Served, kept: Workshop, size: int
) -> None:
    at = place(served.folder)
    at.make()
    rulefile.write(at.rules, Rules(rules=(Rule(what=("call",), stage="interest"),)), "en")
    before = at.rules.read_text("utf-8")
    kept.put("room", "room", step="07_evidence")
    served.tolerated = (*served.tolerated, "413")
    page = served.page(served.lead)
    page.goto(f"{served.base}/desk?lang=en")
    rule = page.locator(".jk-rule")
    rule.locator("summary").click()
    box = rule.get_by_label("Kind of event")
    box.fill(" | ".join(f"kind {n}" for n in range(size)))
    box.blur()
    expect(page.locator("[data-jk-panel=rules] [role=alert]")).to_contain_text("too long to be sent")
    assert at.rules.read_text("utf-8") == before
