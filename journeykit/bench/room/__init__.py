"""The room under load and in trouble: a real server, and real HTTP clients in other processes.

A round is ten seconds of saves. The clients fetch what a browser fetches, keep the line for events open,
and share the machine with the server.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from journeykit import workshop
from journeykit.bench import Row
from journeykit.bench.room import disk, faults, voila
from journeykit.bench.room.postgresql import binaries, postgresql
from journeykit.bench.room.venue import crowds, megabytes, serving, workshop_in

__all__ = ["run"]

_RATE = 40
_TABLE, _HALL, _CROWD = 50, 200, 1000
_LED = 2
"""The facilitator's screens: they show the most."""


class _Load(NamedTuple):
    """What was measured of people who came at once and then saved for a while."""

    opened: float
    saves: list[float]
    lags: list[float]
    missed: int
    leaked: int
    memory: float


def run(rounds: int = 6) -> list[Row]:
    """Measure and return the rows; takes some six minutes with six rounds."""
    seconds = 10 * rounds
    with _folder() as folder:
        hall = _loaded(folder, _HALL, seconds, revealed=True)
    with _folder() as folder:
        hidden = _loaded(folder, _HALL, seconds, revealed=False)
    with _folder() as folder:
        crowd = _loaded(folder, _CROWD, seconds, revealed=True)
    return [
        *_rows(_HALL, hall, opened=1.5, saved=15, memory=130, heard=1.0),
        *_rows(_HALL, hidden, opened=1.5, saved=15, memory=130, heard=1.0, how=", not revealed"),
        *_rows(_CROWD, crowd, opened=5, saved=40),
        *_against_voila(),
        *_in_trouble(),
    ]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield Path(name, "workshop")


def _loaded(folder: Path, many: int, seconds: float, *, revealed: bool, step: str = "05_map") -> _Load:
    """Let `many` people come at once, and save 40 times a second in all, before cockpit and projector."""
    persona = workshop_in(folder, step=step)
    if revealed:
        with closing(workshop.open(folder)) as made:
            made.put("room", revealed=["map"])
    with serving(folder) as server, crowds() as crowd:
        opened = crowd.open(server, many)
        if seconds:
            crowd.lead(server)
        reports = crowd.save(persona, _RATE, seconds) if seconds else []
        return _load(opened, reports, megabytes(server.pid), min(many, 200) + _LED, revealed=revealed)


def _load(
    opened: float, reports: list[dict[str, Any]], memory: float, screens: int, *, revealed: bool
) -> _Load:
    """Put together what the processes sent and saw; while nothing is revealed, only the writer may see it."""
    sent = {text: times for report in reports for text, times in report["sent"].items()}
    own: list[float] = []
    others: list[float] = []
    for report in reports:
        for text, times in report["seen"].items():
            told = sent[text.rstrip("!")][0]
            (own if text.endswith("!") else others).extend(max(0.0, at - told) for at in times)
    saves = sorted(took for _, took in sent.values())
    lags, due = (others, len(sent) * (screens - 1)) if revealed else (own, 0)
    return _Load(opened, saves, sorted(lags), max(0, due - len(lags)), 0 if revealed else len(others), memory)


def _rows(
    many: int, load: _Load, *, opened: float, saved: float, memory: float = 0, heard: float = 0, how: str = ""
) -> Iterator[Row]:
    who = f"{many:,} people{how}"
    coming = f"{load.opened:.1f} s"
    yield Row(f"{who}: open at once, all usable", coming, "-", "-", f"<= {opened} s", load.opened <= opened)
    middle, late, last = (1000 * _at(load.saves, part) for part in (0.5, 0.95, 1))
    took = f"p50 {middle:.1f}, p95 {late:.1f}, max {last:.0f} ms"
    yield Row(
        f"{who}: {len(load.saves)} saves, 40 a second", took, "-", "-", f"p95 <= {saved} ms", late <= saved
    )
    lag, slowest = _at(load.lags, 0.95), _at(load.lags, 1)
    came = f"p95 {lag:.2f}, max {slowest:.2f} s; {load.missed} missed, {load.leaked} leaked"
    good = lag <= (heard or 60) and not load.missed and not load.leaked and bool(load.lags)
    yield Row(f"{who}: from saved to seen", came, "-", "-", f"p95 <= {heard} s" if heard else "-", good)
    used = f"{load.memory:.0f} MB"
    goal = f"<= {memory} MB" if memory else "-"
    yield Row(f"{who}: memory", used, "-", "-", goal, not memory or load.memory <= memory)


def _at(values: list[float], part: float) -> float:
    """Return the value below which `part` of the sorted values lie."""
    return values[min(len(values) - 1, int(part * len(values)))] if values else float("nan")


def _against_voila() -> Iterator[Row]:
    what = f"{_TABLE} people, the form for personas"
    with _folder() as folder:
        ours = _loaded(folder, _TABLE, 0, revealed=False, step="03_personas")
    came, used = f"{ours.opened:.2f} s", f"{ours.memory:.0f} MB"
    if not voila.installed():
        yield Row(what, f"{came}, {used}", "Voilà is not installed", "-", "<= 1/40, 1/25", False)
        return
    with _folder() as folder:
        seconds, memory = voila.opened(folder, _TABLE)
    fast, small = seconds / ours.opened, memory / ours.memory
    yield Row(f"{what}: usable", came, f"Voilà: {seconds:.1f} s", f"1/{fast:.0f}", "<= 1/40", fast >= 40)
    yield Row(f"{what}: memory", used, f"Voilà: {memory:.0f} MB", f"1/{small:.0f}", "<= 1/25", small >= 25)


def _in_trouble() -> Iterator[Row]:
    killed = f"{_HALL} people, {_RATE} saves a second, 10 × kill -9"
    yield _told(f"SQLite, {killed}", faults.kills, 10, people=_HALL, rate=_RATE)
    yield _told("SQLite, 30 people without a pause, 10 × kill -9", faults.kills, 10)
    yield _told("SQLite, lines cut in requests and in answers", faults.cut_lines, 10)
    yield _full()
    programs = binaries()
    if programs is None:
        yield Row("PostgreSQL", "no server found", "-", "-", "0 lost, 0 twice", False)
        return
    with postgresql(programs) as server:
        yield _told(f"PostgreSQL, {killed}", faults.kills, 10, people=_HALL, rate=_RATE, store=server.fresh())
        away = faults.database_away(server.stop, server.start)
        yield _told("PostgreSQL, 3 × gone and back", away, 3, store=server.fresh())


def _full() -> Row:
    """Fill a disk; where this machine gives us none of our own, only let no file grow any more."""
    if disk.possible():
        return _row("SQLite, 3 × a disk that is full", disk.brimful(3))
    return _told("SQLite, 3 × files that cannot grow", faults.disk_full, 3)


def _told(what: str, trouble: faults.Trouble, times: int, **how: Any) -> Row:
    with _folder() as folder:
        return _row(what, faults.suffered(folder, trouble, times, **how))


def _row(what: str, found: faults.Outcome) -> Row:
    told = f"{found.acknowledged} acknowledged, {found.lost} lost, {found.doubled} twice"
    return Row(what, told, "-", "-", "0 lost, 0 twice", found.holds)
