"""A whole workshop, typed into the real notebooks in JupyterLab and read back from the exported deck."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from journeykit import workshop
from journeykit.doors.lab import notebooks, server
from journeykit.workshop import Workshop

CLAIRO = Path(__file__).parent.parent / "data" / "clairo_accounting_firms.md"
STAGE_IDS = {"Awareness": 0, "Interest": 1, "Consideration": 2, "Evaluation": 3, "Trial": 4, "Decision": 5}
FEELINGS = {"Awareness": -1, "Interest": 1, "Consideration": 0, "Evaluation": 1, "Trial": 1, "Decision": 2}


def tables(text: str) -> list[list[list[str]]]:
    """Return the Markdown tables of a text: rows of cells, without the heading's rule."""
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    cells = [[[c.strip(' *"') for c in row.strip("|").split("|")] for row in b.splitlines()] for b in blocks]
    return [[row for row in block if not set("".join(row)) <= set("-: ")] for block in cells]


class Guide:
    """A facilitator at the guided notebooks: reads, clicks, types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def panel(self, name: str) -> Locator:
        found = self.page.locator(f'[data-jk-panel="{name}"][data-jk-state="ready"]')
        expect(found).to_be_visible(timeout=30_000)
        return found

    def go(self, step: str, first: str) -> Locator:
        self.panel("recap").locator(f'.jk-way[data-jk-open="{step}"]').click()
        return self.panel(first)

    def write(self, panel: Locator, field: str, text: str) -> None:
        panel.locator(f'[data-field="{field}"]').locator("input,textarea").first.fill(text)

    def saved(self, panel: Locator) -> None:
        expect(panel.locator(".jk-status")).to_have_attribute("data-state", "saved")

    def tick(self, panel: Locator, *labels: str) -> None:
        for label in labels:
            panel.get_by_label(label, exact=True).check()

    def note(self, board: Locator, stage: str, lane: str, text: str) -> None:
        board.get_by_role("button", name=f"Add a note to {lane} at {stage}", exact=True).click()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        expect(board.locator(".jk-words", has_text=text).first).to_be_visible()
        self.page.keyboard.press("Escape")


@pytest.fixture
def room(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Guide, Workshop]]:
    lang = request.param
    made = workshop.create(tmp_path / "workshop", lang=lang)
    notebooks.write(made.folder / "notebooks")
    with server.serving(made.folder, lang) as lab:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(lab.address)
        yield Guide(page), made
        context.close()


@pytest.mark.parametrize("room", ["en"], indirect=True)
def test_a_published_journey_is_typed_in_and_read_back_from_the_deck(
    room: tuple[Guide, Workshop], browser: Browser
) -> None:
    guide, made = room
    text = CLAIRO.read_text("utf-8")
    personas, touchpoints, weeks = (table[1:] for table in tables(text))
    pains = re.findall(r"^- (.+)$", text, re.MULTILINE)
    begin(guide)
    stages(guide)
    scope(guide)
    write_personas(guide, personas)
    write_issues(guide, pains)
    write_map(guide, touchpoints, weeks)
    communicate(guide)
    deck = export(guide, made)
    read = deck_text(deck, browser)
    expected = [*(cell for row in personas for cell in (row[0], row[2], row[7])), *pains]
    expected += [cell for row in touchpoints for cell in (row[1], row[2], row[4])]
    expected += [cell for row in weeks for cell in (row[1], row[2])]
    missing = [wanted for wanted in expected if squeeze(wanted) not in squeeze(read)]
    assert missing == []


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def begin(guide: Guide) -> None:
    brief = guide.panel("brief")
    guide.write(brief, "title", "Clairo: accounting firms")
    guide.write(brief, "product", "A tax-workflow product for accounting firms")
    guide.write(brief, "purpose", "See the way from the BAS season to a decision")
    guide.write(brief, "decision", "What to support in the first two weeks")
    guide.tick(brief, "Subscription / SaaS", "English")
    guide.saved(brief)


def stages(guide: Guide) -> None:
    panel = guide.go("01_stages", "stages")
    for count in (7, 8):
        panel.get_by_role("button", name="Split “Consideration” in two").click()
        expect(panel.locator(".jk-stage")).to_have_count(count)
    names = panel.locator(".jk-stage [data-field=name] input")
    names.nth(5).fill("Trial")
    names.nth(4).fill("Evaluation")
    guide.saved(panel)


def scope(guide: Guide) -> None:
    panel = guide.go("02_scope", "scope")
    guide.tick(
        panel, "Digital marketing", "Field sales that owns the account", "Improve how deals are handled"
    )
    guide.saved(panel)
    expect(panel.locator(".jk-range .jk-in")).to_have_count(7)
    panel.get_by_role("button", name="Use this range").click()
    guide.write(panel, "reason_unaware", "The published journey begins with the search for a BAS solution")
    guide.saved(panel)


def write_personas(guide: Guide, rows: list[list[str]]) -> None:
    panel = guide.go("03_personas", "personas")
    for (name, age, role, firm, comfort, _, goals, quote), buying in zip(
        rows, ("Champion", "Decider", "User"), strict=True
    ):
        panel.get_by_role("button", name="+ Add a persona").click()
        form = panel.locator(".jk-form")
        expect(form.locator("[data-field=name] input")).to_have_value("")
        guide.write(form, "name", name)
        guide.write(form, "company", firm)
        guide.write(form, "job", role)
        guide.write(form, "situation", f"{age} years old, at ease with technology: {comfort}")
        guide.write(form, "goals", goals)
        guide.write(form, "quote", quote)
        guide.tick(form, buying, "Reported")
        guide.saved(panel)


def write_issues(guide: Guide, pains: list[str]) -> None:
    panel = guide.go("04_issues", "issues")
    for pain in pains:
        panel.get_by_role("button", name="+ Add an issue").click()
        form = panel.locator(".jk-form")
        expect(form.locator("[data-field=text] textarea")).to_have_value("")
        guide.write(form, "text", pain)
        guide.tick(form, "Sarah", "Throughout the journey", "Moderate", "Effort", "Reported")
        guide.saved(panel)


def write_map(guide: Guide, touchpoints: list[list[str]], weeks: list[list[str]]) -> None:
    board = guide.go("05_map", "board")
    names = [
        "Aware",
        "Interest & information gathering",
        "Consideration",
        "Evaluation",
        "Trial",
        "Order & purchase",
    ]
    for stage, touchpoint, action, _, message in touchpoints:
        at = names[STAGE_IDS[stage]]
        guide.note(board, at, "Touchpoint", touchpoint)
        guide.note(board, at, "Action", action)
        guide.note(board, at, "Thought", message)
    for _, touchpoint, goal, _ in weeks:
        guide.note(board, "Use, continue & repeat", "Touchpoint", touchpoint)
        guide.note(board, "Use, continue & repeat", "Need", goal)
    guide.saved(board)
    curve = guide.panel("curve")
    for at, value in enumerate(FEELINGS.values()):
        curve.get_by_role("slider").nth(at).focus()
        guide.page.keyboard.press("Enter")
        for _ in range(abs(value)):
            guide.page.keyboard.press("ArrowUp" if value > 0 else "ArrowDown")
    guide.saved(curve)


def communicate(guide: Guide) -> None:
    panel = guide.go("06_communication", "playbook")
    guide.write(panel, "owner", "Inside sales team")
    guide.saved(panel)


def export(guide: Guide, made: Workshop) -> Path:
    guide.go("07_evidence", "sources")
    panel = guide.go("08_priorities", "actions") and guide.go("09_share", "share")
    panel.locator("button[data-format=deck]").click()
    where = panel.locator(".jk-where").first
    expect(where).to_contain_text("exports")
    return made.folder / str(where.get_attribute("data-file"))


def deck_text(deck: Path, browser: Browser) -> str:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(deck.as_uri())
    page.wait_for_function("window.Reveal?.isReady()")
    text = str(page.locator(".slides").evaluate("(slides) => slides.textContent"))
    context.close()
    return text


@pytest.mark.parametrize("room", ["ja"], indirect=True)
def test_a_japanese_answer_composed_with_an_input_method_reaches_the_deck(
    room: tuple[Guide, Workshop], browser: Browser
) -> None:
    guide, made = room
    brief = guide.panel("brief")
    title = brief.locator("[data-field=title] input")
    title.click()
    compose(guide.page, ["ほ", "ほぜん", "保全クラウド"], "保全クラウド")
    compose(guide.page, ["の", "のたび"], "の旅")
    guide.saved(brief)
    assert made.journey.brief.title == "保全クラウドの旅"
    personas = (
        guide.go("01_stages", "stages")
        and guide.go("02_scope", "scope")
        and guide.go("03_personas", "personas")
    )
    personas.get_by_role("button", name="+ ペルソナを追加").click()
    expect(personas.locator("[data-field=name] input")).to_be_focused()
    compose(guide.page, ["さ", "さとう", "佐藤"], "佐藤")
    guide.saved(personas)
    board = guide.go("04_issues", "issues") and guide.go("05_map", "board")
    board.get_by_role("button", name="「検討」の「疑問」に付箋を追加", exact=True).click()
    compose(guide.page, ["り", "りんぎ"], "稟議は誰が書く?")
    guide.page.keyboard.press("Enter")
    expect(board.locator(".jk-words", has_text="稟議は誰が書く?")).to_be_visible()
    guide.go("06_communication", "playbook")
    read = squeeze(deck_text(export(guide, made), browser))
    assert [wanted for wanted in ("保全クラウドの旅", "佐藤", "稟議は誰が書く?") if wanted not in read] == []


def compose(page: Page, steps: list[str], word: str) -> None:
    """Write a word as an input method does: candidates while composing, then the word."""
    cdp = page.context.new_cdp_session(page)
    for typed in steps:
        cdp.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    cdp.send("Input.insertText", {"text": word})
