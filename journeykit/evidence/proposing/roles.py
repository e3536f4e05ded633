"""One table of an export: what it is about, when things happened in it, and what its columns tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeykit.evidence.proposing.amounts import Pick, best, numbers
from journeykit.evidence.proposing.columns import Column, Table
from journeykit.evidence.proposing.headings import Head, heads, stage_of, theme_of

__all__ = ["Reading", "When", "reading", "told"]


_ONCE = ("fair", "lead", "survey", "order")
"""Themes whose rows tell of one thing that happened; the day it was entered is not another."""


class When(NamedTuple):
    """A column of times: `sort` is "made", "close" or "", `stage` what its heading says by itself."""

    column: str
    sort: str
    stage: str


class Reading(NamedTuple):
    """A table as it was understood. `long`: one event a row; else one thing a row, with several times."""

    table: Table
    heads: tuple[Head, ...]
    theme: str
    kind: str
    long: bool
    times: tuple[When, ...]
    fields: dict[str, str]
    segments: tuple[str, ...]
    left_out: tuple[Pick, ...]

    def head(self, name: str) -> Head:
        """Return a column by its name."""
        return next(head for head in self.heads if head.name == name)


def told(column: Column) -> float:
    """Return the share of a column's frequent cells whose words tell of a stage."""
    n = sum(count for _, count in column.values)
    return sum(count for value, count in column.values if stage_of(value)) / n if n else 0.0


def _kinds(all_heads: Sequence[Head], says: str, most: int) -> list[Head]:
    """Columns whose heading says what happened or how it stands, the most telling first."""
    found = [
        head
        for head in all_heads
        if says in head.says
        and not {"before", "staff", "plan", "admin", "score", "segment"} & set(head.says)
        and not head.is_day
        and 0 < head.column.distinct <= most
        and head.column.length < 60
        and not (head.column.number > 0.8 and "id" not in head.says)
    ]
    return sorted(found, key=lambda head: told(head.column) - 0.5 * ("id" in head.says), reverse=True)


def _flagged(all_heads: Sequence[Head]) -> list[Head]:
    """Yes/no columns whose heading tells of a stage: "converted", 成約."""
    return [
        head
        for head in all_heads
        if head.column.flag > 0.95
        and 1 < head.column.distinct < 4
        and stage_of(head.name) in ("purchase", "left")
    ]


def _times(all_heads: Sequence[Head]) -> tuple[list[When], list[Pick]]:
    """The columns that say when something happened, and those of days that do not, each with the reason."""
    found, out = [], []
    for head in (head for head in all_heads if head.is_day):
        refused = next((says for says in ("born", "plan", "admin", "before") if says in head.says), "")
        if refused:
            out.append(("times", head.name, f"out_{refused}"))
            continue
        sort = next((says for says in ("close", "made") if says in head.says), "")
        found.append(When(head.name, sort, stage_of(head.name)))
    return found, out


def _one(times: Sequence[When], all_heads: Sequence[Head]) -> list[When]:
    """The one time of an event's row: what happened before when it was entered or closed, the finer first."""
    distinct = {head.name: head.column.distinct for head in all_heads}
    rank = {"": 0, "made": 1, "close": 2}
    return sorted(times, key=lambda time: (rank[time.sort], -distinct[time.column]))[:1]


def _each(times: Sequence[When], all_heads: Sequence[Head]) -> list[When]:
    """The times of a thing's row: of those that tell the same order or the same delivery the most filled."""
    filled = {head.name: head.column.filled for head in all_heads}
    best: dict[tuple[str, str], When] = {}
    for time in times:
        ends = time.stage if time.stage in ("purchase", "retention") else time.column
        step = (time.sort, "" if time.sort else ends)
        if step not in best or filled[time.column] > filled[best[step].column]:
            best[step] = time
    return [time for time in times if time in best.values()]


def _words(all_heads: Sequence[Head], theme: str, rows: int) -> str:
    free = [
        head
        for head in all_heads
        if head.column.free and not {"id", "url", "staff", "place"} & set(head.says)
    ]
    texts = [head for head in free if "text" in head.says]
    if theme == "order":
        texts = [head for head in texts if head.column.distinct > 0.5 * head.column.filled * rows]
    if not texts:
        texts = [head for head in free if {"subject", "survey"} & set(head.says)]
    return best(texts, lambda head: head.column.length * min(1.0, head.column.filled + 0.2))


def _segments(all_heads: Sequence[Head], taken: set[str], kind: str) -> tuple[str, ...]:
    def fits(head: Head) -> bool:
        column, says = head.column, set(head.says)
        if head.name in taken or not column.few or head.is_day or column.number > 0.5 or column.length > 40:
            return False
        if says & {"staff", "plan", "admin", "text", "subject", "mail", "phone", "before"}:
            return False
        place = kind == "accounts" and not says & {"id", "name", "url"} and column.filled > 0.5
        return "segment" in says or place or says == {"score"} or ("status" in says and _state(head))

    return tuple(head.name for head in all_heads if fits(head))[:5]


def _state(head: Head) -> bool:
    """Whether "state" means a place."""
    return head.name.lower().endswith(("state", "estado", "uf")) and told(head.column) < 0.2


def _own(all_heads: Sequence[Head]) -> list[Head]:
    """The columns that name the row itself: a deal, an order, a ticket, a person a row."""
    things = ("deal", "order", "ticket", "contact")
    return [head for head in all_heads if head.column.unique and any(head.key(thing) for thing in things)]


def _mastered(all_heads: Sequence[Head], theme: str, times: Sequence[When], status: Sequence[Head]) -> bool:
    """Whether the table is a list of companies: one a row, and nothing that happened to them."""
    whom = [head for head in all_heads if head.key("account") and (head.column.unique or head.own)]
    alone = bool(whom)
    happened = [time for time in times if time.sort != "made"]
    return alone and not happened and (theme == "account" or (not status and not _own(all_heads)))


def reading(table: Table) -> Reading:
    """Return how a table is understood by itself; whom its rows are of is told with the other tables."""
    theme = theme_of(table)
    all_heads = heads(table, theme)
    whats = _kinds(all_heads, "what", 500)
    states = [head for head in _kinds(all_heads, "status", 60) if not _state(head)]
    times, out = _times(all_heads)
    if _mastered(all_heads, theme, times, states):
        out += [("times", time.column, "out_made") for time in times]
        return _told(table, all_heads, theme, "accounts", False, [], {}, out)
    own = _own(all_heads)
    telling = theme not in _ONCE or any(told(head.column) > 0.2 for head in (*whats, *states))
    long = bool(whats or states) and telling and not own and bool(times)
    happened = [time for time in times if time.sort != "made"]
    if theme in _ONCE and happened:
        times, entered = happened, [time for time in times if time not in happened]
        out += [("times", time.column, "out_same") for time in entered]
    kept = _one(times, all_heads) if long or theme == "survey" else _each(times, all_heads)
    out += [("times", time.column, "out_same") for time in times if time not in kept]
    fields = _what(whats, states, long) if long else _how(states, whats, all_heads)
    kind = "events" if kept or (fields.get("subtype") and own) else "other"
    return _told(table, all_heads, theme, kind, long, kept, fields, out)


def _what(whats: Sequence[Head], states: Sequence[Head], long: bool) -> dict[str, str]:
    """Of an event a row: what happened, and the finer kind of it."""
    both = [*whats, *states]
    first = both[0]
    if states and whats and told(states[0].column) > told(whats[0].column) + 0.3:
        first = states[0]
    rest = [head for head in both if head is not first]
    return {"what": first.name, "subtype": rest[0].name if rest else ""}


def _how(states: Sequence[Head], whats: Sequence[Head], all_heads: Sequence[Head]) -> dict[str, str]:
    """Of a thing a row: how it stands today."""
    found = [*[head for head in states if told(head.column) > 0.2], *_flagged(all_heads), *states, *whats]
    return {"subtype": found[0].name if found else ""}


def _told(
    table: Table,
    all_heads: Sequence[Head],
    theme: str,
    kind: str,
    long: bool,
    times: Sequence[When],
    fields: dict[str, str],
    out: Sequence[Pick],
) -> Reading:
    if kind == "events":
        figures, refused = numbers(all_heads, theme)
        fields = {**fields, **figures, "text": _words(all_heads, theme, table.rows)}
        out = [*out, *refused]
    aims = [
        head for head in all_heads if "target" in head.says and head.column.flag > 0.8 and not head.is_day
    ]
    if kind == "accounts" and aims:
        fields = {**fields, "target": aims[0].name}
    segments = _segments(all_heads, set(fields.values()), kind) if kind != "other" else ()
    clean = {field: column for field, column in fields.items() if column}
    return Reading(table, tuple(all_heads), theme, kind, long, tuple(times), clean, segments, tuple(out))
