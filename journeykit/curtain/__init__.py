"""The curtain: what a participant writes alone is hidden from everybody else until its round is revealed.

Visible is a matter of changes, not of screens: the journey that is folded for somebody holds only the
changes that they may see. Since changes fold in any order, revealing a round is adding what was held back.
What who leads does to a participant's record is as hidden as the record itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from journeykit.curtain.register import ROUNDS, Place, Register, is_participant
from journeykit.log import Change, Journey, fold

__all__ = ["FEW", "ROUNDS", "Curtain", "Place", "is_participant"]

FEW = 3
"""In an anonymous room, of fewer people it is not told when they wrote something."""

_DAY = 86_400_000_000

_KEPT = 50
"""How many people's journeys are kept folded."""


class Curtain:
    """A log of changes, as each may see it: `public` is the journey before the curtain."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.public: Journey = fold([])
        self._register = Register()
        self._hidden: dict[str, list[Change]] = defaultdict(list)
        self._seen: dict[str, tuple[Journey, int, Journey]] = {}

    def take(self, new: Iterable[Change]) -> None:
        """Take changes that were stored meanwhile."""
        added = list(new)
        self.changes += added
        moved = [self._register.note(change) for change in added]
        before = set(self.public.room.revealed)
        self._admit(added)
        after = set(self.public.room.revealed)
        if before - after or any(moved):  # a reveal was taken back, or somebody wrote earlier than was known
            self.public, self._hidden = fold([]), defaultdict(list)
            self._admit(self.changes)
        elif after - before:
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

    def written_by_few(self, since: int) -> set[Place]:
        """Return what participants changed on a day on which fewer than `FEW` of them wrote.

        Days are counted from `since`, in microseconds since 1970 (UTC), and last 24 hours.
        """
        days: dict[int, list[Change]] = defaultdict(list)
        for change in self.shown:
            if is_participant(change.author) and change.kind in ROUNDS and change.at >= since:
                days[(change.at - since) // _DAY].append(change)
        lonely = (of for of in days.values() if len({change.author for change in of}) < FEW)
        return {(change.kind, change.record) for of in lonely for change in of}

    @property
    def moves(self) -> list[Change]:
        """The changes of the room."""
        return self._register.moves

    @property
    def joined(self) -> bool:
        """Whether anybody ever took part, those who were removed included."""
        return self._register.joined

    @property
    def answered(self) -> Mapping[str, Mapping[str, int]]:
        """How many live answers there are by author and round, hidden ones too."""
        return {author: counts.copy() for author, counts in list(self._register.answered.items())}

    @property
    def waiting(self) -> dict[str, int]:
        """How many live answers there are of each round that is not revealed."""
        counts: Counter[str] = Counter()
        for of in self.answered.values():
            counts.update(of)
        return {round_: n for round_, n in counts.items() if n and round_ not in self.public.room.revealed}

    def hides(self, author: str) -> int:
        """Return how many changes only `author` can see."""
        return len(self._hidden.get(author, ()))

    def is_hidden(self, kind: str, record: str) -> bool:
        """Say whether a record is a participant's whose round is not revealed."""
        private = is_participant(self.owner(kind, record)) and kind in (*ROUNDS, "vote")
        return private and self.round(kind, record) not in self.public.room.revealed

    def owner(self, kind: str, record: str) -> str:
        """Return who made a record; "" for one that nobody made yet."""
        return self._register.owner((kind, record))

    def own(self, author: str) -> tuple[Place, ...]:
        """Return the live records that `author` made, as `(kind, id)`, oldest first."""
        return self._register.own(author)

    def dropper(self, kind: str, record: str) -> str:
        """Return who dropped a record; "" for one that lives or was never made."""
        return self._register.dropper((kind, record))

    def writers(self, persona: str) -> set[str]:
        """Return who made live records that are about a persona, also where nobody else sees them."""
        return {self._register.owner(place) for place in self._register.about(persona)}

    def round(self, kind: str, record: str) -> str:
        """Return the round that a participant's record belongs to; "" where it has none."""
        return self._register.round((kind, record))

    def _admit(self, changes: list[Change]) -> None:
        """Put changes before the curtain or behind it; what is never hidden counts first."""
        private = [change for change in changes if self._whose(change)]
        open_ = [change for change in changes if not self._whose(change)]
        if open_:
            self.public = self.public.plus(open_)
        shown = [change for change in private if self._is_shown(change)]
        for change in private:
            if not self._is_shown(change):
                self._hidden[self._whose(change)].append(change)
        if shown:
            self.public = self.public.plus(shown)

    def _is_shown(self, change: Change) -> bool:
        return not self._whose(change) or self.round(change.kind, change.record) in self.public.room.revealed

    def _whose(self, change: Change) -> str:
        """Return to whom alone a change is known before its reveal; "" for what all see at once."""
        if change.kind not in ROUNDS and change.kind != "vote":
            return ""
        whose = change.author if is_participant(change.author) else self.owner(change.kind, change.record)
        return whose if is_participant(whose) else ""
