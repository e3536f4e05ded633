"""Whom rows are about, and what happened: texts become numbers, and no two texts the same one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from journeykit.bench.room.postgresql import PostgreSQL
from journeykit.evidence import engines
from journeykit.evidence.engines.question import numbered, question
from journeykit.evidence.log import Log
from journeykit.evidence.reading import keys, read
from journeykit.evidence.rules import Rule, Rules, Source, Time
from journeykit.records import SIX

ROWS = "company,day,action\n"
PLAIN = ROWS + "青山商事,2026-03-01,call\nB,2026-03-02,mail\nC,2026-03-03,call\nB,2026-03-04,call\n"
LIST = "company,size\nB,large\n青山商事,small\nB,small\n"


def rules(*files: str) -> Rules:
    events = [
        Source(name=file[:-4], file=file, account="company", times=(Time(column="day"),), what="action")
        for file in files
    ]
    listed = Source(name="list", file="list.csv", kind="accounts", account="company", segments=("size",))
    return Rules(
        zone="Asia/Tokyo",
        sources=(*events, listed),
        rules=(Rule(what=("call",), stage="consideration"), Rule(what=("mail", "order"), stage="purchase")),
    )


def loaded(folder: Path, **files: str) -> Log:
    for name, content in {**files, "list": LIST}.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return read(rules(*(f"{name}.csv" for name in files)), folder, today=date(2026, 11, 1))


def told(log: Log) -> list[tuple[str, str, str | None]]:
    asked = (
        "select name, what, segment from ev join keys using (key) join kinds using (kind)"
        " left join segments using (key) order by t, name"
    )
    return log.db.execute(asked).fetchall()


CALLS = [("青山商事", "call", "small"), ("B", "mail", "large"), ("C", "call", None), ("B", "call", "large")]


def test_names_that_stand_as_they_are_kept_need_not_be_looked_up(tmp_path: Path) -> None:
    with loaded(tmp_path, one=PLAIN) as log:
        assert told(log) == CALLS


def test_where_two_names_or_kinds_have_the_same_number_they_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "HASH", "length(concat({}))")
    with loaded(tmp_path, one=PLAIN) as log:
        assert told(log) == CALLS
        assert log.db.execute("select count(distinct key) from keys").fetchall() == [(3,)]


def test_names_written_in_several_ways_are_one_customer_beside_a_source_that_writes_them_one_way(
    tmp_path: Path,
) -> None:
    odd = ROWS + " B ,2026-03-05,call\n\u3000C,2026-03-06,order\nn/a,2026-03-07,call\n,2026-03-08,call\n"
    with loaded(tmp_path, one=PLAIN, two=odd) as log:
        assert told(log) == [*CALLS, ("B", "call", "large"), ("C", "order", None)]
        lost = "select source, n from remarks where what = 'no_key'"
        assert log.db.execute(lost).fetchall() == [("two", 2)]


def test_another_engine_gets_numbers_drawn_by_lot_and_says_the_same(
    tmp_path: Path, postgresql: PostgreSQL
) -> None:
    with loaded(tmp_path, one=PLAIN) as log:
        own = log.db.cursor()
        question(own, log, rules("one.csv"), SIX)
        handed = numbered(own)
        assert {row[0] for row in own.execute(handed["ev"]).fetchall()} == {1, 2, 3}
        assert {row[0] for row in own.execute(handed["tags"]).fetchall()} <= {1, 2, 3}
        own.close()
        here, there = (
            engines.run(log, rules("one.csv"), SIX, engine=engine, url=url)
            for engine, url in (("duckdb", ""), ("postgresql", postgresql.fresh()))
        )
        assert here == there
