"""For whom a deck is made: which slides, in which order, and which stages they tell of; all of it as data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.errors import ExportError
from journeykit.log import Change, Journey
from journeykit.records import Action, Feeling, Finding, Issue, Note, Record

__all__ = ["AUDIENCES", "WHOLE", "Audience", "chosen", "narrowed"]

WHOLE = "whole"
"""The name of the audience for which nothing is left out."""


class Audience(NamedTuple):
    """Which slides somebody is shown.

    `sections` are the subjects of the deck in their order, all where there are none. `six` are the stages
    that the slides tell of, `groups` the plays, `roles` those whose hand-overs count; all where there are
    none.
    """

    name: str
    sections: tuple[str, ...] = ()
    six: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def tells_changes(self) -> bool:
        """Whether what changed has a place among the slides."""
        return not self.sections or "upkeep.changed" in self.sections


def chosen(name: str) -> Audience:
    """Return an audience by its name. Raises `ExportError` where there is none."""
    if name not in AUDIENCES:
        raise ExportError("unknown_audience", name=name, names=", ".join(AUDIENCES))
    data = _data()[name]
    return Audience(name, *(tuple(data.get(field, ())) for field in Audience._fields[1:]))


def narrowed(journey: Journey, audience: Audience) -> Journey:
    """Return what an audience is shown of a journey: its stages, and what stands there or at none of them.

    Where the team has taken none of those stages into its range, they are shown all the same. Raises
    `ExportError` where there are none of them any more.
    """
    if not audience.six:
        return journey
    stages = [stage for stage in journey.stages_in_scope if stage.rolls_up in audience.six]
    stages = stages or [stage for stage in journey.stages if stage.rolls_up in audience.six]
    if not stages:
        raise ExportError("nothing_for", name=audience.name)
    inside = {stage.id for stage in stages}

    def tell(change: Change) -> Change:
        fields = {**change.fields, "stages": [stage.id for stage in stages]}
        return change._replace(fields=fields) if change.kind == "scope" else change

    return journey.only(lambda record: _is_told(journey, record, inside)).retold(tell)


def _is_told(journey: Journey, record: Record, inside: set[str]) -> bool:
    if isinstance(record, Issue):
        return record.timing != "moment" or _reaches(journey, record.stages, inside)
    if isinstance(record, Note | Feeling | Finding | Action):
        return _reaches(journey, [record.stage], inside)
    return True


def _reaches(journey: Journey, keys: Iterable[str], inside: set[str]) -> bool:
    """Say whether one of the stages lies `inside`, or none is named."""
    places = {stage.id for key in keys if key and (stage := journey.stage_of(key))}
    return not places or bool(places & inside)


@cache
def _data() -> dict[str, Any]:
    return dict(catalogue.read("audiences", "en")["audience"])


AUDIENCES = tuple(_data())
"""The names of all audiences, the whole first."""
