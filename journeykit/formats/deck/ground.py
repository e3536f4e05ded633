"""The slides of what the team knows and disputes: the differences, facts from data, what to ask customers."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Cell as Box
from journeykit.formats.deck.layout import Slide, Table, tables
from journeykit.formats.deck.people import name_of
from journeykit.insights.disagreement import ROWS, HeatMap, heat_map
from journeykit.insights.dispute import Dispute, dispute, row_label, state
from journeykit.insights.opinions import Cell
from journeykit.insights.research import Inquiry, summary, urgent
from journeykit.insights.research import research as asked
from journeykit.log import Journey
from journeykit.records import Finding
from journeykit.settings import Brand

__all__ = ["disagreement", "findings", "research"]

_SHADES = 4
_MOST_ASKED = 10


def disagreement(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the heat map and what each side said, or no slide where nobody differs."""
    heat, words = heat_map(journey), catalogue.read("deck", lang)["slides"]
    if not heat.hottest:
        return []
    note = (catalogue.say("deck.notes.disagreement", lang),)
    lead = state(heat, journey, lang)
    first = Slide("heat", words["disagreement"], _heat(heat, journey, lang), words["map_kicker"], lead, note)
    heads = (words["where_differ"], words["difference"], words["sides"])
    disputes = [(cell, dispute(cell, journey, lang)) for cell in heat.hottest]
    rows = [_dispute_row(at, cell, said, lang) for at, (cell, said) in enumerate(disputes, 1)]
    second = Slide("table", words["disagreement_sides"], {}, words["map_kicker"], "", note)
    return [first, *tables(second, Table(words["disagreement_sides"], heads, (34, 10, 56), rows))]


def _heat(heat: HeatMap, journey: Journey, lang: str) -> dict[str, object]:
    words = catalogue.read("deck", lang)["slides"]
    stages = [stage for stage in journey.stages if stage.id in heat.stages]
    ranks = {(cell.stage, cell.row): at for at, cell in enumerate(heat.hottest, 1)}
    rows = [
        {"label": row_label(row, lang), "cells": [_square(heat.cells[s.id, row], ranks) for s in stages]}
        for row in ROWS
    ]
    names = [stage.label(lang) for stage in stages]
    return {"stages": names, "rows": rows, "caption": words["heat_caption"], "legend": words["heat_legend"]}


def _square(cell: Cell, ranks: dict[tuple[str, str], int]) -> dict[str, object]:
    if cell.heat is None:
        return {"heat": "-", "shade": "none", "rank": 0}
    rank = ranks.get((cell.stage, cell.row), 0)
    return {"heat": str(round(100 * cell.heat)), "shade": str(round(cell.heat * _SHADES)), "rank": rank}


def _dispute_row(at: int, cell: Cell, said: Dispute, lang: str) -> tuple[Box, ...]:
    words = catalogue.read("deck", lang)["slides"]
    sides = [words["labelled"].format(label=who, text=text) if text else who for who, text in said.sides]
    place = Box(f"{at}. {said.place}", more=said.message)
    return place, Box(str(round(100 * (cell.heat or 0)))), Box("\n".join(sides))


def findings(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the facts from data, what they rest on and what the team infers, or no slide without any."""
    words = catalogue.read("deck", lang)["slides"]
    found = [finding for finding in journey.findings if finding.text]
    if not found:
        return []
    heads = (words["fact"], words["where"], words["whose"], words["kind_of_data"])
    numbers = sum(finding.nature == "quantitative" for finding in found)
    inferred = sum(bool(finding.inference) for finding in found)
    lead = words["findings_lead"].format(n=len(found), numbers=numbers, inferred=inferred)
    note = (catalogue.say("deck.notes.findings", lang),)
    slide = Slide("table", words["findings"], {}, words["map_kicker"], lead, note)
    rows = [_finding_row(journey, finding, lang) for finding in _in_order(journey, found)]
    return tables(slide, Table(words["findings"], heads, (52, 16, 12, 20), rows))


def _in_order(journey: Journey, found: list[Finding]) -> list[Finding]:
    order = {stage.id: at for at, stage in enumerate(journey.stages)}
    places = {finding.id: getattr(journey.stage_of(finding.stage), "id", "") for finding in found}
    return sorted(found, key=lambda finding: order.get(places[finding.id], -1))


def _finding_row(journey: Journey, finding: Finding, lang: str) -> tuple[Box, ...]:
    deck = catalogue.read("deck", lang)
    words, infer = deck["slides"], deck["map"]["infer"]
    inferred = words["labelled"].format(label=infer, text=finding.inference) if finding.inference else ""
    stage = journey.stage_of(finding.stage)
    where = (stage.label(lang) if stage else "", catalogue.choices("lane", lang).get(finding.lane, ""))
    who = name_of(journey, finding.persona, lang) if finding.persona else words["every_customer"]
    size = words["answers"].format(n=f"{finding.n:,}") if finding.n else ""
    nature = catalogue.choices("nature", lang).get(finding.nature, "")
    kind = (catalogue.choices("data", lang).get(finding.data, ""), size)
    source = (finding.source, catalogue.day(finding.as_of, lang))
    return (
        Box(finding.text, more=inferred),
        Box("\n".join(part for part in where if part) or words["throughout"]),
        Box(who),
        Box("\n".join(part for part in kind if part), pill=nature, more="\n".join(p for p in source if p)),
    )


def research(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the ten places to ask customers about first, each with its question; no slide without any."""
    words, found = catalogue.read("deck", lang)["slides"], asked(journey, lang)
    if not found:
        return []
    more = len(found) - _MOST_ASKED
    rest = catalogue.say("research.list.more", lang, n=more) if more > 0 else ""
    lead = summary(found, journey, lang) + rest
    note = (catalogue.say("deck.notes.research", lang),)
    slide = Slide("table", words["research"], {}, words["basis_kicker"], lead, note)
    rows = [_inquiry_row(one, lang) for one in urgent(found)[:_MOST_ASKED]]
    heads = (words["question"], words["where"], words["so_far"])
    return tables(slide, Table(words["research"], heads, (50, 18, 32), rows))


def _inquiry_row(one: Inquiry, lang: str) -> tuple[Box, ...]:
    empty = catalogue.say("research.list.empty", lang)
    place = "\n".join((one.where, one.what))
    return Box(one.question, more=one.probe), Box(one.who, more=place), Box("\n".join(one.assumed) or empty)
