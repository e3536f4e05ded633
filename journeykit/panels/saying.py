"""What the panels say of the customer's own data: bars, claims beside figures, customers' words, findings."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.evidence.results.findings import proposed
from journeykit.insights import figures
from journeykit.insights.claims import claims
from journeykit.insights.evidence import ALL, Group, Report, Stand
from journeykit.insights.figures import Table
from journeykit.log import Journey

__all__ = ["bars", "claimed", "findings", "grouped", "tabled", "voices"]

View = dict[str, Any]
Texts = dict[str, str]


def tabled(table: Table) -> View:
    """Return a table as a view takes it."""
    return {**table._asdict(), "heads": list(table.heads)}


def grouped(told: Report, journey: Journey, which: Group, text: Texts, lang: str) -> View:
    """Return the figures of one group of customers."""
    tables = [make(told, journey, lang, which) for make in (figures.stands, figures.dwell, figures.moves)]
    return {
        "id": "\n".join(which),
        "label": figures.group(which, lang),
        "bars": bars(told, journey, text, lang, which),
        "tables": [*map(tabled, tables)],
    }


def bars(told: Report, journey: Journey, text: Texts, lang: str, which: Group = ALL) -> list[View]:
    """Return a bar for each stage: how many were seen there, and how many there or beyond."""
    line = told.line(which)
    most = max((one.beyond or one.reached or 0 for one in line), default=0) or 1
    stages = [row[0] for row in figures.stands(told, journey, lang, which).rows]
    return [_bar(one, stage, most, text, lang) for one, stage in zip(line, stages, strict=True)]


def _bar(one: Stand, stage: str, most: int, text: dict[str, str], lang: str) -> View:
    """Return a stage's bar; where nobody was seen there is none, also if others came further."""
    seen = one.reached != 0
    counts = {"reached": figures.number(one.reached, lang), "beyond": figures.number(one.beyond, lang)}
    return {
        "stage": stage,
        "told": text["bar"].format(**counts) if seen else text["no_evidence"],
        "share": round(100 * (one.reached or 0) / most, 1),
        "share_beyond": round(100 * (one.beyond or 0) / most, 1) if seen else 0,
    }


def voices(told: Report, journey: Journey, lang: str) -> list[list[Any]]:
    """Return what customers said, stage by stage."""
    found = []
    for at, stage in enumerate(told.stages):
        quotes = [one.text for one in told.texts if one.stage == at]
        known = journey.stage_of(stage)
        if quotes:
            found.append([known.label(lang) if known else stage, quotes])
    return found


def findings(journey: Journey, lang: str) -> list[View]:
    """Return the findings that can be kept; those that are, as they stand, cannot be pressed again."""
    lanes, say = catalogue.choices("data", lang), catalogue.read("evidence", lang)["findings"]
    found = []
    for one in proposed(journey, lang):
        stage = journey.stage_of(one.finding.stage)
        rests = say["rests" if one.finding.n else "rests_few"]
        on = rests.format(n=f"{one.finding.n:,}", day=catalogue.day(one.finding.as_of, lang))
        where = (lanes.get(one.finding.data, ""), on)
        found.append(
            {
                "id": one.finding.id,
                "text": one.finding.text,
                "stage": stage.label(lang) if stage else "",
                "where": " / ".join(filter(None, where)),
                "source": one.finding.source,
                "state": one.state,
            }
        )
    return found


def claimed(journey: Journey, lang: str) -> list[View]:
    """Return what the team claims with what the data answer, contradictions first."""
    labels = catalogue.read("claims", lang)["verdicts"]
    return [
        {**one._asdict(), "label": labels[one.verdict], "why": one.reason}
        for one in claims(journey, lang)[:_MOST_CLAIMS]
    ]


_MOST_CLAIMS = 120
