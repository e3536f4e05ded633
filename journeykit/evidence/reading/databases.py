"""Tables of a database that is asked by URL: read as they are, nothing is written there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journeykit.errors import ReadError

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["is_url", "rows", "tables"]

_BATCH = 5_000


def is_url(where: str | Path) -> bool:
    """Tell whether data are asked from a database rather than from a folder."""
    return isinstance(where, str) and "://" in where


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """Open a connection for reading; raises `ReadError`, whose words never hold the password."""
    import sqlalchemy as sql

    try:
        place = sql.make_url(url)
        if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
            raise ReadError("no_such_data", place=place.database or "sqlite")  # SQLite would make it
        if place.drivername == "postgresql":
            place = place.set(drivername="postgresql+psycopg")
        engine = sql.create_engine(place)
    except ImportError as error:
        raise ReadError("no_driver") from error
    except sql.exc.ArgumentError as error:
        raise ReadError("bad_url") from error
    try:
        with engine.connect().execution_options(stream_results=True, yield_per=_BATCH) as connection:
            yield connection
    except sql.exc.SQLAlchemyError as error:
        told = place.set(query={}).render_as_string(hide_password=True)  # "?password=…" is one as well
        raise ReadError("database_failed", place=told) from error
    finally:
        engine.dispose()


def tables(url: str) -> list[str]:
    """Return the names of a database's tables and views."""
    import sqlalchemy as sql

    with _connected(url) as connection:
        seen = sql.inspect(connection)
        return sorted({*seen.get_table_names(), *seen.get_view_names()})


def rows(url: str, table: str) -> Iterator[tuple[float, list[str]]]:
    """Yield a table's header, then its rows, each with the share that is read."""
    import sqlalchemy as sql

    with _connected(url) as connection:
        inspected = sql.inspect(connection)
        known = {*inspected.get_table_names(), *inspected.get_view_names()}
        schema, _, name = (None, "", table) if table in known else table.rpartition(".")
        if table not in known and not (schema and inspected.has_table(name, schema=schema)):
            raise ReadError("no_such_table", table=table, tables=", ".join(sorted(known)[:40]))
        asked = sql.table(name, schema=schema or None)
        total = connection.execute(sql.select(sql.func.count()).select_from(asked)).scalar_one() or 1
        found = connection.execute(sql.select(sql.text("*")).select_from(asked))
        yield 0.0, [str(key) for key in found.keys()]  # noqa: SIM118
        for number, row in enumerate(found):
            yield min(number / total, 1.0), [_text(cell) for cell in row]


def _text(cell: object) -> str:
    if cell is None or isinstance(cell, bytes | memoryview):
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\0", "")
