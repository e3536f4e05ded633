"""The curtain: what a participant writes alone is hidden from everybody else until its round is revealed.

Visible is a matter of changes, not of screens: the journey that is folded for somebody holds only the
changes that they may see. Since changes fold in any order, revealing a round is adding what was held back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from journeykit.log import Change, Journey, fold
from journeykit.records import PARTICIPANT

__all__ = ["ROUNDS", "Curtain", "is_participant"]

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
        self._own: dict[str, dict[Place, bool]] = defaultdict(dict)
        self._seen: dict[str, tuple[Journey, int, Journey]] = {}

    def take(self, new: Iterable[Change]) -> None:
        """Take changes that were stored meanwhile."""
        added = list(new)
        self.changes += added
        for change in added:
            self._note_owner(change)
        before = self.public.room.revealed
        self._admit(added)
        after = self.public.room.revealed
        if set(before) - set(after):  # a reveal was taken back
            self.public, self._hidden = fold(self._leading()), defaultdict(list)
            self._admit([change for change in self.changes if is_participant(change.author)])
        elif set(after) - set(before):
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
        return [place for place, alive in self._own.get(author, {}).items() if alive]

    def round(self, kind: str, record: str) -> str:
        """Return the round that a participant's record belongs to; "" where it has none."""
        return ROUNDS.get(kind) or self._rounds.get((kind, record), "")

    def _leading(self) -> list[Change]:
        return [change for change in self.changes if not is_participant(change.author)]

    def _admit(self, changes: list[Change]) -> None:
        """Put changes before the curtain or behind it; what leads the workshop counts first."""
        self.public = self.public.plus(c for c in changes if not is_participant(c.author))
        answers = [change for change in changes if is_participant(change.author)]
        shown = [change for change in answers if self._is_shown(change)]
        for change in answers:
            if not self._is_shown(change):
                self._hidden[change.author].append(change)
        if shown:
            self.public = self.public.plus(shown)

    def _is_shown(self, change: Change) -> bool:
        round_ = self.round(change.kind, change.record)
        return not is_participant(change.author) or round_ in ("", *self.public.room.revealed)

    def _note_owner(self, change: Change) -> None:
        place = (change.kind, change.record)
        birth = (change.at, change.id, change.author)
        if birth < self._births.get(place, (change.at + 1, "", "")):
            self._births[place] = birth
        if change.kind == "vote" and change.fields.get("round"):
            self._rounds.setdefault(place, change.fields["round"])
        if is_participant(self._births[place][2]):
            self._own[self._births[place][2]][place] = change.op == "put"
