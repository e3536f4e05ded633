"""Whom rows are about: a name becomes a number, so that ten million rows carry no text.

The number is a hash of the name as it is kept, so that most rows need not look theirs up. Nobody relies on
luck: where two names have the same number, they are numbered one by one. Numbers never leave this machine:
who knows a name could find it by them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeykit.catalogue import read as catalogue
from journeykit.evidence.reading.joins import trimmed
from journeykit.evidence.reading.tables import cell

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Asked", "Keys", "fill", "number"]

HASH = "hash({})"


@dataclass(frozen=True)
class Asked:
    """A table and the SQL of the names that its rows (`r`) hold."""

    table: str
    name: str

    @property
    def names(self) -> str:
        """SQL for the names."""
        return f"select {self.name} as name from {self.table} r"


@dataclass(frozen=True)
class Keys:
    """The numbers of names; `plain` are the tables in which all stand as they are kept."""

    plain: frozenset[str]

    def joined(self, rows: str, table: str) -> str:
        """Return SQL of rows that hold a `name`, with their `key`; those of nobody are left out."""
        if table in self.plain:
            return f"(select *, {number('name')} as key from {rows} where name is not null)"
        return f"(select * from {rows} join names using (name))"


def number(said: str) -> str:
    """Return SQL for the number of a text, or of several."""
    return f"({HASH.format(said)} >> 1)::bigint"


def fill(db: DuckDBPyConnection, asked: Iterable[Asked]) -> Keys:
    """Fill `keys`, and `names`, which tells the key of each name as it is written."""
    every = list(asked)
    union = " union all ".join(one.names for one in every) or "select NULL::varchar as name"
    kept = trimmed("nfc_normalize(name)")
    db.execute(
        f"create temp table spelt as select name, {kept} as plain"
        f" from (select distinct name from ({union})) where name is not null"
    )
    nobody = f"plain is null or lower(plain) in ({_none()})"
    db.execute(f"create temp table odd as select name from spelt where plain <> name or {nobody}")
    db.execute(f"delete from spelt where {nobody}")
    db.execute(f"insert into keys select distinct {number('plain')}, plain from spelt")
    twice = db.execute("select count(*) > count(distinct key) from keys").fetchall()[0][0]
    if twice:
        _one_by_one(db)
    db.execute("create temp table names as select spelt.name, key from spelt join keys on keys.name = plain")
    plain = frozenset() if twice else frozenset(one.table for one in every if not _any_odd(db, one))
    db.execute("drop table spelt; drop table odd")
    return Keys(plain)


def _one_by_one(db: DuckDBPyConnection) -> None:
    db.execute("create or replace table keys as select (row_number() over ())::bigint as key, name from keys")


def _any_odd(db: DuckDBPyConnection, one: Asked) -> bool:
    """Tell whether a table holds a name that is not written as it is kept."""
    if not db.execute("select count(*) from odd").fetchall()[0][0]:
        return False
    found = db.execute(f"select 1 from ({one.names}) semi join odd using (name) limit 1")
    return bool(found.fetchall())


@functools.cache
def _none() -> str:
    """Return the texts that name nobody, as SQL."""
    return ", ".join(cell(word) for word in catalogue("dates", "en")["no_key"])
