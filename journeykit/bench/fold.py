"""How fast changes fold to a journey: 50,000 at once, and one more."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from journeykit.bench import Row
from journeykit.log import Change, fold
from journeykit.records import new_id

__all__ = ["run"]

_CHANGES = 50_000
_NOTES = 5_000


def _changes() -> list[Change]:
    """Return edits of notes, ten of each, as a busy workshop would leave them."""
    keys = [new_id() for _ in range(_NOTES)]
    text = {"persona": "", "stage": "aware", "lane": "need"}
    return [
        Change(new_id(), at, "bench", "note", keys[at % _NOTES], "put", {**text, "text": f"note {at}"})
        for at in range(1, _CHANGES + 1)
    ]


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def run(rounds: int = 7) -> list[Row]:
    """Measure the fold, with every note built, and one change on top of it."""
    changes = _changes()
    journey = fold(changes)
    assert len(journey.notes) == _NOTES
    more = Change(new_id(), _CHANGES + 1, "bench", "note", changes[0].record, "put", {"text": "more"})
    whole = median(_seconds(lambda: fold(changes).notes) for _ in range(rounds))
    one = median(_seconds(lambda: journey.plus([more]).notes) for _ in range(rounds))
    return [
        Row(f"fold {_CHANGES:,} changes", f"{whole:.3f} s", "-", "-", "<= 0.5 s", whole <= 0.5),
        Row("fold one more change", f"{one * 1000:.1f} ms", "-", "-", "<= 5 ms", one <= 0.005),
    ]
