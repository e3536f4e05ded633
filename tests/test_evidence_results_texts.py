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
DATA = Path(__file__).parent / "data"
LABELLED, LATE = (
    [line.split("\t") for line in DATA.joinpath(f"{name}.tsv").read_text("utf-8").splitlines()]
    for name in ("masking", "masking_late")
)
"""Texts and what in them points to a person; no rule was made with the late ones in sight."""
PEOPLE = ("佐藤 健太", "田村美咲", "Grace Hopper", "Will Smith", "Ines Costa")
"""Who stands in other columns."""
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


def test_a_walk_tells_how_far_it_is_and_ends_where_nobody_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Enough(Exception):
        pass

    def stop(part: float) -> None:
        parts.append(part)
        if len(parts) == 3:
            raise Enough

    parts: list[float] = []
    monkeypatch.setattr("journeykit.evidence.results.bearings._CHUNK", 10)
    with Log.of([(f"c{at:03}", at, "crm", "call", "", "a text") for at in range(200)]) as log:
        with pytest.raises(Enough):
            list(walk(log, RULES, STAGES, tell=stop))
        assert len(list(walk(log, RULES, STAGES))) == 200
    assert parts == sorted(parts)
    assert 0 < parts[-1] < 1


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
        mask(text, "ja", ["株式会社山本製作所", "Globex Inc."], PEOPLE),
        [s for s in secrets.split("|") if s],
    )
    return sum(secret not in masked for secret in every), len(every)


@pytest.mark.parametrize("japanese", [True, False])
@pytest.mark.parametrize("labelled", [LABELLED, LATE], ids=["tuned", "late"])
def test_nine_in_ten_of_what_points_to_a_person_is_masked(labelled: list[list[str]], japanese: bool) -> None:
    own = [row for row in labelled if any(sign > "\u2e80" for sign in row[0]) == japanese]
    gone, every = (sum(column) for column in zip(*(hits(t, s) for t, s in own), strict=True))
    assert every >= (10 if labelled is LATE else 40)
    assert gone / every >= 0.9


def test_mails_phones_addresses_and_customers_are_masked_without_exception():
    sure = [
        (t, s) for t, s in LABELLED for secret in s.split("|") if any(c.isdigit() or c == "@" for c in secret)
    ]
    assert [text for text, secrets in sure if hits(text, secrets)[0] < hits(text, secrets)[1]] == []
    assert "山本" not in mask("山本製作所の件", "ja", ["株式会社山本製作所"])
    assert "globex" not in mask("GLOBEX is angry", "en", ["Globex Inc."]).casefold()


def test_texts_that_point_to_nobody_stay_as_they_are():
    clean = [text for text, secrets in (*LABELLED, *LATE) if not secrets]
    assert len(clean) >= 60
    assert [text for text in clean if mask(text, "ja", people=PEOPLE) != text] == []


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
        assert named(log, ["ada byron (Hikari Works)"]) == (
            ["Hikari Works", "Ada Byron"],
            ["Ada", "Ada Byron", "Byron"],
        )


COLUMNS = {
    "sales_agent": ("Darcel Schlecht", "asked Schlecht for a price"),
    "営業担当者名": ("安曇 遼", "安曇が再訪する"),
    "Assigned to": ("Rosalina; Okonkwo, Dee", "OKONKWO will call"),
    "姓": ("御手洗", "御手洗から折り返し"),
    "name": ("Anna Zeta", "zeta? Ask Zeta"),
}


@pytest.mark.parametrize("heading", COLUMNS)
def test_who_stands_in_another_column_is_named_in_no_text(heading: str, tmp_path: Path) -> None:
    whom, text = COLUMNS[heading]
    rows = [f'C{at},2026-03-01,call,"{whom}",{text}' for at in range(6)]
    (tmp_path / "e.csv").write_text("\n".join([f"firm,day,what,{heading},said", *rows]), "utf-8")
    said = Rules(sources=(Source(name="e", account="firm", times=(Time(column="day"),), text="said"),))
    with read(said, tmp_path) as log:
        masked = mask(text, "en", *named(log, [text]))
    assert "[name]" in masked
    assert not any(part in masked for part in ("Schlecht", "安曇", "OKONKWO", "御手洗", "Zeta"))


def test_a_column_of_products_teams_or_numbers_hides_no_word_of_a_text(tmp_path: Path) -> None:
    rows = [
        "A,2026-03-01,Zeta Pump,営業部,第二",
        "B,2026-03-02,Will,support,第三",
        "C,2026-03-03,Rotor,42,第二",
    ]
    (tmp_path / "e.csv").write_text("\n".join(["firm,day,name,owner,担当部署", *rows]), "utf-8")
    said = Rules(sources=(Source(name="e", account="firm", times=(Time(column="day"),)),))
    text = "営業部 will check the Zeta Pump and the Rotor, 第二 42 Support"
    with read(said, tmp_path) as log:
        assert mask(text, "en", *named(log, [text])) == text


def test_a_plain_word_that_is_a_name_as_well_is_masked_as_part_of_the_whole_name_only() -> None:
    text = "Will May Brown call? Brown Will Long may"
    assert mask("Will it rain? Ask Will Long, WILL LONG", "en", people=["Will Long"]) == (
        "Will it rain? Ask [name], [name]"
    )
    assert mask(text, "en", people=["May Brown"]) == "Will [name] call? Brown Will Long may"
