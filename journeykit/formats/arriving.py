"""Several files that come in together: each is understood as if those before it were here already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from journeykit.errors import JourneyError, ReadError
from journeykit.formats.incoming import Incoming, Plan, changes_of, plan
from journeykit.formats.reading import understood
from journeykit.log import Journey, fold
from journeykit.workshop import Workshop

__all__ = ["Arrival", "arrivals", "before", "planned"]


class Arrival(NamedTuple):
    """A file that came in and what importing it would do; `trouble` where nothing can be made of it."""

    name: str
    planned: Plan = Plan((), ())
    trouble: JourneyError | None = None


def before(workshop: Workshop) -> Journey:
    """Return the journey that is imported into: as if what was undone had never been.

    What the team has deleted stays known; what came in and was undone may come in once more.
    """
    shown = workshop.curtain.shown
    undone = {change.undoes for change in shown if change.undoes}
    if not undone:
        return workshop.journey
    return fold(change for change in shown if not change.undoes and change.id not in undone)


def planned(journey: Journey, incoming: Incoming, chosen: Mapping[str, str] | None = None) -> Plan:
    """Return what importing would do. Raises `ReadError` where there is nothing to import."""
    found = plan(journey, incoming, chosen)
    if not found.lines:
        raise ReadError("nothing_found")
    return found


def arrivals(
    workshop: Workshop, files: Iterable[tuple[str, bytes]], lang: str, chosen: Mapping[str, str]
) -> Iterator[Arrival]:
    """Yield what importing files would do, one after another; nothing is written.

    `chosen` tells for headings of any of them which stages they mean.
    """
    journey = before(workshop)
    for name, data in files:
        try:
            _, incoming = understood(name, data, lang)
            headings = {_flat(heading) for heading in incoming.headings()}
            found = planned(journey, incoming, {h: s for h, s in chosen.items() if _flat(h) in headings})
        except JourneyError as error:
            yield Arrival(name, trouble=error)
            continue
        later = journey.newest[0] + 1
        journey = journey.plus(change._replace(at=later) for change in changes_of(workshop, found))
        yield Arrival(name, found)


def _flat(heading: str) -> str:
    return " ".join(heading.split())
