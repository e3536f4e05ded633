"""The slides that keep a map alive: what changed since another time; what is stale, ownerless, overdue."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.against import Against, headline
from journeykit.formats.deck.layout import Card, Cell, Slide, Table, cards, tables
from journeykit.insights.changes import capped, tell
from journeykit.insights.days import day_of
from journeykit.insights.upkeep import lists, review, summary
from journeykit.log import Journey
from journeykit.settings import Brand

__all__ = ["changed", "freshness"]

_MOST = 15
"""How many lines a group has on the slides before the rest is only counted: the whole is in the JSON."""


def changed(journey: Journey, lang: str, _: Brand, against: Against) -> list[Slide]:
    """Return what changed, in groups; as sentences, since it is read and not searched."""
    words, changes = catalogue.read("deck", lang)["slides"], against.compared(journey)
    note = (catalogue.say("deck.notes.changes", lang),)
    lead = headline(against, changes, lang)
    slide = Slide("table", words["changes"], {}, words["changes_kicker"], lead, note)
    if not changes.entries:
        return cards(slide, [[Card("", catalogue.say("changes.told.nothing", lang), "quiet")]])
    rows = _rows(tell(changes, lang), lang)
    return tables(slide, Table(words["changes"], (words["about"], words["change"]), (18, 82), rows))


def freshness(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return who looks after the map, and what is stale, ownerless or overdue on the day of the last change.

    Today's date would change the file without a reason; each line says its own date.
    """
    words, told = catalogue.read("deck", lang)["slides"], catalogue.read("freshness", lang)["told"]
    at, note = journey.newest[0], (catalogue.say("deck.notes.freshness", lang),)
    today = day_of(at, lang)
    day = words["date"].format(day=catalogue.day(today.isoformat(), lang)) if at else ""
    lead = (
        words["freshness_lead"].format(day=day, told=summary(journey, today, lang)) if at else told["nothing"]
    )
    owner = [(told["owner"], [journey.brief.owner or told["no_owner"]])]
    kept = [*owner, (told["review"], [review(journey, today, lang)])]
    rows = _rows([*kept, *lists(journey, today, lang)], lang)
    slide = Slide("table", words["freshness"], {}, words["freshness_kicker"], lead, note)
    return tables(slide, Table(words["freshness"], (words["about"], words["what"]), (22, 78), rows))


def _rows(groups: list[tuple[str, list[str]]], lang: str) -> list[tuple[Cell, ...]]:
    """Return a row per line, behind the heading of its group."""
    return [(Cell(head), Cell(line)) for head, lines in groups for line in capped(lines, _MOST, lang)]
