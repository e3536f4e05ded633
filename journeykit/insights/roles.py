"""Which role looks after which stage: what nobody does, and what several do (A4)."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, cast

from journeykit import catalogue
from journeykit.insights.opinions import FEW
from journeykit.log import Journey
from journeykit.records import Range

__all__ = ["Cover", "by_stage", "covers", "gaps", "overlaps"]


class Cover(NamedTuple):
    """A role and the stages in scope that it looks after, in their order; `usual` where nobody chose them.

    A role `beside` the others (the whole company, ABM…) takes nothing over and hands nothing over (A4).
    """

    role: str
    stages: tuple[str, ...]
    usual: bool
    beside: bool


def covers(journey: Journey) -> list[Cover]:
    """Return each role of the scope, then those that take part, with the stages it looks after."""
    return [_cover(journey, role) for role in _roles(journey)]


def _roles(journey: Journey) -> list[str]:
    here = Counter(person.role for person in journey.participants if person.role)
    few = FEW if journey.room.anonymous else 1
    joined = [role for role in catalogue.choices("roles", "ja") if here[role] >= few]
    return list(dict.fromkeys([*journey.scope.roles, *joined]))


def _cover(journey: Journey, role: str) -> Cover:
    row = catalogue.read("scope", "ja")["roles"][role]
    own = cast("Range | None", journey.get("range", role))
    chosen = own.stages if own else ()
    places = {stage.id for key in chosen if (stage := journey.stage_of(key))}
    inside = [
        s.id for s in journey.stages_in_scope if (s.id in places if chosen else s.rolls_up in row["stages"])
    ]
    return Cover(role, tuple(inside), not chosen, row.get("beside", False))


def by_stage(journey: Journey) -> dict[str, list[Cover]]:
    """Return, per stage in scope, the roles that look after it."""
    known = covers(journey)
    return {stage.id: [one for one in known if stage.id in one.stages] for stage in journey.stages_in_scope}


def gaps(journey: Journey) -> list[str]:
    """Return the stages in scope that no role looks after."""
    return [stage for stage, roles in by_stage(journey).items() if not roles]


def overlaps(journey: Journey) -> dict[str, list[str]]:
    """Return the stages that two or more roles look after, with those roles; roles beside do not count."""
    owned = {
        stage: [one.role for one in roles if not one.beside] for stage, roles in by_stage(journey).items()
    }
    return {stage: roles for stage, roles in owned.items() if len(roles) > 1}
