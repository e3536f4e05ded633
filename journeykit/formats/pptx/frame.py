"""What stands around a slide's body: kicker, title, lead sentence, number and name of the presentation."""

from __future__ import annotations

from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.measure import BODY_WIDTH, body_height, em, lines
from journeykit.formats.pptx.page import Area, Page
from journeykit.formats.pptx.text import Run

__all__ = ["BOTTOM", "FOOT", "HEAD", "LEFT", "fitting", "head", "top_of"]

LEFT, BOTTOM = 56, 684
HEAD = Area(LEFT, 46, BODY_WIDTH, 48)
FOOT = Area(LEFT + 44, 690, 900, 22)
_NUMBER = Area(LEFT, 690, 44, 22)
_SIZES = (30.0, 26.0, 22.0, 18.0, 15.0, 14.0)
_LINE = 1.46
_QUIET = "56606F"


def top_of(slide: Slide) -> float:
    """Return where a slide's body begins."""
    return BOTTOM - body_height(slide.title, slide.lead)


def head(page: Page, slide: Slide, number: int, name: str) -> list[str]:
    """Draw all around the body; return the texts that had to be cut, to be told in the speaker notes."""
    run = page.voice.paragraph
    page.box("kicker", Area(LEFT, 24, BODY_WIDTH, 22), run(Run(slide.kicker, 15, "tx2", bold=True)))
    told = _lead_height(slide)
    room = top_of(slide) - HEAD.y - told - 14
    size, title = fitting(slide.title, BODY_WIDTH - 60, room, _start(slide.title))
    tall = max(lines(title, (BODY_WIDTH - 60) / size), 1) * size * _LINE
    parts = [Run(f" ({slide.part[0]}/{slide.part[1]})", min(size, 18), _QUIET)] if slide.part[1] > 1 else []
    shown = run(Run(title, size, bold=True), *parts)
    page.holder("title", 'type="title"', shown, Area(LEFT, HEAD.y, BODY_WIDTH, max(tall, 46)))
    cut = [slide.title] if title != slide.title else []
    if slide.lead:
        size, lead = fitting(slide.lead, BODY_WIDTH, told, (17, 15, 14))
        place = Area(LEFT, top_of(slide) - told - 12, BODY_WIDTH, told)
        page.box("lead", place, run(Run(lead, size, _QUIET)))
        cut += [slide.lead] if lead != slide.lead else []
    foot(page, number, name)
    return cut


def foot(page: Page, number: int, name: str) -> None:
    """Draw the slide's number and the presentation's name."""
    voice = page.voice
    line = voice.paragraph(Run("", 13.4)).split("<a:endParaRPr", 1)[0]
    page.holder("number", 'type="sldNum" sz="quarter" idx="12"',
                f"{line}{voice.number(13.4, 'tx2', number)}</a:p>", _NUMBER)  # fmt: skip
    shown = fitting(name.replace("\n", " "), FOOT.w, 22, (13.4,))[1]
    page.holder("footer", 'type="ftr" sz="quarter" idx="11"', voice.paragraph(Run(shown, 13.4, _QUIET)), FOOT)


def _start(title: str) -> tuple[float, ...]:
    width = em(title)
    return _SIZES[2 if width > 64 else 1 if width > 26 else 0 :]


def _lead_height(slide: Slide) -> float:
    """Return the pixels of the lead; at most half of what is above the body, should that be overfull."""
    most = (top_of(slide) - HEAD.y) / 2 if lines(slide.title, 38) > 2 else top_of(slide) - HEAD.y - 50
    return min(lines(slide.lead, BODY_WIDTH / 17) * 27, most) if slide.lead else 0


def fitting(text: str, width: float, room: float, sizes: tuple[float, ...]) -> tuple[float, str]:
    """Return the largest size at which a text fits `room` pixels, else the least and the text's start."""
    for size in sizes:
        if lines(text, width / size) * size * _LINE <= max(room, size * _LINE + 1):
            return size, text
    size = sizes[-1]
    most = max(int(room / (size * _LINE)), 1)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if lines(text[:middle] + "…", width / size) <= most else (low, middle - 1)
    return size, text[:low].rstrip() + "…"
