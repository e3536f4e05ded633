"""The research list: what to ask customers where the map has no firm ground, ready to be read aloud.

The questions are open and tell nothing of what the team assumes; that stands beside them, to compare with.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from journeykit import catalogue
from journeykit.insights.basis import unsupported
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.records import Stage

__all__ = ["Inquiry", "research", "summary", "urgent"]


class Inquiry(NamedTuple):
    """What to ask about one cell of the map; `assumed` is what the team wrote there, none if it is empty."""

    persona: str
    stage: str
    lane: str
    who: str
    where: str
    what: str
    question: str
    probe: str
    assumed: tuple[str, ...]


def research(journey: Journey, lang: str) -> list[Inquiry]:
    """Return what to ask: persona by persona, in the order of stages and lanes."""
    words, lanes = catalogue.read("research", lang)["lanes"], catalogue.choices("lane", lang)
    names = {persona.id: persona_name(persona, lang) for persona in journey.personas}
    stages = {stage.id: stage for stage in journey.stages_in_scope}
    whens = _whens(journey, lang)
    return [
        Inquiry(
            hole.persona, hole.stage, hole.lane,
            names[hole.persona], stages[hole.stage].label(lang), lanes[hole.lane],
            words[hole.lane]["ask"].format(when=whens[hole.stage]), words[hole.lane]["probe"], hole.assumed,
        )
        for hole in unsupported(journey)
    ]  # fmt: skip


def urgent(inquiries: list[Inquiry]) -> list[Inquiry]:
    """Return the inquiries with the most assumptions to check first, those of empty cells last."""
    return sorted(inquiries, key=lambda one: -len(one.assumed))


def summary(inquiries: list[Inquiry], journey: Journey, lang: str) -> str:
    """Return in a sentence how many places lack firm ground."""
    if not inquiries:
        return catalogue.say("research.list.none" if journey.personas else "research.list.no_personas", lang)
    assumed = sum(bool(one.assumed) for one in inquiries)
    empty = len(inquiries) - assumed
    return catalogue.say("research.list.lead", lang, n=len(inquiries), assumed=assumed, empty=empty)


def _whens(journey: Journey, lang: str) -> dict[str, str]:
    """Return the words for each stage: where several roll up alike, a stage is called by its own name."""
    words = catalogue.read("research", lang)["stages"]
    alike = Counter(stage.rolls_up for stage in journey.stages_in_scope)

    def when(stage: Stage) -> str:
        named = stage.name and alike[stage.rolls_up] > 1
        return str(words["own"].format(stage=stage.name) if named else words[stage.rolls_up])

    return {stage.id: when(stage) for stage in journey.stages_in_scope}
