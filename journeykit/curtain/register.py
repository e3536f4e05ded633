"""The register: of each record who made it, who dropped it, what it is about, and in which round it is shown.

It is kept as changes come in, in any order, so that no question walks the whole log.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from journeykit.log import Change
from journeykit.records import PARTICIPANT

__all__ = ["ROUNDS", "Place", "Register", "is_participant"]

ROUNDS = {
    "persona": "personas",
    "issue": "issues",
    "assumed": "issues",
    "note": "map",
    "feeling": "map",
    "finding": "map",
    "action": "actions",
}
"""The round in which participants' answers of a kind are revealed; a vote names its round itself."""

Place = tuple[str, str]
"""A record by kind and id."""

_FIELDS = ("persona", "weight")
"""The fields of which the newest value is kept."""


def is_participant(author: str) -> bool:
    """Say whether an author takes part in the room; others lead the workshop and write in the open."""
    return author.startswith(PARTICIPANT)


class Register:
    """What is known of each record; `answered` counts live answers by author and round, hidden ones too.

    `joined` says whether anybody ever took part; `moves` are the changes of the room.
    """

    def __init__(self) -> None:
        self.answered: dict[str, Counter[str]] = {}
        self.joined = False
        self.moves: list[Change] = []
        self._births: dict[Place, tuple[int, str, str]] = {}
        self._last: dict[Place, tuple[int, str, str, str]] = {}
        self._rounds: dict[Place, str] = {}
        self._newest: dict[tuple[str, Place], tuple[int, str, object]] = {}
        self._made: dict[str, set[Place]] = defaultdict(set)
        self._own: dict[str, tuple[Place, ...]] = {}
        self._about: dict[object, set[Place]] = defaultdict(set)

    def note(self, change: Change) -> bool:
        """Note a change; return whether something else is now known of who sees the record."""
        place = (change.kind, change.record)
        before, lived = (self.owner(place), self.round(place)), self.is_alive(place)
        if change.kind == "room":
            self.moves.append(change)
        self.joined = self.joined or change.kind == "participant"
        self._count(place, -1)
        self._note_life(place, change)
        self._note_fields(place, change)
        self._count(place, 1)
        if before[0] != self.owner(place) or lived != self.is_alive(place):
            for author in (before[0], self.owner(place)):
                self._own.pop(author, None)
        return before[0] != "" and before != (self.owner(place), self.round(place))

    def owner(self, place: Place) -> str:
        """Return who made a record; "" for one that nobody made yet."""
        return self._births.get(place, (0, "", ""))[2]

    def round(self, place: Place) -> str:
        """Return the round that a participant's record belongs to; "" where it has none."""
        return ROUNDS.get(place[0]) or self._rounds.get(place, "")

    def own(self, author: str) -> tuple[Place, ...]:
        """Return the live records that `author` made, oldest first; the same ones until there are others."""
        if author not in self._own:
            live = (place for place in self._made.get(author, ()) if self.is_alive(place))
            self._own[author] = tuple(sorted(live, key=lambda place: (self._births[place], place)))
        return self._own[author]

    def is_alive(self, place: Place) -> bool:
        """Say whether a record was made and not dropped."""
        return place in self._last and self._last[place][2] == "put"

    def dropper(self, place: Place) -> str:
        """Return who dropped a record; "" for one that lives or was never made."""
        _, _, op, author = self._last.get(place, (0, "", "put", ""))
        return author if op == "drop" else ""

    def about(self, persona: str) -> list[Place]:
        """Return the live records that are about a persona, hidden ones too."""
        told = (place for place in self._about.get(persona, ()) if self._value("persona", place) == persona)
        return [place for place in told if self.is_alive(place)]

    def _note_life(self, place: Place, change: Change) -> None:
        birth, last = (change.at, change.id, change.author), (change.at, change.id, change.op, change.author)
        old = self._births.get(place)
        if old is None or birth < old:
            self._births[place] = birth
            self._made[old[2] if old else ""].discard(place)
            self._made[change.author].add(place)
            self._own.pop(change.author, None)  # an earlier birth is another order
        self._last[place] = max(last, self._last.get(place, last))

    def _note_fields(self, place: Place, change: Change) -> None:
        if change.op != "put":
            return
        for name in _FIELDS:
            if name in change.fields:
                key, value = (name, place), (change.at, change.id, change.fields[name])
                old = self._newest.get(key)
                self._newest[key] = value if old is None or value[:2] >= old[:2] else old
                if name == "persona":
                    self._about[str(value[2])].add(place)
        if change.kind == "vote" and change.fields.get("round"):
            self._rounds.setdefault(place, change.fields["round"])

    def _value(self, name: str, place: Place) -> object:
        return self._newest.get((name, place), (0, "", None))[2]

    def _count(self, place: Place, by: int) -> None:
        """Count a record as an answer of its owner, where it is one; a vote that weighs nothing is none."""
        owner, round_ = self.owner(place), self.round(place)
        if not (round_ and is_participant(owner) and self.is_alive(place)):
            return
        if place[0] != "vote" or self._value("weight", place):
            self.answered.setdefault(owner, Counter())[round_] += by
