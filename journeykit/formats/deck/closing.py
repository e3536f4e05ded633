"""The closing slides: what is still assumed, where everything was learned, how to read the map."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Card, Cell, Slide, Table, cards, tables
from journeykit.formats.deck.people import name_of
from journeykit.insights.basis import Based, unproven
from journeykit.insights.basis import sources as sources_of
from journeykit.log import Journey
from journeykit.records import Issue, Persona
from journeykit.settings import Brand

__all__ = ["assumed", "method", "sources"]

_METHOD = (("customer", "stages"), ("basis", "infer"), ("groups", "next"))


def assumed(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return what nobody has proven yet, to be asked when the team next meets a customer."""
    words, found = catalogue.read("deck", lang)["slides"], unproven(journey)
    note = (catalogue.say("deck.notes.assumed", lang),)
    slide = Slide("table", words["assumed"], {}, words["assumed_kicker"], notes=note)
    if not found:
        return cards(slide, [[Card("", words["assumed_none"], "quiet")]])
    lead = words["assumed_lead"].format(count=len(found))
    slide = Slide("table", words["assumed"], {}, words["assumed_kicker"], lead, note)
    heads = (words["what"], words["whose"], words["where"], words["sort"])
    rows = [_assumed_row(journey, record, lang) for record in _by_persona(journey, found)]
    return tables(slide, Table(words["assumed"], heads, (56, 16, 22, 12), rows))


def _by_persona(journey: Journey, found: list[Based]) -> list[Based]:
    order = {persona.id: at for at, persona in enumerate(journey.personas)}
    whose = {id(record): record.id if isinstance(record, Persona) else record.persona for record in found}
    return sorted(found, key=lambda record: order.get(whose[id(record)], len(order)))


def _assumed_row(journey: Journey, record: Based, lang: str) -> tuple[Cell, ...]:
    words, mark = catalogue.read("deck", lang)["slides"], ("basis", record.basis or "unstated")
    if isinstance(record, Persona):
        return Cell(name_of(journey, record.id, lang), mark), Cell(""), Cell(""), Cell(words["kind_persona"])
    who = Cell(name_of(journey, record.persona, lang))
    keys = record.stages if isinstance(record, Issue) else (record.stage,)
    stages = [stage.label(lang) for key in keys if (stage := journey.stage_of(key))]
    where = "\n".join(dict.fromkeys(stages)) or (words["throughout"] if isinstance(record, Issue) else "")
    if isinstance(record, Issue):
        return Cell(record.text, mark), who, Cell(where), Cell(words["kind_issue"])
    return Cell(record.text, mark), who, Cell(where), Cell(catalogue.choices("lane", lang)[record.lane])


def sources(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return each source with how many entries rest on it."""
    words, counts = catalogue.read("deck", lang)["slides"], sources_of(journey)
    note = (catalogue.say("deck.notes.sources", lang),)
    if not counts:
        slide = Slide("cards", words["sources"], {}, words["basis_kicker"], notes=note)
        return cards(slide, [[Card("", words["sources_none"], "quiet")]])
    slide = Slide("table", words["sources"], {}, words["basis_kicker"], words["sources_lead"], note)
    total = len(journey.personas) + len(journey.issues) + len(journey.notes)
    rows = [(Cell(source), Cell(str(count))) for source, count in counts.items()]
    if rest := total - sum(counts.values()):
        rows.append((Cell(words["no_source"]), Cell(str(rest))))
    return tables(slide, Table(words["sources"], (words["source"], words["entries"]), (80, 20), rows))


def method(_: Journey, lang: str, __: Brand) -> list[Slide]:
    """Return how to read the map, for those who were not in the room."""
    words, texts = catalogue.read("deck", lang)["slides"], catalogue.read("deck", lang)["method"]
    rows = [[Card(texts[f"{key}_label"], texts[key]) for key in row] for row in _METHOD]
    note = (catalogue.say("deck.notes.method", lang),)
    slide = Slide("cards", words["method"], {}, words["method_kicker"], notes=note)
    return cards(slide, rows)
