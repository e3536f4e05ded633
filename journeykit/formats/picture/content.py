"""What a picture of the map tells: one block a persona, then the notes that no column holds; in plain words.

It holds what `formats.handed` lets go: the revealed notes, personas and feelings, of nobody's authorship.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from journeykit import catalogue
from journeykit.formats import alt
from journeykit.formats.deck.grid import FEELING, Row, Tile, map_rows, unplaced
from journeykit.formats.deck.people import name_of
from journeykit.insights.basis import is_hypothesis
from journeykit.insights.days import day_of
from journeykit.log import Journey
from journeykit.records import Feeling, Note, Persona, Stage

__all__ = ["Block", "Content", "Listed", "content"]

Clean = Callable[[str], str]


@dataclass(frozen=True)
class Listed:
    """A note that stands in a list, with its place in words."""

    place: str
    tile: Tile


@dataclass(frozen=True)
class Block:
    """One persona's map: `rows` of notes, and a feeling, its reason and how they go on for each stage."""

    key: str
    name: str
    about: str
    hypothesis: bool
    rows: tuple[Row, ...]
    values: tuple[int | None, ...]
    whys: tuple[str, ...]
    onward: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """All that a picture tells. `keep` are the lines on who keeps the map, and until when it holds."""

    title: str
    product: str
    decision: str
    keep: tuple[str, ...]
    stages: tuple[str, ...]
    blocks: tuple[Block, ...]
    outside: tuple[Listed, ...]
    told: str
    legend: tuple[tuple[str, str], ...]


def content(journey: Journey, lang: str, clean: Clean) -> Content:
    """Return what there is to tell of a journey, each text made fit to be shown by `clean`."""
    words, deck, brief = catalogue.read("picture", lang)["map"], catalogue.read("deck", lang), journey.brief
    ids = [persona.id for persona in journey.personas]
    if any(note.persona == "" for note in journey.notes) or not ids:
        ids.append("")
    return Content(
        title=clean(brief.title) or deck["slides"]["untitled"],
        product=clean(brief.product),
        decision=clean(words["decision"].format(text=_line(brief.decision))) if brief.decision else "",
        keep=tuple(map(clean, _keep(journey, lang))),
        stages=tuple(clean(stage.label(lang)) for stage in journey.stages_in_scope),
        blocks=tuple(_block(journey, key, lang, clean) for key in ids),
        outside=tuple(_outside(journey, lang, clean)),
        told=clean(_told(journey, lang)),
        legend=tuple((mark, clean(text)) for mark, text in _legend(lang)),
    )


def _legend(lang: str) -> Iterator[tuple[str, str]]:
    words = catalogue.read("picture", lang)["map"]
    yield "", words["legend"]
    yield from catalogue.choices("basis", lang).items()
    yield "unstated", catalogue.say("deck.slides.unstated", lang)
    yield "", words["infer_legend"]


def _keep(journey: Journey, lang: str) -> Iterator[str]:
    words, brief, at = catalogue.read("picture", lang)["map"], journey.brief, journey.newest[0]
    if at:
        day = catalogue.day(day_of(at, lang).isoformat(), lang)
        yield catalogue.say("deck.slides.date", lang, day=day)
    if brief.owner:
        yield words["owner"].format(name=brief.owner)
    review = catalogue.day(brief.review_by, lang)
    yield words["review"].format(day=review) if review else words["no_review"]


def _block(journey: Journey, key: str, lang: str, clean: Clean) -> Block:
    persona = next((p for p in journey.personas if p.id == key), Persona())
    felt = [journey.feelings.get((key, stage.id)) for stage in journey.stages_in_scope]
    onward = catalogue.choices("onward", lang)
    rows = (row for row in map_rows(journey, key, lang) if row.lane != FEELING)
    return Block(
        key=key,
        name=clean(_line(name_of(journey, key, lang))),
        about=clean(_about(persona, lang)),
        hypothesis=is_hypothesis(journey, key),
        rows=tuple(replace(row, cells=tuple(_cleaned(cell, clean) for cell in row.cells)) for row in rows),
        values=tuple(f.value if f else None for f in felt),
        whys=tuple(clean(f.why) if f else "" for f in felt),
        onward=tuple(onward.get(f.onward, "") if f else "" for f in felt),
    )


def _cleaned(cell: tuple[Tile, ...], clean: Clean) -> tuple[Tile, ...]:
    return tuple(replace(tile, text=clean(tile.text), inference=clean(tile.inference)) for tile in cell)


def _about(persona: Persona, lang: str) -> str:
    role = catalogue.choices("buying_role", lang).get(persona.buying_role, "")
    return " / ".join(filter(None, (persona.company, persona.job, role)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _outside(journey: Journey, lang: str, clean: Clean) -> Iterator[Listed]:
    lanes, feeling = catalogue.choices("lane", lang), catalogue.say("deck.slides.kind_feeling", lang)
    for record in unplaced(journey):
        stage = journey.stage_of(record.stage) or journey.last_known("stage", record.stage)
        where = stage.label(lang) if isinstance(stage, Stage) else ""
        sort = lanes[record.lane] if isinstance(record, Note) else feeling
        place = " / ".join(filter(None, (name_of(journey, record.persona, lang), where, sort)))
        (tile,) = _cleaned((_tile(record),), clean)
        yield Listed(clean(place), tile)


def _tile(record: Note | Feeling) -> Tile:
    if isinstance(record, Note):
        return Tile(record.text, record.basis or "unstated", record.inference)
    return Tile(f"{catalogue.signed(record.value)} {record.why}".strip())


def _told(journey: Journey, lang: str) -> str:
    words = catalogue.read("picture", lang)["map"]
    return str(words["told"]).format(
        n=len(journey.personas),
        stages=catalogue.enumerate_in(lang, (stage.label(lang) for stage in journey.stages_in_scope)),
        notes=len(journey.notes),
        curve=alt.describe_emotion(journey, lang=lang),
        basis=alt.describe_basis(journey, lang=lang),
    )
