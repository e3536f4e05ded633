"""The one SQL text of a run: from events to figures, the same to the letter on DuckDB, PostgreSQL and Spark.

It reads four tables of whole numbers, so that no engine's way with texts or times matters:

    ev(key, t, kind)                the log's events
    effects(kind, step)             what events of a kind do: a step, or a turn where their count decides
    months(cohort, begins, ends)    the months of the zone
    tags(key, dim, segment)         the numbers of a customer's segments; dimensions count from 2

    events ─► places ─► visits ─► legs ─► closed ─► routes, spells
    people ─► crowd ───────────────► stands ─► looks

A place in time is one number: the second, the step (see planning), the stage, in bits from high to low.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journeykit.evidence.planning import NOBODY, STICKY, UP, Plan

__all__ = ["DWELL", "MOVES", "NOW", "OPEN", "PEOPLE", "REACH", "chosen", "statement"]

PEOPLE, NOW, REACH, MOVES, DWELL, OPEN = range(6)
"""The first column of a row of the answer: what its numbers are."""


def statement(made: Plan, *, begin: int, as_of: int, idle: int, dims: int) -> str:
    """Return the text for a log that begins at `begin`, with `dims` dimensions besides all and cohorts."""
    parts = {
        **chosen(made, as_of),
        **_places(made, begin, as_of),
        **_journeys(made, _narrow(made, as_of - begin)),
        **_people(made, as_of, idle, dims),
        **_gathered(made, as_of, begin, dims),
    }
    told = " UNION ALL\n".join(_answers(made, dims))
    return "WITH " + ",\n".join(f"{name} AS (\n{text}\n)" for name, text in parts.items()) + f"\n{told}"


def chosen(made: Plan, as_of: int) -> dict[str, str]:
    """Return the parts that give each event its step: `events(key, t, step)`."""
    near = f"FROM ev e JOIN effects f ON f.kind = e.kind WHERE e.t <= {as_of}"
    if not made.turns:
        return {"events": f"SELECT e.key, e.t, f.step {near}"}
    every = sorted({counter for turn in made.turns for counter in turn.counters})
    counts = ", ".join(f"{_counter(made, counter)} AS n{counter}" for counter in every)
    known = f"SELECT e.key, e.t, f.step {near} AND f.step < {made.counted}"
    return {
        "counted": f"SELECT e.key, e.t, e.kind, f.step AS turn, {counts} {near} AND f.step >= {made.counted}",
        "taken": f"SELECT key, t, kind, CASE {' '.join(_cases(made))} ELSE {NOBODY} END AS step FROM counted",
        "events": f"{known} UNION ALL SELECT key, t, step FROM taken WHERE step <> {NOBODY}",
    }


def _counter(made: Plan, counter: int) -> str:
    """Count the events of a customer so far that fit; at the same second in the order of their kinds."""
    turns = ", ".join(
        str(made.counted + at) for at, turn in enumerate(made.turns) if counter in turn.counters
    )
    over = "PARTITION BY e.key ORDER BY e.t, e.kind ROWS UNBOUNDED PRECEDING"
    return f"COUNT(CASE WHEN f.step IN ({turns}) THEN 1 END) OVER ({over})"


def _cases(made: Plan) -> Iterable[str]:
    for at, turn in enumerate(made.turns):
        for counter, low, high, step in turn.choices:
            most = "" if high is None else f" AND n{counter} <= {high}"
            range_ = "" if counter < 0 else f" AND n{counter} >= {low}{most}"
            yield f"WHEN turn = {made.counted + at}{range_} THEN {step}"


def _narrow(made: Plan, seconds: int) -> str:
    """Return the type of a place in time: by it all events are sorted, and four bytes are less to carry."""
    return "INTEGER" if not made.flags and (seconds + 1) << made.width < 1 << 31 else "BIGINT"


def _places(made: Plan, begin: int, as_of: int) -> dict[str, str]:
    """Return the parts that say where a customer is after each event: `places(key, p)`."""
    step_bits = made.width + made.flags
    place = f"CAST((t - {begin}) * {1 << step_bits} + step AS {_narrow(made, as_of - begin)})"
    packed = f"SELECT key, {place} AS p FROM events"
    if not made.flags:
        return {"places": packed}
    stage, gone = f"((p & {(1 << step_bits) - 1}) >> 2)", made.stages
    over = "OVER (PARTITION BY key ORDER BY p ROWS UNBOUNDED PRECEDING)"
    floor = f"COALESCE(MAX(CASE WHEN (p & {STICKY}) <> 0 THEN {stage} END) {over}, 0)"
    resets = f"COUNT(CASE WHEN (p & {UP}) = 0 THEN 1 END) {over}" if made.back else "0"
    high = f"resets * {2 << made.width} + CASE WHEN {stage} = {gone} THEN 0 ELSE {stage} + 1 END"
    # Since the last event that sets a stage outright, the highest counts: a maximum under the count of those.
    highest = f"((MAX({high}) {over}) & {(2 << made.width) - 1}) - 1" if made.up else stage
    rank = f"CASE WHEN {stage} = {gone} THEN {gone} ELSE GREATEST(high, least) END"
    return {
        "steps": packed,
        "held": f"SELECT key, p, {floor} AS least, {resets} AS resets FROM steps",
        "risen": f"SELECT key, p, least, {highest} AS high FROM held",
        "places": f"SELECT key, p * {1 << made.width} + {rank} AS p FROM risen",
    }


def _journeys(made: Plan, kind: str) -> dict[str, str]:
    """Return the parts from events to visits, and to what lies between two visits."""
    stage = _stage(made)
    before = f"LAG(p, 1, CAST(-1 AS {kind})) OVER (PARTITION BY key ORDER BY p) AS b"
    lasted = f"(p >> {_shift(made)}) - (b >> {_shift(made)})"
    met = f"BIT_OR(CAST(1 AS BIGINT) << CAST({stage} AS INTEGER))"
    return {
        "turns": f"SELECT key, p, {before} FROM places",
        "visits": f"SELECT key, p FROM turns WHERE b < 0 OR {_stage(made, 'b')} <> {stage}",
        "legs": f"SELECT key, p, {before} FROM visits",
        "closed": f"SELECT key, CAST({_stage(made, 'b')} AS INTEGER) AS source,"
        f" CAST({stage} AS INTEGER) AS target, {lasted} AS lasted FROM legs WHERE b >= 0",
        "ends": f"SELECT key, MAX(p) AS p, {met} AS met FROM visits GROUP BY key",
    }


def _stage(made: Plan, name: str = "p") -> str:
    return f"({name} & {(1 << made.width) - 1})"


def _shift(made: Plan) -> int:
    """Return how many bits stand below the second in a place."""
    return made.width + (made.width + made.flags if made.flags else 0)


def _people(made: Plan, as_of: int, idle: int, dims: int) -> dict[str, str]:
    """Return the parts that tell of each customer: first and last seen, and their segments."""
    numbers = range(2, 2 + dims)
    own = "".join(f", o.d{dim}" for dim in numbers)
    each = "".join(f", MIN(CASE WHEN dim = {dim} THEN segment END) AS d{dim}" for dim in numbers)
    month = "JOIN months m ON p.since >= m.begins AND p.since < m.ends"
    late = f"CASE WHEN c.until <= {as_of - idle} THEN 1 ELSE 0 END AS idle"
    met = f"e.met & {(1 << made.stages) - 1}"
    return {
        "people": f"SELECT key, MIN(t) AS since, MAX(t) AS until FROM ev WHERE t <= {as_of} GROUP BY key",
        "own": f"SELECT key{each} FROM tags GROUP BY key",
        "crowd": f"SELECT p.key, p.until, 0 AS d0, m.cohort AS d1{own} FROM people p {month}"
        " LEFT JOIN own o ON o.key = p.key",
        "stands": f"SELECT {_dims(dims, 'c')}, {_stage(made, 'e.p')} AS stage, e.p, {met} AS met, {late}"
        " FROM ends e JOIN crowd c ON c.key = e.key",
    }


def _gathered(made: Plan, as_of: int, begin: int, dims: int) -> dict[str, str]:
    """Return the parts that hold all figures, by the combination of segments."""
    by, own = _dims(dims), _dims(dims, "c")
    stages = " UNION ALL ".join(f"SELECT {stage} AS number" for stage in range(max(made.stages, 1)))
    axes = " UNION ALL ".join(f"SELECT {dim} AS dim" for dim in range(2 + dims))
    pairs = "SELECT key, source, target, COUNT(*) AS n FROM closed GROUP BY key, source, target"
    return {
        "numbers": stages,
        "axes": axes,
        "looks": f"SELECT {by}, stage, met, COUNT(*) AS n, SUM(idle) AS idle"
        f" FROM stands GROUP BY {by}, stage, met",
        "pairs": pairs,
        "routes": f"SELECT {own}, r.source, r.target, SUM(r.n) AS n, COUNT(*) AS who"
        f" FROM pairs r JOIN crowd c ON c.key = r.key GROUP BY {own}, r.source, r.target",
        "spells": f"SELECT {own}, s.source AS stage, s.lasted FROM closed s JOIN crowd c ON c.key = s.key"
        f" WHERE s.source < {made.stages}",
        "lasting": f"SELECT {by}, stage, {as_of - begin} - (p >> {_shift(made)}) AS lasted"
        f" FROM stands WHERE stage < {made.stages}",
    }


def _dims(dims: int, table: str = "") -> str:
    return ", ".join(f"{table}.d{dim}" if table else f"d{dim}" for dim in range(2 + dims))


def _answers(made: Plan, dims: int) -> Iterable[str]:
    """Yield the questions, one for each table of figures; for each dimension where the rows are many."""
    half, most = (f"PERCENTILE_DISC({share}) WITHIN GROUP (ORDER BY lasted)" for share in (0.5, 0.9))
    seen = ("((met >> number) & 1) = 1", "(met >> number) > 0", "(met >> number) = 1")
    reach = [f"SUM(CASE WHEN {test} THEN n ELSE 0 END)" for test in seen]
    yield _row(PEOPLE, "0", "0", "0", "0", "COUNT(*)", "0", "0") + " FROM people"
    yield _asked(NOW, ("stage",), ("SUM(n)", "SUM(idle)", "0"), "looks", dims)
    yield _asked(REACH, ("number",), reach, "looks CROSS JOIN numbers", dims)
    yield _asked(MOVES, ("source", "target"), ("SUM(n)", "SUM(who)", "0"), "routes", dims)
    yield _asked(OPEN, ("stage",), ("COUNT(*)", half, "0"), "lasting", dims)
    for dim in range(2 + dims):
        row = _row(DWELL, f"{dim}", f"d{dim}", "stage", "0", "COUNT(*)", half, most)
        yield f"{row} FROM spells WHERE d{dim} IS NOT NULL GROUP BY d{dim}, stage"


def _asked(figure: int, places: Sequence[str], numbers: Sequence[str], table: str, dims: int) -> str:
    """Return a question for all dimensions at once: each row of the table counts once in each."""
    segment = " ".join(f"WHEN {dim} THEN d{dim}" for dim in range(2 + dims))
    each = f"SELECT *, CASE dim {segment} END AS segment FROM {table} CROSS JOIN axes"
    row = _row(figure, "dim", "segment", *places, *("0",) * (2 - len(places)), *numbers)
    return f"{row} FROM ({each}) x WHERE segment IS NOT NULL GROUP BY dim, segment, {', '.join(places)}"


def _row(figure: int, *columns: str) -> str:
    names = ("dim", "segment", "a", "b", "n", "m", "o")
    numbers = (f"CAST({column} AS BIGINT) AS r_{name}" for column, name in zip(columns, names, strict=True))
    return f"SELECT {figure} AS figure, {', '.join(numbers)}"
