"""The measurements: every module tells its figures in one shape, ready for people."""

from __future__ import annotations

from journeykit.bench import Row, deck, fold

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
