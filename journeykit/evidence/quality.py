"""What is to be known of the data before any figure: what was left out, doubted, or cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from journeykit.evidence.counts import left_over
from journeykit.evidence.log import fill
from journeykit.evidence.matching import Kind, candidates, members, positions, steps

if TYPE_CHECKING:
    from journeykit.evidence.log import Log
    from journeykit.evidence.rules import Rules
    from journeykit.records import Stage

__all__ = ["Row", "quality"]

_MOST_KINDS = 20
_MOST_NAMES = 300_000
_COMPANY = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|\(有\)|\b(?:inc|ltd|llc|co|corp|gmbh|ltda|sa)\b\.?|[\s.,・'-]"
)
_ROWLESS = {"empty_file", "encoding", "file_twice", "header_twice"}
"""Remarks that count something else than rows."""


class Row(NamedTuple):
    """One line: `n` of `of` (0: of nothing in particular) at `where`; `key` names its sentence.

    The first five may be shown and stored, but for rare kinds of events, which may be somebody's own words:
    `results.lines` takes care of these. `example` stays on the machine.
    """

    what: str
    where: str
    n: int
    of: int
    key: str
    example: str = ""


def quality(log: Log, rules: Rules, stages: Iterable[str | Stage]) -> list[Row]:
    """Return what there is to know of a log under its rules, the whole first, then what needs care."""
    return [
        *_sources(log),
        *_unmapped(log, rules),
        *_idle_rules(log, rules),
        *_events(log),
        *_orders(log, rules, list(stages)),
        *_keys(log),
    ]


def _rows(log: Log, asked: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in log.db.execute(asked).fetchall()]


def _count(log: Log, asked: str) -> int:
    return int(str(_rows(log, asked)[0][0] or 0))


def _row(key: str, where: object, n: object, of: object = 0, example: object = "") -> Row:
    return Row(key, str(where), int(str(n)), int(str(of)), key, str(example or ""))


def _sources(log: Log) -> Iterator[Row]:
    """Yield what reading found: events by source, what was left out, and how far sources join."""
    rows = {str(name): n for name, n in _rows(log, 'select source, "rows" from sources')}
    for source, events, n in _rows(log, 'select source, events, "rows" from sources where events > 0'):
        yield _row("events", source, events, n)
    for source, n in _rows(log, 'select source, "rows" from sources where "rows" = 0'):
        yield _row("no_rows", source, n)
    remarks = "select source, what, sum(n)::bigint, min(example) from remarks group by all order by 1, 2"
    for source, what, n, example in _rows(log, remarks):
        named = what in ("no_time",)  # a column's name is nobody's data
        where = f"{source} · {example}" if named else source
        yield _row(str(what), where, n, 0 if what in _ROWLESS else rows.get(str(source), 0), example)
    for source, other, n, of, example in _rows(log, "select * from coverage order by 1, 2"):
        yield _row("coverage", f"{source} → {other}", n, of, example if n != of else "")


def _kinds(log: Log) -> list[Kind]:
    return [Kind(*row) for row in log.db.execute("from kinds order by kind").fetchall()]


def _unmapped(log: Log, rules: Rules) -> Iterator[Row]:
    """Yield the events that no rule takes, the most frequent kinds by name."""
    free = left_over(rules, log)
    every = sum(kind.n for kind in _kinds(log))
    if not every:
        yield _row("no_events", "", 0)
    if free:
        yield _row("unmapped", "", sum(kind.n for kind in free), every)
    for kind in free[:_MOST_KINDS]:
        told = " · ".join(part for part in (kind.source, kind.what, kind.subtype) if part)
        yield _row("unmapped_kind", told, kind.n, every)
    if len(free) > _MOST_KINDS:
        yield _row("unmapped_rest", "", sum(kind.n for kind in free[_MOST_KINDS:]), every)


def _idle_rules(log: Log, rules: Rules) -> Iterator[Row]:
    """Yield the rules that fit nothing, and those that others above leave nothing to."""
    kinds = _kinds(log)
    used = {fit.rule for fits in candidates(rules, kinds) for fit in fits}
    fitting = members(rules, kinds)
    for key, found in (
        ("rule_empty", [at for at, places in enumerate(fitting) if not places]),
        ("rule_hidden", [at for at, places in enumerate(fitting) if places and at not in used]),
    ):
        if kinds and found:
            yield _row(key, ", ".join(str(at + 1) for at in found[:_MOST_KINDS]), len(found), len(fitting))


def _events(log: Log) -> Iterator[Row]:
    """Yield what is odd in the events whatever the rules say."""
    every = _count(log, "select count(*) from ev")
    ahead = (
        f"select source, count(*) from ev join kinds using (kind) where t > {log.as_of} group by 1 order by 1"
    )
    for source, n in _rows(log, ahead):
        yield _row("ahead", source, n, every)
    same = "select count(*) - count(distinct (key, t, kind)) from ev"
    if not log.snapshot and (n := _count(log, same)):
        yield _row("same", "", n, every)
    most = _rows(log, "select max(n), count(*) from (select count(*) as n from ev group by key)")[0]
    if every >= 100 and int(str(most[1])) > 1 and int(str(most[0])) * 2 > every:
        yield _row("one_key", "", most[0], every)


def _orders(log: Log, rules: Rules, stages: Sequence[str | Stage]) -> Iterator[Row]:
    """Yield orders that cannot be, and moments at which two stages are told at once."""
    kinds, done = _kinds(log), steps(rules, stages)
    by_kind = []
    for kind, fits in zip(kinds, candidates(rules, kinds), strict=True):
        found = [step.stage for fit in fits if (step := done[fit.rule]) and step.stage >= 0]
        if found:
            by_kind.append((kind.kind, min(found)))
    if log.snapshot or not by_kind:
        return
    late = positions(stages).get("purchase", len(stages))
    with log.db.cursor() as own:
        own.execute("create temp table staged(kind integer, stage integer)")
        fill(own, "staged", by_kind)
        firsts = (
            f"select key, min(t) filter (where stage >= {late}) as late,"
            f" min(t) filter (where stage < {late}) as early from ev join staged using (kind)"
            f" where t <= {log.as_of} group by key"
        )
        tied = (
            "select key, t from ev join staged using (kind) group by key, t having count(distinct stage) > 1"
        )
        asked = f"select count(*) filter (where late < early), count(late) from ({firsts})"
        early, every = own.execute(asked).fetchall()[0]
        ties = own.execute(f"select count(*) from ({tied})").fetchall()[0][0]
    if early:
        yield _row("order_first", "", early, every)
    if ties:
        yield _row("ties", "", ties)


def _keys(log: Log) -> Iterator[Row]:
    """Yield what is odd about the customers: never seen, in no segment, written in several ways."""
    every = _count(log, "select count(distinct key) from ev")
    aims = _count(log, "select count(*) from targets")
    unseen = _count(log, "select count(*) from targets where key not in (select key from ev)")
    if aims:
        yield _row("never_seen", "", unseen, aims)
    for dim, n in _rows(
        log, "select dim, count(*) from segments where key in (select key from ev) group by 1 order by 1"
    ):
        if every > int(str(n)):
            yield _row("no_segment", dim, every - int(str(n)), every)
    names = _rows(log, f"select name from keys limit {_MOST_NAMES + 1}")
    if len(names) <= _MOST_NAMES:
        yield from _alike([str(name) for (name,) in names])


def _bare(name: str) -> str:
    """Return a name without what is written one way or another: case, legal form, noughts before a number."""
    bare = _COMPANY.sub("", unicodedata.normalize("NFKC", name).casefold()) or name
    return (bare.lstrip("0") or bare) if bare.isascii() and bare.isdigit() else bare


def _alike(names: Sequence[str]) -> Iterator[Row]:
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[_bare(name)].append(name)
    several = [group for group in alike.values() if len(group) > 1]
    if several:
        yield _row("alike", "", sum(map(len, several)), len(names), " = ".join(several[0][:3]))
