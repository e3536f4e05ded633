"""What goes wrong while people write, and whether all that they were told is saved is there, once."""

from __future__ import annotations

import resource
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from journeykit import workshop
from journeykit.bench.room.venue import Server, crowds, serving, workshop_in

__all__ = ["Outcome", "Trouble", "cut_lines", "database_away", "disk_full", "kills", "suffered"]

Trouble = Callable[[Server, int], None]
"""Makes trouble so many times."""


class Outcome(NamedTuple):
    """How many saves were acknowledged, and how many of those are missing or there twice.

    `refused` is how often somebody was told that it could not be saved yet.
    """

    acknowledged: int
    lost: int
    doubled: int
    refused: int

    @property
    def holds(self) -> bool:
        """Whether something was saved, and all of it is there once."""
        return self.acknowledged > 0 and not self.lost and not self.doubled


def suffered(
    folder: Path, trouble: Trouble, times: int, *, people: int = 30, rate: float = 150, store: str = ""
) -> Outcome:
    """Let people save `rate` times a second while there is trouble `times` times; then look into the log."""
    persona = workshop_in(folder, store)
    with serving(folder) as server, crowds() as crowd:
        crowd.open(server, people)
        crowd.write(persona, people / rate)
        trouble(server, times)
        told, refused = crowd.rest()
    with closing(workshop.open(folder)) as opened:
        found = Counter(change.fields.get("text") for change in opened.changes if change.kind == "note")
    lost, doubled = sum(not found[text] for text in told), sum(n > 1 for n in found.values())
    return Outcome(len(told), lost, doubled, refused)


def kills(server: Server, times: int) -> None:
    """Kill the server, and start it anew."""
    for _ in range(times):
        time.sleep(0.7)
        server.stop(signal.SIGKILL)
        server.start()


def cut_lines(server: Server, times: int) -> None:
    """Let time pass: a part of what people send is cut anyway (`crowd`)."""
    time.sleep(0.5 * times)


def disk_full(server: Server, times: int) -> None:
    """Let no file of the server grow further, and after a while let them grow again."""
    for _ in range(times):
        time.sleep(0.5)
        most = resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        time.sleep(0.5)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, most)


def database_away(stop: Callable[[], None], start: Callable[[], None]) -> Trouble:
    """Return the trouble with a database that goes away and comes back."""

    def trouble(server: Server, times: int) -> None:
        for _ in range(times):
            time.sleep(0.5)
            stop()
            time.sleep(0.5)
            start()

    return trouble
