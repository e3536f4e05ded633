"""The critical moments: stages at which to look for actions, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import NamedTuple

from journeykit.log import Journey
from journeykit.records import Stage

__all__ = ["Moment", "moments"]


class Moment(NamedTuple):
    """A stage to look at, with its reasons: "feeling" (mean), "serious" (issues), "stuck" (personas)."""

    stage: Stage
    reasons: dict[str, int | Fraction]


def moments(journey: Journey, most: int = 3) -> list[Moment]:
    """Return the stages in scope to look for actions at: those with most reasons first."""
    felt: dict[str, list[int]] = defaultdict(list)
    stuck: dict[str, set[str]] = defaultdict(set)
    for (persona, stage), feeling in journey.feelings.items():
        felt[stage].append(feeling.value)
        stuck[stage] |= {persona} if feeling.onward else set()
    found, serious = journey.stages_in_scope, _serious(journey)
    mean = {s.id: Fraction(sum(felt[s.id]), len(felt[s.id])) for s in found if felt[s.id]}
    lowest, peak = min(mean.values(), default=0), max((serious[s.id] for s in found), default=0)
    told = [
        Moment(stage, {
            **({"feeling": mean[stage.id]} if mean.get(stage.id, 0) == lowest < 0 else {}),
            **({"serious": peak} if serious[stage.id] == peak > 0 else {}),
            **({"stuck": len(stuck[stage.id])} if stuck[stage.id] else {}),
        })
        for stage in found
    ]  # fmt: skip
    ranked = sorted(told, key=lambda one: (-len(one.reasons), mean.get(one.stage.id, 0)))
    return [one for one in ranked if one.reasons][:most]


def _serious(journey: Journey) -> Counter[str]:
    """Return how many serious issues are felt at each stage."""
    issues = (i for i in journey.issues if i.severity == "high" and i.timing == "moment")
    at = ({stage.id for key in issue.stages if (stage := journey.stage_of(key))} for issue in issues)
    return Counter(stage for stages in at for stage in stages)
