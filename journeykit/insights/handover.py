"""How each role passes customers on to the next, and what the ranges of the roles mean together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, cast

from journeykit import catalogue
from journeykit.insights.roles import covers, gaps, overlaps
from journeykit.insights.scope import listed
from journeykit.log import Journey
from journeykit.records import Handover, Stage

__all__ = ["ASKED", "Pass", "lacking", "passes", "proposed", "told", "unsettled"]

ASKED = ("message", "owner", "data")
"""What a hand-over needs to have written down."""


class Pass(NamedTuple):
    """One role passes customers on to another; `stage` is the last of the giver's."""

    giver: str
    taker: str
    stage: str


class _Run(NamedTuple):
    """Stages in a row that one role looks after, by their places."""

    first: int
    last: int
    role: str


def passes(journey: Journey) -> list[Pass]:
    """Return the hand-overs along the stages: one role's stages end where another's begin, or within them.

    Nothing is handed over past a role in between, nor between roles with the same stages.
    """
    runs, stages = _runs(journey), journey.stages_in_scope
    after = {run: [other for other in runs if _follows(run, other)] for run in runs}
    found = [
        Pass(run.role, taker.role, stages[run.last].id)
        for run in runs
        for taker in after[run]
        if not any(taker in after[between] for between in after[run])
    ]
    first: dict[tuple[str, str], Pass] = {}
    for one in found:
        first.setdefault((one.giver, one.taker), one)
    return list(first.values())


def _follows(giver: _Run, taker: _Run) -> bool:
    later = giver.first <= taker.first <= giver.last + 1 and giver.last <= taker.last
    return later and giver[:2] != taker[:2] and giver.role != taker.role


def _runs(journey: Journey) -> list[_Run]:
    place = {stage.id: at for at, stage in enumerate(journey.stages_in_scope)}
    runs = []
    for one in covers(journey):
        at = [place[stage] for stage in one.stages]
        if at and not one.beside:
            cuts = [0, *(i for i, (a, b) in enumerate(pairwise(at), 1) if b > a + 1), len(at)]
            runs += [_Run(at[start], at[end - 1], one.role) for start, end in pairwise(cuts)]
    return sorted(runs)


def lacking(journey: Journey, one: Pass) -> list[str]:
    """Return what nobody has written about a hand-over: of message, owner and data."""
    written = journey.handovers.get((one.giver, one.taker), Handover())
    return [name for name in ASKED if not getattr(written, name)]


def proposed(journey: Journey, one: Pass, lang: str) -> dict[str, str]:
    """Return what the playbook of the giver's last stage says on a hand-over: a proposal, nothing written."""
    stage = cast(Stage, journey.stage_of(one.stage))
    group = catalogue.read("stages", lang)["six"][stage.rolls_up]["group"]
    play = next(play for play in journey.plays if play.id == group)
    return {"owner": play.owner, "data": play.record or catalogue.read("playbook", lang)[group]["record"]}


def unsettled(journey: Journey, lang: str) -> Iterator[str]:
    """Yield what two or more roles still have to settle: stages of nobody, hand-overs half written."""
    if len(covers(journey)) < 2:
        return
    for key in gaps(journey):
        yield _say("uncovered", lang, stage=cast(Stage, journey.stage_of(key)).label(lang))
    names, fields = catalogue.choices("roles", lang), catalogue.read("fields", lang)["handover"]
    for one in passes(journey):
        for field in lacking(journey, one):
            who = {"giver": names[one.giver], "taker": names[one.taker]}
            yield _say("lacks", lang, **who, field=fields[field]["label"])


def told(journey: Journey, lang: str) -> list[str]:
    """Return in sentences what the ranges of the roles mean together."""
    return list(_told(journey, lang))


def _told(journey: Journey, lang: str) -> Iterator[str]:
    known, names = covers(journey), catalogue.choices("roles", lang)
    if not known:
        yield _say("no_roles", lang)
        return
    everything = len(journey.stages_in_scope)
    whole = [one.role for one in known if one.beside and len(one.stages) == everything]
    for role in whole if len(known) > 1 else ():
        yield _say("beside", lang, role=names[role])
    if open_ := gaps(journey):
        yield _say("gaps", lang, stages=_stages(journey, open_, lang))
    for roles, stages in _shared(journey).items():
        who = catalogue.enumerate_in(lang, (names[role] for role in roles))
        yield _say("overlap", lang, stages=_stages(journey, stages, lang), roles=who)
    if _shared(journey):
        yield _say("lead", lang)
    for one in known:
        if not one.stages:
            yield _say("outside", lang, role=names[one.role])
    if len(known) == 1:
        yield _say("one_role", lang, role=names[known[0].role])
    elif not passes(journey):
        yield _say("no_passes", lang)


def _shared(journey: Journey) -> dict[tuple[str, ...], list[str]]:
    """Return the overlaps the other way round: which stages the same roles share."""
    shared: dict[tuple[str, ...], list[str]] = {}
    for stage, roles in overlaps(journey).items():
        shared.setdefault(tuple(roles), []).append(stage)
    return shared


def _stages(journey: Journey, ids: list[str], lang: str) -> str:
    return listed((cast(Stage, journey.stage_of(key)) for key in ids), lang)


def _say(key: str, lang: str, **values: object) -> str:
    return catalogue.say(f"roles.handover.{key}", lang, **values)
