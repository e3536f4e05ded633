"""The events as CSV for process-mining tools: a case, an activity and a moment a row (UTF-8 with BOM).

Cases have numbers in place of names, new ones with every export, unless names are asked for. Segments with
fewer than `FEW` customers are left empty: they would tell who it is.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from journeykit.errors import WorkshopError
from journeykit.evidence.log import Log, fill
from journeykit.evidence.results.masking import mask
from journeykit.evidence.results.texts import named
from journeykit.insights.evidence import FEW

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["COLUMNS", "FILE", "FORMULA", "write"]

FILE = "eventlog.csv"
COLUMNS = ("case_id", "activity", "timestamp", "resource")
"""The columns that every tool asks for; those of the segments follow, under their own names."""

FORMULA = r"^'*[=+\-@\t\r\n＝＋－＠]"
"""How a formula begins for a spreadsheet (OWASP, CSV injection), and a text that was guarded."""


def write(log: Log, file: Path, lang: str, *, names: bool = False) -> int:
    """Write the events until the as-of day, customer by customer; return how many."""
    db = log.db.cursor()
    db.execute("create or replace temp table cases as " + _cases(names), _values(names))
    dims = [dim for (dim,) in db.execute("select distinct dim from segments order by dim").fetchall()]
    columns = [_segment(dim, at) for at, dim in enumerate(dims)]
    joins = " ".join(_join(dim, at) for at, dim in enumerate(dims))
    zone = log.zone.replace("'", "''")
    when = f"strftime(to_timestamp(t) at time zone '{zone}', '%Y-%m-%dT%H:%M:%S')"
    _activities(log, db, lang, names=names)
    activity = _guarded("activity")
    select = (
        f"select cases.name as \"\ufeff{COLUMNS[0]}\", coalesce(nullif({activity}, ''), source) as activity,"
        f" {when} as timestamp, {_guarded('source')} as resource{''.join(columns)}"
        f" from ev join cases using (key) join activities using (kind) {joins}"
        f" where t <= {log.as_of} order by cases.name, t, kind"
    )
    return _copy(db, select, file)


def _activities(log: Log, db: DuckDBPyConnection, lang: str, *, names: bool) -> None:
    """Make the table of what kinds of events are called: a subject line may hold what points to a person."""
    said = "case when subtype = '' then what when what = '' then subtype else what || ' / ' || subtype end"
    rows = db.execute(f"select kind, source, {said} from kinds").fetchall()
    if not names:
        known = named(log, [text for *_, text in rows])
        rows = [(kind, source, mask(text, lang, *known)) for kind, source, text in rows]
    db.execute("create or replace temp table activities(kind integer, source varchar, activity varchar)")
    fill(db, "activities", rows)


def _copy(db: DuckDBPyConnection, select: str, file: Path) -> int:
    """Write what a statement selects; until that is finished the file stays as it was."""
    import duckdb

    new = file.with_name(file.name + ".new")
    place = str(new).replace("'", "''")
    try:
        done = db.execute(f"copy ({select}) to '{place}' (format csv, header true)").fetchone()
        os.replace(new, file)
    except (duckdb.IOException, OSError) as error:
        raise WorkshopError("cannot_write", file=str(file)) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        db.execute("drop table if exists cases; drop table if exists activities")
    return int(done[0]) if done else 0


def _cases(names: bool) -> str:
    """Return what numbers the customers, in an order that tells nothing of their names."""
    if names:
        return f"select key, {_guarded('name')} as name from keys"
    order = "row_number() over (order by sha256($salt || name))"
    return f"select key, 'c' || lpad({order}::varchar, 7, '0') as name from keys"


def _values(names: bool) -> dict[str, str]:
    return {} if names else {"salt": secrets.token_hex(16)}


def _segment(dim: str, at: int) -> str:
    head = dim.replace('"', '""')
    head = f"'{head}" if head[:1] in ("=", "+", "-", "@") else head
    return f", coalesce({_guarded(f's{at}.segment')}, '') as \"{head}\""


def _join(dim: str, at: int) -> str:
    name = dim.replace("'", "''")
    large = f"select segment from segments where dim = '{name}' group by segment having count(*) >= {FEW}"
    own = f"select key, segment from segments where dim = '{name}' and segment in ({large})"
    return f"left join ({own}) s{at} on s{at}.key = ev.key"


def _guarded(text: str) -> str:
    """Return an expression that has an apostrophe before what a spreadsheet takes for a formula."""
    pattern = FORMULA.replace("'", "''")
    return f"case when regexp_matches({text}, '{pattern}') then '''' || {text} else {text} end"
