"""What the customer's own data say, as the workshop's record holds it: read once, ready to be shown.

Every count is None where it is withheld (a group of fewer than `FEW`, or one that would give such a group
back), and 0 where there is nobody. Durations are seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from journeykit.log import Journey

__all__ = ["ALL", "FEW", "GONE", "Line", "Moved", "Quote", "Report", "Score", "Stand", "report", "retold"]

FEW = 5
"""Of fewer customers than this nothing is told outside the machine that holds the data."""
GONE = ""
"""The stage of those who left."""
ALL = ("all", "")
"""The group of all customers; others are a dimension and a segment."""

Group = tuple[str, str]
Number = int | None


class Stand(NamedTuple):
    """One stage and one group: how many were there, are there, were never further, and for how long.

    `beyond` counts those at the stage or a later one, `ended` visits that are over; of them `median` and
    `p90`, of the visits that last `open_median`.
    """

    group: int
    stage: int
    reached: Number = 0
    beyond: Number = 0
    now: Number = 0
    furthest: Number = 0
    idle: Number = 0
    ended: Number = 0
    median: Number = None
    p90: Number = None
    open_median: Number = None


class Moved(NamedTuple):
    """How often customers of a group went from a stage directly to another; -1 is leaving."""

    group: int
    source: int
    target: int
    n: Number
    who: Number


class Score(NamedTuple):
    """A net promoter score of `n` answers: of a stage (`by` "stage", its number) or a month ("2026-03")."""

    by: str
    at: str
    n: Number
    nps: Number


class Quote(NamedTuple):
    """A text that customers left at a stage, without what points to a person."""

    stage: int
    month: str
    source: str
    text: str


class Line(NamedTuple):
    """A line about the data themselves: `n` of `of` things at `where`; `key` names the sentence."""

    what: str
    where: str
    n: int
    of: int
    key: str


@dataclass(frozen=True)
class Report:
    """All that a run tells. `said` and `complaints` count customers with texts and complaints by stage.

    `targets` and `unseen` are whom the company aims at and who of them was never seen, None if nobody knows.
    `left_out` counts the groups that were too many to keep.
    """

    as_of: str = ""
    zone: str = ""
    key: str = ""
    customers: int = 0
    events: int = 0
    unmapped: int = 0
    stages: tuple[str, ...] = ()
    groups: tuple[Group, ...] = (ALL,)
    stands: tuple[Stand, ...] = ()
    moves: tuple[Moved, ...] = ()
    scores: tuple[Score, ...] = ()
    texts: tuple[Quote, ...] = ()
    said: tuple[Number, ...] = ()
    complaints: tuple[Number, ...] = ()
    targets: Number = None
    unseen: Number = None
    idle: int = 90
    timed: bool = True
    left_out: int = 0
    quality: tuple[Line, ...] = ()
    sources: tuple[str, ...] = ()

    def stand(self, stage: str, group: Group = ALL) -> Stand | None:
        """Return what is known of one stage, None if the run did not count it."""
        if stage not in self.stages or group not in self.groups:
            return None
        at = (self.groups.index(group), self.stages.index(stage))
        return next((one for one in self.stands if one[:2] == at), Stand(*at))

    def line(self, group: Group = ALL) -> list[Stand]:
        """Return what is known of a group, stage by stage in the order of the run."""
        return [one for stage in self.stages if (one := self.stand(stage, group))]

    def of(self, by: str) -> list[Score]:
        """Return the scores by "stage" or "month", in their order."""
        found = [score for score in self.scores if score.by == by]
        return sorted(found, key=lambda score: score.at.zfill(9))

    def text(self) -> str:
        """Return the part that the record keeps as JSON."""
        kept = {name: value for name, value in asdict(self).items() if name not in _FIELDS}
        return json.dumps({"version": 1, **kept}, ensure_ascii=False, separators=(",", ":"))


_FIELDS = ("as_of", "zone", "key", "customers", "events", "unmapped")
"""What the record holds in fields of its own."""


def report(journey: Journey) -> Report | None:
    """Return what the last run found, None where there was none or where its figures cannot be read."""
    record = journey.evidence
    told = _read(record.figures) if record.figures else None
    return told and replace(told, **{name: getattr(record, name) for name in _FIELDS})


@lru_cache(maxsize=8)
def _read(text: str) -> Report | None:
    """Return the figures; what a later version added is passed over, what is damaged is none."""
    from pydantic import ValidationError

    try:
        found = cast(Report, _adapter().validate_json(text))
    except (ValidationError, ValueError, RecursionError):
        return None
    stages, groups = range(len(found.stages)), range(len(found.groups))
    stands = all(one.group in groups and one.stage in stages for one in found.stands)
    ends = all({one.source, one.target} <= {-1, *stages} and one.group in groups for one in found.moves)
    return found if stands and ends and all(one.stage in stages for one in found.texts) else None


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Report)


def retold(text: str, tell: Callable[[str], str], tell_id: Callable[[str], str]) -> str:
    """Return the record's JSON with its texts and its ids of stages as they are told elsewhere."""
    found = _read(text)
    if found is None:
        return ""
    return replace(
        found,
        stages=tuple(map(tell_id, found.stages)),
        groups=tuple((dim if dim in ("all", "cohort") else tell(dim), tell(of)) for dim, of in found.groups),
        texts=tuple(one._replace(source=tell(one.source), text=tell(one.text)) for one in found.texts),
        quality=tuple(one._replace(where=tell(one.where)) for one in found.quality),
        sources=tuple(map(tell, found.sources)),
    ).text()
