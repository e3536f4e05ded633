"""What a run asks an engine, and what its answer means: rules become numbers, numbers become figures."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from journeykit.errors import ReadError
from journeykit.evidence import matching, planning
from journeykit.evidence.engines import statements
from journeykit.evidence.figures import GONE, Dwell, Figures, Idle, Move, Now, Reach
from journeykit.evidence.log import Log, fill
from journeykit.evidence.matching import Kind
from journeykit.evidence.rules import Rules
from journeykit.records import Stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "Question", "Row", "figures", "kinds", "numbered", "question"]

TABLES = {
    "ev": {"key": "integer", "t": "bigint", "kind": "integer"},
    "effects": {"kind": "integer", "step": "integer"},
    "months": {"cohort": "integer", "begins": "bigint", "ends": "bigint"},
    "tags": {"key": "integer", "dim": "integer", "segment": "integer"},
}
"""What the text reads, on every engine; in the log itself a key is a hash, and longer."""

DAY = 86_400
MOST_STAGES = 60
"""As many as there are bits in a number for those that a customer was seen at."""
OWN = ("all", "cohort")
"""Dimensions that are always there; a column of such a name gets another."""

Row = Sequence[int]
"""A row of the answer: figure, dim, segment, stage, other stage, three numbers."""

_TAGS = """
create temp table tags as
with dims as (select dim, row_number() over (order by dim) + 1 as number
         from (select distinct dim from segments)),
names as (select dim, segment, dense_rank() over (partition by dim order by segment) - 1 as number
          from (select distinct dim, segment from segments))
select s.key, d.number::integer as dim, n.number::integer as segment
from segments s join dims d on d.dim = s.dim join names n on n.dim = s.dim and n.segment = s.segment
"""


class Question(NamedTuple):
    """The text for an engine, and the names that its numbers stand for: for each dimension its segments."""

    text: str
    stages: int
    names: dict[int, tuple[str, tuple[str, ...]]]


def kinds(own: DuckDBPyConnection) -> list[Kind]:
    """Return the kinds of events of a log, in order of their number."""
    rows = own.execute("select kind, source, what, subtype, n from kinds order by kind").fetchall()
    return [Kind(*row) for row in rows]


def question(own: DuckDBPyConnection, log: Log, rules: Rules, stages: Iterable[str | Stage]) -> Question:
    """Return what to ask, with its small tables made in `own`, a connection of its own to the log.

    Raises `ReadError` for a stage that the workshop does not have.
    """
    every, known = list(stages), kinds(own)
    if len(every) > MOST_STAGES:
        raise ReadError("too_many_for_figures", max=MOST_STAGES)
    found, fits = matching.candidates(rules, known), matching.members(rules, known)
    made = planning.plan(matching.steps(rules, every), found, len(every), fits)
    bounds = own.execute(f"select min(t), max(t) from ev where t <= {log.as_of}").fetchone()
    begin, end = (int(bound) for bound in bounds) if bounds and bounds[0] is not None else (log.as_of,) * 2
    months = list(_months(begin, end, ZoneInfo(log.zone)))
    _tables(own, made.effects, [month[1:] for month in months])
    names = {0: ("all", ("",)), 1: ("cohort", tuple(month[0] for month in months)), **_names(own)}
    text = statements.statement(
        made, begin=begin, as_of=log.as_of, idle=rules.idle * DAY, dims=len(names) - 2
    )
    return Question(text, len(every), names)


def _tables(own: DuckDBPyConnection, effects: Sequence[Row], months: Sequence[Row]) -> None:
    for name, rows in (("effects", effects), ("months", months)):
        columns = ", ".join(f"{column} {kind}" for column, kind in TABLES[name].items())
        own.execute(f"create temp table {name}({columns})")
        fill(own, name, rows)
    own.execute(_TAGS)


def _names(own: DuckDBPyConnection) -> dict[int, tuple[str, tuple[str, ...]]]:
    rows = own.execute("select distinct dim, segment from segments order by dim, segment").fetchall()
    dims = sorted({dim for dim, _ in rows})
    return {
        at: (
            f"{dim} (2)" if dim in OWN else dim,
            tuple(segment for own_dim, segment in rows if own_dim == dim),
        )
        for at, dim in enumerate(dims, 2)
    }


def numbered(own: DuckDBPyConnection) -> dict[str, str]:
    """Return what to hand to another engine, table by table: customers there have numbers drawn by lot.

    Who knows a name could find it by the hash that the log itself goes by.
    """
    lot = f"row_number() over (order by hash(known, '{secrets.token_hex(16)}'))"
    asked = f"select known as hash, ({lot})::integer as key from (select distinct key as known from ev)"
    own.execute(f"create temp table numbers as {asked}")
    handed = {name: f"select {', '.join(columns)} from {name}" for name, columns in TABLES.items()}
    for name in ("ev", "tags"):
        rest = ", ".join(column for column in TABLES[name] if column != "key")
        handed[name] = f"select n.key, {rest} from {name} x join numbers n on n.hash = x.key"
    return handed


def _months(begin: int, end: int, zone: ZoneInfo) -> Iterator[tuple[str, int, int, int]]:
    """Yield the months of a zone that hold the time from `begin` to `end`: name, number, begins, ends."""
    first = datetime.fromtimestamp(begin, zone)
    at = first.year * 12 + first.month - 1
    starts = _starts(at, zone)
    for number in range(10_000 * 12):
        ends = _starts(at + number + 1, zone)
        yield f"{(at + number) // 12:04}-{(at + number) % 12 + 1:02}", number, starts, ends
        if ends > end:
            return
        starts = ends


def _starts(month: int, zone: ZoneInfo) -> int:
    """Return the first second of a month, counted from the year 0."""
    return int(datetime(month // 12, month % 12 + 1, 1, tzinfo=zone).astimezone(UTC).timestamp())


def figures(asked: Question, rows: Iterable[Row]) -> Figures:
    """Return the answer with its names, sorted the same whatever the engine."""
    parts: dict[int, list[Row]] = {figure: [] for figure in range(6)}
    for row in sorted(tuple(map(int, row)) for row in rows):
        parts[row[0]].append(row[1:])
    reached = parts[statements.REACH]
    return Figures(
        customers=parts[statements.PEOPLE][0][4],
        now=tuple(_now(asked, parts[statements.NOW], reached)),
        reach=tuple(Reach(*_at(asked, row), row[4], row[5]) for row in reached),
        moves=tuple(_move(asked, row) for row in parts[statements.MOVES]),
        dwell=tuple(_dwell(asked, parts[statements.DWELL], parts[statements.OPEN])),
        idle=tuple(
            Idle(*_at(asked, row), row[4], row[5]) for row in parts[statements.NOW] if row[2] < asked.stages
        ),
    )


def _at(asked: Question, row: Row) -> tuple[str, str, int]:
    dim, segments = asked.names[row[0]]
    return dim, segments[row[1]], _stage(asked, row[2])


def _stage(asked: Question, number: int) -> int:
    return number if number < asked.stages else GONE


def _move(asked: Question, row: Row) -> Move:
    return Move(*_at(asked, row), _stage(asked, row[3]), row[4], row[5])


def _now(asked: Question, standing: Sequence[Row], reached: Sequence[Row]) -> Iterator[Now]:
    now = {tuple(row[:3]): row[4] for row in standing}
    furthest = {tuple(row[:3]): row[6] for row in reached if row[6]}
    for place in sorted(now.keys() | furthest.keys()):
        yield Now(*_at(asked, place), now.get(place, 0), furthest.get(place, 0))


def _dwell(asked: Question, ended: Sequence[Row], lasting: Sequence[Row]) -> Iterator[Dwell]:
    closed, still = ({tuple(row[:3]): row[4:] for row in rows} for rows in (ended, lasting))
    for place in sorted(closed.keys() | still.keys()):
        n, median, most = closed.get(place, (0, None, None))
        now, until, _ = still.get(place, (0, None, None))
        yield Dwell(*_at(asked, place), n, median, most, now, until)
