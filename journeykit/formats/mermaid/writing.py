"""The map as a Mermaid journey, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from journeykit import catalogue
from journeykit.formats.deck.people import name_of
from journeykit.formats.mermaid.signs import escaped
from journeykit.log import Journey
from journeykit.records import Feeling

__all__ = ["MARK", "PERSONA", "lines"]

MARK = "%% journeykit 1"
"""The comment by which a diagram of ours is known: the scores of its notes only repeat the feelings."""

PERSONA = "%% persona "
"""What a comment begins with that names a persona: those of whom there is no note yet have no other place."""

_BARE = "action"
"""The lane whose notes stand without a mark: a journey is told by what people do."""
_NEUTRAL = 3


def lines(journey: Journey, lang: str) -> Iterator[str]:
    """Yield the lines of the diagram."""
    yield "journey"
    yield f"    {MARK}"
    if journey.brief.title:
        yield f"    title {escaped(journey.brief.title)}"
    people = {persona.id: name_of(journey, persona.id, lang) for persona in journey.personas}
    yield from (f"    {PERSONA}{escaped(name)}" for name in people.values())
    said = _said(journey, lang)
    for stage in journey.stages_in_scope:
        yield f"    section {escaped(stage.label(lang))}"
        for persona, name in {**people, "": ""}.items():
            actor = f": {escaped(name, actor=True)}" if name else ""
            feeling = journey.feelings.get((persona, stage.id))
            score = (feeling.value if feeling else 0) + _NEUTRAL
            for task in (*said.get((persona, stage.id), ()), *_felt(feeling, lang)):
                yield f"      {task}: {score}{actor}"


def _said(journey: Journey, lang: str) -> dict[tuple[str, str], list[str]]:
    """Return what the notes of each persona and stage say, lane by lane."""
    said: dict[tuple[str, str], list[str]] = {}
    lanes = catalogue.choices("lane", lang)
    for note in sorted((note for note in journey.notes if note.text), key=lambda n: [*lanes].index(n.lane)):
        if stage := journey.stage_of(note.stage):
            text = escaped(note.text)
            told = text if note.lane == _BARE else f"[{lanes[note.lane]}] {text}"
            said.setdefault((note.persona, stage.id), []).append(told)
    return said


def _felt(feeling: Feeling | None, lang: str) -> Iterator[str]:
    if feeling:
        yield f"[{catalogue.say('deck.map.feeling', lang)}] {escaped(feeling.why)}".strip()
