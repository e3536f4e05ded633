"""Hours that a clock goes through twice or leaves out: read by a rule, and told with their number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from journeykit.evidence.log import Log
from journeykit.evidence.quality import quality
from journeykit.evidence.reading import clocks, read
from journeykit.evidence.reading.zones import odd
from journeykit.evidence.rules import Rules, Source, Time

AUTUMN, SPRING = "2025-10-26 02:30:00", "2026-03-29 02:15:00"
PLAIN = ("2025-07-01 09:00:00", "2025-10-26 03:00:00", "2026-03-29 03:00:00", "2026-03-29 01:59:59")
TODAY = date(2026, 11, 1)


def loaded(folder: Path, times: list[str], zone: str = "Europe/Berlin", *, file: str = "e.csv") -> Log:
    rows = "".join(f"c{at},{time},call\n" for at, time in enumerate(times))
    (folder / "e.csv").write_text(f"company,day,action\n{rows}", "utf-8")
    source = Source(name="e", file=file, account="company", times=(Time(column="day"),), what="action")
    return read(Rules(zone=zone, sources=(source,)), folder, today=TODAY)


def told(log: Log) -> dict[str, tuple[int, str]]:
    rows = quality(log, Rules(), ("interest",))
    return {row.key: (row.n, row.example) for row in rows if row.key.startswith("hour_")}


def test_they_are_counted_with_an_example_on_the_quick_way(tmp_path: Path) -> None:
    with loaded(tmp_path, [*PLAIN, AUTUMN, AUTUMN, SPRING]) as log:
        assert told(log) == {"hour_twice": (2, AUTUMN), "hour_never": (1, SPRING)}


def test_they_are_counted_with_an_example_on_the_slow_way(tmp_path: Path) -> None:
    slow = ["1 July 2025 9:00", "26 Oct 2025 2:30", "26 Oct 2025 2:30 +01:00", "29 Mar 2026 2:15", "no day"]
    with loaded(tmp_path, slow) as log:
        assert told(log) == {"hour_twice": (1, "26 Oct 2025 2:30"), "hour_never": (1, "29 Mar 2026 2:15")}


def test_times_with_an_offset_days_and_rows_of_nobody_are_not_counted(tmp_path: Path) -> None:
    offset = [f"{time}+02:00" for time in (AUTUMN, SPRING)]
    with loaded(tmp_path, [*offset, "2025-10-26", "2026-03-29"]) as log:
        assert told(log) == {}
    with loaded(tmp_path, ["2018-11-04", "2018-11-03", "2018-11-04"], "America/Sao_Paulo") as log:
        assert told(log) == {}  # clocks there were changed at midnight


def test_columns_of_times_are_counted_as_texts_are(tmp_path: Path) -> None:
    rows = ", ".join(f"('c', timestamp '{time}', 'call')" for time in (*PLAIN, AUTUMN, SPRING))
    with duckdb.connect() as db:
        db.execute(f"copy (from (values {rows}) t(company, day, action)) to '{tmp_path / 'e.parquet'}'")
    with loaded(tmp_path, [], file="e.parquet") as log:
        assert told(log) == {"hour_twice": (1, AUTUMN), "hour_never": (1, SPRING)}


def test_where_no_clock_is_changed_nobody_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert odd("Asia/Tokyo") == odd("UTC") == ()
    monkeypatch.setattr(clocks, "_near", lambda *_: pytest.fail("the log was looked at"))
    with loaded(tmp_path, [AUTUMN, SPRING], "Asia/Tokyo") as log:
        assert told(log) == {}


def test_away_from_such_hours_no_row_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        clocks, "inside", lambda value, _: value if value == "t" else pytest.fail("rows were")
    )
    with loaded(tmp_path, ["2025-10-20 09:00:00", "2025-11-02 02:30:00"]) as log:
        assert told(log) == {}


def test_what_one_source_takes_back_is_not_taken_from_another(tmp_path: Path) -> None:
    rows = "".join(f"c{at},2026-03-{1 + at % 28:02d},call\n" for at in range(130_000))
    sources = []
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"company,day,action\n{rows}c,no day,call\n", "utf-8")
        sources.append(
            Source(
                name=name, file=f"{name}.csv", account="company", times=(Time(column="day"),), what="action"
            )
        )
    with read(Rules(zone="UTC", sources=tuple(sources)), tmp_path, today=TODAY) as log:
        assert log.db.execute("select sum(n) from kinds group by source").fetchall() == [(130_000,)] * 2
