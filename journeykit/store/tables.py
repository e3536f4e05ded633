"""The tables of a workshop's database, and how a change becomes a row and a row a change."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Row, String, Table, Text

from journeykit.log import Change

__all__ = ["LATEST", "changes", "keys", "read", "row"]

LATEST = 253_402_300_800_000_000
"""The year 10000 in microseconds since 1970: a later stamp is a damaged one."""

_OPS = ("put", "drop")
_TEXTS = ("id", "author", "kind", "record", "undoes", "fields")
_ID = String(120).with_variant(Text(collation="C"), "postgresql")
"""Ids are compared sign by sign, also where the database would sort as people do."""
_NAME = String(120).with_variant(Text(), "postgresql")

_workshop = MetaData()

changes = Table(
    "change",
    _workshop,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", _ID, nullable=False, unique=True),
    Column("at", BigInteger, nullable=False),
    Column("author", _NAME, nullable=False),
    Column("kind", _NAME, nullable=False),
    Column("record", _NAME, nullable=False),
    Column("op", String(8), nullable=False),
    Column("fields", Text, nullable=False),
    Column("undoes", _NAME, nullable=False),
    Column("version", Integer, nullable=False),
)

keys = Table(
    "key",
    _workshop,
    Column("name", String(40), primary_key=True),
    Column("value", String(400), nullable=False),
)


def row(change: Change) -> dict[str, Any]:
    """Return the row that holds a change."""
    return {**change._asdict(), "fields": json.dumps(change.fields, ensure_ascii=False)}


def read(row: Row[Any]) -> Change:
    """Return the change that a row holds. Raises `ValueError` where the store cannot have written it."""
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
    return numbers and 0 <= row.at < LATEST and row.version >= 1
