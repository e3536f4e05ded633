"""From an export of ten million events to all figures: beside a mere scan of its columns, and beside peers.

The peers get the stage of each event for nothing, and make the one table that they share with us: the moves
from stage to stage, by segment and month cohort. We make all tables, from the same files; the moves of both
must be the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from journeykit.bench import Row
from journeykit.bench.evidence import export, peers

__all__ = ["run"]

_MANY, _FEWER = 10_000_000, (100_000, 1_000_000)
_TIMES_OF_SCAN, _TIMES_OF_PEER, _MOST_MB = 10.0, {"pm4py": 10.0, "retentioneering": 20.0}, 1_500


def run(rounds: int = 3) -> list[Row]:
    """Measure and return the rows; takes some 15 s a round, and some minutes more for the peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_growth(folder / str(many), many) for many in _FEWER]
        export.write(folder / "many", _MANY)
        measured = [_ours(folder / "many") for _ in range(rounds)]
        rows += _against_scan(measured)
        seconds = median(one["seconds"] for one in measured)
        for peer, goal in _TIMES_OF_PEER.items():
            rows.append(_against_peer(peer, goal, folder / "many", seconds, measured[0]["moves"]))
    return rows


def _ours(folder: Path) -> dict[str, Any]:
    """Measure in a process of its own, whose memory is then known."""
    command = [sys.executable, "-m", "journeykit.bench.evidence.ours", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _growth(folder: Path, many: int) -> Row:
    export.write(folder, many)
    one = _ours(folder)
    ours = f"{one['seconds']:.2f} s ({_each(one['seconds'], many)}), {one['megabytes']:.0f} MB"
    ratio = f"{one['seconds'] / one['scan']:.1f} ×"
    return Row(f"{many:,} events", ours, f"scan: {one['scan']:.3f} s", ratio, "-", True)


def _each(seconds: float, many: int) -> str:
    return f"{seconds / many * 1e6:.2f} µs an event"


def _against_scan(measured: list[dict[str, Any]]) -> list[Row]:
    ours, scan = (median(one[name] for one in measured) for name in ("seconds", "scan"))
    ratio = median(one["seconds"] / one["scan"] for one in measured)
    memory = max(one["megabytes"] for one in measured)
    of = f"{_MANY:,} events"
    return [
        Row(
            of,
            f"{ours:.2f} s ({_each(ours, _MANY)})",
            f"scan: {scan:.2f} s",
            f"{ratio:.1f} ×",
            f"<= {_TIMES_OF_SCAN:.0f} ×",
            ratio <= _TIMES_OF_SCAN,
        ),
        Row(f"{of}: memory", f"{memory:.0f} MB", "-", "-", f"<= {_MOST_MB:,} MB", memory <= _MOST_MB),
    ]


def _against_peer(peer: str, goal: float, folder: Path, ours: float, moves: dict[str, int]) -> Row:
    theirs = peers.measured(peer, folder)
    assert theirs.moves == moves, f"{peer} counts other moves"
    ratio = theirs.seconds / ours
    return Row(
        f"{_MANY:,} events: {peer}",
        f"{ours:.2f} s",
        f"moves by segment and cohort: {theirs.seconds:.1f} s (without segments: {theirs.alone:.1f} s)",
        f"1/{ratio:.0f}",
        f"<= 1/{goal:.0f}",
        ratio >= goal,
    )
