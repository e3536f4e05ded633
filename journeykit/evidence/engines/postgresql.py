"""PostgreSQL: the log's numbers are copied into temporary tables of one session, and go with it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journeykit.errors import ReadError
from journeykit.evidence.engines.question import TABLES, Row, numbered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from sqlalchemy.engine import URL

__all__ = ["answer", "ready"]

_SCHEMES = ("postgresql", "postgres")

_CONNECT_SECONDS = 5
_TICK = 0.2
_CHUNK = 1 << 20
_COPIED = 0.3
"""The share of the work that is done when the tables are there; PostgreSQL itself tells of none."""

Tell = Callable[[float], object]


def ready(url: str) -> None:
    """Raise `ReadError` where the driver is not there, or `url` is no address of PostgreSQL."""
    scheme, there, _ = url.partition("://")
    with _told():
        if there and scheme.partition("+")[0].casefold() not in _SCHEMES:
            raise ReadError("other_database", scheme=scheme[:40])
        _parsed(url)


def answer(own: DuckDBPyConnection, text: str, url: str, tell: Tell | None = None) -> Sequence[Row]:
    """Return the rows of the answer, asked of the database at `url`.

    Nothing is committed: where the session ends, whatever the reason, its tables are gone.
    """
    with _told(), _connected(url) as connection:
        for at, (name, rows) in enumerate(numbered(own).items()):
            _copied(own, connection, name, rows)
            if tell:
                tell(_COPIED * (at + 1) / len(TABLES))
        return _waited(connection, text, tell)


def _connected(url: str) -> Any:
    import psycopg

    parsed = _parsed(url)
    address = parsed.render_as_string(hide_password=False)
    given: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, "application_name": "journeykit"}
    connection = psycopg.connect(address, **{k: v for k, v in given.items() if k not in parsed.query})
    connection.execute("SET LOCAL jit = off")
    connection.execute("SET LOCAL work_mem = '128MB'")
    return _Session(connection)


def _parsed(url: str) -> URL:
    from sqlalchemy.engine import make_url

    return make_url(url).set(drivername="postgresql")


class _Session:
    """A connection whose work is undone at the end."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __enter__(self) -> Any:
        return self.connection

    def __exit__(self, *error: object) -> None:
        self.connection.close()  # without a commit: PostgreSQL rolls back


def _copied(own: DuckDBPyConnection, connection: Any, name: str, asked: str) -> None:
    """Copy a table of numbers by way of a file, as text that PostgreSQL reads."""
    columns = ", ".join(f"{column} {kind}" for column, kind in TABLES[name].items())
    connection.execute(f"CREATE TEMPORARY TABLE {name}({columns}) ON COMMIT DROP")
    with tempfile.TemporaryDirectory(prefix="journeykit-") as folder, connection.cursor() as cursor:
        file = Path(folder) / "rows.csv"
        own.execute(f"copy ({asked}) to '{file}' (header false)")
        with file.open("rb") as rows, cursor.copy(f"COPY pg_temp.{name} FROM STDIN (FORMAT csv)") as copy:
            while chunk := rows.read(_CHUNK):
                copy.write(chunk)
    connection.execute(f"ANALYZE pg_temp.{name}")


def _waited(connection: Any, text: str, tell: Tell | None) -> list[Row]:
    """Ask, and wait; what `tell` raises cancels the question."""

    def asking() -> list[Row]:
        return list(connection.execute(text).fetchall())

    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(asking)
        try:
            while not wait([job], timeout=_TICK).done:
                if tell:
                    tell(_COPIED)
        except BaseException:
            connection.cancel()
            wait([job])
            raise
        return job.result()


@contextmanager
def _told() -> Iterator[None]:
    """Say what went wrong in words for people; no address is in them."""
    try:
        import psycopg
    except ImportError as error:
        raise ReadError("no_driver") from error
    from sqlalchemy.exc import ArgumentError

    try:
        yield
    except (ArgumentError, ValueError, psycopg.ProgrammingError) as error:
        if not isinstance(error, psycopg.Error) or error.sqlstate is None:
            raise ReadError("bad_address") from None  # the address, password and all, is in the error
        raise ReadError("engine_failed", name="PostgreSQL", reason=error.sqlstate) from error
    except psycopg.OperationalError as error:
        state = error.sqlstate or ""
        if state[:2] in ("", "08", "28", "3D", "57") and state != "57014":
            raise ReadError("engine_unreachable") from None
        raise ReadError("engine_failed", name="PostgreSQL", reason=state) from error
    except psycopg.Error as error:
        raise ReadError("engine_failed", name="PostgreSQL", reason=error.sqlstate or "") from error
