"""Texts and scores stand at the stage where the customer was, and nothing in them points to a person."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit.evidence.log import Log
from journeykit.evidence.reading import read
from journeykit.evidence.results.bearings import walk
from journeykit.evidence.results.masking import bare_names, mask
from journeykit.evidence.results.nps import Answers
from journeykit.evidence.results.texts import named
from journeykit.evidence.rules import LEFT, Rule, Rules, Source, Time
from journeykit.records import SIX, Stage
from tests.evidence_oracle import figures as oracle

STAGES = [Stage(id=six, rolls_up=six) for six in SIX]
LABELLED = [
    line.split("\t")
    for line in Path(__file__).parent.joinpath("data", "masking.tsv").read_text("utf-8").splitlines()
]
RULES = Rules(
    zone="UTC",
    rules=(
        Rule(what=("ask",), stage="interest"),
        Rule(what=("meet",), stage="consideration"),
        Rule(what=("gripe",), stage="retention", moves="none"),
        Rule(what=("end",), stage=LEFT),
    ),
)


def said(*rows: tuple) -> list[int | None]:
    with Log.of([("A", *row) for row in rows]) as log:
        return [one.stage for one in walk(log, RULES, STAGES)]


def test_a_text_stands_where_the_customer_was_at_that_moment():
    rows = [(0, "crm", "ask", "", "first"), (9, "crm", "note", "", "then"), (5, "crm", "meet", "")]
    assert said(*rows) == [SIX.index("interest"), SIX.index("consideration")]


def test_a_text_whose_rule_moves_nobody_stands_at_the_stage_that_the_rule_names():
    assert said((0, "crm", "ask", ""), (5, "crm", "gripe", "", "slow")) == [SIX.index("retention")]


def test_a_text_from_before_any_stage_or_after_leaving_stands_nowhere():
    assert said((0, "crm", "note", "", "who?"), (3, "crm", "end", ""), (5, "crm", "note", "", "bye")) == [
        None,
        -1,
    ]


@st.composite
def ruled(draw: st.DrawFn) -> Rules:
    rule = st.builds(
        Rule,
        what=st.sampled_from([(), ("a",), ("b",), ("a", "c")]),
        nth=st.sampled_from(["", "", "1", "2+", "2-3"]),
        stage=st.sampled_from(["", *SIX[:4], LEFT]),
        moves=st.sampled_from(["any", "up", "none"]),
        sticky=st.booleans(),
    )
    return Rules(zone="UTC", rules=tuple(draw(st.lists(rule, min_size=1, max_size=4))))


EVENTS = st.tuples(
    st.sampled_from("xyz"), st.integers(0, 5), st.just("s"), st.sampled_from("abc"), st.just("")
)


@given(rules=ruled(), rows=st.lists(EVENTS, max_size=14))
def test_where_customers_end_is_what_the_slow_count_of_all_figures_says(rules, rows):
    with Log.of(rows) as log:
        every = [kind for (kind,) in log.db.execute("select kind from kinds").fetchall()]
        none = {at for at, rule in enumerate(rules.rules) if rule.moves == "none"}
        plain = rules.model_copy(update={"rules": tuple(
            rule.model_copy(update={"stage": "", "moves": "any"}) if at in none else rule
            for at, rule in enumerate(rules.rules))})  # fmt: skip
        ends = {one.key: one.stage for one in walk(log, plain, STAGES, every)}
        now = {row.stage: row.n for row in oracle(log, plain, list(SIX)).now if row.dim == "all" and row.n}
    assert Counter(stage for stage in ends.values() if stage is not None) == now


def hits(text: str, secrets: str) -> tuple[int, int]:
    """Return how many of the secrets are gone from a text, and how many there are."""
    masked, every = (
        mask(text, "ja", ["株式会社山本製作所", "Globex Inc."]),
        [s for s in secrets.split("|") if s],
    )
    return sum(secret not in masked for secret in every), len(every)


def test_nine_in_ten_of_what_points_to_a_person_is_masked():
    gone, every = (sum(column) for column in zip(*(hits(t, s) for t, s in LABELLED), strict=True))
    assert every >= 60
    assert gone / every >= 0.9


def test_mails_phones_addresses_and_customers_are_masked_without_exception():
    sure = [
        (t, s) for t, s in LABELLED for secret in s.split("|") if any(c.isdigit() or c == "@" for c in secret)
    ]
    assert [text for text, secrets in sure if hits(text, secrets)[0] < hits(text, secrets)[1]] == []
    assert "山本" not in mask("山本製作所の件", "ja", ["株式会社山本製作所"])
    assert "globex" not in mask("GLOBEX is angry", "en", ["Globex Inc."]).casefold()


def test_texts_that_point_to_nobody_stay_as_they_are():
    clean = [text for text, secrets in LABELLED if not secrets]
    assert len(clean) >= 20
    assert [text for text in clean if mask(text, "ja") != text] == []


@given(st.text(max_size=200))
def test_any_text_can_be_masked_and_masking_twice_changes_nothing_more(text):
    once = mask(text, "ja", ["A社"])
    assert mask(once, "ja", ["A社"]) == once


def test_a_short_customers_name_is_no_word_of_another_language():
    assert bare_names("AB") == []
    assert mask("cargo", "en", ["Car"]) == "cargo"


@pytest.mark.parametrize(
    ("given_", "nps"), [([10] * 5, 100), ([0] * 5, -100), ([7] * 5, 0), ([10, 10, 10, 0], 50)]
)
def test_the_nps_is_the_share_of_promoters_less_that_of_detractors(given_, nps):
    answers = Answers()
    for key, score in enumerate(given_):
        answers.take(key, score)
    assert answers.nps == nps


def test_texts_name_nobody_whom_the_data_name_whoever_is_followed(tmp_path: Path) -> None:
    rows = [f"d{at},Hikari Works,Ada Byron,2026-03-01,call,Ada Byron wishes {at}" for at in range(6)]
    (tmp_path / "e.csv").write_text("\n".join(["deal,firm,person,day,what,said", *rows]))
    parts = {"deal": "deal", "account": "firm", "contact": "person", "times": (Time(column="day"),)}
    said = Rules(key="deal", sources=(Source.model_validate({"name": "e", "text": "said", **parts}),))
    with read(said, tmp_path) as log:
        assert sorted(named(log, ["ada byron (Hikari Works)"])) == ["Ada Byron", "Hikari Works"]
