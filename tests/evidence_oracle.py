"""The slow way to the figures, in plain Python and one customer at a time: what the engines are held against.

It shares nothing with them but the tables of figures, the rules and the log.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import NamedTuple
from zoneinfo import ZoneInfo

from journeykit.evidence.figures import GONE, Dwell, Figures, Idle, Move, Now, Reach
from journeykit.evidence.log import Log
from journeykit.evidence.rules import LEFT, Rule, Rules

DAY = 86_400
Kind = tuple[str, str, str]
Event = tuple[int, int]


class Visit(NamedTuple):
    stage: int
    begin: int
    end: int | None


class Customer(NamedTuple):
    groups: tuple[tuple[str, str], ...]
    visits: list[Visit]
    last: int


def figures(log: Log, rules: Rules, stages: Sequence[str]) -> Figures:
    customers = list(_customers(log, rules, stages))
    dims = {group: _position(group) for one in customers for group in one.groups}
    groups = sorted(dims, key=lambda group: dims[group])
    parts = [
        _group(group, [one for one in customers if group in one.groups], log, rules, stages)
        for group in groups
    ]
    tables = (tuple(row for part in parts for row in part[at]) for at in range(5))
    return Figures(len(customers), *tables)  # type: ignore[arg-type]


def _position(group: tuple[str, str]) -> tuple[int, str, str]:
    return {"all": 0, "cohort": 1}.get(group[0], 2), *group


def _customers(log: Log, rules: Rules, stages: Sequence[str]) -> Iterator[Customer]:
    names = dict(log.db.execute("select kind, (source, what, subtype) from kinds").fetchall())
    events: dict[int, list[Event]] = defaultdict(list)
    for key, t, kind in log.db.execute("select key, t, kind from ev").fetchall():
        if t <= log.as_of:
            events[key].append((t, kind))
    segments = log.db.execute("select key, dim, segment from segments").fetchall()
    for key, own in events.items():
        since, until = min(own)[0], max(own)[0]
        month = datetime.fromtimestamp(since, ZoneInfo(log.zone)).strftime("%Y-%m")
        groups = {("all", ""), ("cohort", month), *((dim, name) for at, dim, name in segments if at == key)}
        yield Customer(tuple(groups), list(_visits(sorted(own), names, rules, stages)), until)


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold()).strip()


def _fits(rule: Rule, kind: Kind) -> bool:
    asked = (rule.source, rule.what, rule.subtype)
    return all(
        not wanted or any(fnmatchcase(_plain(value), _plain(one).replace("[", "[[]")) for one in wanted)
        for wanted, value in zip(asked, kind, strict=True)
    )


def _holds(nth: str, number: int) -> bool:
    if not nth:
        return True
    if nth.endswith("+"):
        return number >= int(nth[:-1])
    low, _, high = nth.partition("-")
    return int(low) <= number <= int(high or low)


def _visits(
    events: list[Event], names: dict[int, Kind], rules: Rules, stages: Sequence[str]
) -> Iterator[Visit]:
    moves = sorted(_moves(events, names, rules, stages))
    place: int | None = None
    floor, begin = -1, 0
    for t, stage, at in moves:
        rule = rules.rules[at]
        floor = max(floor, stage) if rule.sticky and stage < len(stages) else floor
        if stage == len(stages):
            now = GONE
        elif rule.moves == "up":
            now = max(stage, floor, GONE if place is None else place)
        else:
            now = max(stage, floor)
        if now != place:
            if place is not None:
                yield Visit(place, begin, t)
            place, begin = now, t
    if place is not None:
        yield Visit(place, begin, None)


def _moves(
    events: list[Event], names: dict[int, Kind], rules: Rules, stages: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """Yield (second, stage, rule) of what moves a customer; leaving comes last within a second."""
    numbers: Counter[int] = Counter()
    for t, kind in events:
        fitting = [at for at, rule in enumerate(rules.rules) if _fits(rule, names[kind])]
        numbers.update(fitting)
        for at in fitting:
            rule = rules.rules[at]
            if _holds(rule.nth, numbers[at]):
                if rule.stage and rule.moves != "none":
                    yield t, len(stages) if rule.stage == LEFT else stages.index(rule.stage), at
                break


def _group(
    group: tuple[str, str], customers: list[Customer], log: Log, rules: Rules, stages: Sequence[str]
) -> tuple[list[Now], list[Reach], list[Move], list[Dwell], list[Idle]]:
    moved = [one for one in customers if one.visits]
    at = range(len(stages))
    now = Counter(one.visits[-1].stage for one in moved)
    far = Counter(max((visit.stage for visit in one.visits), default=GONE) for one in moved)
    idle = Counter(one.visits[-1].stage for one in moved if one.last <= log.as_of - rules.idle * DAY)
    seen = [{visit.stage for visit in one.visits} for one in moved]
    pairs = Counter(
        (before.stage, after.stage, at)
        for at, one in enumerate(moved)
        for before, after in zip(one.visits, one.visits[1:], strict=False)
    )
    ends = [
        (visit.stage, visit.end - visit.begin)
        for one in moved
        for visit in one.visits
        if visit.end is not None
    ]
    open_ = [(one.visits[-1].stage, log.as_of - one.visits[-1].begin) for one in moved]
    return (
        [
            Now(*group, s, now[s], far[s] * (s != GONE))
            for s in (*at, GONE)
            if now[s] or (far[s] and s != GONE)
        ],
        [
            Reach(*group, s, sum(s in one for one in seen), sum(max(one) >= s for one in seen))
            for s in at
            if moved
        ],
        sorted(
            (
                Move(*group, a, b, sum(n for pair, n in pairs.items() if pair[:2] == (a, b)), who)
                for (a, b), who in Counter(pair[:2] for pair in pairs).items()
            ),
            key=lambda move: tuple(len(stages) if place == GONE else place for place in move[2:4]),
        ),
        list(_dwell(group, at, ends, open_)),
        [Idle(*group, s, now[s], idle[s]) for s in at if now[s]],
    )


def _dwell(
    group: tuple[str, str], stages: range, ended: list[tuple[int, int]], lasting: list[tuple[int, int]]
) -> Iterator[Dwell]:
    for stage in stages:
        closed, still = (sorted(n for at, n in every if at == stage) for every in (ended, lasting))
        if closed or still:
            middle, most, now = _share(closed, 1, 2), _share(closed, 9, 10), _share(still, 1, 2)
            yield Dwell(*group, stage, len(closed), middle, most, len(still), now)


def _share(values: list[int], part: int, of: int) -> int | None:
    """Return the first value at or below which at least this share of all lies, reckoned in whole numbers."""
    return values[-(-len(values) * part // of) - 1] if values else None
