"""Accounts that call for closer care, each with the reason in words: a list that stays on this machine.

What makes a sign is data (`catalogue/signals.toml`); where a log has no events of the kinds that a sign
needs, there is none. The list names customers, so no export holds it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.evidence.log import Log, zone_of
from journeykit.evidence.matching import Kind, members
from journeykit.evidence.results.bearings import kinds
from journeykit.evidence.results.eventlog import FORMULA
from journeykit.evidence.rules import Rule, Rules

__all__ = ["FILE", "Signal", "found", "kinds_of", "write"]

FILE = "signals.csv"
_DAY = 86_400
_YEAR = 365 * _DAY + _DAY // 4


class Signal(NamedTuple):
    """A customer who calls for care: which signal it is, why, and when its last event was."""

    signal: str
    label: str
    name: str
    reason: str
    last: str


def kinds_of(log: Log, words: str) -> list[int]:
    """Return the kinds of events that a list of words names ("order", "complaint", …)."""
    data, known = catalogue.read("signals", catalogue.LANGUAGES[0]), kinds(log)
    own = [Rule(what=data["words"][words]), Rule(subtype=data["words"][words])]
    whole = [Rule(source=data["sources"][words])] if words in data["sources"] else []
    found = _fitting([*own, *whole], known)
    return sorted(known[at].kind for at in found)


def _fitting(rules: list[Rule], known: list[Kind]) -> set[int]:
    return {at for fitting in members(Rules(rules=tuple(rules)), known) for at in fitting}


def found(log: Log, lang: str) -> list[Signal]:
    """Return all signals of a log on its as-of day, kind by kind, the newest first."""
    if log.snapshot:
        return []
    rows = catalogue.read("signals", lang)["signals"]
    return [one for name, find in _FIND.items() for one in find(log, name, rows[name], lang)]


def write(file: Path, listed: list[Signal], lang: str) -> None:
    """Write the list for a spreadsheet; what looks like a formula is told as a text."""
    heads, text = catalogue.read("signals", lang)["heads"], io.StringIO()
    rows = [(one.label, one.name, one.reason, one.last) for one in listed]
    table = csv.writer(text)
    table.writerow([heads[name] for name in ("signal", "name", "reason", "last")])
    table.writerows([_guarded(cell) for cell in row] for row in rows)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(text.getvalue().encode("utf-8-sig", "replace"))


def _guarded(cell: str) -> str:
    return f"'{cell}" if re.match(FORMULA, cell) else cell


def _rising(log: Log, name: str, rule: Mapping[str, Any], lang: str) -> Iterator[Signal]:
    rows = log.db.execute(
        """
        with last as (
            select key, t, amount, row_number() over (partition by key order by t desc, amount desc) as place
            from notes where amount > 0 and kind in (select unnest($kinds)) and t between $begin and $as_of),
        latest as (select key, list(amount order by place desc) as amounts, max(t) as t
                 from last where place <= $least group by key having count(*) = $least)
        select keys.name, t, amounts from latest join keys using (key) order by t desc, keys.name
        """,
        {**_since(log, rule["days"]), "kinds": kinds_of(log, "order"), "least": rule["least"]},
    ).fetchall()
    for who, t, amounts in rows:
        grows = all(a < b for a, b in pairwise(amounts))
        factor = amounts[-1] / amounts[0]
        if grows and factor >= rule["factor"]:
            first, last = (f"{amount:,.0f}" for amount in (amounts[0], amounts[-1]))
            told = {"n": len(amounts), "first": first, "last": last, "factor": f"{factor:.1f}"}
            yield _signal(log, name, rule, who, t, told, lang)


def _eager(log: Log, name: str, rule: Mapping[str, Any], lang: str) -> Iterator[Signal]:
    rows = log.db.execute(
        """
        select keys.name, max(t), count(distinct t // 86400) as n from ev join keys using (key)
        where kind in (select unnest($kinds)) and t between $begin and $as_of
        group by key, keys.name having n >= $least order by 2 desc, keys.name
        """,
        {**_since(log, rule["days"]), "kinds": kinds_of(log, "event"), "least": rule["least"]},
    ).fetchall()
    for who, t, n in rows:
        yield _signal(log, name, rule, who, t, {"n": n, "days": rule["days"]}, lang)


def _complaint(log: Log, name: str, rule: Mapping[str, Any], lang: str) -> Iterator[Signal]:
    complaints, contacts = kinds_of(log, "complaint"), kinds_of(log, "contact")
    contacts = [kind for kind in contacts if kind not in complaints]
    if not contacts:  # nobody notes contacts in these data: that there is none says nothing
        return
    rows = log.db.execute(
        """
        with told as (select key, max(t) as t from ev where kind in (select unnest($complaints))
                      and t between $begin and $as_of group by key)
        select keys.name, told.t from told join keys using (key)
        where told.t <= $as_of - $days and not exists (
            select 1 from ev where ev.key = told.key and kind in (select unnest($contacts))
            and ev.t > told.t and ev.t <= told.t + $days)
        order by told.t desc, keys.name
        """,
        {
            **_since(log, rule["recent"]),
            "days": rule["days"] * _DAY,
            "complaints": complaints,
            "contacts": contacts,
        },
    ).fetchall()
    for who, t in rows:
        told = {"since": (log.as_of - t) // _DAY, "days": rule["days"]}
        yield _signal(log, name, rule, who, t, told, lang)


def _usage(log: Log, name: str, rule: Mapping[str, Any], lang: str) -> Iterator[Signal]:
    rows = log.db.execute(
        """
        with used as (select key, count(*) filter (t > $as_of - $days) as now,
                             count(*) filter (t <= $as_of - $days) as before
                      from ev where kind in (select unnest($usage)) and t > $begin and t <= $as_of
                      group by key),
        agreed as (select key, max(t) as t from ev
                   where kind in (select unnest($renewal)) and t <= $as_of group by key)
        select keys.name, agreed.t, used.before, used.now
        from used join agreed using (key) join keys using (key)
        where before >= $least and now <= before * $factor order by agreed.t, keys.name
        """,
        {
            **_since(log, 2 * rule["days"]),
            "days": rule["days"] * _DAY,
            "least": rule["least"],
            "factor": rule["factor"],
            "usage": kinds_of(log, "usage"),
            "renewal": kinds_of(log, "renewal"),
        },
    ).fetchall()
    for who, t, before, now in rows:
        years = (log.as_of - t) // _YEAR + 1
        due = t + years * _YEAR
        if due - log.as_of <= rule["ahead"] * _DAY:
            told = {"before": before, "now": now, "days": rule["days"], "years": years}
            told |= {"due": _day(log, due, lang), "left": (due - log.as_of) // _DAY}
            yield _signal(log, name, rule, who, t, told, lang)


Find = Callable[[Log, str, Mapping[str, Any], str], Iterator[Signal]]
_FIND: dict[str, Find] = {"complaint": _complaint, "usage": _usage, "rising": _rising, "eager": _eager}


def _signal(
    log: Log, name: str, rule: Mapping[str, Any], who: str, t: int, told: Mapping[str, object], lang: str
) -> Signal:
    return Signal(name, rule["label"], who, rule["reason"].format(**told), _day(log, t, lang))


def _since(log: Log, days: int) -> dict[str, int]:
    return {"begin": log.as_of - days * _DAY, "as_of": log.as_of}


def _day(log: Log, t: int, lang: str) -> str:
    return catalogue.day(datetime.fromtimestamp(t, zone_of(log.zone)).date().isoformat(), lang)
