"""The log in SQL, through SQLAlchemy Core: one table, appended to and never rewritten."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select
from sqlalchemy.engine import URL

from journeykit.errors import WorkshopError
from journeykit.log import VERSION, Change
from journeykit.store import tables
from journeykit.store.database import Database
from journeykit.store.tables import LATEST, changes, keys

__all__ = ["Since", "Store"]

Since = Callable[[int], tuple[int, list[Change]]]
"""What tells the changes stored after a number, and the number to ask from next time."""


class Store:
    """A workshop's log of changes at a database URL; `clock` returns microseconds since 1970.

    The URL names an SQLite file, memory ("sqlite://") or a PostgreSQL database. Several processes may have
    the same log open: each sees what the others append.
    """

    def __init__(
        self, url: str | URL = "sqlite://", *, create: bool = True, clock: Callable[[], int] | None = None
    ) -> None:
        self._clock = clock or (lambda: time.time_ns() // 1000)
        self._database = Database(url)
        self._seen = (0, 0)
        try:
            self._prepare(create)
        except WorkshopError:
            self.close()
            raise

    def append(self, new: Sequence[Change], check: Callable[[Since], None] | None = None) -> list[Change]:
        """Stamp and add new changes in one transaction; return them as stored.

        A message that is already there is not added again, nor is a part of it: ids that differ only in
        a last ".<number>" are of one message. When this returns, the changes are on disk.
        `check` is asked while nobody else can write, and not about what is already there: what it raises
        is raised, and nothing is added. It may read on with the `since` that it is given.
        """

        def work(connection: Connection) -> list[Change]:
            stored = self._sent_before(connection, {_message(c.id) for c in new})
            if check and any(_message(c.id) not in stored for c in new):
                check(lambda seq: self._told(seq, connection.execute(_AFTER, {"after": seq}).all()))
            last = self._newest(connection)
            stamped: dict[str, Change] = {}
            for change in new:
                if _message(change.id) not in stored and change.id not in stamped:
                    last = max(self._clock(), last + 1)
                    stamped[change.id] = change._replace(at=last)
            _add(connection, stamped)
            return [*(c for message in stored.values() for c in message), *stamped.values()]

        return self._database.write(work)

    def merge(self, theirs: Sequence[Change]) -> int:
        """Add changes of another log with the stamps they have; return how many were new."""

        def work(connection: Connection) -> int:
            known = _known(connection, [c.id for c in theirs])
            new = {c.id: c for c in theirs if c.id not in known}
            _add(connection, new)
            return len(new)

        return self._database.write(work)

    @property
    def shared(self) -> bool:
        """Whether the log lies in a database server, where other machines reach it too."""
        return not self._database.is_file

    def since(self, seq: int = 0) -> tuple[int, list[Change]]:
        """Return the changes stored after number `seq`, and the number to ask from next time."""
        return self._told(seq, self._database.read(_AFTER, after=seq))

    def _told(self, seq: int, rows: Sequence[Row[Any]]) -> tuple[int, list[Change]]:
        if any(isinstance(row.version, int) and row.version > VERSION for row in rows):
            raise WorkshopError("newer_version", file=self._database.name)
        return (rows[-1].seq if rows else seq), [self._read(row) for row in rows]

    def key(self, name: str, make: Callable[[], str], *, renew: bool = False) -> str:
        """Return the key called `name`, made once for all who use this store, or made anew.

        Keys are no part of the log: they are neither merged nor exported.
        """

        def work(connection: Connection) -> str:
            keys.create(connection, checkfirst=True)  # older files have no such table
            found = connection.execute(select(keys.c.value).where(keys.c.name == name)).scalar()
            if found is not None and not renew:
                return str(found)
            made = make()
            connection.execute(keys.delete().where(keys.c.name == name))
            connection.execute(keys.insert().values(name=name, value=made))
            return made

        return self._database.write(work)

    def close(self) -> None:
        """Close the connections; SQLite then folds its write-ahead file back into the database."""
        self._database.close()

    def _prepare(self, create: bool) -> None:
        """Make sure of the tables; a database that is not a workshop's is left as it is."""
        found = self._database.tables()
        if "change" in found:
            complete = self._database.columns("change") >= set(changes.c.keys())
        else:
            complete = create and not found
        if not complete:
            raise WorkshopError("not_a_workshop", file=self._database.name)
        self._database.keep_ahead()
        if not found:
            self._database.write(changes.metadata.create_all)  # makes only what is not there yet

    def _sent_before(self, connection: Connection, messages: set[str]) -> dict[str, list[Change]]:
        """Return what is stored of each message, oldest first; those of which nothing is are left out."""
        found: dict[str, list[Change]] = {}
        for name in messages:
            given = {"id": name, "first": f"{name}.", "last": f"{name}/"}  # "/" is the sign after "."
            sent = [self._read(row) for row in connection.execute(_SENT, given)]
            if any(_message(change.id) == name for change in sent):
                found[name] = [change for change in sent if _message(change.id) == name]
        return found

    def _newest(self, connection: Connection) -> int:
        """Return the newest stamp; only rows that were not looked at before are looked at."""
        seq, at = self._seen
        new_seq, last = connection.execute(_NEWEST, {"after": seq}).one()
        if not isinstance(last or 0, int) or (last or 0) >= LATEST:
            raise WorkshopError("damaged", file=self._database.name)
        self._seen = (max(seq, new_seq or 0), max(at, last or 0))
        return self._seen[1]

    def _read(self, row: Row[Any]) -> Change:
        """Return a row as a change. Raises `WorkshopError` where the store cannot have written it."""
        try:
            return tables.read(row)
        except (ValueError, RecursionError) as error:
            raise WorkshopError("damaged", file=self._database.name) from error


_SENT = (
    select(changes)
    .where(
        or_(
            changes.c.id == bindparam("id"),
            and_(changes.c.id > bindparam("first"), changes.c.id < bindparam("last")),
        )
    )
    .order_by(changes.c.seq)
)
_AFTER = select(changes).where(changes.c.seq > bindparam("after")).order_by(changes.c.seq)
_NEWEST = select(func.max(changes.c.seq), func.max(changes.c.at)).where(changes.c.seq > bindparam("after"))
"""What is asked at every save, put together once."""


def _add(connection: Connection, new: dict[str, Change]) -> None:
    if new:
        connection.execute(changes.insert(), [tables.row(change) for change in new.values()])


def _known(connection: Connection, ids: list[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(ids), 500):
        query = select(changes.c.id).where(changes.c.id.in_(ids[start : start + 500]))
        known.update(connection.execute(query).scalars())
    return known


def _message(id_: str) -> str:
    """Return the message that a change was sent in: "m" of "m.0" and "m.1", else its own id."""
    return re.sub(r"(?<=.)\.[0-9]+\Z", "", id_, flags=re.DOTALL)
