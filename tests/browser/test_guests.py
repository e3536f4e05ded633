"""What participants do in a real browser: write their own, read others' answers, vote, wait for a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from journeykit import panels
from journeykit.panels import Viewer

Room = Any
Enter = Callable[..., Room]
"""Opens a page with one panel (see conftest.py)."""

ROUNDS = ["stages", "scope", "personas", "issues", "map", "dots", "actions", "priorities", "ranks"]


def saved(room: Room) -> None:
    # What could not be delivered is sent again every four seconds.
    expect(room.page.locator(".jk-status")).to_have_attribute("data-state", "saved")


def field(room: Room, name: str) -> Any:
    return room.page.locator(f"[data-field={name}]").locator("input,textarea,select").first


def others(room: Room, panel: str, record: str, fields: dict[str, Any], do: str = "put") -> None:
    """Let another participant write something, and reveal everything."""
    kind = {"personas": "persona", "board": "note", "curve": "feeling"}.get(panel, "vote")
    message = {"id": f"o-{record}", "do": do, "kind": kind, "record": record, "fields": fields}
    theirs = room.workshop.acting_as("p-other")
    assert panels.act(panel, theirs, Viewer("en", "05_map", guest=True), message)["ok"]
    room.workshop.put("room", "room", revealed=ROUNDS)
    room.look()


def own(room: Room, kind: str) -> list[Any]:
    mine = {record for of, record in room.workshop.curtain.own("p-me") if of == kind}
    return [record for record in room.acting.journey.records(kind) if record.id in mine]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "personas",
        "issues",
        "board",
        "curve",
        "stages_vote",
        "scope_vote",
        "dots",
        "library",
        "actions",
        "actions_vote",
        "ranks_vote",
    ],
)
def test_a_panel_with_others_answers_is_accessible_and_fits_a_phone(
    enter: Enter, name: str, lang: str
) -> None:
    room = enter(name, lang, width=390, guest=True)
    room.workshop.put("note", room.workshop.journey.notes[0].id, merged=["a", "b"])
    for panel, record, fields in (
        ("personas", "theirs", {"name": "Dee"}),
        ("board", "theirs-note", {"persona": "kato", "stage": "aware", "lane": "need", "text": "help"}),
        ("curve", "kato.aware", {"value": 1, "why": "at last"}),
    ):
        others(room, panel, record, fields)
    others(room, "stages_vote", "aware", {"weight": -1}, do="vote")
    room.workshop.put("room", "room", locked=True)
    room.look()
    expect(room.page.locator(".jk-paused")).to_be_visible()
    found = Axe().run(room.page).response["violations"]
    assert [v["nodes"][0]["html"] for v in found if v["impact"] in ("serious", "critical")] == []
    assert room.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["personas", "board", "stages_vote", "dots", "playbook"])
def test_on_a_phone_everything_to_touch_is_large_and_nothing_zooms(enter: Enter, name: str) -> None:
    room = enter(name, width=390, guest=True, touch=True)
    if name == "board":
        room.page.locator(".jk-plus:visible").first.tap()
    small = """() => [...document.querySelectorAll(".jk-panel :is(button, select, textarea, .jk-chip)")]
      .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 44).length"""
    tiny = """() => [...document.querySelectorAll(".jk-panel :is(input[type=text], select, textarea)")]
      .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 16).length"""
    assert (room.page.evaluate(small), room.page.evaluate(tiny)) == (0, 0)


def test_a_guest_adds_a_persona_deletes_it_and_brings_it_back(enter: Enter) -> None:
    room = enter("personas", "en", guest=True)
    room.page.get_by_text("+ Add a persona").click()
    field(room, "name").fill("Sarah")
    saved(room)
    room.page.get_by_role("button", name="Delete").click()
    expect(room.page.locator(".jk-form")).to_have_count(0)
    room.page.get_by_role("button", name="Undo").click()
    expect(field(room, "name")).to_have_value("Sarah")
    assert [persona.name for persona in own(room, "persona")] == ["Sarah"]


def test_what_others_wrote_is_text_to_read_and_not_a_form(enter: Enter) -> None:
    room = enter("personas", "en", guest=True)
    others(room, "personas", "theirs", {"name": "Dee", "buying_role": "decider"})
    expect(room.page.locator(".jk-others-list li")).to_have_count(4)
    room.page.locator("summary", has_text="Dee").click()
    expect(room.page.locator("details[open] dd")).to_have_text(["Dee", "Decider"])
    assert room.page.locator(".jk-panel :is(input, textarea)").count() == 0


def test_what_is_made_while_the_line_is_down_can_be_edited_at_once(enter: Enter) -> None:
    room = enter("personas", "en", guest=True)
    room.open = False
    room.page.get_by_text("+ Add a persona").click()
    field(room, "name").fill("written offline")
    room.open = True
    saved(room)
    assert [persona.name for persona in own(room, "persona")] == ["written offline"]


def test_others_notes_cannot_be_dragged_opened_or_deleted(enter: Enter) -> None:
    room = enter("board", "en", guest=True)
    before = [note.model_dump() for note in room.workshop.journey.notes]
    card = room.page.locator('.jk-cell[data-stage="aware"] .jk-card').first
    card.drag_to(room.page.locator('.jk-cell[data-stage="interest"]').first)
    card.evaluate("(node) => node.focus()")
    for key in ("Delete", "Enter", "Alt+ArrowRight"):
        room.page.keyboard.press(key)
    expect(card).to_have_class("jk-card jk-theirs")
    expect(card.get_by_role("button")).to_have_count(0)
    assert [note.model_dump() for note in room.workshop.journey.notes] == before
    assert room.page.locator(".jk-editor").count() == 0


def test_a_guest_moves_edits_and_deletes_a_note_of_their_own(enter: Enter) -> None:
    room = enter("board", "en", guest=True)
    room.page.locator(".jk-plus").first.click()
    room.page.keyboard.insert_text("mine")
    room.page.keyboard.press("Enter")
    room.page.keyboard.press("Escape")
    card = room.page.locator(".jk-card", has_text="mine")
    card.focus()
    room.page.keyboard.press("Alt+ArrowRight")
    saved(room)
    (note,) = own(room, "note")
    assert note.stage == room.workshop.journey.stages_in_scope[1].id
    card.drag_to(room.page.locator(f'.jk-cell[data-stage="{note.stage}"][data-lane="need"]'))
    saved(room)
    assert own(room, "note")[0].lane == "need"
    card.get_by_role("button", name="Edit").click()
    room.page.get_by_role("button", name="Delete").click()
    expect(card).to_have_count(0)
    expect(room.page.locator(".jk-status")).to_contain_text("Deleted")
    assert own(room, "note") == []


def test_a_phone_shows_one_stage_at_a_time_and_a_note_lands_in_it(enter: Enter) -> None:
    room = enter("board", "en", width=390, guest=True, touch=True)
    expect(room.page.locator(".jk-slot:not(.jk-whole):visible")).to_have_count(5)
    room.page.get_by_role("button", name="Next stage").tap()
    room.page.locator(".jk-plus:visible").first.tap()
    room.page.keyboard.insert_text("typed on a phone")
    room.page.get_by_role("button", name="Add", exact=True).tap()
    saved(room)
    (note,) = own(room, "note")
    assert (note.text, note.stage) == ("typed on a phone", room.workshop.journey.stages_in_scope[1].id)


def test_a_note_that_stands_for_duplicates_says_how_many(enter: Enter) -> None:
    room = enter("board", guest=True)
    room.workshop.put("note", room.workshop.journey.notes[0].id, merged=["a", "b"])
    room.look()
    expect(room.page.locator(".jk-times:visible")).to_have_text("×3")


def test_a_guests_curve_is_their_own_beside_the_dots_of_others(enter: Enter) -> None:
    room = enter("curve", "en", guest=True)
    knob = room.page.get_by_role("slider").first
    expect(knob).to_have_attribute("aria-valuetext", "not set")
    knob.focus()
    room.page.keyboard.press("ArrowUp")
    saved(room)
    expect(knob).to_have_attribute("aria-valuenow", "1")
    others(
        room, "curve", f"kato.{room.workshop.journey.stages_in_scope[0].id}", {"value": -2, "why": "why so"}
    )
    expect(room.page.locator(".jk-crowd")).to_have_count(1)
    expect(room.page.locator(".jk-said li")).to_have_text(["−2: why so"])
    expect(knob).to_have_attribute("aria-valuenow", "1")


def test_a_vote_is_cast_changed_and_taken_back_by_tapping(enter: Enter) -> None:
    room = enter("stages_vote", "en", guest=True, touch=True, width=390)
    group = room.page.get_by_role("group").first
    fits, does_not = group.get_by_role("button").all()
    fits.tap()
    expect(fits).to_have_attribute("aria-pressed", "true")
    does_not.tap()
    expect(fits).to_have_attribute("aria-pressed", "false")
    saved(room)
    assert [vote.weight for vote in own(room, "vote")] == [-1]
    does_not.tap()
    expect(does_not).to_have_attribute("aria-pressed", "false")
    saved(room)
    assert room.acting.journey.votes == ()


def test_totals_are_on_the_screen_only_after_the_reveal(enter: Enter) -> None:
    room = enter("scope_vote", "en", guest=True)
    room.page.get_by_role("button", name="Yes").first.click()
    saved(room)
    assert room.page.locator(".jk-result:visible").count() == 0
    others(room, "scope_vote", "unaware", {"weight": -1}, do="vote")
    expect(room.page.locator(".jk-counted")).to_have_text("Votes from 2 people")
    expect(room.page.locator(".jk-result").first).to_have_text("Yes: 1No: 1")


def test_dots_run_out_and_come_back(enter: Enter) -> None:
    room = enter("dots", "en", guest=True)
    dots = room.page.get_by_role("button", name="Dot")
    for at in range(3):
        dots.nth(at).click()
    expect(room.page.locator(".jk-left")).to_contain_text("Dots left: 0")
    dots.nth(3).click(force=True)
    expect(room.page.locator(".jk-status")).to_contain_text("All your dots are placed")
    dots.nth(0).click()
    dots.nth(3).click()
    saved(room)
    assert len(room.acting.journey.votes) == 3


def test_a_vote_survives_a_reload_while_the_line_is_down(enter: Enter) -> None:
    room = enter("dots", "en", guest=True)
    room.open = False
    room.page.get_by_role("button", name="Dot").first.click()
    room.load()
    expect(room.page.get_by_role("button", name="Dot").first).to_have_attribute("aria-pressed", "true")
    room.open = True
    saved(room)
    assert len(room.acting.journey.votes) == 1


def test_what_is_being_written_when_the_room_is_locked_is_kept_and_saved_later(enter: Enter) -> None:
    room = enter("personas", "en", guest=True)
    room.page.get_by_text("+ Add a persona").click()
    field(room, "name").press_sequentially("half a")
    saved(room)
    room.workshop.put("room", "room", locked=True)
    room.look()
    expect(room.page.locator(".jk-paused")).to_contain_text("paused writing")
    room.page.keyboard.type(" name")
    expect(room.page.locator(".jk-status")).to_contain_text("kept on this screen")
    field(room, "job").focus()
    expect(field(room, "name")).to_have_js_property("readOnly", True)
    expect(room.page.get_by_label("Decider")).to_be_disabled()
    room.workshop.put("room", "room", locked=False)
    room.look()
    saved(room)
    expect(field(room, "name")).to_have_js_property("readOnly", False)
    assert own(room, "persona")[0].name == "half a name"


def test_a_locked_board_can_be_read_and_not_changed(enter: Enter) -> None:
    room = enter("board", "en", width=390, guest=True)
    room.workshop.put("room", "room", locked=True)
    room.look()
    expect(room.page.locator(".jk-plus:visible").first).to_be_disabled()
    room.page.get_by_role("button", name="Next stage").click()
    expect(room.page.locator(".jk-plus:visible").first).to_be_disabled()
    expect(room.page.get_by_label("Stage", exact=True)).to_be_enabled()


def test_a_play_is_read_by_a_guest(enter: Enter) -> None:
    room = enter("playbook", "en", guest=True)
    room.page.locator(".jk-tab").nth(2).click()
    expect(room.page.locator(".jk-reading dt").first).to_be_visible()
    assert room.page.locator(".jk-panel :is(input, textarea, select)").count() == 0


def test_a_live_view_looks_for_news_by_itself(enter: Enter) -> None:
    room = enter("board", "en")
    room.live = True
    room.load()
    room.workshop.put("note", "news", persona="kato", stage="aware", lane="need", text="somebody's news")
    expect(room.page.get_by_text("somebody's news")).to_be_visible(timeout=5_000)


def test_the_note_under_discussion_stands_out(enter: Enter) -> None:
    room = enter("board", "en", guest=True)
    room.workshop.put("room", "room", highlight=room.workshop.journey.notes[0].id)
    room.look()
    expect(room.page.locator(".jk-discussed:visible")).to_have_text("Being discussed now")


def refused(room: Room, words: str) -> None:
    status = room.page.locator(".jk-status")
    expect(status).to_have_attribute("data-state", "refused")
    expect(status).to_contain_text(words)


def begin(room: Room, words: str) -> None:
    room.page.locator(".jk-plus:visible").first.click()
    room.page.keyboard.insert_text(words)


def test_a_refused_answer_is_kept_told_and_sent_again_after_a_reload(enter: Enter) -> None:
    room = enter("personas", "en", guest=True)
    room.page.get_by_text("+ Add a persona").click()
    saved(room)
    room.workshop.drop("participant", "p-me")
    field(room, "name").fill("written too late")
    refused(room, "no longer on the list")
    room.page.wait_for_timeout(4500)  # what waits would have been sent again by now
    refused(room, "no longer on the list")
    room.workshop.put("participant", "p-me")
    room.load()
    saved(room)
    assert [persona.name for persona in own(room, "persona")] == ["written too late"]


def test_a_refused_note_is_sent_again_when_it_is_edited(enter: Enter) -> None:
    room = enter("board", "en", guest=True)
    room.workshop.drop("participant", "p-me")
    begin(room, "first thought")
    room.page.keyboard.press("Enter")
    room.page.keyboard.press("Escape")
    refused(room, "no longer on the list")
    room.workshop.put("participant", "p-me")
    room.page.locator(".jk-card", has_text="first thought").get_by_role("button", name="Edit").click()
    field(room, "text").fill("second thought")
    saved(room)
    (note,) = own(room, "note")
    assert (note.text, note.persona) == ("second thought", "kato")


def test_a_refused_deed_is_told_and_not_kept(enter: Enter) -> None:
    room = enter("dots", "en", guest=True)
    room.workshop.drop("participant", "p-me")
    dot = room.page.get_by_role("button", name="Dot").first
    dot.click()
    refused(room, "no longer on the list")
    expect(dot).to_have_attribute("aria-pressed", "false")
    assert room.page.evaluate("localStorage.length") == 0


def test_a_note_that_is_not_added_yet_survives_a_reload(enter: Enter) -> None:
    room = enter("board", "en", guest=True)
    begin(room, "half a thou")
    room.load()
    box = room.page.locator(".jk-new textarea")
    expect(box).to_have_value("half a thou")
    box.focus()
    room.page.keyboard.press("End")
    room.page.keyboard.type("ght")
    room.page.keyboard.press("Enter")
    expect(box).to_have_value("")
    saved(room)
    room.load()
    expect(box).to_have_count(0)
    assert [note.text for note in own(room, "note")] == ["half a thought"]
    assert room.page.evaluate("localStorage.length") == 0


def test_a_note_begun_for_one_persona_waits_at_that_persona(enter: Enter) -> None:
    room = enter("board", "en", guest=True)
    begin(room, "x" * 401)
    box = room.page.locator(".jk-new textarea")
    room.page.locator(".jk-tab").nth(1).click()
    expect(box).to_have_count(0)
    room.page.locator(".jk-tab").nth(0).click()
    expect(box).to_have_value("x" * 401)
