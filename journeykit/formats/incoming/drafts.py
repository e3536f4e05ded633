"""What a reader makes of a file, before anything is known of the workshop that it goes into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from journeykit.errors import JourneyError, ReadError

__all__ = ["MOST_PARTS", "Draft", "Incoming", "Remark", "bounded"]

MOST_PARTS, MOST_STAGES = 20_000, 100
"""So many parts of a file are looked at, and so many stages; what many people voted has its own limit."""

T = TypeVar("T")


class Draft(NamedTuple):
    """A record as a file tells it, and its place there ("B4", "line 12").

    Its fields name things as the file does: `stage` and `stages` hold headings of stages, `persona` a
    persona's name ("" where the file tells none), `item` of a vote the key of the draft that is voted on.
    Ids of stages, and of the six, are headings too. `key` tells the draft from others where its fields do
    not; `by` tells the people apart who voted or felt, and is not kept.

    Of a file that the kit wrote itself, `record` is the id of the record that the draft tells of, and `was`
    what its fields said when the file was written: what differs from that was changed in the file. There
    ids of personas stand for them, beside names.
    """

    kind: str
    fields: Mapping[str, Any]
    place: str = ""
    key: str = ""
    by: str = ""
    record: str = ""
    was: Mapping[str, Any] = {}

    def changed(self) -> Mapping[str, Any]:
        """Return the fields that were changed in the file since it was written."""
        return {name: value for name, value in self.fields.items() if self.was.get(name) != value}

    def headings(self) -> Iterator[str]:
        """Yield what the file calls the stages of this draft."""
        if self.kind != "stage":
            yield from filter(None, (self.fields.get("stage", ""), *self.fields.get("stages", ())))


class Remark(NamedTuple):
    """A part of a file that was not taken over, and why."""

    place: str
    why: JourneyError


class Incoming(NamedTuple):
    """All that a file holds. `stages` are its headings of stages in their order, those without notes too.

    `called` says what people call those headings that are ids.
    """

    drafts: tuple[Draft, ...] = ()
    remarks: tuple[Remark, ...] = ()
    stages: tuple[str, ...] = ()
    called: Mapping[str, str] = {}

    def headings(self) -> list[str]:
        """Return what the file calls its stages, in their order, each once."""
        return list(dict.fromkeys((*self.stages, *(name for d in self.drafts for name in d.headings()))))

    def check(self) -> None:
        """Raise `ReadError` where this is more than a workshop can hold."""
        parts = (*(draft for draft in self.drafts if draft.kind != "vote"), *self.remarks)
        if len(parts) > MOST_PARTS:
            raise ReadError("too_many_parts", max=MOST_PARTS)
        if len(self.headings()) > MOST_STAGES:
            raise ReadError("too_many_stages", max=MOST_STAGES)


def bounded(parts: Iterable[T]) -> Iterator[T]:
    """Yield the parts of a file as they come. Raises `ReadError` beyond what is looked at."""
    for number, part in enumerate(parts):
        if number > MOST_PARTS:
            raise ReadError("too_many_parts", max=MOST_PARTS)
        yield part
