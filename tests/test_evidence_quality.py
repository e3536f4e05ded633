"""What is to be known of the data before any figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from journeykit import catalogue
from journeykit.evidence.log import Log
from journeykit.evidence.quality import Row, quality
from journeykit.evidence.reading import read
from journeykit.evidence.rules import Rule, Rules, Source, Time

STAGES = ("awareness", "interest", "purchase", "retention")
RULES = Rules(
    rules=(
        Rule(what=("call",), stage="interest"),
        Rule(what=("order",), nth="2+", stage="retention"),
        Rule(what=("order",), stage="purchase"),
    )
)


def told(log: Log, rules: Rules = RULES) -> dict[str, tuple[str, int, int]]:
    return {row.key: (row.where, row.n, row.of) for row in quality(log, rules, STAGES)}


def test_every_sentence_is_there_in_both_languages() -> None:
    ja, en = (catalogue.read("evidence", lang)["quality"] for lang in catalogue.LANGUAGES)
    assert ja.keys() == en.keys()
    assert not [text for text in (*ja.values(), *en.values()) if "{" in text]


def test_events_that_no_rule_takes_are_counted_by_kind() -> None:
    rows = [("A", 0, "crm", "call", ""), ("A", 1, "crm", "visit", "x"), ("B", 2, "crm", "visit", "x")]
    with Log.of(rows) as log:
        found = told(log)
    assert found["unmapped"] == ("", 2, 3)
    assert found["unmapped_kind"] == ("crm · visit · x", 2, 3)


def test_an_as_of_day_that_has_not_come_yet_is_told_in_days(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("company,day\nA,2026-03-01\n", "utf-8")
    source = Source(name="e", file="e.csv", account="company", times=(Time(column="day"),))
    for as_of, days in (("2026-11-11", 10), ("2026-11-01", None), ("2025-01-01", None)):
        rules = RULES.model_copy(update={"sources": (source,), "as_of": as_of})
        with read(rules, tmp_path, today=date(2026, 11, 1)) as log:
            assert told(log, rules).get("as_of_ahead") == (("", days, 0) if days else None)


def test_an_order_before_any_earlier_stage_is_told_by_customer() -> None:
    rows = [
        ("A", 0, "crm", "order", ""),
        ("A", 1, "crm", "call", ""),
        ("B", 0, "crm", "call", ""),
        ("B", 9, "crm", "order", ""),
    ]
    with Log.of(rows) as log:
        assert told(log)["order_first"] == ("", 1, 2)


def test_stages_told_at_one_moment_and_repeated_events_are_counted() -> None:
    rows = [("A", 0, "crm", "order", ""), ("A", 0, "crm", "call", ""), ("A", 0, "crm", "call", "")]
    with Log.of(rows) as log:
        found = told(log)
    assert (found["ties"], found["same"]) == (("", 1, 0), ("", 1, 3))


def test_events_after_the_as_of_day_are_told_by_source() -> None:
    with Log.of([("A", 0, "crm", "call", ""), ("A", 99, "crm", "call", "")], as_of=50) as log:
        assert told(log)["ahead"] == ("crm", 1, 2)


def test_whom_nobody_met_and_whose_segment_is_unknown_are_counted() -> None:
    rows = [("A", 0, "crm", "call", ""), ("B", 0, "crm", "call", "")]
    with Log.of(rows, {("A", "size"): "L"}, targets=("A", "Z")) as log:
        found = told(log)
    assert (found["never_seen"], found["no_segment"]) == (("", 1, 2), ("size", 1, 2))


def test_names_that_may_be_one_customer_are_told_without_being_shown() -> None:
    rows = [(name, 0, "crm", "call", "") for name in ("株式会社ABC商事", "ＡＢＣ商事(株)", "XYZ")]
    with Log.of(rows) as log:
        row = next(row for row in quality(log, RULES, STAGES) if row.key == "alike")
    assert row[:5] == ("alike", "", 2, 3, "alike")
    assert "ABC" in row.example


def test_one_customer_with_most_events_is_told() -> None:
    with Log.of([("A", n, "crm", "call", "") for n in range(120)] + [("B", 0, "crm", "call", "")]) as log:
        assert told(log)["one_key"] == ("", 120, 121)


def test_nothing_at_all_is_said_in_words() -> None:
    with Log.of([]) as log:
        assert quality(log, RULES, STAGES) == [Row("no_events", "", 0, 0, "no_events")]


def test_what_reading_left_out_stands_beside_the_rows_it_is_of(tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text(
        "who,day,to\nA,2026-03-01,call\nA,soon,call\n,2026-03-01,call\nA,,call\n"
    )
    source = Source(name="crm", account="who", times=(Time(column="day"),), what="to")
    with read(RULES.model_copy(update={"sources": (source,)}), tmp_path, today=date(2026, 11, 1)) as log:
        found = told(log)
    found.pop("rule_empty")  # there are other rules than those for a call
    assert found == {
        "events": ("crm", 1, 4),
        "bad_time": ("crm", 1, 4),
        "no_key": ("crm", 1, 4),
        "no_time": ("crm · day", 1, 4),
    }


def test_no_line_that_is_shown_holds_a_customers_name(tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text(
        "who,day,to\nSecret Ltd,soon,call\nsecret,2026-03-01,call\n-,2026-03-01,x\n"
    )
    source = Source(name="crm", account="who", times=(Time(column="day"),), what="to")
    with read(RULES.model_copy(update={"sources": (source,)}), tmp_path) as log:
        shown = [str(row[:5]).casefold() for row in quality(log, RULES, STAGES)]
    assert not [line for line in shown if "secret" in line]


def test_what_the_nth_leaves_over_and_rules_that_do_nothing_are_told() -> None:
    rows = [("A", 0, "crm", "order", ""), ("A", 9, "crm", "order", ""), ("B", 0, "crm", "order", "")]
    said = Rules(
        rules=(
            Rule(what=("order",), nth="2+", stage="retention"),
            Rule(what=("nothing",), stage="purchase"),
            Rule(what=("ord*",), source=("web",), stage="purchase"),
        )
    )
    with Log.of(rows) as log:
        found = {row.what: row[1:4] for row in quality(log, said, STAGES)}
        again = said.model_copy(update={"rules": (Rule(stage="purchase"), *said.rules)})
        hidden = {row.what: row[1:4] for row in quality(log, again, STAGES)}
    assert found["unmapped"] == ("", 2, 3)
    assert found["rule_empty"] == ("2, 3", 2, 3)
    assert hidden["rule_hidden"] == ("2", 1, 4)
    assert "unmapped" not in hidden


def test_numbers_with_and_without_noughts_before_them_may_be_one_customer() -> None:
    with Log.of([("00123", 0, "crm", "x", ""), ("123", 0, "crm", "x", ""), ("0", 0, "crm", "x", "")]) as log:
        assert {row.what: row.n for row in quality(log, Rules(), STAGES)}["alike"] == 2
