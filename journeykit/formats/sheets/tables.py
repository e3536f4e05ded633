"""The printed worksheets with a record a row: issues, actions, facts from data."""

from __future__ import annotations

from collections.abc import Sequence

from journeykit import catalogue
from journeykit.charts.paper import QUIET
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import PAPERS, Column, chosen_from
from journeykit.formats.sheets.pages import begun
from journeykit.formats.sheets.paper import Page
from journeykit.records import inputs

__all__ = ["actions", "findings", "issues"]


def issues(page: Page, first: int, stages: Sequence[Column]) -> Page:
    """Draw a sheet of issues, six rows."""
    return _rows(page, "Q", first, 6, (0.08, 0.33, 0.12, 0.1, 0.11, 0.08, 0.1, 0.08), stages)


def actions(page: Page, stages: Sequence[Column]) -> Page:
    """Draw the sheet of candidate actions, eight rows."""
    return _rows(page, "T", 1, 8, (0.42, 0.12, 0.12, 0.12, 0.12, 0.1), stages)


def findings(page: Page, stages: Sequence[Column]) -> Page:
    """Draw the sheet of facts from data, six rows."""
    return _rows(page, "V", 1, 6, (0.26, 0.17, 0.08, 0.08, 0.09, 0.06, 0.1, 0.16), stages)


def _rows(
    page: Page, letter: str, first: int, count: int, shares: Sequence[float], stages: Sequence[Column]
) -> Page:
    """Draw a sheet with a record a row, a column for each field."""
    paper, words = PAPERS[letter], catalogue.read("sheets", page.lang)["paper"]
    y = begun(page, letter, paper.kind)
    legend = " / ".join(f"{one.letter} {one.label}" for one in stages)
    y = page.lines(page.left + page.scaled(13), y - page.scaled(0.5), page.right - page.left, legend, 8, 2)
    page.text(page.left, y - page.scaled(4.1), words["stage"], 8, color=QUIET)
    y += page.scaled(1)
    wide, head = page.right - page.left, page.scaled(9)
    tall, x = (page.bottom - y - head) / count, page.left
    for at, (field, share) in enumerate(zip(paper.fields, shares, strict=True)):
        own = paper.kind in ("issue", "finding") or field in ("stage", "value")
        name = words.get(field) if own and field in words else label(paper.kind, field, page.lang)
        page.shade(x, y, wide * share, head)
        page.lines(x + page.scaled(1.2), y + page.scaled(1.2), wide * share - page.scaled(2), str(name), 8, 2)
        for row in range(count):
            top = y + head + row * tall
            page.cell(x, top, wide * share, tall, f"{letter}{first + row}-{chr(ord('A') + at)}")
            _circled(page, x, top, wide * share, paper.kind, field, stages)
        x += wide * share
    return page


def _circled(
    page: Page, x: float, y: float, wide: float, kind: str, field: str, stages: Sequence[Column]
) -> None:
    """Write into a box what there is to circle, small, below its number."""
    of, left, top = chosen_from(kind, field), x + page.scaled(1.5), y + page.scaled(4.2)
    if of == "stage":
        page.lines(
            left,
            top + page.scaled(1),
            wide - page.scaled(3),
            " ".join(f"{one.letter} " for one in stages),
            10,
            2,
        )
    elif of and of != "persona":
        for number, name in enumerate(catalogue.choices(of, page.lang).values(), 1):
            page.lines(left, top, wide - page.scaled(2), f"{number} {name}", 6.5, 1)
            top += page.scaled(3.6)
    elif inputs(kind)[field].kind == "number" and field in ("value", "effort"):
        page.text(left, top + page.scaled(2), "1   2   3   4   5", 10)
