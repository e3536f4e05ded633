"""The slides of the customer's data: first how good they are, then figures, then what they say to our claims.

Each tells its day and time zone. A workshop that has read no data has none of them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from journeykit import catalogue, charts
from journeykit.formats.deck import lines
from journeykit.formats.deck.layout import Card, Cell, Slide, Table, cards, tables
from journeykit.formats.deck.pictures import Draw, drawn
from journeykit.insights import figures, headlines
from journeykit.insights.claims import claims, summary
from journeykit.insights.evidence import Report, report
from journeykit.log import Journey
from journeykit.settings import Brand

__all__ = ["answers", "dwell", "funnel", "moves", "nps", "quality", "stands", "texts"]


def quality(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return what is to be known of the data before any figure."""
    told = report(journey)
    if told is None:
        return []
    lead = figures.standing(told, lang)
    slide = head("quality", told, lang, lead)
    table = figures.quality(told, lang)
    if not table.rows:
        return cards(slide, [[Card("", _words(lang)["quality_none"], "quiet")]])
    return tables(slide, _table(table, (46, 28, 13, 13)))


def funnel(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of how far customers came."""
    told = report(journey)
    if told is None:
        return []
    lead = headlines.funnel(told, journey, lang)
    draw = partial(charts.funnel, journey, lang=lang)
    return [_chart("funnel", told, lead, draw, lines.funnel(told, journey, lang), lang)]


def stands(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return where customers are now, how far they ever came, and who has gone quiet."""
    told = report(journey)
    if told is None:
        return []
    table = figures.stands(told, journey, lang)
    return tables(head("stands", told, lang), _table(table, (30, 14, 14, 14, 14, 14)))


def dwell(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of how long customers stay at each stage."""
    told = report(journey)
    if told is None or not told.timed:
        return []
    lead = headlines.dwell(told, journey, lang)
    draw = partial(charts.time_in_stage, journey, lang=lang)
    return [_chart("dwell", told, lead, draw, lines.dwell(told, journey, lang), lang)]


def moves(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the matrix of moves between stages."""
    told = report(journey)
    if told is None or not any(one.n for one in told.moves):
        return []
    lead = headlines.moves(told, lang)
    draw = partial(charts.moves, journey, lang=lang)
    return [_chart("moves", told, lead, draw, lines.moves(told, journey, lang), lang)]


def nps(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of the NPS by month, no slide without scores."""
    told = report(journey)
    if told is None or not any(score.nps is not None for score in told.of("month")):
        return []
    lead = headlines.scores(told, journey, lang)
    draw = partial(charts.nps_by_month, journey, lang=lang)
    return [_chart("nps", told, lead, draw, lines.nps(told, lang), lang)]


def answers(journey: Journey, lang: str, _: Brand, among: tuple[str, ...] = ()) -> list[Slide]:
    """Return the team's claims with what the data say, contradicted ones first; `among` some stages only."""
    told = report(journey)
    if told is None:
        return []
    words = _words(lang)
    found = [claim for claim in claims(journey, lang) if not among or claim.stage in among]
    slide = head("claims", told, lang, summary(found, lang))
    if not found:
        return cards(slide, [[Card("", summary(found, lang), "quiet")]])
    heads = (catalogue.say("deck.slides.where", lang), words["claim"], words["answer"])
    alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim in found:
        alike[claim.place, claim.verdict, claim.reason].append(claim.said)
    rows = [_claim_row(*key, said, lang) for key, said in alike.items()]
    return tables(slide, Table(words["claims"], heads, (16, 40, 44), rows))


def _claim_row(place: str, verdict: str, reason: str, said: list[str], lang: str) -> tuple[Cell, ...]:
    sign, told = (catalogue.say(f"claims.{of}.{verdict}", lang) for of in ("signs", "verdicts"))
    return Cell(place), Cell("\n".join(said)), Cell(reason, pill=f"{sign} {told}")


def texts(journey: Journey, lang: str, _: Brand, among: tuple[str, ...] = ()) -> list[Slide]:
    """Return what customers said at each stage (`among` some only), masked; no slide without texts."""
    told = report(journey)
    found = (
        [one for one in told.texts if not among or _place(told, journey, one.stage) in among] if told else []
    )
    if told is None or not found:
        return []
    words = _words(lang)
    slide = head("texts", told, lang, words["texts_lead"])
    heads = (catalogue.say("deck.slides.where", lang), words["text"], words["source"])
    rows = [
        (
            Cell(headlines.name(told, journey, one.stage, lang)),
            Cell(one.text),
            Cell(one.source, more=one.month),
        )
        for one in found
    ]
    return tables(slide, Table(words["texts"], heads, (20, 60, 20), rows))


def _place(told: Report, journey: Journey, at: int) -> str:
    return getattr(journey.stage_of(told.stages[at]), "id", "")


def head(name: str, told: Report, lang: str, lead: str = "") -> Slide:
    """Return an empty slide under its title, with the day and the zone that its figures hold for."""
    words, note = _words(lang), catalogue.say(f"evidence.slide_notes.{name}", lang)
    kicker = f"{words['kicker']} ― {headlines.footer(told, lang)}"
    return Slide("table", words[name], {}, kicker, lead, (note,))


def _chart(name: str, told: Report, lead: str, draw: Draw, narrow: list[lines.Line], lang: str) -> Slide:
    slide = head(name, told, lang, lead)
    said = catalogue.say("deck.charts.alt", lang, title=slide.title, told=lead)
    body = {"svg": drawn(lambda ax: draw(ax=ax)), "alt": said, "lines": narrow}
    return Slide("chart", slide.title, body, slide.kicker, lead, slide.notes)


def _table(table: figures.Table, shares: tuple[int, ...]) -> Table:
    rows = [tuple(map(Cell, row)) for row in table.rows]
    return Table(table.title, table.heads, shares, rows, strong=True)


def _words(lang: str) -> dict[str, str]:
    return dict(catalogue.read("evidence", lang)["slides"])
