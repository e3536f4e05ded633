"""What importing a file would do, line by line; and doing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from journeykit.formats.incoming.drafts import Draft, Incoming
from journeykit.formats.incoming.line import Line
from journeykit.formats.incoming.planner import Planner
from journeykit.formats.incoming.stages import Match, matches
from journeykit.log import Change, Journey
from journeykit.records import SIX, new_id
from journeykit.workshop import Workshop

__all__ = ["Line", "Plan", "changes_of", "plan", "take"]


class Plan(NamedTuple):
    """What importing into a `journey` would do: how headings are understood, and each line of the report."""

    matches: tuple[Match, ...]
    lines: tuple[Line, ...]
    journey: Journey | None = None

    def count(self, state: str) -> int:
        """Return how many parts of the file are taken, known or left out; a new stage is one as well."""
        return sum(line.state == state for line in self.lines)


def plan(journey: Journey, incoming: Incoming, chosen: Mapping[str, str] | None = None) -> Plan:
    """Return what importing would do; `chosen` tells of some headings which stages they mean.

    The same file always gives the same ids, so what was imported before is known, even if the team has
    changed or deleted it since; so is what somebody has typed in the same words. Of a record in a file of
    ours only what was changed in the file counts.
    """
    drafts = [_asked(journey, draft) for draft in incoming.drafts]
    own = [d.record for d in drafts if d.kind == "stage" and d.record not in SIX and _is_new(journey, d)]
    headings = incoming._replace(drafts=tuple(drafts), stages=(*incoming.stages, *own)).headings()
    found = matches(journey, headings, chosen, incoming.called)
    return Plan(found, tuple(Planner(journey, found, drafts).lines(incoming.remarks)), journey)


def _asked(journey: Journey, draft: Draft) -> Draft:
    """Return a draft; of a record that is here only with the fields that were changed in the file."""
    return draft if not draft.record or _is_new(journey, draft) else draft._replace(fields=draft.changed())


def _is_new(journey: Journey, draft: Draft) -> bool:
    return bool(draft.record) and journey.last_known(draft.kind, draft.record) is None


def take(workshop: Workshop, *plans: Plan, as_id: str = "") -> int:
    """Write what plans take, all of it or nothing, and return how many records that is.

    One `undo` takes it back; with `as_id` it is stored once, however often it is sent.
    """
    changes = [change for planned in plans for change in changes_of(workshop, planned)]
    if changes:
        workshop.append(*changes, as_id=as_id or new_id())
    return len(changes)


def changes_of(workshop: Workshop, planned: Plan) -> list[Change]:
    """Return the changes that a plan comes to."""
    taken = [line for line in planned.lines if line.state == "taken"]
    return [workshop.change("put", line.kind, line.record, **line.fields) for line in taken]
