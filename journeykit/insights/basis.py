"""What the map rests on: observed, reported, inferred or assumed, and where it was learned."""

from __future__ import annotations

from collections import Counter

from journeykit.log import Journey
from journeykit.records import Issue, Note, Persona

__all__ = ["by_stage", "sources", "unproven"]

Based = Persona | Issue | Note


def _based(journey: Journey) -> list[Based]:
    return [*journey.personas, *journey.issues, *journey.notes]


def unproven(journey: Journey) -> list[Based]:
    """Return the personas, issues and notes that are assumed, or whose basis nobody has stated."""
    return [record for record in _based(journey) if record.basis in ("assumed", "")]


def sources(journey: Journey) -> dict[str, int]:
    """Return each source and how many entries rest on it, most used first."""
    named = Counter(record.source for record in _based(journey) if record.source)
    return dict(named.most_common())


def by_stage(journey: Journey) -> dict[str, Counter[str]]:
    """Return, per stage in scope, how many notes rest on each basis ("" where none is stated)."""
    counts = {stage.id: Counter[str]() for stage in journey.stages_in_scope}
    for note in journey.notes:
        stage = journey.stage_of(note.stage)
        if stage and stage.id in counts:
            counts[stage.id][note.basis] += 1
    return counts
