"""The panels in a real browser, on a door that is as small as can be: Python answers each message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from journeykit import catalogue, panels
from journeykit.errors import WorkshopError
from journeykit.log import Change
from journeykit.panels import Viewer
from journeykit.store import Store

GUESTS = {name for step in catalogue.read("steps", "en")["steps"].values() for name in step["guests"]}
Room = Any
Enter = Callable[..., Room]
"""Opens a page with one panel (see conftest.py)."""

AS = [(name, False) for name in panels.NAMES] + [(name, True) for name in sorted(GUESTS)]
"""Every panel for who leads, and those that participants see for a guest."""


class FullDisk:
    """A store that can be read and not written to."""

    def __init__(self, store: Store) -> None:
        self.since = store.since

    def append(self, *_: object) -> None:
        raise WorkshopError("disk_full", file="workshop.db")


def saved(room: Room) -> None:
    expect(room.page.locator(".jk-status")).to_have_attribute("data-state", "saved")


def field(room: Room, name: str) -> Any:
    return room.page.locator(f"[data-field={name}]").locator("input,textarea,select").first


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("name", "guest"), AS)
def test_every_panel_is_accessible_and_fits_a_phone(enter: Enter, name: str, guest: bool, lang: str) -> None:
    room = enter(name, lang, width=390, guest=guest)
    found = Axe().run(room.page).response["violations"]
    serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []
    assert room.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("name", "guest"), AS)
def test_every_panel_greets_an_empty_workshop(enter: Enter, name: str, guest: bool) -> None:
    room = enter(name, "en", filled=False, guest=guest)
    assert "undefined" not in room.page.inner_text("main")
    assert room.page.inner_text("main").strip()


@pytest.mark.parametrize(("name", "guest"), AS)
def test_a_japanese_screen_has_no_english_sentence(enter: Enter, name: str, guest: bool) -> None:
    text = enter(name, "ja", filled=False, guest=guest).page.inner_text("main")
    english = [line for line in text.splitlines() if len(line.split()) > 2 and line.isascii()]
    assert english == []


def test_what_is_typed_is_saved_as_typed(enter: Enter) -> None:
    room = enter("brief", filled=False)
    field(room, "title").fill("保全クラウド <b>の旅</b> 𠮷 😀")
    saved(room)
    assert room.workshop.journey.brief.title == "保全クラウド <b>の旅</b> 𠮷 😀"


def test_an_input_method_is_left_alone_until_the_word_is_done(enter: Enter) -> None:
    room = enter("brief", filled=False)
    cdp = room.page.context.new_cdp_session(room.page)
    field(room, "title").focus()
    for typed in ("に", "にほ", "にほんご", "日本語"):
        cdp.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
        room.page.wait_for_timeout(250)
    assert room.workshop.changes == []
    cdp.send("Input.insertText", {"text": "日本語"})
    saved(room)
    assert (room.workshop.journey.brief.title, field(room, "title").input_value()) == ("日本語", "日本語")


def test_enter_that_ends_a_word_does_not_add_the_note(enter: Enter) -> None:
    room = enter("board")
    count = len(room.workshop.journey.notes)
    room.page.locator(".jk-plus").first.click()
    cdp = room.page.context.new_cdp_session(room.page)
    cdp.send("Input.imeSetComposition", {"text": "けんさく", "selectionStart": 4, "selectionEnd": 4})
    room.page.keyboard.press("Enter")
    cdp.send("Input.insertText", {"text": "検索する"})
    assert len(room.workshop.journey.notes) == count
    room.page.keyboard.press("Enter")
    saved(room)
    assert room.workshop.journey.notes[-1].text == "検索する"


def test_a_lost_connection_loses_nothing(enter: Enter) -> None:
    room = enter("brief", filled=False)
    room.open = False
    field(room, "product").fill("typed while the line was down")
    expect(room.page.locator(".jk-status")).to_have_attribute("data-state", "waiting")
    assert room.workshop.changes == []
    room.open = True
    room.load()
    saved(room)
    assert room.workshop.journey.brief.product == "typed while the line was down"
    expect(field(room, "product")).to_have_value("typed while the line was down")


def test_an_answer_that_the_store_refuses_is_kept_and_sent_again(enter: Enter) -> None:
    room = enter("brief", "en", filled=False)
    store = room.workshop.store
    room.workshop.store = FullDisk(store)
    field(room, "title").fill("typed while the disk was full")
    expect(room.page.locator(".jk-status")).to_contain_text("The disk is full")
    room.workshop.store = store
    saved(room)
    assert room.workshop.journey.brief.title == "typed while the disk was full"
    expect(field(room, "title")).to_have_value("typed while the disk was full")


def test_a_note_written_while_the_line_is_down_is_on_the_board_at_once(enter: Enter) -> None:
    room = enter("board")
    room.open = False
    room.page.locator(".jk-plus").first.click()
    room.page.keyboard.insert_text("回線が切れている間の付箋")
    room.page.keyboard.press("Enter")
    expect(room.page.locator(".jk-card", has_text="回線が切れている間の付箋")).to_be_visible()
    room.open = True
    saved(room)
    assert [n.text for n in room.workshop.journey.notes].count("回線が切れている間の付箋") == 1


def test_too_long_a_note_stays_in_the_box_and_is_told_why(enter: Enter) -> None:
    room = enter("board", "en")
    count = len(room.workshop.journey.notes)
    room.page.locator(".jk-plus").first.click()
    room.page.keyboard.insert_text("😀" * 401)
    room.page.keyboard.press("Enter")
    expect(room.page.locator(".jk-new .jk-error")).to_contain_text("within 400 characters (now 401)")
    room.page.keyboard.press("Backspace")
    room.page.keyboard.press("Enter")
    saved(room)
    assert room.workshop.journey.notes[-1].text == "😀" * 400
    assert len(room.workshop.journey.notes) == count + 1


def test_two_tabs_do_not_take_each_others_text_away(enter: Enter) -> None:
    room = enter("brief", filled=False)
    other = room.beside()
    field(room, "title").fill("長" * 213)
    expect(room.page.locator("[data-field=title] .jk-error")).to_contain_text("213")
    field(other, "title").fill("もう一方の画面")
    saved(other)
    room.load()
    expect(field(room, "title")).to_have_value("長" * 213)
    assert room.workshop.journey.brief.title == "もう一方の画面"


def test_one_click_on_undo_takes_back_one_thing_also_when_its_answer_is_lost(
    enter: Enter,
) -> None:
    room = enter("steps", "en", filled=False)
    for message in (
        {"id": "s", "do": "split", "kind": "stage", "record": "aware"},
        {"id": "t", "do": "put", "kind": "stage", "record": "aware", "fields": {"name": "Noticed"}},
    ):
        panels.act("stages", room.workshop, Viewer("en", "01_stages"), message)
    room.deaf = True
    room.page.get_by_role("button", name="Undo").click()
    expect(room.page.locator(".jk-status")).to_have_attribute("data-state", "waiting")
    room.deaf = False
    saved(room)
    assert [s.name for s in room.workshop.journey.stages].count("Noticed") == 0
    assert len(room.workshop.journey.stages) == 7


def test_a_reload_in_the_middle_of_typing_loses_nothing(enter: Enter) -> None:
    room = enter("brief", filled=False)
    field(room, "title").fill("half a sentence")
    room.load()
    saved(room)
    assert room.workshop.journey.brief.title == "half a sentence"


@pytest.mark.parametrize(("lang", "sentence"), [("ja", "200字まで"), ("en", "within 200 characters")])
def test_too_long_a_text_is_told_at_its_field_and_kept(enter: Enter, lang: str, sentence: str) -> None:
    room = enter("brief", lang, filled=False)
    field(room, "title").fill("長" * 213)
    expect(room.page.locator("[data-field=title] .jk-error")).to_contain_text(sentence)
    room.load()
    expect(room.page.locator("[data-field=title] .jk-error")).to_contain_text("213")
    assert field(room, "title").input_value() == "長" * 213
    field(room, "title").fill("短い")
    saved(room)
    assert room.workshop.journey.brief.title == "短い"


@pytest.mark.parametrize(
    "name", ["personas", "issues", "board", "curve", "library", "recap", "share", "stages"]
)
def test_hostile_text_is_shown_and_never_run(enter: Enter, name: str) -> None:
    room = enter(name)
    hostile = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>\u202eevil'
    for kind, record, fields in (
        ("persona", "kato", {"name": hostile}), ("issue", "history_paper", {"text": hostile}),
        ("stage", "aware", {"name": hostile}), ("assumed", "own", {"text": hostile}),
        ("note", "note-000", {"text": hostile, "inference": hostile}),
    ):  # fmt: skip
        room.workshop.put(kind, record, **fields)
    room.load()
    assert room.page.evaluate("window.ran") is None
    assert room.page.locator("main img, main script").count() == 0


def test_a_field_being_edited_is_not_written_over(enter: Enter) -> None:
    room = enter("brief", filled=False)
    field(room, "title").focus()
    room.page.keyboard.type("mine")
    room.workshop.put("brief", "brief", title="theirs", purpose="from the other laptop")
    field(room, "decision").evaluate(
        "(box) => { box.value = 'x'; box.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    expect(field(room, "purpose")).to_have_value("from the other laptop")
    assert field(room, "title").input_value() == "mine"


def test_a_persona_is_added_filled_in_deleted_and_brought_back(enter: Enter) -> None:
    room = enter("personas", "en", filled=False)
    room.page.get_by_text("+ Add a persona").click()
    field(room, "name").fill("Sarah")
    room.page.get_by_label("Decider").check()
    saved(room)
    persona = room.workshop.journey.personas[0]
    assert (persona.name, persona.buying_role) == ("Sarah", "decider")
    room.page.get_by_role("button", name="Delete").click()
    expect(room.page.locator(".jk-empty")).to_be_visible()
    room.workshop.undo()
    assert room.workshop.journey.personas[0].name == "Sarah"


def note_at(room: Room, stage: str, lane: str) -> Any:
    return room.page.locator(f'.jk-cell[data-stage="{stage}"][data-lane="{lane}"]')


def test_a_note_moves_by_mouse(enter: Enter) -> None:
    room = enter("board")
    card = note_at(room, "aware", "thought").locator(".jk-card").first
    note = card.get_attribute("data-note")
    card.drag_to(note_at(room, "interest", "question"), source_position={"x": 30, "y": 10})
    saved(room)
    moved = room.workshop.journey.get("note", note)
    assert (moved.stage, moved.lane) == ("interest", "question")


def test_a_note_moves_by_touch_after_a_rest(enter: Enter) -> None:
    room = enter("board", touch=True, width=1180)
    card = note_at(room, "aware", "thought").locator(".jk-card").first
    note_at(room, "interest", "thought").scroll_into_view_if_needed()
    note = card.get_attribute("data-note")
    start, end = card.bounding_box(), note_at(room, "interest", "thought").bounding_box()
    cdp = room.page.context.new_cdp_session(room.page)
    at = {"x": start["x"] + 30, "y": start["y"] + 10}
    cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    room.page.wait_for_selector(".jk-ghost")
    to = {"x": end["x"] + 40, "y": end["y"] + 10}
    cdp.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [to]})
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    saved(room)
    assert room.workshop.journey.get("note", note).stage == "interest"


def test_a_note_moves_by_keyboard_also_twice_in_a_row(enter: Enter) -> None:
    room = enter("board")
    card = note_at(room, "aware", "need").locator(".jk-card").first
    note = card.get_attribute("data-note")
    card.focus()
    room.page.keyboard.press("Alt+ArrowRight")
    room.page.keyboard.press("Alt+ArrowRight")
    room.page.keyboard.press("Alt+ArrowUp")
    saved(room)
    moved = room.workshop.journey.get("note", note)
    assert (moved.stage, moved.lane) == ("consideration", "question")


def test_a_note_of_a_stage_out_of_scope_is_kept_aside_and_can_come_back(enter: Enter) -> None:
    room = enter("board", "en")
    room.workshop.put("note", "lost", persona="kato", stage="unaware", lane="need", text="kept aside")
    room.load()
    room.page.locator(".jk-stray select").select_option(label="Aware / Need")
    saved(room)
    assert room.workshop.journey.get("note", "lost").stage == "aware"
    assert note_at(room, "aware", "need").get_by_text("kept aside").is_visible()


def test_the_sellers_voice_gets_a_nudge_and_is_kept(enter: Enter) -> None:
    room = enter("board")
    room.page.locator(".jk-plus").first.click()
    room.page.keyboard.type("弊社が新プランを提案する")
    room.page.keyboard.press("Enter")
    expect(room.page.locator(".jk-nudge:visible")).to_have_count(1)
    assert room.workshop.journey.notes[-1].text == "弊社が新プランを提案する"


def test_the_curve_is_set_by_keyboard_and_by_mouse(enter: Enter) -> None:
    room = enter("curve", "en")
    knobs = room.page.get_by_role("slider")
    knobs.nth(0).focus()
    room.page.keyboard.press("ArrowUp")
    room.page.keyboard.press("ArrowUp")
    box = knobs.nth(4).bounding_box()
    room.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    room.page.mouse.down()
    room.page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 160, steps=4)
    room.page.mouse.up()
    saved(room)
    feelings = room.workshop.journey.feelings
    assert (feelings["kato", "aware"].value, feelings["kato", "retention"].value) == (1, 2)


def test_stages_split_and_scope_follows_the_proposal(enter: Enter) -> None:
    stages = enter("stages", "en", filled=False)
    stages.page.get_by_role("button", name="Split “Interest & information gathering” in two").click()
    expect(stages.page.locator(".jk-stage")).to_have_count(7)
    assert [s.rolls_up for s in stages.workshop.journey.stages].count("interest") == 2
    scope = enter("scope", "en", filled=False)
    scope.page.get_by_label("Inside sales", exact=True).check()
    expect(scope.page.locator(".jk-range .jk-in")).to_have_count(2)
    scope.page.get_by_role("button", name="Use this range").click()
    expect(scope.page.locator(".jk-end-case")).to_have_count(2)
    assert scope.workshop.journey.scope.stages == ("interest", "consideration")


def test_an_issue_from_the_library_is_marked_as_assumed(enter: Enter) -> None:
    room = enter("library", "en")
    room.page.get_by_role("button", name="Add “").first.click()
    expect(room.page.locator(".jk-library button:disabled")).to_have_count(1)
    issue = room.workshop.journey.issues[-1]
    assert (issue.basis, bool(issue.library), issue.persona) == ("assumed", True, "kato")


def test_a_message_sent_twice_is_saved_once(enter: Enter) -> None:
    room = enter("stages", "en", filled=False)
    message = {"id": "same", "do": "split", "kind": "stage", "record": "aware"}
    for _ in range(2):
        panels.act("stages", room.workshop, room.viewer, message)
    assert len(room.workshop.journey.stages) == 7
    assert all(isinstance(change, Change) for change in room.workshop.changes)
