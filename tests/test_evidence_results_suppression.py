"""Groups of few customers are withheld, and nothing that is told gives them back."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from journeykit.evidence.figures import Figures, Idle, Move, Now, Reach
from journeykit.evidence.results.released import released
from journeykit.evidence.results.suppression import Sum, determined, withheld
from journeykit.insights.evidence import ALL, FEW

COUNTS = st.integers(0, 12)


def test_a_total_does_not_give_the_hidden_one_back():
    cells = {"all": 20, "a": 3, "b": 8, "c": 9}
    assert withheld(cells, [Sum("all", ("a", "b", "c"))]) == {"a", "b"}


def test_a_remainder_that_nobody_prints_is_not_told_by_the_rest():
    assert withheld({"now": 20, "idle": 18}, [Sum("now", ("idle",))]) == {"idle"}
    assert withheld({"now": 20, "idle": 10}, [Sum("now", ("idle",))]) == set()


def test_what_is_large_enough_is_told_and_so_is_nobody():
    cells = {"all": 20, "a": 5, "b": 15, "c": 0}
    assert withheld(cells, [Sum("all", ("a", "b", "c"))]) == set()


def test_what_others_know_anyway_protects_nothing():
    cells = {"all": 20, "a": 3, "b": 17}
    assert withheld(cells, [Sum("all", ("a", "b"))], {"all"}) == {"a", "b"}


@given(rows=st.integers(1, 4), columns=st.integers(1, 4), data=st.data())
def test_no_cell_of_a_table_with_sums_both_ways_can_be_found(rows, columns, data):
    cells = {(row, at): data.draw(COUNTS) for row, at in product(range(rows), range(columns))}
    sums = []
    for row in range(rows):
        cells["row", row] = sum(cells[row, at] for at in range(columns))
        sums.append(Sum(("row", row), tuple((row, at) for at in range(columns))))
    for at in range(columns):
        cells["column", at] = sum(cells[row, at] for row in range(rows)) + data.draw(COUNTS)
        sums.append(Sum(("column", at), tuple((row, at) for row in range(rows))))
    hidden = withheld(cells, sums)
    assert {key for key, n in cells.items() if 0 < n < FEW} <= hidden
    for one in sums:
        parts = [part for part in one.parts if part in hidden]
        rest = cells[one.total] - sum(cells[part] for part in one.parts)
        if parts and one.total not in hidden:
            assert len(parts) > 1 or rest
            assert sum(cells[part] for part in parts) + rest >= FEW
    equations = []
    for one in sums:
        rest = cells[one.total] - sum(cells[part] for part in one.parts)
        equations.append(dict.fromkeys((one.total, *one.parts), 1) | ({("rest", one): 1} if rest else {}))
    assert not {key for key in solved(equations, hidden) if key in cells}


def solved(equations: list[dict], hidden: set) -> set:
    """Return what an attacker finds who knows all that is told: plain elimination with fractions."""
    unknown = sorted({key for row in equations for key in row if key in hidden or key[0] == "rest"}, key=str)
    matrix = [[Fraction(row.get(key, 0)) for at, key in enumerate(unknown)] for row in equations]
    done = 0
    for column in range(len(unknown)):
        pivot = next((at for at in range(done, len(matrix)) if matrix[at][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        matrix[done] = [value / matrix[done][column] for value in matrix[done]]
        for at, row in enumerate(matrix):
            if at != done and row[column]:
                matrix[at] = [a - row[column] * b for a, b in zip(row, matrix[done], strict=True)]
        done += 1
    found = [[key for key, value in zip(unknown, row, strict=True) if value] for row in matrix]
    return {keys[0] for keys in found if len(keys) == 1}


def test_three_sums_in_a_ring_are_seen_through():
    ring = [{"a": 1, "b": -1}, {"b": 1, "c": -1}, {"a": 1, "c": 1}]
    assert set(determined(ring, {"a", "b", "c"})) == {"a", "b", "c"}
    assert determined(ring[:2], {"a", "b", "c"}) == []


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    """Customers of two sizes, each with the stage where they are, and whether they are idle."""
    people = draw(st.lists(st.tuples(st.sampled_from("SL"), st.integers(0, 2), st.booleans()), max_size=40))
    now, reach, moves, idle = [], [], [], []
    for dim, of in (("all", ""), ("size", "S"), ("size", "L")):
        here = [one for one in people if of in ("", one[0])]
        for at in range(3):
            n = sum(one[1] == at for one in here)
            beyond = sum(one[1] >= at for one in here)
            now.append(Now(dim, of, at, n, n))
            reach.append(Reach(dim, of, at, beyond, beyond))
            idle.append(Idle(dim, of, at, n, sum(one[1] == at and one[2] for one in here)))
            if at and beyond:
                moves.append(Move(dim, of, at - 1, at, beyond, beyond))
    return Figures(len(people), tuple(now), tuple(reach), tuple(moves), (), tuple(idle))


@given(figures())
def test_nothing_that_a_run_tells_is_a_group_of_few_or_the_difference_of_two(run):
    told = released(run, 3)
    counts = [n for one in told.stands for n in one[2:7]] + [move.who for move in told.moves]
    assert not [n for n in counts if n is not None and 0 < n < FEW]
    for one in told.stands:
        after = next((s for s in told.stands if s.group == one.group and s.stage == one.stage + 1), None)
        pairs = [(one.now, one.idle), (one.beyond, one.reached)] + (
            [(one.beyond, after.beyond)] if after else []
        )
        assert not [pair for pair in pairs if None not in pair and 0 < pair[0] - pair[1] < FEW]
    totals = [one for one in told.stands if told.groups[one.group] == ALL]
    for total, name in product(totals, ("now", "beyond", "furthest")):
        parts = [getattr(one, name) for one in told.stands if one.stage == total.stage and one.group]
        if getattr(total, name) is not None and parts.count(None) <= 1 and len(parts) == 2:
            assert not 0 < getattr(total, name) - sum(n or 0 for n in parts) < FEW
            assert parts.count(None) == 0 or getattr(total, name) - sum(n or 0 for n in parts) == 0
