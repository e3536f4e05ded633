"""Facts for the map that the data propose: the team takes over what helps, and leaves the rest.

Each has an id of its own that tells what it is of, so that the next run brings the same fact up to date
instead of adding another, and what the team infers from it stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.insights.evidence import Report, Stand, report
from journeykit.insights.figures import span
from journeykit.insights.headlines import counted
from journeykit.log import Journey
from journeykit.records import Finding, limit
from journeykit.workshop import Workshop

__all__ = ["NEW", "NEWER", "SAME", "Proposed", "accept", "proposed"]

NEW, NEWER, SAME = "new", "newer", "same"
"""Whether a fact is not on the map yet, is there as of another day, or as it is proposed."""
_FIELDS = ("stage", "text", "data", "nature", "n", "source", "as_of")
_SHOWN = 2
"""How many texts of a stage are proposed."""


class Proposed(NamedTuple):
    """A fact for the map and how it stands to what is there."""

    finding: Finding
    state: str


def proposed(journey: Journey, lang: str) -> list[Proposed]:
    """Return what the last run proposes for the map, stage by stage; nothing where no data were read."""
    told = report(journey)
    if told is None:
        return []
    return [Proposed(one, _state(journey, one)) for one in _findings(told, journey, lang)]


def accept(workshop: Workshop, ids: Iterable[str], lang: str) -> int:
    """Put the proposed facts with these ids on the map, or bring them up to date; return how many changed.

    What the team infers from a fact, and whose it is, stays as the team wrote it.
    """
    wanted = {*ids}
    found = [one.finding for one in proposed(workshop.journey, lang) if one.state != SAME]
    taken = [one for one in found if one.id in wanted]
    for one in taken:
        fields = {name: getattr(one, name) for name in _FIELDS}
        if (
            workshop.journey.get("finding", one.id) is None
        ):  # one that was taken off comes back without its past
            fields["inference"] = ""
        workshop.put("finding", one.id, **fields)
    return len(taken)


def _state(journey: Journey, finding: Finding) -> str:
    known = journey.get("finding", finding.id)
    if known is None:
        return NEW
    same = all(getattr(known, name) == getattr(finding, name) for name in _FIELDS)
    return SAME if same else NEWER


def _findings(told: Report, journey: Journey, lang: str) -> Iterator[Finding]:
    sources = _say("between", lang).join(told.sources)
    for at, key in enumerate(told.stages):
        stage, stand = journey.stage_of(key), told.stand(key)
        if stage is not None and stand is not None:
            every = [*_numbers(told, stand, lang), *_voices(told, at, lang)]
            for what, text, data, nature, n in every:
                source = catalogue.say("evidence.findings.source", lang, sources=sources)
                yield _finding(what, stage.id, told, text=text, data=data, nature=nature, n=n, source=source)


Row = tuple[str, str, str, str, int]


def _numbers(told: Report, one: Stand, lang: str) -> Iterator[Row]:
    """Yield the facts in figures of a stage; those that rest on withheld groups are left out."""
    if one.reached and one.beyond:
        counts = {"reached": counted(told, one.reached, lang), "beyond": counted(told, one.beyond, lang)}
        key = "reach_all" if one.reached == one.beyond else "reach"
        yield "reach", _say(key, lang, **counts), "activity", "quantitative", one.beyond
    if one.median is not None and one.p90 is not None and one.ended:
        times = {"median": span(one.median, lang), "p90": span(one.p90, lang)}
        yield "dwell", _say("dwell", lang, **times), "activity", "quantitative", one.ended
    if one.now and one.idle:
        counts = {"now": counted(told, one.now, lang), "idle": counted(told, one.idle, lang)}
        yield "idle", _say("idle", lang, days=told.idle, **counts), "activity", "quantitative", one.now
    if not one.stage and told.targets is not None and told.unseen is not None:
        counts = {"targets": counted(told, told.targets, lang), "unseen": counted(told, told.unseen, lang)}
        yield "unseen", _say("unseen", lang, **counts), "company", "quantitative", told.targets


def _voices(told: Report, at: int, lang: str) -> Iterator[Row]:
    """Yield the score and the newest texts of a stage."""
    for score in told.of("stage"):
        if score.at == str(at) and score.nps is not None and score.n:
            text = _say("nps", lang, nps=catalogue.signed(score.nps))
            yield "nps", text, "voice", "quantitative", score.n
    texts = [one.text for one in told.texts if one.stage == at][:_SHOWN]
    said = (told.said[at] if at < len(told.said) else None) or 0
    for number, text in enumerate(texts, 1):
        yield f"text{number}", _say("texts", lang, text=text), "voice", "qualitative", said


def _finding(what: str, stage: str, told: Report, **fields: Any) -> Finding:
    short = {name: str(fields[name])[: limit("finding", name)] for name in ("text", "source")}
    return Finding(id=f"evidence.{what}.{stage}"[:120], stage=stage, as_of=told.as_of, **{**fields, **short})


def _say(key: str, lang: str, **values: object) -> str:
    return catalogue.say(f"evidence.findings.{key}", lang, **values)
