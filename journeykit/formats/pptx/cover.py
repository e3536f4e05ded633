"""The cover: whose map it is, what it is about, and its stages."""

from __future__ import annotations

from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.measure import em, lines
from journeykit.formats.pptx.frame import fitting
from journeykit.formats.pptx.logo import placed
from journeykit.formats.pptx.page import Area, Page
from journeykit.formats.pptx.text import Run
from journeykit.settings import Brand

__all__ = ["draw"]

_LEFT, _WIDTH = 84, 1060
_QUIET = "56606F"
_LOGO = (280, 56)


def draw(page: Page, slide: Slide, brand: Brand) -> list[str]:
    """Draw the cover; return the texts that had to be cut."""
    given, told = slide.body, page.voice.paragraph
    page.box("", Area(0, 0, 18, 720), fill="accent1")
    if brand.logo:
        _logo(page, brand)
    elif brand.name:
        name = fitting(brand.name, _WIDTH, 30, (18, 14))[1]
        page.box("brand", Area(_LEFT, 52, _WIDTH, 30), told(Run(name, 18, bold=True)))
    width = em(slide.title)
    sizes = (54.0, 44.0, 36.0, 28.0, 22.0, 18.0, 15.0)[0 if width <= 26 else 1 if width <= 64 else 3 :]
    size, title = fitting(slide.title, _WIDTH, 250, sizes)
    tall = lines(title, _WIDTH / size) * size * 1.46
    top = max(300 - tall / 2, 150)
    page.box("kind", Area(_LEFT, top - 34, _WIDTH, 30), told(Run(slide.kicker, 19, "tx2", bold=True)))
    page.holder("title", 'type="ctrTitle"', told(Run(title, size, bold=True)), Area(_LEFT, top, _WIDTH, tall))
    product = fitting(given["product"], _WIDTH, 90, (19, 16, 14))
    below = told(Run(product[1], product[0], _QUIET)) if given["product"] else ""
    below += told(Run(given["date"], 17, _QUIET), before=6) if given["date"] else ""
    if below:
        place = Area(_LEFT, top + tall + 12, _WIDTH, 130)
        page.holder("subtitle", 'type="subTitle" idx="1"', below, place)
    _path(page, given["stages"], given["columns"])
    shown = ((slide.title, title), (given["product"], product[1]))
    return [whole for whole, part in shown if whole != part]


def _path(page: Page, stages: list[str], columns: int) -> None:
    rows = -(-len(stages) // max(columns, 1))
    wide, tall = 1112 / max(columns, 1), 66 if rows < 3 else 132 / rows
    for at, stage in enumerate(stages):
        x, y = _LEFT + at % columns * wide, 676 - (rows - at // columns) * tall
        if at < len(stages) - 1:
            page.box("", Area(x + 18, y + 5, wide - 24, 2), fill="accent2")
        page.box("", Area(x, y, 12, 12), form="ellipse", fill="accent1")
        size, text = fitting(stage, wide - 14, tall - 20, (15, 13.4))
        page.box(stage, Area(x, y + 18, wide - 10, tall - 20), page.voice.paragraph(Run(text, size, _QUIET)))


def _logo(page: Page, brand: Brand) -> None:
    """Draw the brand's logo as large as its place allows. Raises `ExportError` where it cannot be used."""
    assert brand.logo
    link, (wide, tall), drawing = placed(page.slide.part, brand.logo, brand.name)
    scale = min(_LOGO[0] / wide, _LOGO[1] / tall)
    told = brand.name or brand.logo.stem
    page.picture("logo", Area(_LEFT, 52, wide * scale, tall * scale), link, told, drawing)
