"""Golden figures on real exports, read where they lie beside the repository; none of them is part of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeykit.evidence import engines, matching, reading
from journeykit.evidence.figures import Dwell, Figures
from journeykit.evidence.log import Log
from journeykit.evidence.proposing import propose
from journeykit.evidence.rules import Rules, read

ROOT = Path(__file__).parent.parent
CRM = ROOT.parent / "shared" / "data" / "crm"
RULES = ROOT / "tests" / "data" / "evidence"
SIX = ("unaware", "aware", "interest", "consideration", "purchase", "retention")
INTEREST, CONSIDERATION, PURCHASE = 2, 3, 4
DAY = 86_400

if CRM.is_dir():
    pytestmark: list[pytest.MarkDecorator] = []
else:
    pytestmark = [
        pytest.mark.skip(reason="NO REAL EXPORTS: ../shared/data/crm is not there, so none of them was read")
    ]


def run(rules: Rules, folder: str) -> Figures:
    with reading.read(rules, CRM / folder) as found:
        return engines.run(found, rules, SIX)


def reached(figures: Figures, stage: int) -> int:
    return next(row.reached for row in figures.reach if (row.dim, row.stage) == ("all", stage))


def dwell(figures: Figures, stage: int) -> Dwell:
    return next(row for row in figures.dwell if (row.dim, row.stage) == ("all", stage))


def back(figures: Figures) -> int:
    return sum(row.n for row in figures.moves if row.dim == "all" and 0 <= row.target < row.source)


def unmapped(found: Log, rules: Rules) -> tuple[int, int]:
    """How many events no rule takes, and how many there are."""
    rows = found.db.execute("select kind, source, what, subtype, n from kinds order by kind").fetchall()
    kinds = [matching.Kind(*row) for row in rows]
    taken = {at for fitting in matching.members(rules, kinds) for at in fitting}
    return sum(kind.n for at, kind in enumerate(kinds) if at not in taken), sum(kind.n for kind in kinds)


def olist() -> Iterator[Rules]:
    yield read(RULES / "olist.toml")
    yield propose(CRM / "olist_funnel", "en").rules


@pytest.mark.parametrize("number", [0, 1], ids=["written", "proposed"])
def test_olist_wins_842_of_8000_leads_and_the_interest_of_those_lasts_two_weeks(number: int) -> None:
    figures = run(list(olist())[number], "olist_funnel")
    assert (figures.customers, reached(figures, PURCHASE)) == (8000, 842)
    visits = dwell(figures, INTEREST)
    assert visits.n == 841  # one was won before the first contact that is on record
    assert visits.median is not None
    assert visits.p90 is not None
    assert (round(visits.median / DAY, 1), round(visits.p90 / DAY, 1)) == (14.7, 162.7)
    assert reached(figures, CONSIDERATION) == 0  # nothing there can be seen: no evidence, not 100 %


def test_maven_by_account_steps_back_2271_times() -> None:
    figures = run(read(RULES / "maven_account.toml"), "maven_crm")
    assert (figures.customers, back(figures)) == (85, 2271)


@pytest.mark.parametrize("proposed", [False, True], ids=["written", "proposed"])
def test_maven_by_deal_never_steps_back_and_wins_4238_of_8300(proposed: bool) -> None:
    rules = propose(CRM / "maven_crm", "en").rules if proposed else read(RULES / "maven_deal.toml")
    figures = run(rules, "maven_crm")
    assert rules.key == "deal"
    assert (back(figures), reached(figures, PURCHASE), figures.customers) == (0, 4238, 8300)


def test_bpi_2012_leaves_23_5_per_cent_of_its_events_unmapped() -> None:
    rules = read(RULES / "bpic2012.toml")
    with reading.read(rules, CRM / "bpic2012") as found:
        left, events = unmapped(found, rules)
        assert engines.run(found, rules, SIX).customers == 13_087
    assert (events, round(100 * left / events, 1)) == (262_200, 23.5)


def test_the_wizard_finds_the_columns_of_a_process_log() -> None:
    [source] = propose(CRM / "bpic2012", "en").rules.sources
    found = (source.deal, source.what, source.subtype, [time.column for time in source.times])
    assert found == ("case:concept:name", "concept:name", "lifecycle:transition", ["time:timestamp"])
