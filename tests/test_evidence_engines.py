"""Every engine gives the same figures, to the last row; a slow oracle in plain Python agrees with them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.bench.room.postgresql import PostgreSQL
from journeykit.errors import ReadError
from journeykit.evidence import engines
from journeykit.evidence.engines import spark
from journeykit.evidence.figures import GONE, Dwell, Figures, Move, Now, Reach
from journeykit.evidence.log import Log
from journeykit.evidence.rules import Rule, Rules
from journeykit.records import Stage

STAGES = ("unaware", "aware", "interest", "consideration", "purchase", "retention")
DAY = 86_400
RULES = Rules(
    idle=20,
    rules=(
        Rule(what=("visit",), stage="interest", moves="up"),
        Rule(what=("demo",), stage="consideration"),
        Rule(what=("order",), nth="1", stage="purchase", sticky=True),
        Rule(what=("order",), stage="retention"),
        Rule(what=("lost",), stage="left"),
        Rule(what=("nps",), stage="retention", moves="none"),
    ),
)


def _oracle() -> ModuleType:
    file = Path(__file__).with_name("evidence_oracle.py")
    spec = importlib.util.spec_from_file_location("evidence_oracle", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


oracle = _oracle()

WHATS = ("visit", "demo", "order", "lost", "nps")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", "D"]),
        st.one_of(st.integers(0, 4), st.integers(0, 500 * DAY)),
        st.sampled_from(["crm", "web"]),
        st.sampled_from(WHATS),
        st.sampled_from(["", "x"]),
    ),
    max_size=30,
)
SOME_RULES = st.lists(
    st.builds(
        Rule,
        source=st.sampled_from([(), (), ("CRM",)]),
        what=st.lists(st.sampled_from([*WHATS, "*o*", "never"]), max_size=2).map(tuple),
        subtype=st.sampled_from([(), (), ("",), ("Ｘ",)]),
        nth=st.sampled_from(["", "", "", "1", "2+", "1+", "2-4"]),
        stage=st.sampled_from([*STAGES, "left", ""]),
        moves=st.sampled_from(["any", "any", "up", "up", "none"]),
        sticky=st.booleans(),
    ),
    max_size=7,
).map(tuple)
SEGMENTS = st.dictionaries(
    st.tuples(st.sampled_from(["A", "B", "C", "E"]), st.sampled_from(["size", "it's \\ 業種"])),
    st.sampled_from(["big", "", "小"]),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Log, Rules]:
    zone = draw(st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"]))
    as_of = draw(st.sampled_from([None, None, 3, 40 * DAY]))
    log = Log.of(draw(ROWS), draw(SEGMENTS), zone=zone, as_of=as_of)
    return log, Rules(zone=zone, idle=draw(st.sampled_from([1, 90])), rules=draw(SOME_RULES))


def crowd(customers: int = 400) -> Log:
    """A larger log: many customers, ties, visits back and forth, two dimensions of which one has gaps."""
    rows = [
        (f"c{key % customers}", (key * 7919 * 3600) % (400 * DAY) // 3 * 3, "crm", WHATS[key * key % 5], "")
        for key in range(customers * 12)
    ]
    sizes = {(f"c{key}", "size"): "ab"[key % 2] for key in range(0, customers, 3)}
    return Log.of(
        rows, sizes | {(f"c{key}", "業種"): f"{key % 7}" for key in range(customers)}, zone="Asia/Tokyo"
    )


def same(case: tuple[Log, Rules], **engine: str) -> None:
    with case[0] as log:
        assert engines.run(log, case[1], STAGES, **engine) == oracle.figures(log, case[1], STAGES)


@settings(max_examples=100)
@given(cases())
def test_duckdb_agrees_with_the_oracle_on_any_log_and_rules(case: tuple[Log, Rules]) -> None:
    same(case)


def test_duckdb_agrees_with_the_oracle_on_a_larger_log() -> None:
    same((crowd(), RULES))


@pytest.fixture(scope="module")
def server(postgresql: PostgreSQL) -> str:
    return postgresql.fresh()


@pytest.mark.parametrize("engine", ["duckdb", "postgresql"])
@pytest.mark.parametrize("days", [3_105, 3_106, 3_107, 3_108, 80_000])
def test_however_long_a_log_lasts_its_places_in_time_are_numbers_that_hold_it(
    days: int, engine: str, server: str
) -> None:
    rules = Rules(
        rules=(Rule(what=("demo",), stage="consideration"), Rule(what=("order",), stage="purchase"))
    )
    rows = [("A", 0, "crm", "demo", ""), ("A", days * DAY, "crm", "order", ""), ("B", 9, "crm", "order", "")]
    same((Log.of(rows), rules), engine=engine, url=server if engine == "postgresql" else "")


def test_what_happens_in_the_same_second_ends_at_the_furthest_stage_and_leaving_comes_last() -> None:
    rules = Rules(
        rules=(Rule(what=("demo",), stage="consideration"), Rule(what=("order",), stage="purchase"))
    )
    leaving = Rules(rules=(Rule(what=("order",), stage="left"), Rule(what=("demo",), stage="consideration")))
    with Log.of([("A", 5, "crm", "order", ""), ("A", 5, "crm", "demo", "")]) as log:
        assert engines.run(log, rules, STAGES).now[0] == Now("all", "", 4, 1, 1)
        assert engines.run(log, leaving, STAGES).now[:2] == (
            Now("all", "", 3, 0, 1),
            Now("all", "", GONE, 1, 0),
        )


def test_a_customer_who_left_comes_back_and_what_is_sticky_holds() -> None:
    rules = Rules(
        rules=(
            Rule(what=("order",), stage="purchase", sticky=True),
            Rule(what=("lost",), stage="left"),
            Rule(what=("visit",), stage="interest"),
        )
    )
    with Log.of(
        [("A", at * DAY, "crm", what, "") for at, what in enumerate(("order", "lost", "visit"))]
    ) as log:
        found = engines.run(log, rules, STAGES)
    assert [move for move in found.moves if move.dim == "all"] == [
        Move("all", "", 4, GONE, 1, 1),
        Move("all", "", GONE, 4, 1, 1),
    ]
    assert found.dwell[0] == Dwell("all", "", 4, 1, DAY, DAY, 1, DAY - 1)


def test_one_of_the_six_stands_for_the_first_of_the_stages_that_roll_up_to_it() -> None:
    stages = [Stage(id="s1", rolls_up="interest"), Stage(id="s2", rolls_up="interest"), Stage(id="purchase")]
    rules = Rules(rules=(Rule(what=("visit",), stage="interest"), Rule(what=("demo",), stage="s2")))
    with Log.of([("A", 1, "crm", "visit", ""), ("B", 1, "crm", "demo", "")]) as log:
        assert [row[2:4] for row in engines.run(log, rules, stages).now[:2]] == [(0, 1), (1, 1)]


def test_a_stage_that_the_workshop_has_not_is_told() -> None:
    with Log.of([]) as log, pytest.raises(ReadError, match="Rule 1: the workshop has no stage “trial”"):
        engines.run(log, Rules(rules=(Rule(stage="trial"),)), STAGES)


@pytest.mark.parametrize("rows", [[], [("A", 0, "crm", "other", "")]])
def test_a_log_without_anything_to_tell_gives_empty_figures(rows: list[tuple[Any, ...]]) -> None:
    with Log.of(rows) as log:
        assert engines.run(log, RULES, STAGES) == Figures(len(rows), (), (), (), (), ())


def test_the_same_row_many_times_is_one_visit() -> None:
    with Log.of([("A", 7, "crm", "order", "")] * 1000) as log:
        found = engines.run(log, Rules(rules=(Rule(what=("order",), stage="purchase", moves="up"),)), STAGES)
    assert (found.moves, found.dwell[0].open) == ((), 1)
    assert found.reach[4] == Reach("all", "", 4, 1, 1)


def leftovers(log: Log) -> list[Any]:
    return log.db.execute("select table_name from duckdb_tables() order by 1").fetchall()


def test_a_run_leaves_nothing_in_the_log_even_when_it_is_stopped() -> None:
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with crowd() as log:
        before = leftovers(log)
        log.db.execute("insert into ev select key, t + r, kind from ev, range(1000) as times(r)")
        with pytest.raises(KeyboardInterrupt):
            engines.run(log, RULES, STAGES, tell=stop)
        assert leftovers(log) == before


@settings(max_examples=15)
@given(case=cases())
def test_postgresql_agrees_with_the_oracle_on_any_log_and_rules(case: tuple[Log, Rules], server: str) -> None:
    same(case, engine="postgresql", url=server)


def test_postgresql_agrees_with_the_oracle_on_a_larger_log_and_keeps_nothing(postgresql: PostgreSQL) -> None:
    import psycopg

    url = postgresql.fresh()
    same((crowd(), RULES), engine="postgresql", url=url)
    with psycopg.connect(url) as connection:
        left = "select relname from pg_class where relname in ('ev', 'effects', 'months', 'tags')"
        assert connection.execute(left).fetchall() == []


def test_postgresql_keeps_nothing_of_a_run_that_is_stopped(server: str) -> None:
    import psycopg

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with crowd(3) as log, pytest.raises(KeyboardInterrupt):
        engines.run(log, RULES, STAGES, engine="postgresql", url=server, tell=stop)
    with psycopg.connect(server) as connection:
        assert connection.execute("select count(*) from pg_class where relname = 'ev'").fetchone() == (0,)


def test_a_column_called_cohort_is_not_taken_for_the_months() -> None:
    with Log.of([("A", 1, "crm", "demo", "")], {("A", "cohort"): "spring"}) as log:
        dims = [row.dim for row in engines.run(log, RULES, STAGES).idle]
    assert dims == ["all", "cohort", "cohort (2)"]


def test_postgresql_that_is_not_there_is_told_without_its_address() -> None:
    with crowd(3) as log:
        for url in (
            "postgresql://ann:secret@127.0.0.1:1/x",
            "nonsense",
            "postgresql://ann:secret@127.0.0.1:x/y",
        ):
            with pytest.raises(ReadError) as told:
                engines.run(log, RULES, STAGES, engine="postgresql", url=url)
            assert told.value.key in ("engine_unreachable", "bad_address")
            assert "secret" not in str(told.value)


def test_an_engine_that_nobody_knows_is_told() -> None:
    with crowd(3) as log, pytest.raises(ReadError, match="duckdb, postgresql, spark"):
        engines.run(log, RULES, STAGES, engine="abacus")


@pytest.fixture(scope="module")
def sparks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark that all tests of this file share: it takes long to start."""
    if importlib.util.find_spec("pyspark") is None or not shutil.which("java"):
        told = "NO SPARK: pyspark or Java was not found, so nothing that rests on it was tested"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    with spark.session(tmp_path_factory.mktemp("spark"), few=True) as session:
        yield session


FREE = Rules(rules=tuple(Rule(what=(what,), stage=stage) for what, stage in zip(WHATS, STAGES, strict=False)))


@pytest.mark.usefixtures("sparks")
@pytest.mark.parametrize("rules", [RULES, FREE])
def test_spark_agrees_with_the_oracle_on_a_larger_log(rules: Rules) -> None:
    same((crowd(100), rules), engine="spark")


WITHOUT = """
import sys
sys.modules[sys.argv[1]] = None
from journeykit.errors import ReadError
from journeykit.evidence import engines
from journeykit.evidence.log import Log
from journeykit.evidence.rules import Rules
try:
    engines.run(Log.of([]), Rules(), ["x"], engine=sys.argv[2], url="postgresql:///x")
except ReadError as error:
    print(error.key)
"""


@pytest.mark.parametrize(
    ("missing", "engine", "path", "told"),
    [
        ("psycopg", "postgresql", os.environ["PATH"], "no_driver"),
        ("pyspark", "spark", os.environ["PATH"], "no_pyspark"),
        ("nothing", "spark", "", "no_java"),
    ],
)
def test_what_an_engine_lacks_is_told(missing: str, engine: str, path: str, told: str) -> None:
    command: Sequence[str] = [sys.executable, "-c", WITHOUT, missing, engine]
    environment = {key: value for key, value in os.environ.items() if key != "JAVA_HOME"} | {"PATH": path}
    if engine == "spark" and missing == "nothing" and importlib.util.find_spec("pyspark") is None:
        told = "no_pyspark"
    assert subprocess.run(command, env=environment, capture_output=True, text=True).stdout.strip() == told
