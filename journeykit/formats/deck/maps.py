"""The slides of the map itself, and of the notes that no column of it holds."""

from __future__ import annotations

from collections.abc import Iterator

from journeykit import catalogue
from journeykit.formats.deck.grid import Part, Row, divide, map_rows, unplaced
from journeykit.formats.deck.layout import Cell, Slide, Table, numbered, tables
from journeykit.formats.deck.measure import body_height, lines
from journeykit.formats.deck.people import name_of
from journeykit.insights.basis import firm, is_hypothesis, shares
from journeykit.insights.wording import questioned
from journeykit.log import Journey
from journeykit.records import Note, Stage
from journeykit.settings import Brand

__all__ = ["maps", "outside"]

_SIZES = (16.0, 15.0, 14.0)
_LEAST = 13.0
_LEGEND, _HEADS = 34, 34


def maps(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the map of each persona, and one of the notes that have no persona."""
    ids = [persona.id for persona in journey.personas]
    if any(note.persona == "" for note in journey.notes) or not ids:
        ids.append("")
    return [slide for persona in ids for slide in _map(journey, persona, lang)]


def _map(journey: Journey, persona: str, lang: str) -> list[Slide]:
    words, name = catalogue.read("deck", lang)["map"], name_of(journey, persona, lang)
    rows, stages = map_rows(journey, persona, lang), list(journey.stages_in_scope)
    bare = not any(cell for row in rows for cell in row.cells)
    lead = words["lead_empty"] if bare else ""
    size, parts = _spread(rows, stages, body_height(name, lead) - _LEGEND, lang)
    note, caption = _spoken(journey, lang), words["caption"].format(name=name)
    grounds = _grounds(journey, persona, lang)
    bodies = [
        {
            "rows": part,
            "stages": [stage.label(lang) for stage in columns],
            "grounds": [grounds[stage.id] for stage in columns],
            "caption": caption,
        }
        for part, columns in parts
    ]
    kicker = words["kicker_hypothesis" if is_hypothesis(journey, persona) else "kicker"]
    return numbered([Slide("map", name, body, kicker, lead, note, size, _LEAST) for body in bodies])


def _spoken(journey: Journey, lang: str) -> tuple[str, ...]:
    """Return the speaker notes: how to read the map, and how many notes may not be the customer's voice."""
    asked = len(questioned(journey))
    more = (catalogue.say("deck.notes.wording", lang, n=asked),) if asked else ()
    return catalogue.say("deck.notes.map", lang), *more


def _grounds(journey: Journey, persona: str, lang: str) -> dict[str, str]:
    """Return for each stage how much of what a persona's map holds is observed or reported, in words."""
    told = catalogue.read("deck", lang)["map"]["ground"]
    counts = {stage: firm(of) for stage, of in shares(journey, persona).items()}
    return {stage: told.format(firm=sure, total=n) if n else "" for stage, (sure, n) in counts.items()}


def _spread(rows: list[Row], stages: list[Stage], room: float, lang: str) -> tuple[float, list[Part]]:
    """Return the largest text size among those that need the fewest slides, and the parts."""
    tried = {size: list(divide(rows, stages, size, room - _heads(stages, size, lang))) for size in _SIZES}
    size = min(_SIZES, key=lambda size: (len(tried[size]), -size))
    return size, tried[size]


def _heads(stages: list[Stage], size: float, lang: str) -> float:
    width = (1076 / min(max(len(stages), 1), 7) - 16) / size
    return max((lines(stage.label(lang), width) for stage in stages), default=1) * size * 1.4 + 14 + 18


def outside(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the notes and feelings without a column, or no slide where there are none."""
    words = catalogue.read("deck", lang)["slides"]
    rows = list(_outside_rows(journey, lang))
    if not rows:
        return []
    heads = (words["what"], words["whose"], words["where"], words["sort"])
    note = (catalogue.say("deck.notes.unplaced", lang),)
    slide = Slide("table", words["unplaced"], {}, words["unplaced_kicker"], words["unplaced_lead"], note)
    return tables(slide, Table(words["unplaced"], heads, (56, 16, 18, 12), rows))


def _outside_rows(journey: Journey, lang: str) -> Iterator[tuple[Cell, ...]]:
    words, lanes = catalogue.read("deck", lang)["slides"], catalogue.choices("lane", lang)
    infer = catalogue.say("deck.map.infer", lang)
    for record in unplaced(journey):
        stage = journey.stage_of(record.stage) or journey.last_known("stage", record.stage)
        where = stage.label(lang) if isinstance(stage, Stage) else ""
        who = name_of(journey, record.persona, lang)
        if isinstance(record, Note):
            inferred = words["labelled"].format(label=infer, text=record.inference)
            text = f"{record.text}\n{inferred}" if record.inference else record.text
            mark = ("basis", record.basis or "unstated")
            yield Cell(text, mark), Cell(who), Cell(where), Cell(lanes[record.lane])
        else:
            yield Cell(f"{record.value:+d} {record.why}"), Cell(who), Cell(where), Cell(words["kind_feeling"])
