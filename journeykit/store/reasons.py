"""What a database complains about, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, TimeoutError

from journeykit.errors import WorkshopError

__all__ = ["told"]

_SQLITE = {
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
"""By what SQLite says."""

_POSTGRESQL = {
    "08": "no_database",
    "28": "no_database",
    "3D": "no_database",
    "57": "no_database",
    "57014": "busy",
    "40": "busy",
    "53": "busy",
    "53100": "disk_full",
    "55": "busy",
    "25006": "no_rights",
    "42501": "no_rights",
    "42P01": "not_a_workshop",
    "XX001": "damaged",
    "XX002": "damaged",
}
"""By SQLSTATE or its class: what PostgreSQL says comes in the server's language."""


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn the errors of the database called `name` into one sentence; no address is in it."""
    try:
        yield
    except TimeoutError as error:  # all connections are in use
        raise WorkshopError("busy") from error
    except DBAPIError as error:
        raise WorkshopError(_reason(error), file=name) from error


def _reason(error: DBAPIError) -> str:
    state = getattr(error.orig, "sqlstate", "")
    if state == "":  # SQLite's errors have none
        said = str(error.orig)
        return next((key for part, key in _SQLITE.items() if part in said), "store_failed")
    if state is None:
        return "no_database"  # there was no server to tell why
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2], "store_failed")
