"""Cockpit and wall in a real browser: the clock, the reveal, merging; by mouse, touch and keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from journeykit import workshop
from journeykit.records import own_id

Room = Any
Enter = Callable[..., Room]
"""Opens a page with one panel (see conftest.py)."""

PEOPLE = {"p-1": ("佐藤", "inside_sales"), "p-2": ("<b>Lee</b>", "customer_success"), "p-3": ("鈴木", "")}


def gather(room: Room, step: str, *, revealed: tuple[str, ...] = ()) -> Room:
    """Let three people join, one of them with a scribe, and open a step."""
    for person, (name, role) in PEOPLE.items():
        scribe = "p-1" if person == "p-3" else ""
        room.workshop.put("participant", person, name=name, role=role, scribe=scribe)
    room.workshop.put("room", step=step, revealed=list(revealed))
    room.online = frozenset({"p-1"})
    return room


def told(room: Room, state: str = "saved") -> None:
    expect(room.page.locator(".jk-status")).to_have_attribute("data-state", state)


def press(room: Room, name: str | re.Pattern[str], at: int = 0) -> None:
    room.page.get_by_role("button", name=name).nth(at).click()
    told(room)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [390, 1180])
@pytest.mark.parametrize(
    ("name", "step"), [("cockpit", "04_issues"), ("wall", "04_issues"), ("wall", "01_stages")]
)
def test_a_full_room_is_accessible_and_fits(
    enter: Enter, name: str, step: str, lang: str, width: int
) -> None:
    room = gather(enter(name, lang, width=width), step, revealed=("issues", "dots", "stages"))
    room.workshop.acting_as("p-1").put(
        "vote", own_id("p-1", "stages.aware"), round="stages", item="aware", weight=1
    )
    room.workshop.put("room", highlight=room.workshop.journey.issues[0].id)
    room.load()
    found = Axe().run(room.page).response["violations"]
    serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []
    assert room.page.evaluate("document.documentElement.scrollWidth") <= width
    assert room.page.locator("main b b, main script").count() == 0


def test_a_click_takes_everybody_to_a_step(enter: Enter) -> None:
    room = enter("cockpit", "en")
    press(room, "Next: Start")
    press(room, "Next: Stages")
    assert room.workshop.journey.room.step == "01_stages"
    expect(room.page.locator("[aria-current=step]")).to_contain_text("01 Stages")
    room.page.locator(".jk-agenda button").nth(3).focus()
    room.page.keyboard.press("Enter")
    told(room)
    assert room.workshop.journey.room.step == "03_personas"


def test_the_clock_runs_by_the_servers_time_and_says_when_it_is_over(enter: Enter) -> None:
    room = gather(enter("cockpit", "en"), "03_personas")
    room.page.clock.install(time="2031-01-01T00:00:00Z")  # the device is years off
    room.load()
    expect(room.page.get_by_role("spinbutton")).to_have_value("30")
    room.page.get_by_role("spinbutton").fill("2")
    press(room, "Start", -1)
    expect(room.page.get_by_role("timer")).to_have_text(re.compile(r"^(2:00|1:5\d)$"))
    room.page.clock.run_for(100_000)
    expect(room.page.get_by_role("timer")).to_have_text(re.compile(r"^0:[12]\d$"))
    room.page.clock.run_for(60_000)
    expect(room.page.get_by_role("timer")).to_have_text(re.compile(r"^\+0:[34]\d$"))
    expect(room.page.locator(".jk-clock-told")).to_have_text("over time")


def test_a_clock_is_halted_and_goes_on(enter: Enter) -> None:
    room = gather(enter("cockpit", "en"), "03_personas")
    room.load()
    press(room, "Start", -1)
    press(room, "Pause")
    assert 30 * 60 - 10 <= room.workshop.journey.room.left <= 30 * 60
    press(room, "+5 min")
    press(room, "Resume")
    assert room.workshop.journey.room.deadline
    press(room, "Clear")
    expect(room.page.locator(".jk-clock-told")).to_have_text("not running")


def test_a_reveal_shows_what_waited(enter: Enter) -> None:
    room = gather(enter("cockpit", "en"), "04_issues")
    room.workshop.acting_as("p-1").put("issue", "i1", text="hidden so far")
    room.load()
    expect(room.page.locator(".jk-rounds")).to_contain_text("Answers waiting: 1 (people: 1)")
    press(room, "Reveal: Issues")
    assert room.workshop.journey.room.revealed == ("issues", "personas")
    press(room, "Undo")
    assert room.workshop.journey.room.revealed == ()
    expect(room.page.locator(".jk-status")).to_contain_text("Taken back: the reveal")


def test_somebody_is_removed_after_a_question(enter: Enter) -> None:
    room = gather(enter("cockpit", "ja"), "04_issues")
    room.load()
    expect(room.page.locator(".jk-people tbody th")).to_have_text(
        ["佐藤", "<b>Lee</b>", re.compile("鈴木.*佐藤.*代筆")]
    )
    room.page.get_by_role("button", name="「<b>Lee</b>」を参加者から外す").click()
    room.page.get_by_role("button", name="やめる").click()
    assert len(room.workshop.journey.participants) == 3
    room.page.get_by_role("button", name="「<b>Lee</b>」を参加者から外す").click()
    press(room, "はい")
    assert [p.id for p in room.workshop.journey.participants] == ["p-1", "p-3"]


def test_writing_is_paused_and_anonymity_is_settled_before_anyone_joins(enter: Enter) -> None:
    room = enter("cockpit", "en")
    room.page.get_by_label("Participants stay anonymous").check()
    told(room)
    room.page.get_by_label("Pause writing").check()
    told(room)
    assert (room.workshop.journey.room.anonymous, room.workshop.journey.room.locked) == (True, True)
    gather(room, "03_personas")
    room.load()
    expect(room.page.get_by_label("Participants stay anonymous")).to_be_disabled()
    expect(room.page.locator(".jk-people-scroll")).to_be_hidden()
    expect(room.page.locator(".jk-totals li")).to_have_count(3)


def test_the_workshop_is_ended_after_a_question_and_reopened(enter: Enter) -> None:
    room = enter("cockpit", "en")
    room.page.get_by_role("button", name="End the workshop").click()
    press(room, "Yes")
    assert room.workshop.journey.room.ended
    press(room, "Reopen it")
    assert not room.workshop.journey.room.ended


def pick(room: Room, text: str) -> Any:
    return room.page.locator(".jk-wall-card", has_text=text).get_by_role("checkbox")


def duplicates(enter: Enter, **more: Any) -> Room:
    room = enter("wall", "en", filled=False, **more)
    for key, text in (("a", "Paper records"), ("b", "Records on paper"), ("c", "Other")):
        room.workshop.put("issue", key, text=text)
    room.workshop.put("room", step="04_issues")
    room.load()
    return room


def test_cards_are_merged_into_the_chosen_one_with_the_mouse_and_brought_back(enter: Enter) -> None:
    room = duplicates(enter)
    room.page.locator(".jk-words", has_text="Paper records").click()
    room.page.get_by_text("Records on paper").click()
    expect(room.page.locator(".jk-wall-merge")).to_contain_text("2 selected")
    room.page.get_by_label("Card to keep").select_option("Records on paper")
    press(room, "Merge into one")
    assert [(i.id, i.merged) for i in room.workshop.journey.issues] == [("b", ("a",)), ("c", ())]
    expect(room.page.locator(".jk-wall-card").first).to_contain_text("2 merged")
    press(room, "Undo")
    expect(room.page.locator(".jk-wall-card")).to_have_count(3)


def test_cards_are_merged_with_the_keyboard(enter: Enter) -> None:
    room = duplicates(enter)
    for text in ("Paper records", "Records on paper"):
        pick(room, text).focus()
        room.page.keyboard.press("Space")
    room.page.get_by_role("button", name="Merge into one").focus()
    room.page.keyboard.press("Enter")
    told(room)
    assert [i.id for i in room.workshop.journey.issues] == ["a", "c"]


def test_cards_are_selected_by_touch(enter: Enter) -> None:
    room = duplicates(enter, width=390, touch=True)
    room.page.locator(".jk-words", has_text="Paper records").tap()
    room.page.get_by_text("Other").tap()
    room.page.get_by_role("button", name="Merge into one").tap()
    told(room)
    assert [i.id for i in room.workshop.journey.issues] == ["a", "b"]


def test_a_card_is_discussed_and_deleted(enter: Enter) -> None:
    room = duplicates(enter)
    press(room, "Discuss “Other”")
    expect(room.page.locator(".jk-wall-talk")).to_contain_text("Other")
    press(room, "Done discussing")
    expect(room.page.locator(".jk-wall-talk li")).to_have_count(0)
    press(room, "Delete “Other”")
    assert [i.id for i in room.workshop.journey.issues] == ["a", "b"]


def test_the_wall_shows_the_cards_of_one_persona(enter: Enter) -> None:
    room = enter("wall", "ja")
    room.workshop.put("room", step="05_map")
    room.load()
    every = room.page.locator(".jk-wall-card").count()
    persona = room.workshop.journey.personas[0]
    room.page.get_by_label("表示するペルソナ").select_option(persona.name)
    expect(room.page.locator(".jk-wall-card")).to_have_count(
        sum(note.persona == persona.id for note in room.workshop.journey.notes)
    )
    assert room.page.locator(".jk-wall-card").count() < every


def test_a_projector_shows_the_highlighted_card_large_and_no_buttons(enter: Enter) -> None:
    room = enter("wall", "ja", guest=True)
    room.workshop.put(
        "room", step="04_issues", revealed=["issues"], highlight=room.workshop.journey.issues[0].id
    )
    room.load()
    expect(room.page.locator(".jk-wall-talk .jk-words")).to_have_css("font-size", "34px")
    expect(room.page.locator(".jk-wall-talk")).to_contain_text("話し合い中")
    assert room.page.locator("button:visible, input, select:visible").count() == 0


def test_the_notebook_follows_the_room_and_leads_it(guided: Any, folder: Any, once: Any) -> None:
    """Within a few seconds on a busy machine; the page asks every second."""
    guided.open("10_cockpit")
    guided.state("ready")
    cockpit, wall = guided.panel("cockpit"), guided.panel("wall")
    beside = workshop.open(folder)
    beside.put("participant", "p-1", name="佐藤")
    expect(cockpit.locator(".jk-people")).to_contain_text("佐藤")
    cockpit.get_by_role("button", name="次へ：はじめに").click()
    once(lambda: beside.journey.room.step == "00_start")
    expect(wall).to_contain_text("みんなで話し合いながら")
    assert (guided.complaints, guided.strangers) == ([], [])
    beside.close()
