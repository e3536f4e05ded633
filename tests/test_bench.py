"""The measurements: every module tells its figures in one shape, ready for people."""

from __future__ import annotations

import runpy
from collections import Counter
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from journeykit import catalogue
from journeykit.bench import Row, deck, evidence, fold, room
from journeykit.bench.evidence import export, ours, peers
from journeykit.cli import BENCHES

SIDES = {"ours": 1.0, "drawn": 4.0, "executed": 2.0, "journey": 3.0}


def test_the_decks_figures_are_told_with_their_units() -> None:
    fast, _, slow = deck._speed(SIDES, 20, 6)
    assert fast[1:] == ("1.00 s", "4.00 s", "0.25 ×", "<= 0.35 ×", True)
    assert slow[1:] == ("3.00 s", "2.00 s", "1.50 ×", "<= 0.85 ×", False)
    size, loaded = deck._weight("x" * 2000, '<img src="https://x.invalid/a.png">')
    assert size[1:] == ("2 KB", "0 KB", "-", "<= 600 KB", True)
    assert loaded[1:] == ("0", "1", "-", "0", True)


def test_every_cell_but_the_last_is_text() -> None:
    rows = [*fold.run(1), *deck._speed(SIDES, 20, 6)]
    assert all(type(row) is Row and type(row.holds) is bool for row in rows)
    assert all(isinstance(cell, str) for row in rows for cell in row[:-1])


REPORTS = [
    {"sent": {"save-0-1": (5.0, 0.01)}, "seen": {"save-1-1": [7.5], "save-0-1!": [5.1]}},
    {"sent": {"save-1-1": (7.0, 0.02)}, "seen": {"save-0-1": [5.2], "save-1-1!": [7.1]}},
]


def test_a_save_has_arrived_once_all_other_screens_show_it() -> None:
    load = room._load(1.0, REPORTS, 80, 2, revealed=True)
    assert [round(lag, 1) for lag in load.lags] == [0.2, 0.5]
    assert (load.missed, load.leaked) == (0, 0)
    assert room._load(1.0, REPORTS, 80, 3, revealed=True).missed == 2


def test_what_is_not_revealed_and_seen_by_others_counts_as_leaked() -> None:
    load = room._load(1.0, REPORTS, 80, 2, revealed=False)
    assert (len(load.lags), load.leaked) == (2, 2)
    rows = list(room._rows(2, load, opened=1.5, saved=15, memory=130, heard=1.0))
    assert [row.holds for row in rows] == [True, False, False, True]


def test_evidence_is_measured_beside_a_scan_of_the_same_file(tmp_path: Path) -> None:
    export.write(tmp_path / "export", 5_000)
    large = bytearray(1_600_000_000)  # what this process holds is not what the measured one takes
    large[::4096] = b"x" * len(large[::4096])
    rows = evidence._against_scan([evidence._ours(tmp_path / "export")])
    assert rows[1].holds
    assert "µs an event" in rows[0].ours
    assert rows[1].goal == "<= 1,500 MB"


def test_peers_are_given_the_segments_and_cohorts_that_we_count_by(tmp_path: Path) -> None:
    export.write(tmp_path / "export", 20_000)
    parts = runpy.run_path(str(Path(peers.__file__).parent / "scripts" / "segments.py"))["parts"]
    with duckdb.connect() as db:
        events = db.execute(f"from '{tmp_path / 'export' / 'log.parquet'}'").df()
    stages = {what: stage for stage, names in enumerate(export.EVENTS) for what in names}
    events["stage"] = events["what"].map(stages)
    found: Counter[str] = Counter()
    for dim, segment, part in parts(events, str(tmp_path / "export" / "companies.csv")):
        for _, stage in part.sort_values(["happened", "stage"]).groupby("company")["stage"]:
            found.update(f"{dim} {segment} {a} {b}" for a, b in pairwise(stage) if a != b)
    assert ours.measured(tmp_path / "export")["moves"] == found


def test_a_peer_that_counts_other_moves_is_no_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "measured", lambda *given: peers.Measured(30.0, 3.0, {"all  0 1": 2}))
    assert evidence._against_peer("pm4py", 10.0, tmp_path, 2.0, {"all  0 1": 2}).holds
    assert not evidence._against_peer("pm4py", 20.0, tmp_path, 2.0, {"all  0 1": 2}).holds
    with pytest.raises(AssertionError, match="pm4py"):
        evidence._against_peer("pm4py", 10.0, tmp_path, 2.0, {"all  0 1": 3})


@pytest.mark.parametrize("lang", catalogue.LANGUAGES)
def test_the_help_names_all_that_can_be_measured(lang: str) -> None:
    said = catalogue.read("cli", lang)["help"]["name"]
    assert [name for name in BENCHES if name not in said] == []
