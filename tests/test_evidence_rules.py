"""The rule file: read with the line of each mistake, written with its comments, matched without surprises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit.catalogue import LANGUAGES, explain
from journeykit.errors import ReadError, WorkshopError
from journeykit.evidence import rules as rulebook
from journeykit.evidence.counts import count
from journeykit.evidence.log import Log
from journeykit.evidence.matching import Candidate, Kind, candidates
from journeykit.evidence.rules import Lookup, Rule, Rules, Source, Time

FILE = """\
# our deals, 2026
key = "deal" # not the account
zone = "Asia/Tokyo"

# === sources ===

# the pipeline
[[sources]]
name = "deals"
file = "deals.csv"
times = [{ column = "close_date", what = "closed" }]

# === rules ===

# the first order
[[rules]]
what = ["won"] # as sales says
stage = "purchase"
nth = "1"

# further ones
[[rules]]
what = ["won"]
stage = "retention"
sticky = true
"""

LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SOME = st.builds(
    Rules,
    key=st.sampled_from(rulebook.KEYS),
    idle=st.integers(1, 3660),
    sources=st.lists(
        st.builds(
            Source,
            name=LINE,
            file=LINE,
            times=st.lists(st.builds(Time, column=LINE, what=LINE), max_size=2).map(tuple),
            segments=st.lists(LINE, max_size=2).map(tuple),
        ),
        max_size=3,
        unique_by=lambda source: source.name,
    ).map(tuple),
    rules=st.lists(
        st.builds(
            Rule, what=st.lists(LINE, max_size=2).map(tuple), stage=LINE, sticky=st.booleans(), note=LINE
        ),
        max_size=4,
    ).map(tuple),
)


@given(SOME, st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_again(rules: Rules, lang: str) -> None:
    assert rulebook.parse(rulebook.text(rules, lang)) == rules


@given(SOME, SOME)
def test_any_change_to_a_file_is_written_into_it(was: Rules, now: Rules) -> None:
    said = rulebook.rulefile.edited(
        rulebook.text(was, "en"), rulebook._plain(was), rulebook._plain(now), "en"
    )
    assert rulebook.parse(said) == now


def test_comments_survive_a_change_and_go_where_their_rule_goes(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(FILE, "utf-8")
    rules = rulebook.read(file)
    first, further = rules.rules
    later = first.model_copy(update={"nth": "1-2"})
    rulebook.write(file, rules.model_copy(update={"key": "account", "rules": (further, later)}), "en")
    said = file.read_text("utf-8")
    assert 'key = "account" # not the account' in said
    assert said.index("# === rules ===") < said.index("# further ones\n[[rules]]")
    assert (
        '# the first order\n[[rules]]\nwhat = ["won"] # as sales says\nstage = "purchase"\nnth = "1-2"'
        in said
    )
    assert rulebook.read(file).rules == (further, later)


def test_what_did_not_change_stays_to_the_letter(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(FILE, "utf-8")
    rulebook.write(file, rulebook.read(file), "ja")
    assert file.read_text("utf-8") == FILE


def test_a_file_that_is_no_rule_file_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text("what = [", "utf-8")
    rulebook.write(file, Rules(rules=(Rule(what=("受注",), stage="purchase"),)), "ja")
    assert rulebook.read(file).rules[0].what == ("受注",)
    assert [path.name for path in tmp_path.iterdir()] == ["rules.toml"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkshopError, match="cannot be written"):
        rulebook.write(tmp_path / "missing" / "rules.toml", Rules(), "en")


@pytest.mark.parametrize(
    ("said", "key", "line", "field"),
    [
        ("key = 'x'", "rules_choice", 1, "key"),
        ("\n\nspeed = 1", "rules_unknown", 3, "speed"),
        ("[[rules]]\nwhat = 'won'", "rules_value", 2, "what"),
        ("[[rules]]\n[[rules]]\nstage = 'x'\nnth = '0'", "rules_value", 4, "nth"),
        ("[[rules]]\nnth = '4-2'", "rules_nth", 2, "nth"),
        ("[[sources]]\nfile = 'x.csv'", "rules_missing", 1, "name"),
        ("[[sources]]\nname = 'a'\n[[sources]]\nname = 'a'", "rules_twice", 4, "name"),
        (
            "[[sources]]\nname = 'a'\nlookups = [{source = 'b', on = 'x', take = []}]",
            "rules_no_source",
            3,
            "lookups",
        ),
        ("zone = 'Tokyo'", "rules_zone", 1, "zone"),
        ("as_of = '2026-02-30'", "rules_value", 1, "as_of"),
        ("key = ", "rules_syntax", 1, ""),
        ("idle = 3\nidle = 4", "rules_syntax", 2, ""),
        ("x = [[[[", "rules_syntax", 1, ""),
    ],
)
def test_a_mistake_is_told_with_its_line_and_field(said: str, key: str, line: int, field: str) -> None:
    with pytest.raises(ReadError) as told:
        rulebook.parse(said)
    assert (told.value.key, told.value.values["line"]) == (key, line)
    assert told.value.values.get("field", "") == field
    assert all(explain(told.value, lang) for lang in LANGUAGES)


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes('key = "deal"\n# 受注\n'.encode("cp932"))
    with pytest.raises(ReadError, match=r"line 2.*UTF-8"):
        rulebook.read(file)


def test_the_first_rule_that_fits_counts_whatever_the_case_and_width() -> None:
    rules = Rules(rules=(Rule(what=("ＷＯＮ*",)), Rule(source=("crm",)), Rule()))
    known = [Kind(0, "CRM", "Won (new)", ""), Kind(1, "Crm", "lost", ""), Kind(2, "web", "", "")]
    assert candidates(rules, known) == [(Candidate(0),), (Candidate(1),), (Candidate(2),)]


def test_a_star_stands_for_anything_and_an_empty_value_for_nothing() -> None:
    rules = Rules(rules=(Rule(subtype=("a*c",)), Rule(subtype=("",)), Rule(subtype=("[x]?",))))
    known = [Kind(at, "s", "w", subtype) for at, subtype in enumerate(("abbc", "", "[X]?", "ac d"))]
    assert candidates(rules, known) == [(Candidate(0),), (Candidate(1),), (Candidate(2),), ()]


ORDERS = [(key, at, "crm", "order", "") for key in "AB" for at in range(3)]


def test_counts_tell_what_each_rule_takes_what_hides_it_and_what_is_left() -> None:
    rules = Rules(
        rules=(
            Rule(what=("order",), nth="1", stage="purchase"),
            Rule(what=("order",), nth="2", stage="retention"),
            Rule(what=("visit",)),
            Rule(what=("visit",), stage="interest"),
            Rule(what=("trial",)),
        )
    )
    with Log.of([*ORDERS, ("A", 9, "web", "visit", "")]) as log:
        found = count(rules, log)
    assert [row.events for row in found.rules] == [2, 2, 1, 0, 0]
    assert [(row.hidden, row.by) for row in found.rules[2:4]] == [(False, None), (True, 2)]
    assert [row.empty for row in found.rules] == [False, False, False, False, True]
    assert [(kind.what, kind.n) for kind in found.unmapped] == [("order", 2)]


def test_counting_leaves_nothing_in_the_log_and_takes_a_log_without_events() -> None:
    with Log.of([]) as log:
        assert count(Rules(rules=(Rule(nth="2+"),)), log).rules[0] == (0, 0, None)
        assert log.db.execute(
            "select count(*) from duckdb_tables() where table_name = 'effects'"
        ).fetchone() == (0,)


def test_lookups_are_kept() -> None:
    looked = Lookup(source="a", on="id", take=("industry",))
    rules = Rules(sources=(Source(name="a"), Source(name="b", lookups=(looked,))))
    assert rulebook.parse(rulebook.text(rules, "en")) == rules


@given(st.text("ab*", max_size=8), st.text("ab", max_size=8))
def test_a_pattern_fits_what_stands_between_its_stars_in_that_order(pattern: str, value: str) -> None:
    wanted = re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), value) is not None
    found = candidates(Rules(rules=(Rule(what=(pattern,)),)), [Kind(0, "s", value, "")])
    assert bool(found[0]) == wanted


def test_a_pattern_of_many_stars_answers_at_once() -> None:
    rule = Rule(what=("*a" * 40 + "b",))
    assert candidates(Rules(rules=(rule,)), [Kind(0, "s", "a" * 5000, "")]) == [()]
