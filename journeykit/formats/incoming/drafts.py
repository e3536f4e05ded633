"""What a reader makes of a file, before anything is known of the workshop that it goes into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from journeykit.errors import JourneyError

__all__ = ["Draft", "Incoming", "Remark"]


class Draft(NamedTuple):
    """A record as a file tells it, and its place there ("B4", "line 12").

    Its fields name things as the file does: `stage` and `stages` hold headings of stages, `persona` a
    persona's name ("" where the file tells none), `item` of a vote the key of the draft that is voted on.
    Ids of stages, and of the six, are headings too. `key` tells the draft from others where its fields do
    not; `by` tells the people apart who voted or felt, and is not kept.
    """

    kind: str
    fields: Mapping[str, Any]
    place: str = ""
    key: str = ""
    by: str = ""

    def headings(self) -> Iterator[str]:
        """Yield what the file calls the stages of this draft."""
        if self.kind != "stage":
            yield from filter(None, (self.fields.get("stage", ""), *self.fields.get("stages", ())))


class Remark(NamedTuple):
    """A part of a file that was not taken over, and why."""

    place: str
    why: JourneyError


class Incoming(NamedTuple):
    """All that a file holds. `stages` are its headings of stages in their order, those without notes too."""

    drafts: tuple[Draft, ...] = ()
    remarks: tuple[Remark, ...] = ()
    stages: tuple[str, ...] = ()

    def headings(self) -> list[str]:
        """Return what the file calls its stages, in their order, each once."""
        return list(dict.fromkeys((*self.stages, *(name for d in self.drafts for name in d.headings()))))
