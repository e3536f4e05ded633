"""Guided mode in a real JupyterLab: pages for people, which no key, crash or stranger can spoil."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import expect

from journeykit import catalogue, workshop
from journeykit.bench.open import seconds
from journeykit.doors.lab import notebooks

Once = Callable[..., None]

DESTRUCTIVE = (
    *"xddabmyrzcv100lo",
    *("Enter", "Escape", "Delete", "ArrowDown", "ArrowUp", "Shift+ArrowDown", "Shift+M"),
    *("Control+Enter", "Shift+Enter", "Alt+Enter", "Control+S", "Control+Z", "Control+B", "Alt+W"),
    *("Control+Shift+C", "Control+Shift+-"),
)
CELLS = "nb.model.toJSON().cells.map((cell) => [cell.cell_type, cell.source])"
CODE = ".jp-InputArea-editor:visible"
FRAME = ".jp-Toolbar:visible, .jp-SideBar:visible, #jp-MainMenu:visible"


OPENED = [*((step, "ja") for step in notebooks.steps()), ("03_personas", "en"), ("09_share", "en")]


def test_every_step_opens_ready_to_use_with_no_code_in_sight(guided) -> None:
    for step, lang in OPENED:
        guided.open(step, lang)
        guided.state("ready")
        for name in catalogue.read("steps", lang)["steps"][step]["panels"]:
            expect(guided.panel(name)).to_be_visible()
        assert "import journeykit" not in guided.page.inner_text("body")
        assert guided.page.locator(f"{CODE}, {FRAME}").count() == 0
        assert (step, guided.complaints, guided.strangers) == (step, [], [])


def test_a_page_stands_in_jupyterlab_as_well(guided) -> None:
    guided.open("00_start", mode="lab")
    guided.state("ready")
    expect(guided.panel("brief")).to_be_visible()
    assert guided.page.locator(f"{CODE}, {FRAME}").count() == 0


def test_opening_is_measured_to_the_last_panel(browser, lab) -> None:
    assert 0.5 < seconds(browser, lab.address) < 60


@pytest.mark.parametrize("place", ["blank", "link", "nothing"])
def test_no_key_changes_the_page_or_its_code(guided, place: str) -> None:
    guided.open("00_start")
    guided.state("ready")
    focus = {
        "blank": lambda: guided.page.mouse.click(20, 400),
        "link": lambda: guided.panel("recap").locator("a").first.focus(),
        "nothing": lambda: guided.page.evaluate("document.activeElement.blur()"),
    }
    before = guided.inside(CELLS)
    for key in DESTRUCTIVE:
        focus[place]()
        if place != "link" or "Enter" not in key:  # a link is there to be followed
            guided.page.keyboard.press(key)
    assert guided.inside(CELLS) == before
    assert guided.inside("[nb.mode, nb.model.dirty]") == ["command", False]
    assert guided.page.locator(f".jp-Dialog, .jp-SidePanel:visible, {CODE}").count() == 0


def test_the_same_keys_are_letters_in_a_field(guided) -> None:
    guided.open("00_start")
    field = guided.answer("brief", "title")
    cells = guided.inside("nb.widgets.length")
    field.click()
    for key in "xddabmyz":
        guided.page.keyboard.press(key)
    expect(field).to_have_value("xddabmyz")
    assert guided.inside("nb.widgets.length") == cells


def test_clicks_open_neither_a_text_nor_a_menu_of_cells(guided) -> None:
    guided.open("00_start")
    guided.state("ready")
    heading = guided.page.locator(".jk-guided h1")
    heading.dblclick()
    heading.click(button="right")
    expect(heading).to_be_visible()
    assert guided.page.locator(f".lm-Menu, {CODE}").count() == 0


def test_ctrl_s_says_that_all_is_saved_and_writes_nothing(guided) -> None:
    guided.open("00_start")
    guided.state("ready")
    file = guided.folder / "notebooks/ja/00_start.ipynb"
    before = file.stat()
    guided.page.keyboard.press("Control+s")
    expect(guided.page.locator(".jk-banner [role=status]")).to_contain_text("自動で保存")
    guided.inside("[...window.jupyterapp.shell.widgets('main')][0].context.save()")
    after = file.stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)


def test_a_killed_kernel_comes_back_with_what_was_typed(guided) -> None:
    guided.open("00_start")
    guided.state("ready")
    field = guided.answer("brief", "title")
    field.fill("設備保全の旅")
    guided.answer("brief", "product").press_sequentially("書きかけ")
    with guided.passing("running", "ready"):
        os.kill(guided.kernel_process(), signal.SIGKILL)
    expect(guided.answer("brief", "title")).to_have_value("設備保全の旅")
    expect(guided.answer("brief", "product")).to_have_value("書きかけ")
    assert guided.page.locator(".jp-Dialog").count() == 0


WATCH = "addEventListener('input', (event) => { window.accepted = event.target.value; }, true)"


def test_typing_through_a_fall_loses_nothing_that_the_field_took(guided) -> None:
    guided.open("03_personas")
    guided.panel("personas").locator(".jk-add").click()
    guided.answer("personas", "name").fill("一人目")
    guided.panel("personas").locator(".jk-add").click()
    expect(guided.panel("personas").locator(".jk-tab")).to_have_count(3)
    field = guided.answer("personas", "name")
    expect(field).to_have_value("")
    guided.page.evaluate(WATCH)
    field.press_sequentially("二人目")
    os.kill(guided.kernel_process(), signal.SIGKILL)
    locked = guided.page.locator(".jk-guided .jp-Cell[inert]")
    while not locked.count():
        guided.page.keyboard.press("x")
    assert guided.page.locator(".jk-guided .jp-CodeCell:not([inert])").count() == 0
    guided.page.keyboard.type("入らない")
    accepted = guided.page.evaluate("accepted")
    guided.state("ready")
    field = guided.answer("personas", "name")
    expect(field).to_be_focused()
    expect(field).to_have_value(accepted)
    assert accepted.startswith("二人目x")
    assert "入らない" not in accepted
    guided.page.keyboard.type("!")
    expect(guided.panel("personas").locator(".jk-tab").nth(1)).to_have_text(f"{accepted}!")
    with closing(workshop.open(guided.folder)) as opened:
        assert [persona.name for persona in opened.journey.personas] == ["一人目", f"{accepted}!"]


def test_a_kernel_that_comes_back_mute_is_told_and_one_click_brings_it_back(guided, once: Once) -> None:
    guided.open("00_start")
    guided.state("ready")
    guided.answer("brief", "title").fill("設備保全の旅")
    former = guided.kernel_process()
    os.kill(former, signal.SIGKILL)
    guided.state("running")
    once(lambda: guided.kernel_process() != former)
    mute = guided.kernel_process()
    os.kill(mute, signal.SIGSTOP)
    guided.state("lost")
    os.kill(mute, signal.SIGCONT)
    guided.page.get_by_role("button", name="もう一度始める").click()
    guided.state("ready")
    expect(guided.answer("brief", "title")).to_have_value("設備保全の旅")


def test_a_deleted_kernel_is_told_and_one_click_brings_it_back(guided) -> None:
    guided.open("00_start")
    guided.state("ready")
    guided.answer("brief", "title").fill("設備保全の旅")
    (kernel,) = guided.kernels()
    guided.lab.ask(f"kernels/{kernel}", "DELETE")
    guided.state("lost")
    expect(guided.page.locator(".jk-banner [role=status]")).to_contain_text("入力した内容は残っています")
    guided.page.get_by_role("button", name="もう一度始める").click()
    guided.state("ready")
    expect(guided.answer("brief", "title")).to_have_value("設備保全の旅")


def test_next_opens_the_next_step_and_ends_the_former_kernel(guided, once: Once) -> None:
    guided.open("00_start")
    guided.state("ready")
    (former,) = guided.kernels()
    guided.answer("brief", "title").fill("直前に書いたこと")
    guided.panel("recap").locator('a[data-jk-open="01_stages"]').click()
    guided.panel("stages")
    once(lambda: former not in guided.kernels() and len(guided.kernels()) == 1)
    assert guided.page.url.endswith("/notebooks/ja/01_stages.ipynb")
    assert guided.page.locator(".jp-NotebookPanel").count() == 1
    guided.panel("recap").locator('a[data-jk-open="00_start"]').click()
    expect(guided.answer("brief", "title")).to_have_value("直前に書いたこと")


def test_the_other_language_opens_the_twin_of_the_same_step(guided) -> None:
    guided.open("02_scope")
    guided.panel("steps").locator('a[data-jk-lang="en"]').click()
    expect(guided.page.get_by_role("heading", name="Decide the scope")).to_be_visible()
    guided.state("ready")
    assert guided.page.url.endswith("/notebooks/en/02_scope.ipynb")


def test_reloading_restores_the_page_and_asks_nothing(guided) -> None:
    guided.open("00_start")
    guided.answer("brief", "title").fill("消えない名前")
    asked: list[str] = []
    guided.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    guided.page.reload()
    guided.state("ready")
    expect(guided.answer("brief", "title")).to_have_value("消えない名前")
    assert asked == []


@pytest.mark.parametrize("step", ["00_start", "03_personas", "05_map"])
def test_a_phone_scrolls_only_up_and_down(guided, step: str) -> None:
    guided.page.set_viewport_size({"width": 390, "height": 844})
    guided.open(step)
    guided.state("ready")
    for part in (":root", ".jk-guided .jp-WindowedPanel-outer"):
        assert guided.page.locator(part).evaluate("(node) => node.scrollWidth") <= 390


def test_changed_code_runs_only_after_a_click(guided) -> None:
    file = guided.folder / "notebooks/ja/00_start.ipynb"
    changed = file.read_text("utf-8").replace("import journeykit as jk", "import journeykit as jk, os")
    file.write_text(changed, "utf-8")
    guided.open("00_start")
    guided.state("ask")
    guided.connected()
    with guided.passing("running", "ask"):
        os.kill(guided.kernel_process(), signal.SIGKILL)
    assert guided.inside("nb.model.toJSON().cells.every((cell) => !cell.outputs?.length)")
    guided.page.get_by_role("button", name="始める").click()
    guided.state("ready")
    expect(guided.panel("brief")).to_be_visible()


@pytest.mark.parametrize("said", [{"lang": "constructor"}, {"lang": 7, "step": None}, {"lang": "ja"}])
def test_a_strangers_notebook_does_not_word_our_question(guided, said: dict[str, object]) -> None:
    file = guided.folder / "notebooks/ja/00_start.ipynb"
    book = json.loads(
        file.read_text("utf-8").replace("import journeykit as jk", "import journeykit as jk, os")
    )
    theirs = {"title": "Ready", "text": {"ask": "Ready", "start": "Continue", "busy": "Ready"}}
    book["metadata"]["journeykit"] = {"guided": True, **theirs, **said}
    file.write_text(json.dumps(book), "utf-8")
    guided.open("00_start")
    guided.state("ask")
    ours = catalogue.read("steps", "ja" if said["lang"] == "ja" else "en")["guided"]
    expect(guided.page.locator(".jk-banner [role=status]")).to_have_text(ours["ask"])
    expect(guided.page.locator(".jk-banner button")).to_have_text(ours["start"])
    assert guided.complaints == []


def test_a_page_without_its_texts_still_works(guided) -> None:
    guided.page.route("**/texts.json", lambda route: route.fulfill(body="no JSON"))
    guided.open("00_start")
    guided.state("ready")
    expect(guided.panel("brief")).to_be_visible()
    assert guided.complaints == []


def test_code_can_be_looked_at_and_hidden_again(guided) -> None:
    guided.open("00_start")
    guided.state("ready")
    guided.page.get_by_role("button", name="コードを表示").click()
    expect(guided.page.locator(".jp-NotebookPanel .jp-Toolbar").first).to_be_visible()
    expect(guided.page.locator(".jp-InputArea-editor").nth(1)).to_be_visible()
    guided.page.get_by_role("button", name="コードを隠す").click()
    assert guided.page.locator(f"{CODE}, {FRAME}").count() == 0


def test_other_notebooks_stay_as_jupyterlab_shows_them(guided) -> None:
    plain = (
        (guided.folder / "notebooks/ja/00_start.ipynb")
        .read_text("utf-8")
        .replace('"guided": true', '"guided": false')
    )
    (guided.folder / "notebooks/ja/plain.ipynb").write_text(plain, "utf-8")
    guided.open("plain")
    expect(guided.page.locator(".jp-InputArea-editor").nth(1)).to_be_visible()
    expect(guided.page.locator("#jp-MainMenu")).to_be_visible()
    assert guided.page.locator(".jk-guided, .jk-banner, .jk-code").count() == 0
