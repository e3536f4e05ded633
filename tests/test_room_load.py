"""The room in trouble: a real server that is killed while real clients save."""

from __future__ import annotations

from pathlib import Path

from journeykit.bench.room import faults


def test_kill_9_while_thirty_people_write_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    outcome = faults.suffered(tmp_path / "w", faults.kills, 3, people=30)
    assert outcome.acknowledged > 30
    assert (outcome.lost, outcome.doubled) == (0, 0)


def test_a_full_disk_while_people_write_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    outcome = faults.suffered(tmp_path / "w", faults.disk_full, 2, people=10)
    assert outcome.acknowledged > 10
    assert (outcome.lost, outcome.doubled) == (0, 0)
