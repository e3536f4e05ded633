"""Who the customers are: their segments, and whom the company aims at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from journeykit.catalogue import read as catalogue
from journeykit.evidence.reading import people
from journeykit.evidence.reading.events import Events
from journeykit.evidence.reading.headers import found, plain
from journeykit.evidence.reading.joins import trimmed
from journeykit.evidence.reading.keys import Asked, Keys
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
    def asked(self) -> Asked:
        """The names in the list, which become keys if it is a direct one."""
        return Asked(self.table.name, self.name)

    def column(self, name: str) -> str:
        """Return SQL for what a column says, NULL if that is nothing."""
        return trimmed(f"r.{column(found(name, self.table.columns, self.source.name))}")


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
    people.fill(db, rules, tables)
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
    known: Keys,
    told: list[Events],
    given: list[Accounts],
    remark: Callable[[Source], Remark],
) -> None:
    """Fill `segments` and `targets`; of several rows about one key the first counts."""
    db.execute("create temp table owners(name varchar, key bigint)")
    for one in told:
        if rules.key != "account" and one.source.account and one.key_known:
            account = trimmed(one.text(one.source.account))
            db.execute(
                f"insert into owners select distinct {account}, key from {one.table.name} r"
                f" join names on names.name = {one.key} where {account} is not null"
            )
    for each in given:
        _listed(db, each, known, remark(each.source))
    for one in told:
        _met(db, one, known)
    db.execute("drop table owners")


def _listed(db: DuckDBPyConnection, one: Accounts, known: Keys, remark: Remark) -> None:
    """Take segments and targets from a list of accounts."""
    parts = "".join(f", {one.column(dim)} as d{at}" for at, dim in enumerate(one.source.segments))
    name = one.name if one.direct else trimmed(one.name)
    aimed = _aimed(db, one, remark) if one.direct else "false"
    rows = (
        f"(select {name} as name, r.{one.table.row} as line, {aimed} as aimed{parts} from {one.table.name} r)"
    )
    whose = known.joined(rows, one.table.name) if one.direct else f"(from {rows} join owners using (name))"
    db.execute(f"create temp table listed as from {whose}")
    doubled = "select key, count(*) as n from listed group by key having count(*) > 1"
    n, key = db.execute(f"select coalesce(sum(n - 1), 0), min(key) from ({doubled})").fetchall()[0]
    for at, dim in enumerate(one.source.segments):
        _part(db, dim, f"d{at}", "listed", order="line" if n else "")
    if one.direct and n:
        example = db.execute("select name from keys where key = $1", [key]).fetchall()[0][0]
        remark("listed_twice", int(n), str(example))
    if one.direct:
        new = "select distinct key from listed where aimed"
        db.execute(f"insert into targets {new} and key not in (from targets)")
    db.execute("drop table listed")


def _aimed(db: DuckDBPyConnection, one: Accounts, remark: Remark) -> str:
    """Return SQL for whether the company aims at who is listed: all where no column tells."""
    if not one.source.target:
        return "true"
    said = f"lower({one.column(one.source.target)})"
    aimed = f"{said} is not null and {said} not in ({_answers('no')})"
    unsure = f"{aimed} and {said} not in ({_answers('yes')})"
    asked = f"select count(*), min({said}) from {one.table.name} r where {unsure}"
    n, example = db.execute(asked).fetchall()[0]
    if n:
        remark("target_unsure", int(n), str(example))
    return aimed


@cache
def _answers(which: str) -> str:
    return ", ".join(cell(word) for word in catalogue("dates", "en")["answers"][which])


def _met(db: DuckDBPyConnection, one: Events, known: Keys) -> None:
    """Take segments from events: the first that is told of a key, by time."""
    if not one.key_known:
        return
    for dim in one.source.segments:
        value = trimmed(f"r.{column(found(dim, one.table.columns, one.source.name))}")
        rows = one.rows(f"{value} as segment", f'r.{one.table.row} as "#order"')
        first = f"least({', '.join(f't{at}' for at in range(len(one.times)))})" if one.times else '"#order"'
        keyed = known.joined(f"({rows})", one.table.name)
        _part(db, dim, "segment", f"(from {keyed} where {first} is not null)", order=first)


def _part(db: DuckDBPyConnection, dim: str, value: str, rows: str, *, order: str) -> None:
    """Put a dimension into `segments` for who has none there yet: the first by `order`, "" for one a key."""
    own = cell(_free(dim))
    chosen, by = (f"arg_min({value}, {order})", " group by key") if order else (value, "")
    db.execute(
        f"insert into segments select key, {own}, {chosen} from {rows} where {value} is not null"
        f" and key not in (select key from segments where dim = {own}){by}"
    )


def _free(dim: str) -> str:
    return f"{dim} 2" if dim in _OWN else dim
