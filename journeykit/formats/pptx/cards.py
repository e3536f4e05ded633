"""The slides of cards: rows of labelled texts, facts beside them, a path of steps above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeykit.formats.deck.layout import ASIDE, GAP, Card, Fact, Slide, row_height
from journeykit.formats.deck.measure import BODY_WIDTH, em, lines
from journeykit.formats.pptx.frame import BOTTOM, LEFT, fitting, top_of
from journeykit.formats.pptx.page import Area, Page
from journeykit.formats.pptx.signs import sign
from journeykit.formats.pptx.text import Insets, Run

__all__ = ["chain", "draw", "track"]

_PANEL, _QUIET, _RULE = "F6F8FA", "56606F", "DFE4EA"
_TRACK = 78
_FACTS, _LINE = (16.0, 15.0, 14.0), 1.5
_SPACING = 112
"""Per cent of a line: texts of several lines stand in a shape without rules between them."""


def draw(page: Page, slide: Slide) -> None:
    """Draw a slide's cards from the top down."""
    top, left, width = top_of(slide), float(LEFT), float(BODY_WIDTH)
    if slide.body["facts"]:
        _facts(page, slide.body["facts"], top)
        left, width = left + ASIDE + 2 * GAP, width - ASIDE - 2 * GAP
    if slide.body["track"]:
        steps = [(step["label"], step["said"], step["inside"]) for step in slide.body["track"]]
        track(page, steps, Area(left, top, width, _TRACK))
        top += _TRACK + 18
    for row in slide.body["rows"]:
        tall = row_height(row, width, slide.size)
        _row(page, row, slide.size, Area(left, top, width, tall - GAP))
        top += tall


def _row(page: Page, row: Sequence[Card], size: float, area: Area) -> None:
    at = area.x
    for card, wide in zip(row, _widths(row, size, area.w - GAP * (len(row) - 1)), strict=True):
        _card(page, card, size, Area(at, area.y, wide, area.h))
        at += wide + GAP


def _widths(row: Sequence[Card], size: float, free: float) -> list[float]:
    """Return the widths of a row's cards: by their shares, but none narrower than its longest word."""
    words = ([*card.text.split(), *card.label.split()] for card in row)
    need = [min(max(map(em, found), default=1) * size + 40 + size, free / len(row)) for found in words]
    plain = [free * card.share / sum(one.share for one in row) for card in row]
    lack = [max(least - wide, 0) for least, wide in zip(need, plain, strict=True)]
    spare = [max(wide - least, 0) for least, wide in zip(need, plain, strict=True)]
    part = sum(lack) / max(sum(spare), 1)
    return [wide + short - over * part for wide, short, over in zip(plain, lack, spare, strict=True)]


def _card(page: Page, card: Card, size: float, area: Area) -> None:
    told, name = _told(page, card, size), card.label or "card"
    if card.tone == "quote":
        page.box("", Area(area.x, area.y, 4, area.h), fill="tx2")
        page.box(name, area, told, insets=Insets(22, 4, 0, 4), anchor="ctr")
        return
    fill = {"": _PANEL, "strong": "bg2", "wheel": "bg1", "quiet": ""}[card.tone]
    line, weight = {"wheel": ("accent2", 2), "quiet": (_RULE, 1)}.get(card.tone, ("", 1))
    page.box(name, area, told, form="roundRect", round_by=10, fill=fill, line=line, weight=weight,
             insets=Insets(18, 11, 16, 9))  # fmt: skip
    if card.tone == "strong":
        page.box("", Area(area.x, area.y + 8, 4, area.h - 16), fill="tx2")


def _told(page: Page, card: Card, size: float) -> str:
    own = size * (1.18 if card.tone == "quote" else 1)
    colour = _QUIET if card.tone == "quiet" else "tx1"
    head = [Run(card.label, max(size * 0.88, 13.4), "tx2", bold=True)] if card.label else []
    head += [Run(f"  {card.pill}", max(size * 0.78, 13.4), _QUIET)] if card.pill else []
    told = page.voice.paragraph(*head, after=size * 0.2) if head else ""
    if not card.ideas:
        return told + page.voice.paragraph(
            Run(card.text, own, colour, card.tone == "quote"), spacing=_SPACING
        )
    ideas = (Run(idea, own, colour) for idea in card.text.split("\n"))
    return told + "".join(
        page.voice.paragraph(idea, left=own * 1.05, first=-own * 1.05, bullet=True, spacing=_SPACING)
        for idea in ideas
    )


def _facts(page: Page, facts: Sequence[Fact], top: float) -> None:
    """Draw the facts in one panel; what is too long for it is at least its text's start."""
    told, width, room = "", ASIDE - 68, BOTTOM - top
    sizes = [size for size in _FACTS if _facts_height(facts, size, width) <= room]
    size, tall = (sizes or _FACTS)[0 if sizes else -1], 44.0
    for fact in facts:
        mark, colour = sign(fact.mark)
        text = fact.text if sizes else fitting(fact.text, width, room / len(facts) - 40, (size,))[1]
        runs = [Run(f"{mark} ", size, colour, sign=True)] if mark else []
        told += page.voice.paragraph(Run(fact.label, 13.4, _QUIET))
        told += page.voice.paragraph(*runs, Run(text, size, bold=True), after=12, spacing=_SPACING)
        tall += 32 + lines(text, width / size) * size * _LINE
    area = Area(LEFT, top, ASIDE, min(tall, room))
    page.box(facts[0].label, area, told, form="roundRect", round_by=10, fill="bg2",
             insets=Insets(22, 18, 22, 12))  # fmt: skip


def _facts_height(facts: Sequence[Fact], size: float, width: float) -> float:
    return 44 + sum(32 + lines(fact.text, width / size) * size * _LINE for fact in facts)


def track(page: Page, steps: Sequence[tuple[str, str, bool]], area: Area) -> None:
    """Draw steps as a path of arrows: each with its label, what is said of it, and whether it is covered."""
    wide = area.w / max(len(steps), 1)
    for at, (label, said, inside) in enumerate(steps):
        colour, quiet = ("bg1", "bg1") if inside else (_QUIET, _QUIET)
        size, text = fitting(label, wide - 50, area.h - (18 if said else 4), (15, 13.4))
        told = page.voice.paragraph(Run(text, size, colour, bold=True))
        told += page.voice.paragraph(Run(said, 13.4, quiet)) if said else ""
        place, form = Area(area.x + at * wide, area.y, wide + 8, area.h), "chevron" if at else "homePlate"
        insets, fill = Insets(12 if at else 16, 4, 4, 4), "tx2" if inside else "ECEFF3"
        page.box(label, place, told, form=form, round_by=16, fill=fill, insets=insets, anchor="ctr")


def chain(page: Page, slide: Slide) -> None:
    """Draw the journey that this one springs from, and ours below it."""
    given: dict[str, Any] = dict(slide.body)
    top, step = top_of(slide), BODY_WIDTH - 68
    page.box("first", Area(LEFT, top, BODY_WIDTH, 48), _line(page, given["first"], BODY_WIDTH))
    top += 22
    six = [(name, starts, bool(starts)) for name, starts in given["six"]]
    track(page, six, Area(LEFT, top + 36, BODY_WIDTH - 8, _TRACK))
    page.box("", Area(LEFT + 44, top + 140, 4, 104 + _rows(given["stages"]) * 66), fill="accent2")
    sort = page.voice.paragraph(Run(f"↳ {given['sort']}", slide.size * 1.15, "tx2", bold=True))
    page.box("link", Area(LEFT + 68, top + 144, step, 30), sort)
    page.box("ours", Area(LEFT + 68, top + 178, step, 48), _line(page, given["ours"], step))
    for at in range(_rows(given["stages"])):
        own = [(name, "", True) for name in given["stages"][at * 6 : at * 6 + 6]]
        wide = (step - 8) * len(own) / min(len(given["stages"]), 6)
        track(page, own, Area(LEFT + 68, top + 232 + at * 66, wide, 58))


def _rows(stages: Sequence[str]) -> int:
    return -(-len(stages) // 6)


def _line(page: Page, parts: Sequence[str], width: float) -> str:
    """Return a heading and what belongs to it, in two lines at most."""
    size, told = fitting("・".join(parts[1:]), width - 180, 50, (16.0, 14.0))
    return page.voice.paragraph(Run(f"{parts[0]}　", size, "tx2", bold=True), Run(told, size))
