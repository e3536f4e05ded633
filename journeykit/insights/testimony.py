"""What the data answer to a claim about one stage: a verdict, and the figures that it rests on, in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.insights.evidence import Report, Stand

__all__ = ["CONTRADICTED", "SUPPORTED", "UNOBSERVABLE", "Answer", "Witness", "days", "opposite"]

CONTRADICTED, SUPPORTED, UNOBSERVABLE = "contradicted", "supported", "unobservable"
_DAY = 86_400
_NONE = ("complaints", "idle", "back", "left", "skipped")  # said otherwise of none at all


class Answer(NamedTuple):
    """A verdict and its reason."""

    verdict: str
    reason: str


def days(seconds: int) -> str:
    """Return a duration in days, with a decimal below ten.

    >>> days(216_000), days(86_400), days(1_296_000)
    ('2.5', '1', '15')
    """
    found = seconds / _DAY
    return f"{found:,.0f}" if found >= 10 or found == int(found) else f"{found:.1f}"


class Witness:
    """Answers for one stage of a run, in one language."""

    def __init__(self, told: Report, stage: str, lang: str) -> None:
        self.told, self.stage, self.lang = told, stage, lang
        self.at: Stand | None = told.stand(stage)
        self.number = told.stages.index(stage) if stage in told.stages else -1
        self.limits: dict[str, Any] = catalogue.read("claims", lang)["limits"]

    def say(self, key: str, **values: object) -> str:
        """Return a reason in words."""
        unit = catalogue.say(f"claims.units.{self.told.key or 'account'}", self.lang)
        told = f"claims.reasons.{key}" + ("_0" if values.get("some") == 0 and key in _NONE else "")
        return catalogue.say(told, self.lang, unit=unit, days=self.told.idle, **values)

    def silent(self, key: str) -> Answer:
        """Return that nothing can be seen, and why."""
        return Answer(UNOBSERVABLE, self.say(key))

    def feels(self, value: int) -> Answer:
        """Answer to a feeling: by the score of the stage, or else by who complained there."""
        score = next((one for one in self.told.of("stage") if one.at == str(self.number)), None)
        if score and score.nps is not None and score.n:
            good, bad = score.nps >= self.limits["promoted"], score.nps < 0
            key = "nps" if good or bad else "nps_between"
            reason = self.say(key, nps=catalogue.signed(score.nps), n=score.n)
            if good or bad:
                return Answer(SUPPORTED if good == (value > 0) else CONTRADICTED, reason)
            return Answer(UNOBSERVABLE, reason)
        return self._complains(value)

    def _complains(self, value: int) -> Answer:
        share = self.complaining
        if share is None:
            return self.silent("no_voice")
        part, some, n = share
        reason = self.say("complaints", n=n, some=some, share=round(100 * part))
        if value > 0:
            wrong = part >= self.limits["too_many_complaints"]
            return Answer(CONTRADICTED if wrong else UNOBSERVABLE, reason)
        return Answer(SUPPORTED if part >= self.limits["many_complaints"] else UNOBSERVABLE, reason)

    @property
    def complaining(self) -> tuple[float, int, int] | None:
        """The share of those seen at the stage who complained, and both counts; None if not to be told."""
        some = self.told.complaints[self.number] if 0 <= self.number < len(self.told.complaints) else None
        n = self.at.reached if self.at else None
        return (some / n, some, n) if n and some is not None and some <= n else None

    def stalls(self) -> Answer:
        """Answer to a stall: by the share of those at the stage who show no sign of life."""
        if not self.told.timed:
            return self.silent("untimed")
        if not self.at or not self.at.now or self.at.idle is None:
            return self.silent("no_idle")
        share = self.at.idle / self.at.now
        told = {"n": self.at.now, "some": self.at.idle, "share": round(100 * share)}
        return self._judged(share, self.limits["idle"], self.limits["busy"], self.say("idle", **told))

    def returns(self) -> Answer:
        """Answer to a step back: by the moves to earlier stages."""
        n, back = self._moves(lambda target: 0 <= target < self.number)
        if not self.told.timed or n is None or back is None:
            return self.silent("no_moves" if self.told.timed else "untimed")
        reason = self.say("back", n=n, some=back, share=round(100 * back / n))
        low = 0 if n >= self.limits["least"] else -1
        return self._judged(back / n, self.limits["back"], low, reason)

    def stays(self) -> Answer:
        """Answer to loyalty: by those who left from the stage."""
        n, left = self._moves(lambda target: target < 0)
        if not self.told.timed or n is None or left is None:
            return self.silent("no_moves" if self.told.timed else "untimed")
        reason = self.say("left", n=n, some=left, share=round(100 * left / n))
        return opposite(self._judged(left / n, self.limits["left"], self.limits["stayed"], reason))

    def _moves(self, wanted: Any) -> tuple[int | None, int | None]:
        """Return how many moves led out of the stage, and how many of them where it is `wanted`."""
        out = [move for move in self.told.moves if move.group == 0 and move.source == self.number]
        some = [move.n for move in out if wanted(move.target)]
        every = [move.n for move in out]
        known = [n for n in every if n is not None]
        if not known or None in some or len(known) < len(every):
            return None, None
        return sum(known), sum(n for n in some if n is not None)

    def skipped(self) -> Answer:
        """Answer to a skip: by those who were further and never seen at the stage."""
        if not self.at or not self.at.beyond or self.at.reached is None:
            return self.silent("no_reach")
        some = self.at.beyond - self.at.reached
        told = {"n": self.at.beyond, "some": some, "share": round(100 * some / self.at.beyond)}
        share = some / self.at.beyond
        limits = self.limits["skipped"], self.limits["passed"]
        return self._judged(share, *limits, self.say("skipped", **told))

    def lasts(self, shortest: float, longest: float) -> Answer:
        """Answer to a duration in days, by the median of ended visits."""
        if not self.told.timed:
            return self.silent("untimed")
        if not self.at or self.at.median is None or self.at.p90 is None:
            return self.silent("no_dwell")
        found, near = self.at.median / _DAY, self.limits["near"]
        reason = self.say("dwell", median=days(self.at.median), p90=days(self.at.p90), n=self.at.ended)
        right = shortest / near <= found <= longest * near
        return Answer(SUPPORTED if right else CONTRADICTED, reason)

    def left_out(self) -> Answer:
        """Answer to a stage that is out of the map: by those who are there now."""
        n = self.told.customers
        if not self.at or self.at.now is None or not n:
            return self.silent("no_reach")
        share = self.at.now / n
        reason = self.say("sits", n=n, some=self.at.now, share=round(100 * share))
        most = max((one.now or 0 for one in self.told.line()), default=0)
        many = share >= self.limits["sits"] or (share >= self.limits["sits"] / 2 and self.at.now == most)
        return Answer(CONTRADICTED if many else SUPPORTED, reason)

    def unaware(self) -> Answer:
        """Answer to any claim about those who do not know of the problem."""
        told = [self.say("unaware")]
        if self.told.targets is not None and self.told.unseen is not None:
            told.append(self.say("unseen", targets=self.told.targets, unseen=self.told.unseen))
        return Answer(UNOBSERVABLE, catalogue.say("claims.told.and", self.lang).join(told))

    def _judged(self, share: float, from_: float, to: float, reason: str) -> Answer:
        verdict = SUPPORTED if share >= from_ else CONTRADICTED if share <= to else UNOBSERVABLE
        return Answer(verdict, reason)


def opposite(answer: Answer) -> Answer:
    """Return what the same figures answer to the contrary claim."""
    return answer._replace(verdict=_OPPOSITE[answer.verdict])


_OPPOSITE = {CONTRADICTED: SUPPORTED, SUPPORTED: CONTRADICTED, UNOBSERVABLE: UNOBSERVABLE}
