"""What the board shows beside the notes: findings from data, how firm each stage is, which map is a guess."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.basis import firm, is_hypothesis, shares
from journeykit.log import Journey
from journeykit.records import Finding

__all__ = ["facts", "ground", "guesses"]


def facts(journey: Journey, lang: str) -> list[dict[str, Any]]:
    """Return the findings of stages in scope; without a lane one is about the whole stage."""
    in_scope = {stage.id for stage in journey.stages_in_scope}
    found = [(finding, journey.stage_of(finding.stage)) for finding in journey.findings if finding.text]
    return [_fact(one, stage.id, lang) for one, stage in found if stage and stage.id in in_scope]


def ground(journey: Journey, lang: str) -> dict[str, dict[str, str]]:
    """Return for each persona's stages that hold anything how much of it is observed or reported."""
    return {persona.id: _ground(journey, persona.id, lang) for persona in journey.personas}


def guesses(journey: Journey) -> list[str]:
    """Return the personas whose map is all assumption."""
    return [persona.id for persona in journey.personas if is_hypothesis(journey, persona.id)]


def _ground(journey: Journey, persona: str, lang: str) -> dict[str, str]:
    told = catalogue.read("panels", lang)["board"]["ground"]
    counts = {stage: firm(of) for stage, of in shares(journey, persona).items() if stage}
    return {stage: told.format(firm=sure, total=n) for stage, (sure, n) in counts.items() if n}


def _fact(finding: Finding, stage: str, lang: str) -> dict[str, Any]:
    words = catalogue.read("panels", lang)["board"]
    natures, sorts = catalogue.choices("nature", lang), catalogue.choices("data", lang)
    size = words["answers"].format(n=f"{finding.n:,}") if finding.n else ""
    kind = natures.get(finding.nature), sorts.get(finding.data)
    told = (*kind, size, finding.source, catalogue.day(finding.as_of, lang))
    return {
        "id": finding.id,
        "persona": finding.persona,
        "stage": stage,
        "lane": finding.lane,
        "text": finding.text,
        "inference": finding.inference,
        "told": " / ".join(part for part in told if part),
    }
