"""The measurements: every module tells its figures in one shape, ready for people."""

from __future__ import annotations

from journeykit.bench import Row, deck, fold, room

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
