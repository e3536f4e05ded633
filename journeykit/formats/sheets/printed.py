"""The printed worksheets: all pages of one size and language, as one PDF."""

from __future__ import annotations

import io
import warnings

from journeykit import catalogue
from journeykit.formats.sheets import pages, tables
from journeykit.formats.sheets.drawn_map import map_
from journeykit.formats.sheets.forms import MAPS, Column
from journeykit.formats.sheets.paper import Page
from journeykit.records import GROUPS

__all__ = ["printed"]

_PEOPLE = 3
"""So many personas have sheets of their own, if the workshop has not more."""


def printed(lang: str, size: str, stages: list[Column], names: list[str]) -> bytes:
    """Return the PDF's bytes, the same for the same stages and names."""
    from matplotlib.backends.backend_pdf import PdfPages

    drawn, file = _pages(lang, size, stages, names), io.BytesIO()
    words = catalogue.read("sheets", lang)["paper"]
    with (
        warnings.catch_warnings(),
        PdfPages(
            file, metadata={"CreationDate": None, "Creator": "journeykit", "Producer": "journeykit"}
        ) as pdf,
    ):
        warnings.simplefilter("ignore")  # a name may hold a sign that the font has not: a frame stands for it
        for number, page in enumerate(drawn, 1):
            foot = words["foot"].format(cell="A3-C") if number > 1 else ""
            page.foot(foot, words["page"].format(page=number, pages=len(drawn)))
            pdf.savefig(page.figure)
    return file.getvalue()


def _pages(lang: str, size: str, stages: list[Column], names: list[str]) -> list[Page]:
    people = min(max(_PEOPLE, len(names)), len(MAPS))
    lettered = [one for one in stages if one.letter]
    shown = [one for one in lettered if one.in_scope]
    drawn = [pages.use(Page(size, lang)), pages.scope(Page(size, lang), lettered)]
    drawn += [pages.persona(Page(size, lang), number) for number in range(1, people + 1)]
    drawn += [tables.issues(Page(size, lang), first, shown) for first in (1, 7)]
    for number in range(people):
        whose = names[number] if number < len(names) else ""
        drawn.append(map_(Page(size, lang), MAPS[number], shown, whose))
    drawn += [pages.play(Page(size, lang), number) for number in range(1, len(GROUPS) + 1)]
    return [*drawn, tables.actions(Page(size, lang), shown), tables.findings(Page(size, lang), shown)]
