"""Charts on their slides: each with the texts that belong to it, under it or beside it."""

from __future__ import annotations

from dataclasses import replace

from journeykit import catalogue
from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.measure import BODY_WIDTH, lines
from journeykit.formats.pptx.chart import add
from journeykit.formats.pptx.figure import Figure
from journeykit.formats.pptx.frame import BOTTOM, LEFT, fitting, top_of
from journeykit.formats.pptx.page import Area, Page
from journeykit.formats.pptx.table import Box, grid, rule
from journeykit.formats.pptx.text import Run

__all__ = ["draw", "fits"]

_AXIS, _SIZE = 108, 14.0
_MOST_UNDER = 250
_RULE, _QUIET = "DFE4EA", "56606F"
_KEY = 560
_CAPTION = 0.36
"""The part of the width that the title of the upright axis takes, above it; the legend has the rest."""


def fits(slide: Slide) -> bool:
    """Say whether the reasons of a curve find room under it."""
    under = slide.body.get("under", ())
    return not under or sum(_talls(under)) <= _MOST_UNDER


def draw(page: Page, slide: Slide) -> None:
    """Draw a slide's chart as large as the texts beside it allow."""
    given, top = slide.body, top_of(slide)
    figure, under = _short(given["figure"]), given.get("under", ())
    beside = given.get("beside", ())
    told = fits(slide) and any(why or onward for why, onward in under)
    room = BOTTOM - 6 - top - (sum(_talls(under)) + 10 if told else 0)
    caption, key = page.voice.paragraph(Run(figure.titles[1], 13.4, _QUIET)), _KEY if beside else 0
    if figure.titles[1]:
        page.box("axis", Area(LEFT, top, BODY_WIDTH * _CAPTION, 24), caption)
    area = Area(LEFT, top, BODY_WIDTH - key, room)
    part = add(page, figure, (*_plot(figure, area), _CAPTION), page.voice.page)
    page.chart(slide.title, area, part, given["alt"])
    if told:
        _reasons(page, under, Area(LEFT, top + room + 6, BODY_WIDTH, 0), slide.title)
    if beside:
        _key(page, beside, given["more"], Area(LEFT + BODY_WIDTH - _KEY + 30, top + 10, _KEY - 30, room))


def _short(figure: Figure) -> Figure:
    """Return a chart with names that fit its axis and its legend."""
    wide = (BODY_WIDTH - _AXIS) / max(len(figure.categories), 1) - 8
    names = tuple(fitting(name.replace("\n", " "), wide, 68, (15.0,))[1] for name in figure.categories)
    series = tuple(replace(one, name=fitting(one.name.replace("\n", " "), 260, 24, (15.0,))[1])
                   for one in figure.series)  # fmt: skip
    return replace(figure, categories=names, series=series)


def _plot(figure: Figure, area: Area) -> tuple[float, ...]:
    """Return where the inner area stands, so that columns of a chart and of the table below agree."""
    wide = (area.w - _AXIS) / max(len(figure.categories), 1) - 12
    names = max((lines(name, wide / 15) for name in figure.categories), default=1) * 22 + 10
    head = 44 if len(figure.series) > 1 else 30
    if figure.kind == "points":
        names, wide = 58, area.w - 70
        return 70 / area.w, head / area.h, (area.w - 76) / area.w, (area.h - head - names) / area.h
    left = _AXIS if figure.kind == "lines" else 4
    return left / area.w, head / area.h, (area.w - left - 2) / area.w, (area.h - head - names) / area.h


def _talls(under: tuple[tuple[str, str], ...]) -> list[float]:
    """Return the heights of the two rows under a curve; none for a row of nothing."""
    width = ((BODY_WIDTH - _AXIS) / max(len(under), 1) - 12) / _SIZE
    most = [max((lines(pair[at], width) for pair in under), default=0) for at in (0, 1)]
    return [count * _SIZE * 1.5 + 9 for count in most if count]


def _reasons(page: Page, under: tuple[tuple[str, str], ...], area: Area, told: str) -> None:
    words, paragraph = catalogue.read("pptx", page.voice.page), page.voice.paragraph
    rows, talls = [], iter(_talls(under))
    for at, key in enumerate(("why", "onward")):
        if any(pair[at] for pair in under):
            label = Box(
                paragraph(Run(words[key], _SIZE, "tx2", bold=True)), "", rule("T", _RULE, 1), 1, "t", (0, 4)
            )
            cells = [Box(paragraph(Run(pair[at], _SIZE, "9C2F1F" if at else "tx1"), align="ctr"), "",
                         rule("T", _RULE, 1), 1, "t", (6, 6)) for pair in under]  # fmt: skip
            rows.append((next(talls), [label, *cells]))
    widths = [_AXIS, *([(area.w - _AXIS) / len(under)] * len(under))]
    name = words["reasons"].format(title=told)
    page.table(name, area._replace(h=sum(tall for tall, _ in rows)), grid(widths, rows, heads=False), name)


def _key(page: Page, beside: tuple[tuple[str, str, bool], ...], more: int, area: Area) -> None:
    """Write what the numbers of the points stand for."""
    words, paragraph = catalogue.read("deck", page.voice.page), page.voice.paragraph
    rows, wide = [], area.w - 44
    for number, title, top in beside:
        text = fitting(title.replace("\n", " "), wide - 12, 2 * 15 * 1.5, (15.0,))[1]
        ends = rule("B", _RULE, 1)
        cells = [Box(paragraph(Run(number, 15, "tx2", bold=True), align="ctr"), "", ends, sides=(2, 2)),
                 Box(paragraph(Run(text, 15, bold=top)), "", ends, sides=(6, 6))]  # fmt: skip
        rows.append((max(lines(text, (wide - 12) / 15), 1) * 22 + 9, cells))
    tall = sum(one for one, _ in rows)
    name = catalogue.say("pptx.key", page.voice.page)
    page.table(name, area._replace(h=tall), grid([44, wide], rows, heads=False), name)
    if more:
        told = words["charts"]["more_actions"].format(count=more)
        page.box("legend", Area(area.x, area.y + tall + 8, area.w, 24), paragraph(Run(told, 13.4, _QUIET)))
