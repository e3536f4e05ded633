"""The log in SQL, through SQLAlchemy Core: one table, appended to and never rewritten.

SQLite runs in WAL mode with `synchronous=FULL`; a writer takes its lock at once (`BEGIN IMMEDIATE`),
so that the stamp it gives out is the newest.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    and_,
    create_engine,
    event,
    func,
    inspect,
    or_,
    select,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from journeykit.errors import WorkshopError
from journeykit.log import VERSION, Change

__all__ = ["Store"]

_BUSY_SECONDS = 10
_OPS = ("put", "drop")
_LATEST = 253_402_300_800_000_000
"""The year 10000 in microseconds since 1970: a later stamp is a damaged one."""
_TEXTS = ("id", "author", "kind", "record", "undoes", "fields")

_changes = Table(
    "change",
    MetaData(),
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(120), nullable=False, unique=True),
    Column("at", BigInteger, nullable=False),
    Column("author", String(120), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("record", String(120), nullable=False),
    Column("op", String(8), nullable=False),
    Column("fields", Text, nullable=False),
    Column("undoes", String(120), nullable=False),
    Column("version", Integer, nullable=False),
)

_keys = Table(
    "key",
    MetaData(),
    Column("name", String(40), primary_key=True),
    Column("value", String(400), nullable=False),
)
_WRITING = 0x6A6B  # the number under which PostgreSQL lets one writer in


class Store:
    """A workshop's log of changes at a database URL; `clock` returns microseconds since 1970."""

    def __init__(
        self, url: str | URL = "sqlite://", *, create: bool = True, clock: Callable[[], int] | None = None
    ) -> None:
        self._clock = clock or (lambda: time.time_ns() // 1000)
        self._name = make_url(url).database or "memory"
        self._engine = _engine(url)
        try:
            with self._told():
                self._prepare(create)
        except WorkshopError:
            self.close()
            raise

    def append(self, changes: Sequence[Change]) -> list[Change]:
        """Stamp and add new changes in one transaction; return them as stored.

        A message that is already there is not added again, nor is a part of it: ids that differ only in
        a last ".<number>" are of one message. When this returns, the changes are on disk.
        """
        with self._write() as connection:
            stored = self._sent_before(connection, {_message(c.id) for c in changes})
            last = self._newest(connection)
            new: dict[str, Change] = {}
            for change in changes:
                if _message(change.id) not in stored and change.id not in new:
                    last = max(self._clock(), last + 1)
                    new[change.id] = change._replace(at=last)
            if new:
                connection.execute(_changes.insert(), [_row(c) for c in new.values()])
        return [*(c for message in stored.values() for c in message), *new.values()]

    def merge(self, changes: Sequence[Change]) -> int:
        """Add changes of another log with the stamps they have; return how many were new."""
        with self._write() as connection:
            known = self._known(connection, [c.id for c in changes])
            new = {c.id: c for c in changes if c.id not in known}
            if new:
                connection.execute(_changes.insert(), [_row(c) for c in new.values()])
            return len(new)

    def since(self, seq: int = 0) -> tuple[int, list[Change]]:
        """Return the changes stored after number `seq`, and the number to ask from next time."""
        query = select(_changes).where(_changes.c.seq > seq).order_by(_changes.c.seq)
        with self._told(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        if any(isinstance(row.version, int) and row.version > VERSION for row in rows):
            raise WorkshopError("newer_version", file=self._name)
        return (rows[-1].seq if rows else seq), [self._read(row) for row in rows]

    def key(self, name: str, make: Callable[[], str], *, renew: bool = False) -> str:
        """Return the key called `name`, made once for all who use this store, or made anew.

        Keys are no part of the log: they are neither merged nor exported.
        """
        with self._write() as connection:
            _keys.create(connection, checkfirst=True)
            found = connection.execute(select(_keys.c.value).where(_keys.c.name == name)).scalar()
            if found is not None and not renew:
                return str(found)
            connection.execute(_keys.delete().where(_keys.c.name == name))
            made = make()
            connection.execute(_keys.insert().values(name=name, value=made))
            return made

    def close(self) -> None:
        """Close the connections; SQLite then folds its write-ahead file back into the database."""
        self._engine.dispose()

    def _prepare(self, create: bool) -> None:
        """Make sure of the table; a file that is not a workshop's is left as it is."""
        with self._engine.connect() as connection:
            found = set(inspect(connection).get_table_names())
        if "change" in found:
            self._check_columns()
        elif found or not create:
            raise WorkshopError("not_a_workshop", file=self._name)
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # the file keeps it
        if not found:
            _changes.metadata.create_all(self._engine)

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._told(), self._engine.begin() as connection:
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:  # one writer at a time: who asks for what came since a number then misses nothing
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")
            yield connection

    def _known(self, connection: Connection, ids: list[str]) -> dict[str, Change]:
        known: dict[str, Change] = {}
        for start in range(0, len(ids), 500):
            query = select(_changes).where(_changes.c.id.in_(ids[start : start + 500]))
            known.update({row.id: self._read(row) for row in connection.execute(query)})
        return known

    def _sent_before(self, connection: Connection, messages: set[str]) -> dict[str, list[Change]]:
        """Return what is stored of each message, oldest first; those of which nothing is are left out."""
        found: dict[str, list[Change]] = {}
        names, at = sorted(messages), _changes.c.id
        for start in range(0, len(names), 200):
            part = names[start : start + 200]
            parts = (and_(at > f"{name}.", at < f"{name}/") for name in part)  # "/" is the sign after "."
            query = select(_changes).where(or_(at.in_(part), *parts)).order_by(_changes.c.seq)
            for change in map(self._read, connection.execute(query)):
                found.setdefault(_message(change.id), []).append(change)
        return {name: changes for name, changes in found.items() if name in messages}

    def _newest(self, connection: Connection) -> int:
        last = connection.execute(select(func.max(_changes.c.at))).scalar() or 0
        if not isinstance(last, int) or last >= _LATEST:
            raise WorkshopError("damaged", file=self._name)
        return last

    def _read(self, row: Row[Any]) -> Change:
        """Return a row as a change. Raises `WorkshopError` where the store cannot have written it."""
        try:
            return _change(row)
        except (ValueError, RecursionError) as error:
            raise WorkshopError("damaged", file=self._name) from error

    def _check_columns(self) -> None:
        columns = {column["name"] for column in inspect(self._engine).get_columns("change")}
        if not columns >= set(_changes.c.keys()):
            raise WorkshopError("not_a_workshop", file=self._name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the database's errors into one sentence for a person."""
        try:
            yield
        except DBAPIError as error:
            raise WorkshopError(_reason(str(error.orig)), file=self._name) from error


def _reason(text: str) -> str:
    reasons = {
        "readonly": "read_only",
        "read-only": "read_only",
        "unable to open": "cannot_open",
        "full": "disk_full",
        "disk I/O": "disk_full",
        "locked": "busy",
        "not a database": "not_a_workshop",
        "malformed": "damaged",
        "decode": "damaged",
    }
    return next((key for part, key in reasons.items() if part in text), "store_failed")


def _engine(url: str | URL) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed)
    memory = parsed.database in (None, "", ":memory:")
    pool: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    arguments = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(parsed, connect_args=arguments, **pool)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # `_write` says BEGIN itself; reads take no lock
        if not memory:
            connection.execute("PRAGMA synchronous=FULL")

    return engine


def _row(change: Change) -> dict[str, Any]:
    return {**change._asdict(), "fields": json.dumps(change.fields, ensure_ascii=False)}


def _change(row: Row[Any]) -> Change:
    values = {name: getattr(row, name) for name in Change._fields}
    if not all(isinstance(values[name], str) for name in _TEXTS):
        raise ValueError(values)
    change = Change(**{**values, "fields": json.loads(row.fields)})
    if not (isinstance(change.fields, dict) and change.op in _OPS and _counted(row)):
        raise ValueError(values)
    return change


def _counted(row: Row[Any]) -> bool:
    """Say whether the numbers of a row are numbers, and could have been given."""
    numbers = all(isinstance(number, int) for number in (row.seq, row.at, row.version))
    return numbers and 0 <= row.at < _LATEST and row.version >= 1


def _message(id_: str) -> str:
    """Return the message that a change was sent in: "m" of "m.0" and "m.1", else its own id."""
    return re.sub(r"(?<=.)\.[0-9]+\Z", "", id_, flags=re.DOTALL)
