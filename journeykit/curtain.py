"""The curtain: what a participant writes alone is hidden from everybody else until its round is revealed.

Visible is a matter of changes, not of screens: the journey that is folded for somebody holds only the
changes that they may see. Since changes fold in any order, revealing a round is adding what was held back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from journeykit.log import Change, Journey, fold
from journeykit.records import PARTICIPANT

__all__ = ["ROUNDS", "Curtain", "Place", "is_participant"]

ROUNDS = {"persona": "personas", "issue": "issues", "assumed": "issues", "note": "map", "feeling": "map"}
"""The round in which participants' answers of a kind are revealed; a vote names its round itself."""

_KEPT = 50
"""How many people's journeys are kept folded."""

Place = tuple[str, str]
"""A record by kind and id."""


def is_participant(author: str) -> bool:
    """Say whether an author takes part in the room; others lead the workshop and write in the open."""
    return author.startswith(PARTICIPANT)


class Curtain:
    """A log of changes, as each may see it: `public` is the journey before the curtain."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.public: Journey = fold([])
        self._hidden: dict[str, list[Change]] = defaultdict(list)
        self._rounds: dict[Place, str] = {}
        self._births: dict[Place, tuple[int, str, str]] = {}
        self._alive: dict[Place, tuple[int, str, bool]] = {}
        self._own: dict[str, set[Place]] = defaultdict(set)
        self._unsorted: set[Place] = set()
        self._seen: dict[str, tuple[Journey, int, Journey]] = {}

    def take(self, new: Iterable[Change]) -> None:
        """Take changes that were stored meanwhile."""
        added = list(new)
        self.changes += added
        for change in added:
            self._note_owner(change)
        before = self.public.room.revealed
        late = {place for place in self._unsorted if place in self._rounds}
        self._unsorted -= late
        self._admit(added)
        after = self.public.room.revealed
        if set(before) - set(after):  # a reveal was taken back
            self.public, self._hidden = fold(self._leading()), defaultdict(list)
            self._admit([change for change in self.changes if is_participant(change.author)])
        elif late or set(after) - set(before):
            held = [change for changes in self._hidden.values() for change in changes]
            self._hidden = defaultdict(list)
            self._admit(held)

    def of(self, author: str) -> Journey:
        """Return the journey that `author` may see: the public one and what they wrote themselves."""
        hidden = self._hidden.get(author, [])
        if not hidden:
            return self.public
        public, count, journey = self._seen.get(author, (None, 0, self.public))
        if public is not self.public or count != len(hidden):
            journey = self.public.plus(hidden)
            self._seen[author] = (self.public, len(hidden), journey)
            if len(self._seen) > _KEPT:
                self._seen.pop(next(iter(self._seen)))
        return journey

    @property
    def shown(self) -> list[Change]:
        """The changes before the curtain, in the order in which they were stored."""
        return [change for change in self.changes if self._is_shown(change)]

    def hides(self, author: str) -> int:
        """Return how many changes of `author` only they can see."""
        return len(self._hidden.get(author, ()))

    def owner(self, kind: str, record: str) -> str:
        """Return who made a record; "" for one that nobody made yet."""
        return self._births.get((kind, record), (0, "", ""))[2]

    def own(self, author: str) -> list[Place]:
        """Return the live records that `author` made, as `(kind, id)`, oldest first."""
        return sorted(
            (place for place in self._own.get(author, ()) if self._alive[place][2]),
            key=lambda place: (self._births[place], place),
        )

    def round(self, kind: str, record: str) -> str:
        """Return the round that a participant's record belongs to; "" where it has none."""
        return ROUNDS.get(kind) or self._rounds.get((kind, record), "")

    def _leading(self) -> list[Change]:
        return [change for change in self.changes if not is_participant(change.author)]

    def _admit(self, changes: list[Change]) -> None:
        """Put changes before the curtain or behind it; what leads the workshop counts first."""
        leading = [change for change in changes if not is_participant(change.author)]
        if leading:
            self.public = self.public.plus(leading)
        answers = [change for change in changes if is_participant(change.author)]
        shown = [change for change in answers if self._is_shown(change)]
        for change in answers:
            if not self._is_shown(change):
                self._hidden[change.author].append(change)
        if shown:
            self.public = self.public.plus(shown)

    def _is_shown(self, change: Change) -> bool:
        if not is_participant(change.author) or change.kind not in (*ROUNDS, "vote"):
            return True
        return self.round(change.kind, change.record) in self.public.room.revealed

    def _note_owner(self, change: Change) -> None:
        place, stamp = (change.kind, change.record), (change.at, change.id)
        old = self._births.get(place)
        if old is None or stamp < old[:2]:
            self._births[place] = (*stamp, change.author)
            if old:
                self._own[old[2]].discard(place)
            self._own[change.author].add(place)
        if place not in self._alive or stamp > self._alive[place][:2]:
            self._alive[place] = (*stamp, change.op == "put")
        if change.kind == "vote":
            self._note_round(place, change)

    def _note_round(self, place: Place, vote: Change) -> None:
        """Note the round of a vote; until it is known, nobody else sees the vote."""
        if vote.fields.get("round"):
            self._rounds.setdefault(place, vote.fields["round"])
        elif place not in self._rounds:
            self._unsorted.add(place)
