"""A buying group side by side: who decides, gathers and uses, what each feels, where they stall (A7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.insights.scope import listed
from journeykit.log import Journey
from journeykit.records import Persona, Stage

__all__ = ["Cell", "Row", "onward", "side_by_side", "told"]

FIRST = 2
"""How many notes of a cell stand in it; the others are only counted."""
APART = 3
"""From how many points on two people feel opposite at a stage."""
PARTS = {"decides": ("decider",), "gathers": ("gatherer", "champion"), "uses": ("user",)}
"""What somebody in every buying group does, and which buying roles do it."""


class Cell(NamedTuple):
    """A persona at a stage: the feeling or None, how they go on ("stalls", "back"), the first notes."""

    value: int | None
    onward: str
    notes: tuple[str, ...]
    more: int


class Row(NamedTuple):
    """A persona and their cells, stage by stage."""

    persona: Persona
    cells: tuple[Cell, ...]


def side_by_side(journey: Journey) -> list[Row]:
    """Return the personas with a cell for each stage in scope."""
    notes: dict[tuple[str, str], list[str]] = {}
    places = {key: journey.stage_of(key) for key in {note.stage for note in journey.notes}}
    for note in journey.notes:
        if note.text and (stage := places[note.stage]):
            notes.setdefault((note.persona, stage.id), []).append(note.text)
    return [
        Row(who, tuple(_cell(journey, who, stage, notes) for stage in journey.stages_in_scope))
        for who in journey.personas
    ]


def _cell(journey: Journey, who: Persona, stage: Stage, notes: dict[tuple[str, str], list[str]]) -> Cell:
    felt, texts = journey.feelings.get((who.id, stage.id)), notes.get((who.id, stage.id), [])
    value, onward = (felt.value, felt.onward) if felt else (None, "")
    return Cell(value, onward, tuple(texts[:FIRST]), max(len(texts) - FIRST, 0))


def told(journey: Journey, lang: str) -> list[str]:
    """Return what the group tells, in sentences: who is missing, who stalls, who feels opposite."""
    rows = side_by_side(journey)
    if not rows:
        return [_say("nobody", lang)]
    tellers = (_who(journey, lang), onward(journey, lang), _silent(rows, journey, lang))
    return [sentence for teller in (*tellers, _apart(rows, journey, lang)) for sentence in teller]


def _who(journey: Journey, lang: str) -> Iterator[str]:
    people = journey.personas
    if len(people) == 1:
        yield _say("one", lang, persona=persona_name(people[0], lang))
    if len({who.company for who in people if who.company}) > 1:
        yield _say("companies", lang)
    for part, roles in PARTS.items():
        if not any(who.buying_role in roles for who in people):
            yield _say(f"no_{part}", lang)
    if unsaid := [persona_name(who, lang) for who in people if not who.buying_role]:
        yield _say("no_part", lang, personas=catalogue.enumerate_in(lang, unsaid))


def onward(journey: Journey, lang: str, people: Iterable[Persona] | None = None) -> Iterator[str]:
    """Yield where `people` (default: all) stall, and where they step back."""
    everyone = journey.personas if people is None else tuple(people)
    for sign in catalogue.choices("onward", lang):
        for who in everyone:
            felt = [(stage, journey.feelings.get((who.id, stage.id))) for stage in journey.stages_in_scope]
            at = [stage for stage, feeling in felt if feeling and feeling.onward == sign]
            if at:
                yield _say(sign, lang, persona=persona_name(who, lang), stages=listed(at, lang))


def _silent(rows: list[Row], journey: Journey, lang: str) -> Iterator[str]:
    """Yield who decides and has no notes where the decision is made."""
    for row in rows:
        cells = zip(journey.stages_in_scope, row.cells, strict=True)
        at = [s for s, c in cells if s.rolls_up == "consideration" and not c.notes]
        if row.persona.buying_role == "decider" and at:
            yield _say("silent", lang, persona=persona_name(row.persona, lang), stages=listed(at, lang))


def _apart(rows: list[Row], journey: Journey, lang: str) -> Iterator[str]:
    for at, stage in enumerate(journey.stages_in_scope):
        felt = [(value, row) for row in rows if (value := row.cells[at].value) is not None]
        low, high = (pick(felt, key=lambda one: one[0], default=None) for pick in (min, max))
        if low and high and high[0] - low[0] >= APART:
            most, least = (_felt(value, row.persona, lang) for value, row in (high, low))
            yield _say("apart", lang, stage=stage.label(lang), high=most, low=least)


def _felt(value: int, who: Persona, lang: str) -> str:
    return _say("felt", lang, persona=persona_name(who, lang), value=catalogue.signed(value))


def _say(key: str, lang: str, **values: object) -> str:
    return catalogue.say(f"roles.buying.{key}", lang, **values)
