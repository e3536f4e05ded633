"""What stands in a presentation for the deck's charts of the customer's data: bars and tables to edit."""

from __future__ import annotations

from dataclasses import replace

from journeykit import catalogue
from journeykit.formats.deck import evidence as drawn
from journeykit.formats.deck.layout import Cell, Slide, Table, tables
from journeykit.formats.deck.slides import Subject
from journeykit.formats.pptx.figure import Figure, Series
from journeykit.insights import figures, headlines
from journeykit.insights.evidence import Report, Stand, report
from journeykit.log import Journey
from journeykit.settings import Brand

__all__ = ["NATIVE", "dwell", "funnel", "moves", "nps"]

_REACHED, _BEYOND = ("tx2", ""), ("DBE8F4", "ltUpDiag")


def funnel(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return a chart of how far customers came: two bars a stage, side by side."""
    told = report(journey)
    if told is None:
        return []
    words, line = catalogue.read("evidence", lang)["charts"], told.line()
    lead = headlines.funnel(told, journey, lang)
    slide = drawn.head("funnel", told, lang, lead)
    beyond = [0 if one.reached == 0 else one.beyond for one in line]  # of an unseen stage nothing is implied
    values = {"reached": [one.reached for one in line], "beyond": beyond}
    series = tuple(
        Series(words[key], tuple(None if n is None else float(n) for n in values[key]), colour, pattern)
        for key, (colour, pattern) in (("reached", _REACHED), ("beyond", _BEYOND))
    )
    names = tuple(_named(told, journey, one, lang) for one in line)
    said = catalogue.say("deck.charts.alt", lang, title=slide.title, told=lead)
    body = {"figure": Figure("columns", names, series), "alt": said}
    return [Slide("chart", slide.title, body, slide.kicker, lead, slide.notes)]


def _named(told: Report, journey: Journey, one: Stand, lang: str) -> str:
    """Return a stage's label; where it has no bar it says why."""
    words, label = catalogue.read("evidence", lang)["charts"], headlines.name(told, journey, one.stage, lang)
    why = "no_evidence" if one.reached == 0 else "withheld" if None in (one.reached, one.beyond) else ""
    return catalogue.say("evidence.charts.named", lang, stage=label, why=words[why]) if why else label


def dwell(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the table of how long customers stay."""
    told = report(journey)
    if told is None or not told.timed:
        return []
    table, lead = figures.dwell(told, journey, lang), headlines.dwell(told, journey, lang)
    return _tabled("dwell", table, (32, 17, 17, 17, 17), lead, journey, lang)


def moves(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the matrix of moves between stages as a table."""
    told = report(journey)
    if told is None or not any(one.n for one in told.moves):
        return []
    words = catalogue.read("evidence", lang)["charts"]
    size = len(told.stages)
    names = [headlines.name(told, journey, at, lang) for at in range(size)]
    found = {(one.source, one.target): one for one in told.moves if not one.group}
    rows = []
    for source in range(size):
        cells = [Cell(names[source])]
        for target in (*range(size), -1):
            one = found.get((source, target))
            sign = "← " if 0 <= target < source else "» " if target > source + 1 else ""
            count = "" if one is None else words["withheld"] if one.n is None else f"{sign}{one.n:,}"
            cells.append(Cell(count))
        rows.append(tuple(cells))
    slide = drawn.head("moves", told, lang, headlines.moves(told, lang))
    caption = catalogue.say("evidence.slides.moves_caption", lang)
    shares = (18, *(82 // (size + 1) for _ in range(size + 1)))
    return tables(slide, Table(caption, (words["from"], *names, words["left"]), shares, rows, strong=True))


def nps(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the tables of the NPS by stage and by month, no slide without scores."""
    told = report(journey)
    if told is None or not any(score.nps is not None for score in told.of("month")):
        return []
    lead = headlines.scores(told, journey, lang)
    every = figures.scores(told, journey, lang)
    return [one for table in every for one in _tabled("nps", table, (60, 20, 20), lead, journey, lang)]


def _tabled(
    name: str, table: figures.Table, shares: tuple[int, ...], lead: str, journey: Journey, lang: str
) -> list[Slide]:
    told = report(journey)
    assert told is not None
    rows = [tuple(map(Cell, row)) for row in table.rows]
    slide = drawn.head(name, told, lang, lead)
    if name == "nps":  # two tables stand where the deck has one picture
        slide = replace(slide, title=table.title)
    return tables(slide, Table(table.title, table.heads, shares, rows, strong=True))


NATIVE: dict[Subject, Subject] = {
    drawn.funnel: funnel,
    drawn.dwell: dwell,
    drawn.moves: moves,
    drawn.nps: nps,
}
"""What stands in a presentation for the deck's pictures."""
