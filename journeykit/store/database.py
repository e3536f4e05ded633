"""The database that a log lies in: SQLite in a file or in memory, or PostgreSQL.

SQLite runs in WAL mode with `synchronous=FULL`. On both a writer takes its lock before it looks at anything,
so that the stamp it gives out is the newest, and the numbers of rows become visible in their order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from journeykit.errors import WorkshopError
from journeykit.store.reasons import told

__all__ = ["Database"]

_BUSY_SECONDS = 10
_CONNECT_SECONDS = 5
_MOST_BYTES = 50_000_000
"""No text, and no row, that a workshop writes is longer."""
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")

T = TypeVar("T")


class Database:
    """A database that is read from in one round trip, and written to by one writer at a time.

    A connection that broke meanwhile is made anew, once; then the error is told as `WorkshopError`.
    Raises `sqlalchemy.exc.ArgumentError` for a URL of any other database.
    """

    def __init__(self, url: str | URL) -> None:
        parsed = make_url(url)
        self.name = parsed.database or "memory"
        self.is_file = parsed.get_backend_name() == "sqlite"
        self._engine = _sqlite(parsed) if self.is_file else _postgresql(parsed)
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    def read(self, query: Select[Any], **given: Any) -> Sequence[Row[Any]]:
        """Return the rows that a query finds with what is `given` for its parameters."""

        def reading() -> Sequence[Row[Any]]:
            with self._reading.connect() as connection:
                return connection.execute(query, given).all()

        return self._tried(reading)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` returns once all of it is on disk; no other writes meanwhile.

        `work` may be done a second time: its first connection can break when it is already on disk.
        """

        def writing() -> T:
            with self._engine.begin() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE" if self.is_file else _alone())
                return work(connection)

        return self._tried(writing)

    def columns(self, table: str) -> set[str]:
        """Return the names of a table's columns."""
        return self._tried(lambda: {str(found["name"]) for found in inspect(self._engine).get_columns(table)})

    def tables(self) -> set[str]:
        """Return the names of the tables that are there."""
        return self._tried(lambda: set(inspect(self._engine).get_table_names()))

    def keep_ahead(self) -> None:
        """Let SQLite write ahead, so that readers do not wait for writers; the file keeps to it."""
        if self.is_file:
            with told(self.name), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def close(self) -> None:
        """Close the connections; SQLite then folds its write-ahead file back into the database."""
        self._engine.dispose()

    def _tried(self, action: Callable[[], T]) -> T:
        with told(self.name):
            try:
                return action()
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                return action()


def _alone() -> str:
    """Return what lets one writer in at a time, for each schema, until its transaction ends.

    Who asks for what came since a number then misses nothing.
    """
    place = "coalesce(hashtext(current_schema()), 0)"
    return f"SET LOCAL lock_timeout = '{_BUSY_SECONDS}s'; SELECT pg_advisory_xact_lock(27499, {place})"


def _postgresql(url: URL) -> Engine:
    if url.drivername not in _POSTGRESQL:
        raise ArgumentError(url.drivername)
    arguments = {
        "connect_timeout": _CONNECT_SECONDS,
        "tcp_user_timeout": _BUSY_SECONDS * 1000,
        "application_name": "journeykit",
    }
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={name: value for name, value in arguments.items() if name not in url.query},
            isolation_level="READ COMMITTED",  # who waited for the lock sees what was stored meanwhile
            pool_timeout=_BUSY_SECONDS,
            hide_parameters=True,
        )
    except ImportError as error:
        raise WorkshopError("no_driver") from error


def _sqlite(url: URL) -> Engine:
    memory = url.database in (None, "", ":memory:")
    pool: dict[str, Any] = {"poolclass": StaticPool} if memory else {"pool_timeout": _BUSY_SECONDS}
    arguments = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # `write` says BEGIN itself; reads take no lock
        connection.setlimit(
            sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES
        )  # a file from elsewhere may hold anything
        if not memory:
            connection.execute("PRAGMA synchronous=FULL")

    return engine
