"""The slide of what a deck shows in the other language, because nobody has translated it."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Cell, Slide, Table, tables
from journeykit.formats.translation.sheet import about
from journeykit.formats.translation.texts import missing
from journeykit.log import Journey
from journeykit.settings import Brand

__all__ = ["untranslated"]

_MOST, _LONGEST = 14, 120


def untranslated(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the texts without a translation on one slide; none in the workshop's own language."""
    if journey.brief.language in ("", lang):
        return []
    words, found = catalogue.read("translation", lang)["slide"], missing(journey, lang)
    if not found:
        return []
    lead = words["lead"].format(count=len(found))
    slide = Slide("table", words["title"], {}, words["kicker"], lead, (words["note"],))
    heads, slides = (words["about"], words["text"]), list[Slide]()
    for most in range(min(_MOST, len(found)), -1, -1):
        rows = [(Cell(about(one, lang)), Cell(_short(one.original))) for one in found[:most]]
        if rest := len(found) - most:
            rows.append((Cell(""), Cell(words["more"].format(count=rest))))
        slides = tables(slide, Table(words["title"], heads, (24, 76), rows))
        if len(slides) == 1:
            break
    return slides[:1]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
