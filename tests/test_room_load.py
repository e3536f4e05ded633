"""The room in trouble: a real server that is killed, cut off or out of space while real clients save."""

from __future__ import annotations

from pathlib import Path

from journeykit.bench.room import disk, faults
from journeykit.bench.room.venue import serving, workshop_in


def test_kill_9_while_thirty_people_write_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    outcome = faults.suffered(tmp_path / "w", faults.kills, 3, people=30)
    assert outcome.acknowledged > 15
    assert (outcome.lost, outcome.doubled) == (0, 0)


def test_lines_cut_in_requests_and_in_answers_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    outcome = faults.suffered(tmp_path / "w", faults.cut_lines, 5, people=10, rate=50)
    assert outcome.acknowledged > 20
    assert (outcome.lost, outcome.doubled) == (0, 0)


def test_files_that_cannot_grow_while_people_write_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    outcome = faults.suffered(tmp_path / "w", faults.disk_full, 2, people=10, rate=50)
    assert min(outcome.acknowledged - 10, outcome.refused) > 0
    assert (outcome.lost, outcome.doubled) == (0, 0)


def test_a_disk_full_to_the_last_byte_loses_nothing_and_doubles_nothing() -> None:
    if disk.possible():  # else files that cannot grow are as near as this machine lets us come
        outcome = disk.brimful(2, people=10)
        assert min(outcome.acknowledged - 10, outcome.refused) > 0
        assert (outcome.lost, outcome.doubled) == (0, 0)


def test_a_room_that_is_told_to_end_closes_its_store(tmp_path: Path) -> None:
    workshop_in(tmp_path / "w")
    with serving(tmp_path / "w") as server:
        assert (tmp_path / "w" / "workshop.db-wal").exists()
        assert server.stop() == 0
    assert not (tmp_path / "w" / "workshop.db-wal").exists()
