"""What a journey says and still lacks, and what the method proposes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from journeykit import catalogue
from journeykit.insights.basis import by_stage, sources, unproven
from journeykit.insights.coverage import missing, persona_name
from journeykit.insights.scope import ENDS, left_out, propose, unexplained
from journeykit.insights.views import changed_plays, is_changed, three_views
from journeykit.log import fold
from journeykit.records import SIX, Persona, Stage
from journeykit.workshop import Workshop

UNAWARE, AWARE, INTEREST, CONSIDERATION, PURCHASE, RETENTION = SIX


@pytest.mark.parametrize(
    ("role", "range_"),
    [
        ("inside_sales", (INTEREST, CONSIDERATION)),
        ("inside_sales_outreach", (UNAWARE, AWARE, INTEREST, CONSIDERATION)),
        ("digital_marketing", (AWARE, INTEREST, CONSIDERATION)),
        ("advertising", (UNAWARE, AWARE, INTEREST)),
        ("content", (AWARE, INTEREST, CONSIDERATION, PURCHASE, RETENTION)),
        ("field_sales", (CONSIDERATION, PURCHASE)),
        ("field_sales_owner", (CONSIDERATION, PURCHASE, RETENTION)),
        ("customer_success", (PURCHASE, RETENTION)),
        ("support", (RETENTION,)),
        ("abm", SIX),
        ("pr", (UNAWARE, AWARE, RETENTION)),
        ("whole_company", SIX),
    ],
)
def test_a_role_is_proposed_its_usual_range_and_told_why(role: str, range_: tuple[str, ...]) -> None:
    """The rows of DOMAIN.md A4."""
    stages, reasons = propose([role], "")
    assert stages == range_
    assert [(reason.of, reason.key) for reason in reasons] == [("roles", role)]
    assert len(catalogue.choices("roles", "en")) == 12


def test_without_a_role_the_whole_company_is_assumed() -> None:
    assert propose([], "")[0] == SIX


def test_roles_and_purpose_add_up_in_the_order_of_the_six() -> None:
    stages, reasons = propose(["support", "inside_sales"], "win_new")
    assert stages == (UNAWARE, AWARE, INTEREST, CONSIDERATION, RETENTION)
    assert [reason.key for reason in reasons] == ["support", "inside_sales", "win_new"]


@pytest.mark.parametrize("purpose", catalogue.choices("purposes", "ja"))
def test_every_purpose_has_a_range_and_a_reason(purpose: str, lang: str) -> None:
    row = catalogue.read("scope", lang)["purposes"][purpose]
    assert set(row["stages"]) <= set(propose(["support"], purpose)[0])
    assert row["note"]


def test_left_out_counts_a_split_stage_for_the_one_it_rolls_up_to(workshop: Workshop) -> None:
    workshop.put("stage", "renewal", rolls_up=RETENTION, order=6.0)
    workshop.put("scope", "scope", stages=[AWARE, "renewal"])
    assert left_out(workshop.journey) == (UNAWARE, INTEREST, CONSIDERATION, PURCHASE)


@pytest.mark.parametrize("end", ENDS)
def test_an_end_that_is_left_out_needs_a_reason_of_the_teams_own(workshop: Workshop, end: str) -> None:
    workshop.put("scope", "scope", stages=[six for six in SIX if six != end])
    assert unexplained(workshop.journey) == (end,)
    workshop.put("scope", "scope", **{f"reason_{end}": "まだ会えていない"})
    assert unexplained(workshop.journey) == ()


def test_a_scope_that_is_not_decided_leaves_nothing_out() -> None:
    assert left_out(fold([])) == unexplained(fold([])) == ()


def test_the_sample_lacks_nothing(filled: Workshop, lang: str) -> None:
    assert missing(filled.journey, lang) == []


def test_an_empty_workshop_is_told_what_to_do_first(workshop: Workshop, lang: str) -> None:
    gaps = missing(workshop.journey, lang)
    early, late = ["00_start"] * 5 + ["02_scope"] * 3, ["06_communication"] * 4 + ["08_priorities"]
    assert [gap.step for gap in gaps] == [*early, "03_personas", "04_issues", "05_map", *late]
    assert len({gap.text for gap in gaps}) == len(gaps)


@pytest.mark.parametrize(
    ("kind", "record", "fields", "gap"),
    [
        ("stage", "x", {"name": "検討", "rolls_up": CONSIDERATION}, "nameless_stage"),
        ("scope", "scope", {"stages": [AWARE]}, "no_reason"),
        ("persona", "a", {"name": "加藤"}, "persona_field"),
        ("persona", "a", {"name": "加藤"}, "no_issues"),
        ("persona", "a", {"name": "加藤"}, "no_notes"),
        ("persona", "a", {"name": "加藤"}, "no_feeling"),
        ("issue", "i", {"text": "紙のまま"}, "issue_field"),
    ],
)
def test_each_kind_of_gap_is_told(
    workshop: Workshop, kind: str, record: str, fields: dict[str, Any], gap: str
) -> None:
    sentence = re.sub(r"\\{\w+\\}", ".+", re.escape(catalogue.say(f"messages.missing.{gap}", "ja")))

    def told() -> list[str]:
        return [found.text for found in missing(workshop.journey, "ja") if re.fullmatch(sentence, found.text)]

    assert not told()
    workshop.put(kind, record, **fields)
    assert told()


def test_a_dropped_stage_does_not_make_its_notes_missing(workshop: Workshop) -> None:
    workshop.put("persona", "a", name="加藤")
    workshop.put("stage", "x", rolls_up=AWARE, order=1.5)
    workshop.put("note", "n", persona="a", stage="x", text="紙")
    workshop.drop("stage", "x")
    told = catalogue.say(
        "messages.missing.no_notes", "ja", persona="加藤", stage=Stage(rolls_up=AWARE).label("ja")
    )
    assert told not in [gap.text for gap in missing(workshop.journey, "ja")]


def test_a_persona_without_a_name_is_still_called_something(lang: str) -> None:
    assert persona_name(Persona(), lang) == catalogue.say("messages.missing.unnamed", lang)


def test_only_groups_in_scope_need_an_owner(workshop: Workshop, lang: str) -> None:
    workshop.put("scope", "scope", stages=[RETENTION])
    texts = [gap.text for gap in missing(workshop.journey, lang) if gap.step == "06_communication"]
    group = catalogue.choices("groups", lang)["use"]
    assert texts == [catalogue.say("messages.missing.no_owner", lang, group=group)]


def test_the_three_views_cover_the_same_nine_columns(lang: str) -> None:
    views = three_views(lang)
    assert [sum(block.span for block in row) for row in views.values()] == [9, 9, 9]
    assert [len(row) for row in views.values()] == [9, 6, 4]
    assert [block.span for block in views["four"]] == [2, 2, 2, 3]


def test_a_stage_is_changed_once_it_differs_from_the_default(workshop: Workshop) -> None:
    workshop.put("stage", AWARE, name="気づき")
    workshop.put("stage", PURCHASE, order=1.2)
    workshop.put("stage", "new", rolls_up=PURCHASE, order=9.0)
    changed = [stage.id for stage in workshop.journey.stages if is_changed(stage)]
    assert changed == [AWARE, PURCHASE, "new"]


def test_a_play_is_changed_while_it_differs_from_the_default(workshop: Workshop) -> None:
    workshop.put("play", "deal", talk="自分たちの話")
    assert [play.id for play in changed_plays(workshop.journey)] == ["deal"]
    workshop.put("play", "deal", talk="")
    assert changed_plays(workshop.journey) == []


def test_what_is_assumed_or_stated_by_nobody_is_unproven(workshop: Workshop) -> None:
    for basis in ("observed", "reported", "inferred", "assumed", ""):
        workshop.put("note", basis or "unstated", text="x", basis=basis)
    assert [record.id for record in unproven(workshop.journey)] == ["assumed", "unstated"]


def test_sources_are_counted_most_used_first(workshop: Workshop) -> None:
    for at, source in enumerate(["訪問", "商談", "商談", ""]):
        workshop.put("note", str(at), source=source)
    assert list(sources(workshop.journey).items()) == [("商談", 2), ("訪問", 1)]


def test_the_basis_of_notes_is_counted_by_the_stage_they_stand_at(workshop: Workshop) -> None:
    workshop.put("scope", "scope", stages=[AWARE])
    workshop.put("note", "a", stage=AWARE, basis="observed")
    workshop.put("note", "b", stage=AWARE)
    workshop.put("note", "c", stage=PURCHASE, basis="observed")
    assert by_stage(workshop.journey) == {AWARE: {"observed": 1, "": 1}}
