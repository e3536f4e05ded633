"""What the map rests on: observed, reported, inferred or assumed, and where it was learned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from journeykit import catalogue
from journeykit.log import Journey
from journeykit.records import Issue, Note, Persona

__all__ = [
    "FIRM",
    "Based",
    "Hole",
    "by_stage",
    "firm",
    "is_hypothesis",
    "shares",
    "sources",
    "unproven",
    "unsupported",
]

Based = Persona | Issue | Note

FIRM = ("observed", "reported")
"""What was learned from customers themselves; the rest is the team's own thinking."""


class Hole(NamedTuple):
    """A cell of the map in which nothing is observed or reported; `assumed` is what it holds."""

    persona: str
    stage: str
    lane: str
    assumed: tuple[str, ...]


def _based(journey: Journey) -> list[Based]:
    return [*journey.personas, *journey.issues, *journey.notes]


def unproven(journey: Journey) -> list[Based]:
    """Return the personas, issues and notes that are assumed, or whose basis nobody has stated."""
    return [record for record in _based(journey) if record.basis in ("assumed", "")]


def sources(journey: Journey) -> dict[str, int]:
    """Return each source and how many entries rest on it, most used first."""
    named = Counter(record.source for record in _based(journey) if record.source)
    return dict(named.most_common())


def by_stage(journey: Journey, persona: str | None = None) -> dict[str, Counter[str]]:
    """Return, per stage in scope, how many notes rest on each basis ("" where none is stated).

    With a persona, of theirs only.
    """
    counts = {stage.id: Counter[str]() for stage in journey.stages_in_scope}
    for note in journey.notes:
        stage = journey.stage_of(note.stage)
        if stage and stage.id in counts and persona in (None, note.persona):
            counts[stage.id][note.basis] += 1
    return counts


def shares(journey: Journey, persona: str | None = None) -> dict[str, Counter[str]]:
    """Return, per stage in scope, how many notes and issues of that stage rest on each basis.

    Under "" stand personas, and issues that run through the whole journey or name no stage. With a persona,
    only what is theirs counts.
    """
    people = Counter(one.basis for one in journey.personas if persona in (None, one.id))
    counts = {**by_stage(journey, persona), "": people}
    for issue in (issue for issue in journey.issues if persona in (None, issue.persona)):
        places = {stage.id for key in issue.stages if (stage := journey.stage_of(key))}
        for at in places & counts.keys() if issue.timing == "moment" and places else [""]:
            counts[at][issue.basis] += 1
    return counts


def firm(counts: Counter[str]) -> tuple[int, int]:
    """Return how many entries are observed or reported, and of how many."""
    return sum(counts[basis] for basis in FIRM), counts.total()


def is_hypothesis(journey: Journey, persona: str | None = None) -> bool:
    """Say whether a persona's map, or all of them, hold something and nothing of it is proven or inferred.

    A finding is a fact: a map with one is more than a hypothesis.
    """
    mine = [record for record in _based(journey) if persona in (None, _whose(record))]
    facts = any(persona is None or finding.persona in (persona, "") for finding in journey.findings)
    bare = all(record.basis in ("assumed", "") for record in mine)
    return not facts and bare and any(isinstance(record, Note) for record in mine)


def unsupported(journey: Journey) -> list[Hole]:
    """Return the cells of all personas' maps without anything observed or reported, in the map's order."""
    held: dict[tuple[str, str, str], list[Note]] = defaultdict(list)
    place = {key: getattr(journey.stage_of(key), "id", "") for key in journey.ever("stage")}
    for note in journey.notes:
        held[note.persona, place.get(note.stage, ""), note.lane].append(note)
    proven = {(f.persona, place.get(f.stage, ""), f.lane) for f in journey.findings}
    found = []
    for persona in journey.personas:
        for stage in journey.stages_in_scope:
            for lane in catalogue.choices("lane", "en"):
                notes = held.get((persona.id, stage.id, lane), [])
                known = {(persona.id, stage.id, lane), ("", stage.id, lane)} & proven
                if not known and not any(note.basis in FIRM for note in notes):
                    found.append(Hole(persona.id, stage.id, lane, _texts(notes)))
    return found


def _whose(record: Based) -> str:
    return record.id if isinstance(record, Persona) else record.persona


def _texts(notes: Iterable[Note]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note.text for note in notes if note.text))
