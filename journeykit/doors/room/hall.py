"""The hall: one workshop, the one thread that reads and writes it, and what each kind of page shows of it."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, NamedTuple, TypeVar

from journeykit import catalogue, panels
from journeykit.doors.room.keys import Keys
from journeykit.log import Journey
from journeykit.panels import Viewer
from journeykit.panels.backstage import backstage
from journeykit.records import Participant
from journeykit.workshop import Workshop

__all__ = ["LEADING", "Hall", "Place", "Standing", "Survey", "as_json", "first_step"]

LEADING = ("cockpit", "desk", "projector")
"""The pages that only the facilitator's key opens."""

_NOT_HERE = ("steps", "recap", "share")
"""Panels that lead from notebook to notebook, or write into folders: no business of a page of the room."""

_PROJECTED = {
    "00_start": ("recap",),
    "02_scope": ("wall", "recap"),
    "05_map": ("board", "curve"),
    "06_communication": ("playbook",),
    "07_evidence": ("glance",),
    "08_priorities": ("wall", "priorities"),
    "09_share": ("recap",),
}
"""What the projector shows at steps where it is more than the wall."""

_READ = ("recap", "playbook", "glance", "priorities")
"""Panels that the projector shows as participants read them."""

T = TypeVar("T")


class Place(NamedTuple):
    """What is shown: a page, at a step, in a language; to one person if they have written what is hidden."""

    page: str
    step: str
    lang: str
    who: str = ""


class Standing(NamedTuple):
    """How things stand for one person: how many changes only they can see, and which records are theirs."""

    hides: int
    own: tuple[tuple[str, str], ...]


class Survey(NamedTuple):
    """The open step, how things stand for people, and what tells this moment from others."""

    step: str
    people: dict[str, Standing]
    moment: tuple[Journey, int]


def as_json(value: Any) -> bytes:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def first_step() -> str:
    """Return the step that is open before the facilitator has opened one."""
    return str(next(iter(catalogue.read("steps", catalogue.LANGUAGES[0])["steps"])))


class Hall:
    """A workshop as the room's server uses it. Calls into the store go through `work`, one after another."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.doorman = workshop.acting_as("room")
        self.keys = Keys(workshop.store)
        self.online: Callable[[], frozenset[str] | None] = lambda: None
        if not workshop.changes:
            workshop.put("brief", "brief", change="start", language=workshop.lang)
        self.id = workshop.id
        self.mark = hashlib.sha256(self.id.encode()).hexdigest()[:8]
        self._tables: dict[str, list[str]] = defaultdict(list)
        self._read = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="workshop")

    async def work(self, action: Callable[[], T]) -> T:
        """Run `action` in the thread that has the store to itself."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, action)

    async def opens(self, code: str) -> bool:
        """Say whether a code is that of the join link; the store is asked only now and then."""
        if self.keys.at_hand:
            return self.keys.is_code(code)
        return await self.work(lambda: self.keys.is_code(code))

    def close(self) -> None:
        """Finish what is being written, and let go of the store."""
        self._thread.shutdown()
        self.workshop.close()

    async def find(self, who: str) -> Participant | None:
        """Return who takes part under that id; the store is asked only about somebody not known yet."""
        found = self.participant(who)
        return found or (await self.work(lambda: self.participant(who, ask=True)) if who else None)

    def participant(self, who: str, *, ask: bool = False) -> Participant | None:
        """Return who takes part under that id, or None once they were removed.

        With `ask`, in the store's thread alone, the store is looked into for somebody not known yet: they may
        have joined in another process.
        """
        found = self.workshop.known.public.get("participant", who)
        if found is None and who and ask:
            found = self.workshop.curtain.public.get("participant", who)
        return found if isinstance(found, Participant) else None

    @property
    def step(self) -> str:
        """The open step, as last known."""
        return self.workshop.known.public.room.step or first_step()

    def survey(self, present: Iterable[str], *, ask: bool = True) -> Survey:
        """Return how things stand for those who are present; who was removed is not in it.

        Without `ask` this is what was last read, and no question to the store.
        """
        curtain = self.workshop.curtain if ask else self.workshop.known
        people = {who: Standing(curtain.hides(who), curtain.own(who)) for who in present if self._stays(who)}
        return Survey(self.step, people, (curtain.public, len(curtain.changes)))

    def _stays(self, who: str) -> bool:
        """Say whether somebody takes part, and whoever writes for them too."""
        person = self.participant(who)
        return person is not None and (not person.scribe or self.participant(person.scribe) is not None)

    def seats(self, who: str) -> list[list[str]]:
        """Return for whom somebody writes, as `[id, name]`: themselves, and whom they are the scribe of."""
        changes = self.workshop.known.changes
        for change in changes[self._read :]:
            if change.kind == "participant" and change.fields.get("scribe"):
                self._tables[change.fields["scribe"]].append(change.record)
        self._read = len(changes)
        people = map(self.participant, dict.fromkeys((who, *self._tables.get(who, ()))))
        return [[person.id, person.name] for person in people if person]

    def names(self, place: Place) -> list[str]:
        """Return the panels of a place."""
        step = catalogue.read("steps", place.lang)["steps"].get(place.step, {})
        if place.page == "cockpit":
            return ["cockpit", "wall"]
        if place.page == "projector":
            return list(_PROJECTED.get(place.step, ("wall",)))
        if place.page == "desk":
            return [name for name in step.get("panels", ()) if name not in _NOT_HERE]
        # On what nobody sees yet nobody votes; once it is revealed, to vote is what is to be done.
        revealed = self.workshop.known.public.room.revealed
        asked = [name for name in step.get("guests", ()) if panels.awaits(name) in ("", *revealed)]
        return sorted(asked, key=lambda name: not panels.awaits(name))

    def panels(self, place: Place) -> dict[str, Any]:
        """Return the views of all panels of a place, by name."""
        journey = self.workshop.acting_as(place.who).journey
        viewer = Viewer(place.lang, place.step, workshop=self.id, today=date.today().isoformat())
        if place.page == "cockpit":
            viewer = viewer._replace(backstage=backstage(self.workshop, online=self.online()))
        leads, reads = place.page in LEADING, _READ if place.page == "projector" else ()
        return {
            name: panels.show(name, journey, viewer._replace(guest=not leads or name in reads))
            for name in self.names(place)
        }

    def room(self, place: Place) -> dict[str, Any]:
        """Return what stands above the panels, the same for everybody: the step, the clock, the highlight."""
        journey = self.workshop.curtain.public
        room, words = journey.room, catalogue.read("steps", place.lang)["steps"]
        step = words.get(place.step, {})
        return {
            "step": place.step,
            "heading": step.get("heading", ""),
            "aim": (step.get("aims") or [""])[0],
            "title": journey.brief.title,
            "deadline": room.deadline,
            "left": room.left,
            "resting": room.resting,
            "locked": room.locked,
            "ended": room.ended,
            "highlight": _highlighted(journey, room.highlight),
        }


def _highlighted(journey: Journey, key: str) -> str:
    """Return the text of the answer that everybody looks at, or ""."""
    for kind, field in (("note", "text"), ("issue", "text"), ("persona", "name"), ("action", "title")):
        found = journey.get(kind, key) if key else None
        if found is not None:
            return str(getattr(found, field))
    return ""
