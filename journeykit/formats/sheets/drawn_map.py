"""The printed map of one persona."""

from __future__ import annotations

from collections.abc import Sequence

from journeykit import catalogue
from journeykit.charts.paper import QUIET
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import LANES, Column
from journeykit.formats.sheets.pages import begun
from journeykit.formats.sheets.paper import Page

__all__ = ["map_"]


def map_(page: Page, letter: str, stages: Sequence[Column], whose: str) -> Page:
    """Draw the map of one persona: stages across, lanes down, the feelings at the bottom."""
    words, y = catalogue.read("sheets", page.lang)["paper"], begun(page, letter, "map")
    tall, side = page.scaled(9), page.scaled(19)
    page.cell(page.left, y, (page.right - page.left) / 2, tall, f"{letter}0-A", words["whose"])
    if whose:
        page.text(page.left + page.scaled(60), y + tall / 2, whose, 11, va="center")
    y += tall + page.scaled(2)
    each = (page.right - page.left - side) / len(stages)
    y = _stage_heads(page, y, side, each, stages)
    room = page.bottom - y
    for row, lane in enumerate(LANES, 1):
        _lane(page, y, side, room * 0.145, f"{row}", catalogue.choices("lane", page.lang)[lane])
        for at, one in enumerate(stages):
            page.cell(page.left + side + at * each, y, each, room * 0.145, f"{letter}{row}-{one.letter}")
        y += room * 0.145
    return _feelings(page, letter, y, side, each, stages)


def _stage_heads(page: Page, y: float, side: float, each: float, stages: Sequence[Column]) -> float:
    tall = page.scaled(19)
    for at, one in enumerate(stages):
        x = page.left + side + at * each
        page.shade(x, y, each, tall)
        page.text(x + page.scaled(1.5), y + page.scaled(1.3), one.letter, 10, color=QUIET)
        down = page.lines(x + page.scaled(6), y + page.scaled(1.4), each - page.scaled(7), one.label, 9, 2)
        page.lines(
            x + page.scaled(1.5),
            max(down, y + page.scaled(6)),
            each - page.scaled(3),
            one.meaning,
            6,
            4,
            color=QUIET,
        )
    return y + tall


def _lane(page: Page, y: float, side: float, tall: float, row: str, name: str) -> None:
    page.shade(page.left, y, side, tall)
    page.text(page.left + page.scaled(1.5), y + page.scaled(1.3), row, 8, color=QUIET)
    page.lines(
        page.left + page.scaled(1.5),
        y + max(tall / 2 - page.scaled(2), page.scaled(4.8)),
        side - page.scaled(2),
        name,
        9.5,
        2,
    )


def _feelings(page: Page, letter: str, y: float, side: float, each: float, stages: Sequence[Column]) -> Page:
    words, lang = catalogue.read("sheets", page.lang)["paper"], page.lang
    why = page.scaled(11)
    tall = page.bottom - y - why
    _lane(page, y, side, tall, "6", label("feeling", "value", lang))
    _lane(page, y + tall, side, why, "7", words["why"])
    for at, one in enumerate(stages):
        x = page.left + side + at * each
        page.cell(x, y, each, tall, f"{letter}6-{one.letter}")
        page.cell(x, y + tall, each, why, f"{letter}7-{one.letter}")
    for value in (2, 1, 0, -1, -2):
        level = y + tall * (0.5 - value * 0.2)
        page.rule(page.left + side, level, page.right, linestyle="-" if value == 0 else (0, (1, 3)))
        page.text(
            page.left + side - page.scaled(1.2),
            level,
            catalogue.signed(value),
            7,
            color=QUIET,
            ha="right",
            va="center",
        )
    return page
