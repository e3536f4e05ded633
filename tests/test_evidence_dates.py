"""Days, hours and amounts as exports write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit.evidence.reading import dates, moments, zones
from journeykit.evidence.reading.numbers import comma, number, score
from journeykit.evidence.reading.tables import Table
from journeykit.evidence.rules import Source

EPOCH = date(1970, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "２０２６年３月１日", "2026年3月1日(日)"),
        *("令和8年3月1日", "R8.3.1", "㋿8年3月1日", "2026年3月1日（日曜日）", "26年3月1日", "20260301"),
        *("1 Mar, 2026", "Mar 1 2026", "March 1st, 2026", "Sun, 1 Mar 2026", "1-Mar-26", "1. März 2026"),
        *("1 de março de 2026", "1er mars 2026".replace("er", ""), "Sunday March 1, 2026"),
    ],
)
def test_one_day_is_written_in_many_ways(text: str) -> None:
    assert dates.day(text) == dates.Day((date(2026, 3, 1) - EPOCH).days)


@pytest.mark.parametrize("text", ["", "hello", "3/1", "2026-02-30", "13月", "99/99/9999", "2026", "令和元"])
def test_what_is_no_day_stays_unread(text: str) -> None:
    assert dates.day(text) is None


def test_the_first_year_of_an_era_has_a_name() -> None:
    assert dates.day("平成元年1月8日") == dates.day("1989-01-08")
    assert dates.day("昭和64年1月7日") == dates.day("1989-01-07")


def test_a_month_alone_is_its_first_day_and_vague() -> None:
    assert dates.day("2026年3月") == dates.Day((date(2026, 3, 1) - EPOCH).days, vague=True)


@pytest.mark.parametrize(
    ("texts", "likely", "found"),
    [
        (["03/04/2021", "13/04/2021"], "mdy", ("dmy", 1, 0)),
        (["03/04/2021", "04/13/2021"], "dmy", ("mdy", 1, 0)),
        (["03/04/2021"], "mdy", ("mdy", 1, 0)),
        (["13/04/2021", "14/04/2021", "04/15/2021"], "mdy", ("dmy", 0, 1)),
        (["04/04/2021"], "dmy", ("dmy", 0, 0)),
        (["26/3/1", "26/3/31"], "dmy", ("ymd", 1, 0)),
        (["26/03/31"], "dmy", ("dmy", 1, 0)),
    ],
)
def test_the_order_of_days_is_found_from_the_column(
    texts: list[str], likely: str, found: tuple[str, int, int]
) -> None:
    assert dates.order_of(texts, likely) == found


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from(["ymd", "dmy", "mdy"]))
def test_every_day_is_read_back_in_its_order(day: date, order: str) -> None:
    parts = {"y": f"{day.year % 100:02}", "m": str(day.month), "d": str(day.day)}
    assert dates.day("/".join(parts[letter] for letter in order), order) == dates.Day((day - EPOCH).days)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        *((" 10:00", (36_000, None)), ("T10:00:00Z", (36_000, 0)), ("10:00:00+09:00", (36_000, 32_400))),
        *(("午後3:05", (54_300, None)), ("午前10時30分", (37_800, None)), ("15時", (54_000, None))),
        *(("12:30 AM", (1_800, None)), ("12:00 PM", (43_200, None)), ("3:05 p.m.", (54_300, None))),
        *(
            ("10:00 JST", (36_000, 32_400)),
            ("10:00:00 -0330", (36_000, -12_600)),
            ("１０：３０", (37_800, None)),
        ),
        *(("24:00", (86_400, None)), ("25:00", None), ("10:61", None), ("10:00 XYZ", None)),
    ],
)
def test_hours_are_read_as_they_are_written(text: str, read: tuple[int, int | None] | None) -> None:
    assert dates.clock(text) == read


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)),
    st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_local_times_are_those_of_zoneinfo(local: datetime, zone: str) -> None:
    seconds = int((local.replace(microsecond=0) - datetime(1970, 1, 1)).total_seconds())
    said = duckdb.sql(f"select {zones.utc('x', zone)} from (select {seconds}::bigint as x)").fetchall()[0][0]
    assert said == int(local.replace(microsecond=0, tzinfo=ZoneInfo(zone)).timestamp())


def test_a_clock_that_is_put_back_means_the_first_of_two_hours_and_no_hour_is_lost() -> None:
    def utc(text: str) -> datetime:
        local = int((datetime.fromisoformat(text) - datetime(1970, 1, 1)).total_seconds())
        asked = f"select {zones.utc('x', 'Europe/Berlin')} from (select {local}::bigint as x)"
        return datetime.fromtimestamp(duckdb.sql(asked).fetchall()[0][0], UTC)

    assert utc("2024-10-27T02:30").hour == 0
    assert utc("2024-03-31T02:30") - utc("2024-03-31T01:59") == timedelta(minutes=31)


def column(
    *texts: str | None, zone: str = "Asia/Tokyo", order: str = ""
) -> tuple[list[str | None], list[str]]:
    """Return what a column of texts is read as, in UTC, and the remarks of it."""
    db, told = duckdb.connect(), []
    db.execute("create temp table t(at_ varchar)")
    db.execute("insert into t select unnest(?::varchar[])", [list(texts)])
    table, source = Table("t", {"at_": "VARCHAR"}, len(texts)), Source(name="s", order=order)
    one = moments.quick(db, table, "at_") or moments.moment(
        db, table, "at_", source, zone=zone, remark=lambda what, n, example: told.append(f"{what} {n}")
    )
    rows = f"select {one.local} as l, {one.ahead} as a, r.rowid as i from t r{one.joins}"
    asked = f"select case when a is null then {zones.utc('l', zone)} else l - a end from ({rows}) order by i"
    found = [row[0] for row in db.execute(asked).fetchall()]
    return [
        None if t is None else datetime.fromtimestamp(t, UTC).strftime("%Y-%m-%d %H:%M:%S") for t in found
    ], told


def test_styles_may_be_mixed_where_each_value_has_one_reading() -> None:
    texts = (
        "2026/3/1",
        "令和8年3月1日",
        "15 Apr, 2021 00:02:00",
        "2026-03-01T09:00:00Z",
        "2026年3月1日 午後3:05",
    )
    read, told = column(*texts, zone="UTC")
    days = ("2026-03-01 00:00:00", "2026-03-01 00:00:00", "2021-04-15 00:02:00", "2026-03-01 09:00:00")
    assert (read, told) == ([*days, "2026-03-01 15:05:00"], [])


def test_numbers_are_days_of_a_spreadsheet_or_seconds_by_their_size() -> None:
    texts = ("45000.5", "1614556800", "1614556800000", "20210301", "20210301123000")
    read, told = column(*texts, zone="UTC")
    same = "2021-03-01 00:00:00"
    assert read == ["2023-03-15 12:00:00", same, same, same, "2021-03-01 12:30:00"]
    assert told == ["serials 1"]


def test_a_time_that_names_its_zone_is_not_moved_again() -> None:
    assert column("2026-03-01 10:00+09", "2026-03-01 10:00:00")[0] == ["2026-03-01 01:00:00"] * 2
    assert column("2026-03-01 10:00:00.123+02:00")[0] == ["2026-03-01 08:00:00"]


def test_days_that_could_be_swapped_are_told_with_their_number() -> None:
    assert column("03/04/2021", "03/04/2021", "x")[1] == ["order_open 2"]
    assert column("03/04/2021", order="dmy", zone="UTC") == (["2021-04-03 00:00:00"], [])
    assert column("13/04/2021", "14/04/2021", "04/15/2021")[1] == ["order_mixed 1"]


def test_what_cannot_be_read_has_no_time() -> None:
    assert column("soon", None, "2026-02-30", "0000-00-00", "2026-03-01 99:00")[0] == [None] * 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("¥1,234", 1234), ("￥１，２３４", 1234), ("$1,234.50", 1234.5), ("12万円", 120_000)),
        *(
            ("1,200千円", 1_200_000),
            ("(300)", -300),
            ("▲1,000", -1000),
            ("35%", 0.35),
            ("1億2,000万円", 120_000_000),
        ),
        *(("1,234円(税込)", 1234), ("-", None), ("abc", None), ("1e400", None), ("", None), ("300-", -300)),
    ],
)
def test_amounts_are_read_as_they_are_written(text: str, value: float | None) -> None:
    assert number(text) == value


def test_a_column_tells_whether_its_comma_stands_before_decimals() -> None:
    assert comma(["1.234,50", "1.234"])
    assert not comma(["1,234", "2"])
    assert number("1.234", decimal_comma=True) == 1234


def test_a_score_may_have_words_behind_it() -> None:
    assert (score("9 (とても勧めたい)"), score("7 / 10"), score("８点"), score("none")) == (9, 7, 8, None)
