"""Who stands in the columns for staff and contacts: nobody of them may be named in a text that others see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from journeykit.evidence.reading.headers import plain
from journeykit.evidence.reading.joins import trimmed
from journeykit.evidence.reading.tables import Table, column
from journeykit.evidence.words import hits

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from journeykit.evidence.rules import Rules

__all__ = ["PERHAPS", "fill", "whose"]

WHOLE, FAMILY, GIVEN, PERHAPS = "whole", "family", "given", "perhaps"
"""What a column holds of names; a column that is called no more than "name" holds perhaps people's."""
_NO_NAMES = {"id", "mail", "phone", "place", "url", "day", "plan", "admin", "made", "close", "what", "status"}
_NO_NAMES |= {"before", "text", "subject", "price", "score", "points", "born", "segment", "target"}
_LONGEST = 60


@cache
def whose(heading: str) -> str:
    """Return what a column holds of people's names, "" if none, as its heading says.

    >>> whose("sales_agent"), whose("営業担当者"), whose("Last Name"), whose("owner_id"), whose("担当部署")
    ('whole', 'whole', 'family', '', '')
    """
    own = {hit.concept for hit in hits("people", heading)}
    says = {hit.concept for hit in hits("header", heading)}
    if "never" in own or (says & _NO_NAMES and not own):
        return ""
    if part := next((part for part in (FAMILY, GIVEN) if part in own), ""):
        return part
    if own or says & {"staff", "contact"}:
        return WHOLE
    return PERHAPS if says == {"name"} else ""


def fill(db: DuckDBPyConnection, rules: Rules, tables: dict[str, Table]) -> None:
    """Note whom the sources name: in columns for names, and where the rules say that contacts stand."""
    for source in rules.sources:
        table = tables[source.name]
        parts = {name: whose(name) for name, kind in table.types.items() if kind == "VARCHAR"}
        parts |= {name: WHOLE for name in parts if source.contact and plain(name) == plain(source.contact)}
        for name, part in parts.items():
            if part:
                _note(db, table, [name], f"{PERHAPS} {table.name} {name}" if part == PERHAPS else part)
        both = [name for part in (GIVEN, FAMILY) for name, own in parts.items() if own == part][:2]
        if len(both) == 2:
            _note(db, table, both, WHOLE)
            _note(db, table, both[::-1], WHOLE)


def _note(db: DuckDBPyConnection, table: Table, columns: Sequence[str], part: str) -> None:
    """Note each name once; what holds a number or the sign of a mail address is none."""
    value = " || ' ' || ".join(trimmed(f"r.{column(name)}") for name in columns)
    db.execute(
        f"insert into people select distinct name, $1 from (select {value} as name from {table.name} r)"
        f" where length(name) between 2 and {_LONGEST} and not regexp_matches(name, '[0-9@_]')",
        [part],
    )
