"""Who the customers are: their segments, and whom the company aims at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from journeykit.catalogue import read as catalogue
from journeykit.evidence.reading.events import Events
from journeykit.evidence.reading.headers import found, plain
from journeykit.evidence.reading.joins import trimmed
from journeykit.evidence.reading.tables import Remark, Table, cell, column
from journeykit.evidence.rules import KEYS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from journeykit.evidence.rules import Rules, Source

__all__ = ["Accounts", "fill", "lists", "parties"]

_OWN = ("all", "cohort")
"""Dimensions that figures have by themselves."""


class Accounts(NamedTuple):
    """A source that lists accounts; `direct` where it lists those whom the rules follow."""

    source: Source
    table: Table
    name: str
    direct: bool

    @property
    def asked(self) -> str:
        """SQL for the names in the list that become keys."""
        return f"select {self.name} as name from {self.table.name} r where {str(self.direct).lower()}"


def lists(rules: Rules, tables: dict[str, Table]) -> list[Accounts]:
    """Return the lists of accounts among the sources."""
    made = []
    for source in rules.sources:
        table = tables[source.name]
        own = getattr(source, rules.key)
        if source.kind == "accounts" and table.columns and (own or source.account):
            name = column(found(own or source.account, table.columns, source.name))
            made.append(Accounts(source, table, f"r.{name}::varchar", bool(own)))
    return made


def parties(db: DuckDBPyConnection, rules: Rules, tables: dict[str, Table]) -> None:
    """Note who else is named in the data, so that texts can be shown without them."""
    for source in rules.sources:
        own = {plain(name): name for name in tables[source.name].columns}
        for field in KEYS:
            name = own.get(plain(getattr(source, field)))
            if name and field != rules.key:
                value = trimmed(f"r.{column(name)}")
                asked = f"select distinct {value} as name from {tables[source.name].name} r"
                db.execute(f"insert into parties select name from ({asked}) where length(name) > 1")


def fill(
    db: DuckDBPyConnection,
    rules: Rules,
    tables: dict[str, Table],
    told: list[Events],
    given: list[Accounts],
    remark: Callable[[Source], Remark],
) -> None:
    """Fill `segments` and `targets`; of several rows about one key the first counts."""
    db.execute("create temp table owners(name varchar, key integer)")
    db.execute("create temp table parts(key integer, dim varchar, segment varchar, rank integer)")
    for one in told:
        if rules.key != "account" and one.source.account and one.key_known:
            account = trimmed(one.text(one.source.account))
            db.execute(
                f"insert into owners select distinct {account}, key from {one.table.name} r"
                f" join names on names.name = {one.key} where {account} is not null"
            )
    for rank, each in enumerate(given):
        _listed(db, each, rank, remark(each.source))
    for rank, one in enumerate(told, len(given)):
        _met(db, one, rank)
    db.execute("insert into segments select key, dim, arg_min(segment, rank) from parts group by key, dim")
    db.execute("drop table owners; drop table parts")


def _listed(db: DuckDBPyConnection, one: Accounts, rank: int, remark: Remark) -> None:
    """Take segments and targets from a list of accounts."""
    whose = "names" if one.direct else "owners"
    name = one.name if one.direct else trimmed(one.name)
    joined = f"from {one.table.name} r join {whose} w on w.name = {name}"
    for dim in one.source.segments:
        _part(db, one.source, one.table, dim, rank, joined, f"r.{one.table.row}")
    doubled = f"select key, count(*) as n {joined} group by key having count(*) > 1"
    n = db.execute(f"select coalesce(sum(n - 1), 0), min(key) from ({doubled})").fetchall()[0]
    if one.direct and n[0]:
        example = db.execute("select name from keys where key = $1", [n[1]]).fetchall()[0][0]
        remark("listed_twice", int(n[0]), str(example))
    if one.direct:
        aimed = "true"
        if one.source.target:
            target = found(one.source.target, one.table.columns, one.source.name)
            said = f"lower({trimmed(f'r.{column(target)}')})"
            aimed = f"{said} is not null and {said} not in ({_answers('no')})"
            unsure = f"{aimed} and {said} not in ({_answers('yes')})"
            n = db.execute(f"select count(*), min({said}) from {one.table.name} r where {unsure}").fetchall()[
                0
            ]
            if n[0]:
                remark("target_unsure", int(n[0]), str(n[1]))
        db.execute(
            f"insert into targets select distinct key {joined} where {aimed} and key not in (from targets)"
        )


@cache
def _answers(which: str) -> str:
    return ", ".join(cell(word) for word in catalogue("dates", "en")["answers"][which])


def _met(db: DuckDBPyConnection, one: Events, rank: int) -> None:
    """Take segments from events: the first that is told of a key, by time."""
    if not one.key_known:
        return
    for dim in one.source.segments:
        value = trimmed(f"r.{column(found(dim, one.table.columns, one.source.name))}")
        rows = one.rows(f"{value} as segment", f'r.{one.table.row} as "#order"')
        first = f"least({', '.join(f't{at}' for at in range(len(one.times)))})" if one.times else '"#order"'
        db.execute(
            f"insert into parts select key, {cell(_free(dim))}, arg_min(segment, {first}), {rank}"
            f" from ({rows}) x join names using (name) where segment is not null and {first} is not null"
            " group by key"
        )


def _part(
    db: DuckDBPyConnection, source: Source, table: Table, dim: str, rank: int, joined: str, order: str
) -> None:
    value = trimmed(f"r.{column(found(dim, table.columns, source.name))}")
    db.execute(
        f"insert into parts select key, {cell(_free(dim))}, arg_min({value}, {order}), {rank} {joined}"
        f" where {value} is not null group by key"
    )


def _free(dim: str) -> str:
    return f"{dim} 2" if dim in _OWN else dim
