"""The net promoter score: the share of 9 and 10 less the share of 0 to 6, by stage and by month.

F. F. Reichheld, The one number you need to grow, Harvard Business Review 81 (12), 2003.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import lru_cache

from journeykit.evidence.log import zone_of
from journeykit.evidence.results.bearings import Said
from journeykit.evidence.results.suppression import Sum, withheld
from journeykit.insights.evidence import Score

__all__ = ["Answers", "Scores", "month_of"]

_QUARTER = 900
"""No clock on earth is set off from another by less."""
_PROMOTER, _DETRACTOR, _HIGHEST = 9, 6, 10


class Answers:
    """The answers of some customers."""

    def __init__(self) -> None:
        self.n = self.promoters = self.detractors = 0
        self.who: set[int] = set()

    def take(self, key: int, score: float) -> None:
        """Count an answer."""
        self.n += 1
        self.promoters += score >= _PROMOTER
        self.detractors += score <= _DETRACTOR
        self.who.add(key)

    @property
    def nps(self) -> int:
        """The score, from -100 to 100, rounded half away from nought."""
        share = 100 * (self.promoters - self.detractors) / max(self.n, 1)
        return int(share + (0.5 if share > 0 else -0.5))


class Scores:
    """The answers from 0 to 10, by stage and by month."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Answers]] = {
            name: defaultdict(Answers) for name in ("stage", "month")
        }

    def take(self, one: Said, zone: str, *, dated: bool = True) -> None:
        """Take an answer; what is no number from 0 to 10 is none, and one without a time is of no month."""
        if one.score is not None and 0 <= one.score <= _HIGHEST:
            if dated:
                self.found["month"][month_of(one.t, zone)].take(one.key, one.score)
            if one.stage is not None and one.stage >= 0:
                self.found["stage"][str(one.stage)].take(one.key, one.score)

    def told(self) -> list[Score]:
        """Return the scores that may be told; those of few customers are withheld."""
        return [score for by, answers in self.found.items() for score in _told(by, answers)]


def month_of(t: int, zone: str) -> str:
    """Return the month of a moment, as in "2026-03"."""
    return _month(t // _QUARTER, zone)


@lru_cache(maxsize=100_000)
def _month(quarter: int, zone: str) -> str:
    return datetime.fromtimestamp(quarter * _QUARTER, zone_of(zone)).strftime("%Y-%m")


def _told(by: str, answers: dict[str, Answers]) -> list[Score]:
    cells = {at: len(of.who) for at, of in answers.items()}
    hidden = withheld({**cells, "": sum(cells.values())}, [Sum("", tuple(cells))], {""})
    return [
        Score(by, at, None, None) if at in hidden else Score(by, at, of.n, of.nps)
        for at, of in sorted(answers.items())
    ]
