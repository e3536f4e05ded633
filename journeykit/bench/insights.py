"""How long the insights take on a large workshop: each of them, and all together."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random
from statistics import median
from typing import Any

from journeykit import catalogue
from journeykit.bench import Row
from journeykit.insights import (
    basis,
    buying,
    chain,
    coverage,
    disagreement,
    freshness,
    grouping,
    handover,
    issues,
    moments,
    priorities,
    research,
    themes,
    wording,
)
from journeykit.insights.changes import compare
from journeykit.log import Change, Journey, fold
from journeykit.records import SIX

__all__ = ["run"]

_PEOPLE, _NOTES, _GROUPED = 200, 10_000, 500
_TODAY = date(2027, 1, 15)
_LANG = "ja"
_GROUPING = f"group {_GROUPED} notes"


def _journey(notes: int, seed: int, people: int = _PEOPLE) -> Journey:
    """Return a workshop of many people: who takes part, their notes, feelings and votes."""
    random = Random(seed)
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        ("lead", "persona", f"persona-{at}", {"name": f"ペルソナ{at}", "basis": "assumed"}) for at in range(3)
    ]
    rows += [
        ("lead", "action", f"a{at}", {"title": f"打ち手{at}", "value": 3, "effort": 2}) for at in range(12)
    ]
    roles = list(catalogue.choices("roles", _LANG))
    rows.append(("lead", "scope", "scope", {"roles": roles, "stages": list(SIX)}))
    rows.append(("lead", "room", "room", {"revealed": list(catalogue.read("agenda", _LANG)["rounds"])}))
    for at in range(people):
        who = f"p-{at:03}"
        rows.append(("lead", "participant", who, {"name": who, "role": roles[at % len(roles)]}))
        for stage in SIX:
            at_ = {"persona": f"persona-{at % 3}", "stage": stage}
            rows.append((who, "feeling", f"{who}.{stage}", {**at_, "value": random.randint(-2, 2)}))
            for round_ in ("stages", "scope"):
                vote: dict[str, Any] = {"round": round_, "item": stage, "weight": random.choice((-1, 1))}
                rows.append((who, "vote", f"{who}.{round_}.{stage}", vote))
        for item in range(3):
            vote = {"round": "actions", "item": f"a{random.randrange(12)}", "weight": 1}
            rows.append((who, "vote", f"{who}.actions.{item}", vote))
    texts = _texts(random, notes)
    lanes, grounds = list(catalogue.choices("lane", _LANG)), ["", *catalogue.choices("basis", _LANG)]
    for at, text in enumerate(texts):
        place = {
            "persona": f"persona-{at % 3}",
            "stage": SIX[at // 3 % 6],
            "lane": lanes[at // 18 % len(lanes)],
        }
        fields = {**place, "text": text, "basis": grounds[at % len(grounds)], "as_of": "2026-06-01"}
        rows.append((f"p-{at % people:03}", "note", f"n{at:05}", fields))
    return fold(Change(f"c{at}", at, row[0], *row[1:3], "put", row[3]) for at, row in enumerate(rows, 1))


def _texts(random: Random, count: int) -> list[str]:
    """Return texts as people write them: each a piece of one of the library's issues and of another."""
    said = [issue["text"] for issue in _library()]
    return [
        f"{random.choice(said)[: random.randint(8, 30)]}、{random.choice(said)[:12]}" for _ in range(count)
    ]


def _library() -> list[dict[str, str]]:
    return [{"text": row[_LANG]} for row in catalogue.read("assumed_issues", _LANG)["issues"]]


_INSIGHTS: dict[str, Callable[[Journey], object]] = {
    "disagreement": disagreement.heat_map,
    "basis": lambda j: (basis.shares(j), basis.unproven(j), basis.unsupported(j), basis.sources(j)),
    "research": lambda j: research.urgent(research.research(j, _LANG)),
    "wording": wording.questioned,
    "priorities": lambda j: (priorities.standings(j), priorities.decided(j), priorities.proxies(j)),
    "critical moments": moments.moments,
    "hand-overs": lambda j: handover.told(j, _LANG),
    "chain": lambda j: chain.told(j, _LANG),
    "buying group": lambda j: buying.told(j, _LANG),
    "themes": themes.proposed,
    "near-duplicates": lambda j: themes.said_twice(j, "note"),
    "freshness": lambda j: (freshness.ages(j, _TODAY), freshness.stale(j, _TODAY)),
    "issues": lambda j: list(issues.issues_at(j, lang=_LANG)),
    "coverage": lambda j: coverage.missing(j, _LANG),
}
"""What is asked of a journey; what changed is asked of two."""


def _built(journey: Journey) -> None:
    """Let the journey make its records: that is the fold's, and has its own measurement."""
    assert all((journey.notes, journey.voices, journey.votes, journey.participants))


def _round(seed: int) -> dict[str, tuple[float, float]]:
    """Return what each insight takes on a workshop that was never seen, by the clock and of the processor."""
    small, large = _journey(_GROUPED, -seed), _journey(_NOTES, seed)
    later = large.plus(
        Change(f"d{at}", 10**6 + at, "lead", "note", f"n{at:05}", "put", {"stage": "unaware"})
        for at in range(100)
    )
    for one in (small, large, later):
        _built(one)
    deeds: dict[str, Callable[[], object]] = {_GROUPING: lambda: grouping.groups(small.notes)}
    deeds |= {name: partial(find, large) for name, find in _INSIGHTS.items()}
    deeds["changes"] = partial(compare, large, later)
    return {name: _seconds(deed) for name, deed in deeds.items()}


def _seconds(action: Callable[[], object]) -> tuple[float, float]:
    gc.collect()  # what was left of building is not the insight's
    clock, processor = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - clock, time.process_time() - processor


def run(rounds: int = 3) -> list[Row]:
    """Measure grouping of 500 notes, then every insight and their sum on 200 people's 10,000 notes.

    Each round has a workshop of its own, so that nothing found before helps; one more warms up.
    """
    measured = [_round(seed) for seed in range(1, rounds + 2)][1:]
    times = {name: [median(one[name][by] for one in measured) for by in (0, 1)] for name in measured[0]}
    grouped = times.pop(_GROUPING)
    total = [sum(of) for of in zip(*times.values(), strict=True)]
    return [
        Row(_GROUPING, _told(grouped), "-", "-", "<= 1 s", grouped[0] <= 1),
        *(Row(f"{name}, {_NOTES:,} notes", _told(t), "-", "-", "-", True) for name, t in times.items()),
        Row(f"all insights, {_NOTES:,} notes", _told(total), "-", "-", "<= 1 s", total[0] <= 1),
    ]


def _told(seconds: list[float]) -> str:
    clock, processor = seconds
    return f"{clock:.2f} s ({processor:.2f} s CPU)"
