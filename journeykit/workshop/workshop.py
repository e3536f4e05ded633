"""A workshop: what it amounts to at this moment, and how it is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from journeykit import rights
from journeykit.curtain import Curtain, is_participant
from journeykit.errors import JourneyError
from journeykit.log import Change, Journey, fold
from journeykit.records import KINDS, ONLY, Record, clean, new_id
from journeykit.settings import Brand
from journeykit.workshop.errand import Errand, Progress

if TYPE_CHECKING:
    import pandas as pd

    from journeykit.store import Since, Store

__all__ = ["Workshop"]


class _Recall:
    """What of the log is already read, up to number `seq`; shared by all who act in one process."""

    def __init__(self) -> None:
        self.lock, self.writing = Lock(), Lock()
        self.seq = 0
        self.curtain = Curtain()

    def catch_up(self, since: Since) -> Curtain:
        """Read what was stored meanwhile."""
        with self.lock:
            self.seq, new = since(self.seq)
            if new:
                self.curtain.take(new)
            return self.curtain


class Workshop:
    """A workshop: its log, its folder, its language and brand.

    `journey` is always up to date, also with what another process wrote. `author` stands in the log.
    """

    def __init__(
        self,
        store: Store,
        *,
        folder: Path | None = None,
        lang: str = "ja",
        brand: Brand | None = None,
        author: str = "facilitator",
    ) -> None:
        self.store = store
        self.folder = folder or Path()
        self.lang = lang
        self.brand = brand or Brand()
        self.author = author
        self.errands: dict[str, Errand] = {}
        self._recall = _Recall()

    @property
    def journey(self) -> Journey:
        """The journey as it stands in the log at this moment, as far as the author may see it.

        What participants have not been asked to reveal is seen by none but themselves.
        """
        return self.curtain.of(self.author)

    @property
    def curtain(self) -> Curtain:
        """The log of this moment, as each may see it."""
        return self._recall.catch_up(self.store.since)

    @property
    def known(self) -> Curtain:
        """The log as it was when it was last looked at: no question to the store."""
        return self._recall.curtain

    def acting_as(self, author: str) -> Workshop:
        """Return the same workshop as `author` sees and changes it."""
        twin = Workshop(self.store, folder=self.folder, lang=self.lang, brand=self.brand, author=author)
        twin._recall = self._recall
        return twin

    @property
    def id(self) -> str:
        """What tells this workshop from others, wherever its folder lies: its first change; "" if none."""
        changes = self.curtain.changes
        return min(changes, key=lambda c: (c.at, c.id)).id if changes else ""

    @property
    def changes(self) -> list[Change]:
        """All changes, oldest first."""
        return sorted(self.curtain.changes, key=lambda c: (c.at, c.id))

    def journey_at(self, moment: int) -> Journey:
        """Return the journey as it was before `moment`, in microseconds since 1970 (UTC).

        What is not revealed by now is not in it, whoever asks.
        """
        return fold(change for change in self.curtain.shown if change.at < moment)

    def between(self, moment: int) -> tuple[Journey, Journey]:
        """Return the journey as it was before `moment`, and as it is, to tell what changed since.

        In an anonymous room neither holds what few people wrote on one of the days since: who was here that
        day would know whose it is.
        """
        curtain = self.curtain
        if not curtain.public.room.anonymous:
            return self.journey_at(moment), curtain.public
        few = curtain.written_by_few(since=moment)
        told = [change for change in curtain.shown if (change.kind, change.record) not in few]
        return fold(change for change in told if change.at < moment), fold(told)

    def put(self, kind: str, record: str = "", /, *, change: str = "", **fields: Any) -> Record:
        """Save the fields of one record and return it; without an id a new record is made.

        Raises `InvalidAnswer` with one error per field that cannot be taken, `JourneyError` for a record
        that cannot be; then nothing is saved. Sending the same `change` id twice saves once.
        """
        only = ONLY.get(kind, ())
        key = record or (only[0] if len(only) == 1 else new_id())
        if kind not in KINDS or (only and key not in only):
            raise JourneyError("no_such_record", kind=kind, record=key)
        cleaned = clean(kind, fields)
        self.append(self._change("put", kind, key, cleaned, change))
        curtain = self.curtain
        found = curtain.of(self.author).last_known(kind, key)
        if found is None and curtain.is_hidden(kind, key):  # what lies behind the curtain is not told
            found = KINDS[kind].model_validate({**cleaned, "id": key})
        if found is None:  # the change's id was given to another record before
            raise JourneyError("bad_message")
        return found

    def drop(self, kind: str, record: str, /, *, change: str = "") -> None:
        """Take a record out of the journey; `undo` or a later `put` brings it back."""
        self.append(self._change("drop", kind, record, {}, change))

    def append(self, *changes: Change, as_id: str = "") -> None:
        """Store several changes in one transaction: all of them or none.

        With `as_id` their ids are derived from it, so that sending the same message twice stores once.
        Raises `JourneyError` for what the author may not change (see `rights`).
        """
        named = [c._replace(id=f"{as_id}.{at}") for at, c in enumerate(changes)] if as_id else changes
        check = self._check(changes) if self._is_checked(changes) else None
        with self._recall.writing:  # one connection at a time waits for its turn to write
            stored = self.store.append(named, check)
        if {c.author for c in stored} - {c.author for c in changes}:  # another's message has this id
            raise JourneyError("bad_message")

    def _is_checked(self, changes: Sequence[Change]) -> bool:
        return is_participant(self.author) or any("anonymous" in c.fields for c in changes)

    def _check(self, changes: Sequence[Change]) -> Callable[[Since], None]:
        """Return what checks, while nobody else can write, that the author may make `changes`."""
        return lambda since: rights.check(self._recall.catch_up(since), self.author, changes)

    def undo(self, *, as_id: str = "", of: str = "") -> Change | None:
        """Take back this author's last change that still stands; return it, or None.

        What one message stored together (`append` with `as_id`) is taken back together. With `of` nothing but
        that message is taken back, and only while it is the last.
        """
        history = self.changes
        if as_id and any(_message(c)[1] == as_id for c in history):
            return None  # this very undo was done already, and its answer got lost
        undone = {c.undoes for c in history if c.undoes}
        standing = [c for c in history if not c.undoes and c.id not in undone]
        last = next((c for c in reversed(standing) if c.author == self.author), None)
        if last is not None and of and _message(last)[1] != of:
            return None
        if last is not None:
            together = [c for c in standing if _message(c) == _message(last)]
            before = fold(c for c in standing if _message(c) != _message(last))
            self.append(*(self._inverse(c, before) for c in reversed(together)), as_id=as_id)
        return last

    def merge(self, other: Workshop) -> int:
        """Take over the changes of another copy of this workshop; return how many were new."""
        return self.store.merge(other.changes)

    def table(self, kind: str) -> pd.DataFrame:
        """Return the records of a kind as a table, one row a record, indexed by id."""
        import pandas as pd

        rows = [record.model_dump() for record in self.journey.records(kind)]
        columns = list(KINDS[kind].model_fields)
        return pd.DataFrame(rows, columns=columns).set_index("id")

    def errand(self, name: str, of: object, work: Callable[[Progress], Any]) -> Errand:
        """Return the errand of that name: the one there is if it was begun for the same `of`, else a new one.

        What it brings is no part of the workshop: it is gone when the workshop is closed.
        """
        known = self.errands.get(name)
        if known is not None and known.of == of and known.state != "stopped":
            return known
        if known is not None:
            known.stop()
        begun = self.errands[name] = Errand(of, work)
        return begun

    def close(self) -> None:
        """Let go of the workshop's file, and call off what is still being done."""
        for errand in self.errands.values():
            errand.stop()
        for errand in self.errands.values():
            errand.wait(5)
        self.store.close()

    def change(self, op: str, kind: str, record: str, /, **fields: Any) -> Change:
        """Return a change that `append` can store together with others."""
        return self._change(op, kind, record, clean(kind, fields), "")

    def _change(self, op: str, kind: str, key: str, fields: dict[str, Any], change: str) -> Change:
        return Change(change or new_id(), 0, self.author, kind, key, op, fields)

    def _inverse(self, last: Change, before: Journey) -> Change:
        """Return the change that makes the record what it is in `before`, the journey without `last`."""
        was = before.get(last.kind, last.record)
        only = set(last.fields) or None  # what was dropped comes back as a whole
        fields = was.model_dump(mode="json", include=only, exclude={"id"}) if was else {}
        op = "put" if was else "drop"
        return Change(new_id(), 0, self.author, last.kind, last.record, op, fields, undoes=last.id)


def _message(change: Change) -> tuple[str, str]:
    """Return what changes of one message have in common: `append` numbers them behind a dot."""
    name, dot, at = change.id.rpartition(".")
    return change.author, name if dot and at.isdecimal() else change.id
