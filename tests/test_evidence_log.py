"""From files to the log: whatever an export looks like, every row is either an event or told of."""

from __future__ import annotations

import codecs
import gzip
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from journeykit.errors import ReadError
from journeykit.evidence.log import Log, end_of
from journeykit.evidence.reading import read, running
from journeykit.evidence.reading.files import Found, listing
from journeykit.evidence.rules import Lookup, Rules, Source, Time

ROWS = "company,day,action,note\nA,2026-03-01,call,hi\nB,2026-03-02,order,\n"
TODAY = date(2026, 11, 1)


def rules(file: str = "e.csv", **more: object) -> Rules:
    fields = {"account": "company", "times": (Time(column="day"),), "what": "action", "text": "note"}
    source = Source.model_validate({"name": "e", "file": file, **fields, **more})
    return Rules(zone="UTC", sources=(source,))


def events(log: Log) -> list[tuple[str, str, str]]:
    asked = "select name, t, what from ev join keys using (key) join kinds using (kind) order by 2, 1, 3"
    return [
        (name, datetime.fromtimestamp(t, UTC).isoformat(" "), what)
        for name, t, what in log.db.execute(asked).fetchall()
    ]


def remarks(log: Log) -> dict[str, int]:
    return dict(log.db.execute("select what, sum(n)::integer from remarks group by 1").fetchall())


def loaded(folder: Path, content: str | bytes, said: Rules | None = None, *, name: str = "e.csv") -> Log:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(said or rules(name), folder, today=TODAY)


BOTH = [("A", "2026-03-01 00:00:00+00:00", "call"), ("B", "2026-03-02 00:00:00+00:00", "order")]


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        ROWS.encode("utf-16-le"),
        ROWS.replace(",", "\t").encode(),
        ROWS.replace(",", ";").replace("\n", "\r\n").encode(),
        ROWS.replace("\n", "\r").encode(),
        gzip.compress(ROWS.encode(), mtime=0),
        f"売上の報告\n2026年分\n\n{ROWS}".encode("cp932"),
        ROWS.replace("A,", "Ａ,").replace("Ａ,", '"A",').encode() + b"\n\n",
        ROWS.replace("hi", "ご相談の電話がありました").encode("cp932"),
        ROWS.replace("hi", '"two\r\nlines, one cell"').encode(),
    ],
)
def test_a_file_is_read_however_it_is_written(tmp_path: Path, content: bytes) -> None:
    with loaded(tmp_path, content) as log:
        assert (events(log), remarks(log)) == (BOTH, {})


def test_text_comes_through_in_any_encoding(tmp_path: Path) -> None:
    with loaded(tmp_path, ROWS.replace("hi", "髙橋様①のご相談").encode("cp932")) as log:
        assert log.db.execute("select text from notes").fetchall() == [("髙橋様①のご相談",)]
    with loaded(tmp_path, ROWS.replace("hi", "não é rápido").encode("cp1252")) as log:
        assert log.db.execute("select text from notes").fetchall() == [("não é rápido",)]
        assert remarks(log) == {"encoding": 1}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("company,day,action,note\nA,2026-03-01\nB,2026-03-02,order,x,y\n", {"short": 1, "long": 1}),
        ("company,day,action,note\nA,2026-03-01,call,h\0i\nB,2026-03-02,order,\n", {"nul": 1}),
        ("company,day,action,note,note\nA,2026-03-01,call,,x\nB,2026-03-02,order,,\n", {"header_twice": 1}),
        (ROWS + "C,,call,\n,2026-03-03,call,\nD,soon,call,\n", {"no_time": 1, "no_key": 1, "bad_time": 1}),
        (ROWS + "C,1969-12-31,call,\nD,9999-12-31,x,\n", {"out_of_range": 2}),
        (ROWS + "C,-,call,\nNULL,2026-03-03,call,\n", {"no_time": 1, "no_key": 1}),
        (
            ROWS.encode() + b"C\xff\xff,soon,call,\n" + "検討\n".encode() * 60,
            {"bad_bytes": 2, "short": 60, "bad_time": 1, "no_time": 60},
        ),
    ],
)
def test_what_is_left_out_or_doubted_is_counted(
    tmp_path: Path, content: str | bytes, told: dict[str, int]
) -> None:
    with loaded(tmp_path, content) as log:
        assert len(events(log)) == 2
        assert remarks(log) == told


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_told_and_gives_nothing(tmp_path: Path, content: str) -> None:
    with loaded(tmp_path, content) as log:
        assert (events(log), remarks(log)) == ([], {"empty_file": 1})


def test_a_header_alone_and_one_row_are_read(tmp_path: Path) -> None:
    with loaded(tmp_path, "company,day,action,note\n") as log:
        assert events(log) == []
    with loaded(tmp_path, "company,day,action,note\nA,2026-03-01,call,") as log:
        assert events(log) == BOTH[:1]


def test_a_line_of_sixteen_megabytes_is_a_row_like_others(tmp_path: Path) -> None:
    with loaded(tmp_path, ROWS.replace("hi", "x" * 16_000_000)) as log:
        assert events(log) == BOTH
        assert log.db.execute("select length(text) from notes").fetchall() == [(16_000_000,)]


def test_line_ends_of_two_kinds_lose_no_row(tmp_path: Path) -> None:
    many = "".join(
        f"A,2026-03-01,call {n},\r\n" if n % 2 else f"A,2026-03-01,call {n},\n" for n in range(500)
    )
    with loaded(tmp_path, "company,day,action,note\n" + many) as log:
        assert len(events(log)) == 500


def test_a_quote_that_nobody_closed_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="line 2"):
        loaded(tmp_path, 'company,day,action,note\nA,2026-03-01,"call,\n' + "B,2026-03-02,order,\n" * 30_000)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"PK\x03\x04rest", "damaged_data"),
        (b"PAR1rest", "damaged_data"),
        (b"<html><table></table></html>", "not_a_table"),
        (b"%PDF-1.7", "not_a_table"),
        (b"<log><trace>", "damaged_data"),
        (b"<a/>", "not_a_process_log"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><log>&a;</log>', "damaged_data"),
        (b"\x1f\x8bnot packed", "cannot_read"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(tmp_path: Path, content: bytes, key: str) -> None:
    with pytest.raises(ReadError) as told:
        loaded(tmp_path, content)
    assert told.value.key == key
    assert "e.csv" in str(told.value)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (rules(file="none.csv"), "no_such_file"),
        (rules(file="../e.csv"), "outside_data"),
        (rules(account="who"), "no_such_column"),
        (rules().model_copy(update={"zone": "Nowhere/None"}), "unknown_zone"),
    ],
)
def test_rules_that_do_not_fit_the_data_are_told(tmp_path: Path, said: Rules, key: str) -> None:
    with pytest.raises(ReadError) as told:
        loaded(tmp_path, ROWS, said)
    assert told.value.key == key
    assert "{" not in str(told.value)


def test_parquet_is_read_with_the_types_it_has(tmp_path: Path) -> None:
    made = "select 'A' as company, timestamp '2026-03-01' as day, 'call' as action, 'hi' as note"
    duckdb.sql(f"{made} union all select 'B', timestamp '2026-03-02', 'order', NULL").write_parquet(
        str(tmp_path / "e.parquet")
    )
    with read(rules("e.parquet"), tmp_path, today=TODAY) as log:
        assert events(log) == BOTH


def test_a_sheet_is_read_from_its_header_on(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "表紙"
    page = book.create_sheet("活動")
    for row in (
        ["報告", None],
        [],
        ["company", "day", "action", "note"],
        ["A", datetime(2026, 3, 1), "call", 1.0],
    ):
        page.append(row)
    page.append(["B", 46083, "order"])  # a day that nobody formatted as one
    book.save(tmp_path / "e.xlsx")
    with read(rules("e.xlsx", sheet="活動"), tmp_path, today=TODAY) as log:
        assert (events(log), remarks(log)) == (BOTH, {"serials": 1})
    with pytest.raises(ReadError, match="表紙, 活動"):
        read(rules("e.xlsx", sheet="none"), tmp_path)


def test_a_process_log_is_read_with_what_its_traces_say(tmp_path: Path) -> None:
    said = '<string key="concept:name" value="{}"/><date key="day" value="{}"/>'
    event = "<event>" + said.format("call", "2026-03-01T09:00:00.123+09:00") + "</event>"
    trace = f'<trace><string key="concept:name" value="A"/>{event}</trace>'
    (tmp_path / "e.xes.gz").write_bytes(gzip.compress(f"<log>{trace}</log>".encode()))
    with read(rules("e.xes.gz", account="case:concept:name", what="concept:name", text=""), tmp_path) as log:
        assert events(log) == BOTH[:1]


def test_a_database_is_read_by_its_url(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "crm.db") as db:
        db.execute("create table e(company, day, action, note)")
        db.executemany(
            "insert into e values (?, ?, ?, ?)", [line.split(",") for line in ROWS.splitlines()[1:]]
        )
    db.close()
    url = f"sqlite:///{tmp_path / 'crm.db'}"
    with read(rules(), url, today=TODAY) as log:
        assert events(log) == BOTH
    assert listing(url) == (Found(table="e"),)
    with pytest.raises(ReadError):
        read(rules(), f"sqlite:///{tmp_path / 'none.db'}")
    assert not (tmp_path / "none.db").exists()


def test_several_files_of_one_pattern_are_one_source(tmp_path: Path) -> None:
    (tmp_path / "calls_2.csv").write_text("day,company,action,note\n2026-03-02,B,order,\n")
    with loaded(tmp_path, ROWS.rsplit("B", 1)[0], rules("calls_*.csv"), name="calls_1.csv") as log:
        assert events(log) == BOTH


def test_a_row_tells_an_event_for_each_time_it_holds(tmp_path: Path) -> None:
    times = (Time(column="begun", what="begun"), Time(column="done"))
    said = rules(times=times, what="state", text="note", amount="sum", score="nps")
    content = 'company,begun,done,state,note,sum,nps\nA,2026-03-01,2026-04-01,Won,fine,"¥1,200",9\n'
    content += "B,2026-03-02,,Open,,,\n"
    with loaded(tmp_path, content, said) as log:
        assert [what for _, _, what in events(log)] == ["begun", "begun", "Won"]
        notes = log.db.execute(
            "select what, text, amount, score from notes join kinds using (kind) order by t"
        ).fetchall()
    assert notes == [("begun", None, 1200.0, None), ("Won", "fine", 1200.0, 9.0)]


def test_looked_up_columns_stand_beside_the_rows_along_a_chain(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("order,company\n1,A\n2,B\n2,Z\n")
    (tmp_path / "names.csv").write_text("company,name\nA,Acme\n")
    chain = (Lookup(source="orders", on="order", take=("company", "name")),)
    said = Rules(
        zone="UTC",
        sources=(
            Source(
                name="items",
                file="e.csv",
                account="company",
                times=(Time(column="day"),),
                what="name",
                lookups=chain,
            ),
            Source(
                name="orders", kind="other", lookups=(Lookup(source="names", on="company", take=("name",)),)
            ),
            Source(name="names", kind="other"),
        ),
    )
    with loaded(tmp_path, "order,day\n1,2026-03-01\n2,2026-03-02\n3,2026-03-03\n", said) as log:
        assert events(log) == [("A", BOTH[0][1], "Acme"), ("B", BOTH[1][1], "")]
        assert log.db.execute("select * from coverage order by 1").fetchall() == [
            ("items", "orders", 2, 3, "3"),
            ("orders", "names", 1, 3, "B"),
        ]
        assert remarks(log) == {"no_key": 1, "lookup_several": 1}


def test_sources_that_look_up_each_other_are_refused(tmp_path: Path) -> None:
    again = Source(name="f", file="e.csv", lookups=(Lookup(source="e", on="company", take=("day",)),))
    own = (
        rules().sources[0].model_copy(update={"lookups": (Lookup(source="f", on="company", take=("day",)),)})
    )
    with pytest.raises(ReadError, match="e → f → e"):
        loaded(tmp_path, ROWS, Rules(sources=(own, again)))


def test_segments_come_from_lists_first_then_from_the_earliest_event(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("company,size,aim\nA,large,yes\nA,small,yes\nZ,small,対象外\nY,,maybe\n")
    said = rules(segments=("note", "size"), lookups=(), text="")
    lists = Source(
        name="a", file="a.csv", kind="accounts", account="company", segments=("size",), target="aim"
    )
    content = "company,day,action,note,size\nA,2026-03-02,x,late,tiny\nA,2026-03-01,x,early,tiny\n"
    content += "B,2026-03-01,x,,tiny\n"
    with loaded(tmp_path, content, said.model_copy(update={"sources": (*said.sources, lists)})) as log:
        found = log.db.execute(
            "select name, dim, segment from segments join keys using (key) order by 1, 2"
        ).fetchall()
        aims = log.db.execute("select name from targets join keys using (key) order by 1").fetchall()
        assert found == [
            ("A", "note", "early"),
            ("A", "size", "large"),
            ("B", "size", "tiny"),
            ("Z", "size", "small"),
        ]
        assert aims == [("A",), ("Y",)]
        assert remarks(log) == {"listed_twice": 1, "target_unsure": 1}


def test_a_deal_has_the_segments_of_its_account(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("company,size\nA,large\n")
    said = rules(deal="action", what="").model_copy(update={"key": "deal"})
    lists = Source(name="a", file="a.csv", kind="accounts", account="company", segments=("size",))
    with loaded(tmp_path, ROWS, said.model_copy(update={"sources": (*said.sources, lists)})) as log:
        asked = "select name, segment from segments join keys using (key)"
        assert log.db.execute(asked).fetchall() == [("call", "large")]


def test_without_any_time_the_log_is_a_snapshot(tmp_path: Path) -> None:
    with loaded(tmp_path, ROWS, rules(times=())) as log:
        assert (log.snapshot, log.untimed) == (True, ("e",))
        assert {t for _, t, _ in events(log)} == {"2026-11-01 23:59:59+00:00"}
        assert remarks(log) == {"snapshot": 2}


def test_beside_times_a_source_without_them_moves_nobody(tmp_path: Path) -> None:
    still = Source(name="nps", file="n.csv", account="company", text="note")
    (tmp_path / "n.csv").write_text("company,note\nA,slow\n")
    said = rules(text="").model_copy(update={"sources": (*rules(text="").sources, still)})
    with loaded(tmp_path, ROWS, said) as log:
        assert (events(log), log.snapshot, log.untimed) == (BOTH, False, ("nps",))
        assert log.db.execute("select source, n from kinds order by kind").fetchall() == [
            ("e", 1),
            ("e", 1),
            ("nps", 1),
        ]
        assert log.db.execute("select text, t from notes").fetchall() == [("slow", log.as_of)]


def test_the_as_of_day_is_the_last_with_an_event_until_today(tmp_path: Path) -> None:
    with loaded(tmp_path, ROWS + "C,2027-01-01,plan,\n") as log:
        assert log.as_of == end_of(date(2026, 3, 2), "UTC")
        assert len(events(log)) == 3
    with loaded(tmp_path, ROWS, rules().model_copy(update={"as_of": "2026-03-01"})) as log:
        assert log.as_of == end_of(date(2026, 3, 1), "UTC")


def test_names_are_one_however_they_are_composed_or_spaced(tmp_path: Path) -> None:
    content = "company,day,action,note\nガス,2026-03-01,a,\n ガス　,2026-03-02,a ,\n"
    with loaded(tmp_path, content) as log:
        assert log.db.execute("select name from keys").fetchall() == [("ガス",)]
        assert log.db.execute("select what, n from kinds").fetchall() == [("a", 2)]


def test_an_ended_or_failed_load_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr(running.tempfile, "tempdir", str(spare))
    loaded(tmp_path, ROWS).close()
    with pytest.raises(ReadError):
        loaded(tmp_path, ROWS, rules(account="who"))
    assert list(spare.iterdir()) == []


def test_a_load_that_somebody_stops_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class StoppedError(Exception):
        pass

    def stop(source: str, share: float) -> None:
        raise StoppedError

    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr(running.tempfile, "tempdir", str(spare))
    (tmp_path / "e.csv").write_text(ROWS + "A,2026-03-01\n" * 30_000)
    with pytest.raises(StoppedError):
        read(rules(), tmp_path, progress=stop)
    assert list(spare.iterdir()) == []


def test_progress_grows_to_the_whole(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(ROWS + "A,2026-03-01\n" * 30_000)
    shares: list[float] = []
    read(rules(), tmp_path, progress=lambda source, share: shares.append(share)).close()
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_folder_lists_its_tables_and_nothing_else(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("two")
    book.save(tmp_path / "b.xlsx")
    for name in ("a.csv", ".hidden.csv", "~$b.xlsx", "readme.md", "sub/c.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(codecs.BOM_UTF8)
    found = listing(tmp_path)
    assert found == (Found("a.csv"), Found("b.xlsx", "Sheet"), Found("b.xlsx", "two"), Found("sub/c.tsv"))
    with pytest.raises(ReadError):
        listing(tmp_path / "none")


def test_a_log_of_plain_rows_has_dense_numbers_in_order() -> None:
    rows = [
        ("B", 5, "crm", "order", ""),
        ("A", 1, "crm", "call", ""),
        ("A", 2, "mail", "open", "", "hi", None, 9),
    ]
    with Log.of(rows, {("B", "size"): "L"}, targets=["Z"]) as log:
        assert log.db.execute("from keys order by key").fetchall() == [(0, "A"), (1, "B"), (2, "Z")]
        assert log.db.execute("select kind, what, n from kinds order by kind").fetchall() == [
            (0, "call", 1),
            (1, "order", 1),
            (2, "open", 1),
        ]
        assert log.db.execute("select t, text, score from notes").fetchall() == [(2, "hi", 9.0)]
        assert log.as_of == 86_399


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_heading_of_two_lines_costs_no_row(tmp_path: Path, newline: str) -> None:
    text = ROWS.replace("note", '"note\n(free)"', 1).replace("\n", newline)
    said = rules(text="note (free)")
    with loaded(tmp_path, text, said) as log:
        assert events(log) == BOTH
    with loaded(tmp_path, '"Report\nof 2026"\n\n' + ROWS) as log:
        assert events(log) == BOTH


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (("1.000", "12.500"), {"amount_open": 2}),
        (("¥1.000", "¥200"), {"amount_open": 1}),
        (("1.000", "2.5"), {}),
        (("¥1,000", "$10"), {"currencies": 1}),
        (("1,000円", "￥20"), {}),
        (("R$ 1.000", "R$ 2,50"), {}),
    ],
)
def test_amounts_of_two_readings_or_currencies_are_told(
    tmp_path: Path, amounts: tuple[str, str], told: dict[str, int]
) -> None:
    text = "company\tday\taction\tnote\tamt\n" + "".join(f"A\t2026-03-01\tx\t\t{n}\n" for n in amounts)
    with loaded(tmp_path, text, rules(amount="amt")) as log:
        assert remarks(log) == told


def test_a_lookup_that_finds_different_rows_says_so(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("deal,company\n1,A\n1,B\n2,C\n2,C\n")
    own = rules(text="").sources[0]
    own = own.model_copy(update={"lookups": (Lookup(source="m", on="deal", take=("company",)),)})
    both = Rules(zone="UTC", sources=(own, Source(name="m", file="m.csv", kind="other")))
    with loaded(tmp_path, "deal,day,action\n1,2026-03-01,x\n2,2026-03-01,x\n", both) as log:
        assert remarks(log) == {"lookup_several": 1}


def test_days_of_two_orders_in_one_column_leave_the_others_in_doubt(tmp_path: Path) -> None:
    days = ("25/03/2026", "26/03/2026", "03/27/2026", "03/04/2026")
    text = "company,day,action,note\n" + "".join(f"A,{day},x,\n" for day in days)
    with loaded(tmp_path, text) as log:
        assert remarks(log) == {"order_mixed": 1, "order_doubt": 1}
    with loaded(tmp_path, "company,day,action,note\nA,26/2/1,x,\nA,1/2/26,x,\n") as log:
        assert remarks(log) == {"order_doubt": 1}


def test_a_password_in_the_query_of_an_address_is_not_told() -> None:
    with pytest.raises(ReadError) as caught:
        read(rules(), "postgresql://u:secret@127.0.0.1:1/x?password=secret", today=TODAY)
    assert caught.value.key == "database_failed"
    assert "secret" not in str(caught.value)


def test_two_sources_that_read_the_same_file_are_told(tmp_path: Path) -> None:
    own = rules().sources[0]
    both = Rules(zone="UTC", sources=(own, own.model_copy(update={"name": "f", "file": "*.csv"})))
    with loaded(tmp_path, ROWS, both) as log:
        assert remarks(log) == {"file_twice": 1}


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_file_of_headings_alone_has_no_row(tmp_path: Path, end: str) -> None:
    with loaded(tmp_path, ROWS.partition("\n")[0] + end) as log:
        assert log.db.execute('select "rows" from sources').fetchall() == [(0,)]
