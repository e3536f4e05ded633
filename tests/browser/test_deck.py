"""The deck in a real browser: offline, quiet, whole, readable, printable, presentable."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from journeykit import sample
from journeykit.formats import write
from journeykit.formats.deck.exporter import JourneyExporter
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

READY = "html[data-deck]"
HOSTILE = "<script>window.__pwned=1</script><img src=x onerror='window.__pwned=1'>\"'&</script><!--"
LONG = "とても長い付箋の文が、ひとつの枠にいくつも貼られることがあります。" * 12


def extreme() -> Workshop:
    """Return a workshop with the longest and the most hostile texts that the records take."""
    workshop = Workshop(Store(), brand=Brand(name=HOSTILE, colour="#ffd400"))
    workshop.put(
        "brief", "brief", title=HOSTILE * 2, purpose="目的。" * 600, decision="W" * 2000, owner="人" * 200
    )
    workshop.put("stage", "aware", name="段階の名前" * 40, meaning="意味。" * 600, sign=HOSTILE)
    for at in range(5):
        workshop.put("stage", f"extra{at}", name=f"追加{at}", rolls_up="interest", order=2.1 + at / 10)
    workshop.put(
        "persona", "p", name="長" * 200, company="社" * 200, situation="状況。" * 600, quote=HOSTILE * 4
    )
    for at in range(10):
        workshop.put(
            "note", persona="p", stage="aware", lane="action", text=f"{at}{LONG}"[:400], inference=LONG[:400]
        )
        workshop.put(
            "issue", persona="p", text=f"{at}" + "x" * 399, timing="moment", stages=["aware", "extra1"]
        )
    workshop.put("feeling", "p.aware", persona="p", stage="aware", value=-2, why="理由" * 100)
    workshop.put("play", "use", talk="話すこと。" * 400, satisfaction="A long line of talk. " * 90)
    return workshop


def filled(lang: str) -> Workshop:
    workshop = Workshop(Store(), lang=lang, brand=Brand(name="シオミネ"))
    sample.fill(workshop, lang)
    return workshop


@pytest.fixture(scope="module", params=["ja", "en", "empty", "extreme"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    of = {"empty": lambda: Workshop(Store()), "extreme": extreme}
    workshop = of.get(request.param, lambda: filled(request.param))()
    path = tmp_path_factory.mktemp("deck") / f"{request.param}.html"
    path.write_bytes(write(workshop, "deck", "en" if request.param == "en" else "ja"))
    return path


class Heard(list[str]):
    """What a page asked for and complained about."""

    def listen(self, page: Page) -> Page:
        page.on("console", lambda message: self.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("request", lambda request: self.append(f"request: {request.url}"))
        return page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def shown(page: Page, file: Path, query: str = "") -> Page:
    page.goto(file.as_uri() + query)
    page.wait_for_selector(READY)
    return page


def test_nothing_is_asked_of_the_network_and_nothing_complained_of(page: Page, file: Path):
    heard = Heard()
    shown(heard.listen(page), file)
    page.evaluate("() => { for (let n = 0; n < Reveal.getTotalSlides(); n++) Reveal.slide(n); }")
    assert heard == [f"request: {file.as_uri()}"]
    assert page.evaluate("window.__pwned") is None


def test_every_slide_fits_at_a_size_that_can_be_read(page: Page, file: Path):
    shown(page, file)
    found = page.evaluate(
        """() => [...document.querySelectorAll('section')].map((slide, at) => {
            Reveal.slide(at);
            const box = slide.querySelector('.body, .cover'), frame = slide.getBoundingClientRect();
            const inside = [...box.querySelectorAll('*')].map(e => e.getBoundingClientRect());
            const low = Math.max(...inside.map(e => e.bottom)), right = Math.max(...inside.map(e => e.right));
            const size = parseFloat(slide.style.getPropertyValue('--size'));
            const over = box.scrollHeight > box.clientHeight + 1;
            const out = low > frame.bottom + 1 || right > frame.right + 1;
            return [at + 1, over, out, size < slide.dataset.least];
        })"""
    )
    assert [slide for slide in found if any(slide[1:])] == []


def test_no_text_on_a_slide_is_smaller_than_thirteen_pixels(page: Page, file: Path):
    shown(page, file)
    small = page.evaluate(
        """() => [...document.querySelectorAll('section :is(.said,.pill,.infer,p,li,td,th,dt,h3,small)')]
            .filter(e => parseFloat(getComputedStyle(e).fontSize) < 13).map(e => e.innerText)"""
    )
    assert small == []


@pytest.mark.parametrize("query", ["", "?print-pdf"])
def test_paper_has_one_page_a_slide_and_none_is_empty(page: Page, file: Path, query: str):
    shown(page, file, query)
    slides = page.locator("section").count()
    if query:
        page.wait_for_selector(".pdf-page")
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages
    assert len(pages) == slides
    assert all(paper.extract_text().strip() for paper in pages)
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages} == {(960, 540)}


def test_paper_shows_the_slides_as_the_screen_does(page: Page, file: Path):
    shown(page, file)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    told = page.evaluate(
        """() => [...document.querySelectorAll('section')].map(slide => [slide, slide.querySelector('.body')])
            .filter(([, body]) => body && (body.scrollHeight > body.clientHeight + 1
                || [...body.querySelectorAll('p,li,td')]
                    .some(e => parseFloat(getComputedStyle(e).fontSize) > 26)))
            .map(([slide]) => slide.innerText.slice(0, 60))"""
    )
    assert told == []


def test_the_speakers_window_shows_the_notes_of_the_slide(page: Page, file: Path):
    heard = Heard()
    shown(heard.listen(page), file)
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    window = opened.value
    value = window.locator(".speaker-controls-notes .value")
    value.get_by_text("F ").or_(value.get_by_text("full screen")).first.wait_for()
    frame = window.frame_locator("#current-slide iframe")
    frame.locator("section.present h1").wait_for()
    assert not [line for line in heard if not line.startswith("request: file:")]


def test_the_overview_shows_all_slides_and_goes_back(page: Page, file: Path):
    shown(page, file)
    page.keyboard.press("Escape")
    assert page.evaluate("Reveal.isOverview()")
    page.keyboard.press("Escape")
    assert not page.evaluate("Reveal.isOverview()")


def test_the_deck_works_in_a_sandboxed_frame(page: Page, file: Path):
    heard = Heard()
    heard.listen(page)
    page.set_content("<iframe sandbox='allow-scripts' style='width:1200px;height:675px'></iframe>")
    page.evaluate("text => { document.querySelector('iframe').srcdoc = text }", file.read_text("utf-8"))
    inside = page.frame_locator("iframe")
    inside.locator(READY).wait_for(state="attached")
    inside.locator(".navigate-right").click()
    inside.locator("section.present h2").wait_for()
    assert [line for line in heard if not line.startswith("request: about:")] == []


def test_a_phone_gets_one_readable_page(browser: Browser, file: Path):
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = shown(context.new_page(), file)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("section").last.is_visible()
    sizes = page.evaluate(
        """[...document.querySelectorAll('.card p, .card li, td')]
            .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 14
    wide = page.evaluate("[...document.querySelectorAll('.list, .lines')].map(e => e.scrollWidth)")
    assert max(wide, default=0) <= 350  # rows of tables stand one below the other
    context.close()


def test_every_kind_of_slide_can_be_used_by_everyone(page: Page, file: Path):
    shown(page, file)
    kinds = page.evaluate(
        """() => { const seen = {}; [...document.querySelectorAll('section')].forEach((s, at) => {
            seen[s.classList[1]] ??= at; }); return Object.values(seen); }"""
    )
    for at in kinds:
        page.evaluate(f"Reveal.slide({at})")
        found = Axe().run(page).response["violations"]
        serious = [v for v in found if v["impact"] in ("serious", "critical")]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in serious] == []


def test_a_notebook_that_would_act_stands_still(page: Page, tmp_path: Path):
    far = "http://127.0.0.1:9/"
    tags = (
        f'<meta http-equiv="refresh" content="0;url={far}m"><iframe src="{far}f"></iframe><base href="{far}">'
        f'<object data="{far}o"></object><embed src="{far}e"><link rel="preconnect stylesheet" href="{far}l">'
        f'<form action="{far}s"><input autofocus></form><svg><style>'
        f"<meta http-equiv=refresh content=0;url={far}>"
    )
    outputs = [
        nbformat.v4.new_output("display_data", {kind: tags}) for kind in ("text/html", "image/svg+xml")
    ]
    cells = [
        nbformat.v4.new_markdown_cell(f"# Plan\n\n{tags}"),
        nbformat.v4.new_code_cell("", outputs=outputs),
    ]
    file = tmp_path / "plan.html"
    file.write_text(JourneyExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))[0], "utf-8")
    heard = Heard()
    shown(heard.listen(page), file)
    page.wait_for_timeout(300)  # a refresh after 0 s would have come by now
    assert heard == [f"request: {file.as_uri()}"]
    assert page.url.startswith(file.as_uri())
