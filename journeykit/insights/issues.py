"""Where issues are felt (DOMAIN.md A3): at moments of the journey, or throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from journeykit import catalogue
from journeykit.log import Journey

__all__ = ["issues_at"]


def issues_at(journey: Journey, *, lang: str) -> Iterator[tuple[str, Counter[str]]]:
    """Yield each stage in scope with its issues by severity, then those of the whole journey."""
    felt: dict[str, Counter[str]] = {stage.id: Counter() for stage in journey.stages_in_scope}
    throughout = Counter(issue.severity for issue in journey.issues if issue.timing != "moment")
    for issue in journey.issues:
        places = {stage.id for key in issue.stages if (stage := journey.stage_of(key))}
        for key in places & felt.keys() if issue.timing == "moment" else ():
            felt[key][issue.severity] += 1
    yield from ((stage.label(lang), felt[stage.id]) for stage in journey.stages_in_scope)
    yield catalogue.say("deck.charts.throughout", lang), throughout
