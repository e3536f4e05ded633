"""Who looks after which stage, and what has to be settled where customers are passed on."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.formats.deck.roles import handovers as slides_of
from journeykit.insights.coverage import missing
from journeykit.insights.handover import ASKED, lacking, passes, proposed, told
from journeykit.insights.roles import covers, gaps, overlaps
from journeykit.log import Change, Journey, fold
from journeykit.panels import Viewer
from journeykit.records import SIX
from journeykit.settings import Brand
from journeykit.workshop import Workshop

ROLES = list(catalogue.choices("roles", "ja"))
UNAWARE, AWARE, INTEREST, CONSIDERATION, PURCHASE, RETENTION = SIX
CHAIN = ["inside_sales", "field_sales", "customer_success"]


def journey(roles: list[str], scope: tuple[str, ...] = SIX, **ranges: Any) -> Journey:
    """Return a journey of these roles, each with the stages named, else with its usual ones."""
    given_ = [("scope", "scope", {"roles": roles, "stages": list(scope)})]
    given_ += [("range", role, {"stages": list(stages)}) for role, stages in ranges.items()]
    return fold(
        Change(str(at), at, "team", kind, key, "put", f) for at, (kind, key, f) in enumerate(given_, 1)
    )


def pairs(found: Journey) -> list[tuple[str, str]]:
    return [(one.giver, one.taker) for one in passes(found)]


def put(workshop: Workshop, kind: str, record: str, lang: str = "en", **fields: Any) -> dict[str, Any]:
    message = {
        "id": f"m{len(workshop.changes)}",
        "do": "put",
        "kind": kind,
        "record": record,
        "fields": fields,
    }
    return panels.act("handovers", workshop, Viewer(lang, "06_communication"), message)


def test_customers_are_passed_from_inside_sales_to_field_sales_to_customer_success() -> None:
    assert pairs(journey(CHAIN)) == list(itertools.pairwise(CHAIN))
    assert [one.stage for one in passes(journey(CHAIN))] == [CONSIDERATION, PURCHASE]


def test_the_order_in_which_roles_were_chosen_does_not_matter() -> None:
    found = {tuple(sorted(pairs(journey(list(order))))) for order in itertools.permutations(CHAIN)}
    assert len(found) == 1


def test_ranges_that_meet_without_overlapping_hand_over_too() -> None:
    assert pairs(journey(["content", "support"])) == []
    met = journey(["advertising", "field_sales"], advertising=[AWARE], field_sales=[INTEREST])
    assert (pairs(met), overlaps(met)) == ([("advertising", "field_sales")], {})


def test_across_a_gap_nothing_is_handed_over_and_the_gap_is_told(lang: str) -> None:
    apart = journey(["advertising", "support"])
    assert (pairs(apart), gaps(apart)) == ([], [CONSIDERATION, PURCHASE])
    assert catalogue.choices("six", lang)[PURCHASE] in " ".join(told(apart, lang))


def test_roles_with_the_same_range_overlap_and_hand_nothing_over() -> None:
    same = journey(["support", "customer_success"], customer_success=[RETENTION])
    assert pairs(same) == []
    assert overlaps(same) == {RETENTION: ["support", "customer_success"]}


def test_a_role_that_comes_back_takes_over_again() -> None:
    found = journey(["field_sales", "support"], field_sales=[PURCHASE, "x"], support=[AWARE])
    assert pairs(found) == []
    back = journey(["field_sales", "support"], field_sales=[AWARE, CONSIDERATION], support=[INTEREST])
    assert pairs(back) == [("field_sales", "support"), ("support", "field_sales")]


@pytest.mark.parametrize("wide", ["whole_company", "abm", "content", "pr"])
def test_a_role_beside_the_others_hands_over_to_nobody(wide: str) -> None:
    found = journey([*CHAIN, wide])
    assert pairs(found) == pairs(journey(CHAIN))
    assert overlaps(found) == overlaps(journey(CHAIN))


def test_the_whole_company_together_with_others_leaves_no_gap_and_says_so(lang: str) -> None:
    found = journey(["whole_company", "support"])
    label = catalogue.choices("roles", lang)["whole_company"]
    assert gaps(found) == []
    assert catalogue.say("roles.handover.beside", lang, role=label) in told(found, lang)


@pytest.mark.parametrize(
    ("roles", "key"),
    [([], "no_roles"), (["support"], "one_role"), (["whole_company", "abm"], "no_passes")],
)
def test_too_few_roles_to_hand_over_get_a_sentence(roles: list[str], key: str, lang: str) -> None:
    label = catalogue.choices("roles", lang)[roles[0]] if roles else ""
    assert catalogue.say(f"roles.handover.{key}", lang, role=label) in told(journey(roles), lang)


def test_a_role_outside_the_map_is_told(lang: str) -> None:
    found = told(journey(["support", "field_sales"], (PURCHASE,)), lang)
    label = catalogue.choices("roles", lang)["support"]
    assert catalogue.say("roles.handover.outside", lang, role=label) in found


def test_a_range_follows_stages_that_were_split_or_dropped(workshop: Workshop) -> None:
    workshop.put("scope", "scope", roles=["support", "customer_success"])
    workshop.put("stage", "renewal", rolls_up=RETENTION, order=6.0)
    workshop.put("range", "support", stages=["renewal"])
    assert [one.stages[-1] for one in covers(workshop.journey)] == ["renewal", "renewal"]
    workshop.drop("stage", "renewal")
    assert covers(workshop.journey)[0].stages == (RETENTION,)


def test_the_roles_of_those_who_take_part_count_in_an_anonymous_room_only_from_three(
    workshop: Workshop,
) -> None:
    workshop.put("room", "room", anonymous=True)
    for at in range(2):
        workshop.put("participant", f"p-{at}", role="support")
    assert covers(workshop.journey) == []
    workshop.put("participant", "p-2", role="support")
    assert [one.role for one in covers(workshop.journey)] == ["support"]


def test_a_hand_over_lacks_what_nobody_has_written_and_a_proposal_is_not_written(workshop: Workshop) -> None:
    workshop.put("scope", "scope", roles=CHAIN)
    workshop.put("play", "deal", owner="大橋")
    one = passes(workshop.journey)[0]
    assert lacking(workshop.journey, one) == list(ASKED)
    assert proposed(workshop.journey, one, "ja")["owner"] == "大橋"
    put(workshop, "handover", "inside_sales.field_sales", message="x", owner="y")
    assert lacking(workshop.journey, one) == ["data"]


def test_check_tells_gaps_and_half_written_hand_overs_only_between_two_roles(
    workshop: Workshop, lang: str
) -> None:
    def lines() -> int:
        return sum(gap.step == "06_communication" for gap in missing(workshop.journey, lang))

    workshop.put("scope", "scope", roles=["support"], stages=[PURCHASE, RETENTION])
    before = lines()
    workshop.put("scope", "scope", roles=["support", "field_sales"])
    assert lines() == before + len(ASKED)
    workshop.put("range", "field_sales", stages=[RETENTION])
    assert lines() == before + 1


@given(
    st.lists(st.sampled_from(ROLES), unique=True),
    st.dictionaries(st.sampled_from(ROLES), st.lists(st.sampled_from([*SIX, "gone"]), unique=True)),
    st.sets(st.sampled_from(SIX), min_size=1),
)
def test_whatever_the_ranges_each_stage_in_scope_is_covered_or_a_gap(
    roles: list[str], ranges: dict[str, list[str]], scope: set[str]
) -> None:
    found = journey(roles, tuple(scope), **ranges)
    covered = {stage for one in covers(found) for stage in one.stages}
    assert covered | set(gaps(found)) == {stage.id for stage in found.stages_in_scope}
    assert not covered & set(gaps(found))
    assert all(giver != taker and {giver, taker} <= set(roles) for giver, taker in pairs(found))
    assert set(overlaps(found)) <= covered
    assert len(set(pairs(found))) == len(pairs(found))
    assert all(told(found, lang) or roles for lang in ("ja", "en"))


# Panel and slides


def test_a_role_is_given_stages_and_set_back_to_its_usual_ones(workshop: Workshop) -> None:
    workshop.put("scope", "scope", roles=CHAIN)
    assert put(workshop, "range", "inside_sales", stages=[AWARE])["ok"]
    assert covers(workshop.journey)[0][:3] == ("inside_sales", (AWARE,), False)
    assert put(workshop, "range", "inside_sales", stages=[])["ok"]
    assert covers(workshop.journey)[0][:3] == ("inside_sales", (INTEREST, CONSIDERATION), True)


@pytest.mark.parametrize("record", ["", ".", "support", "support.", "support.support", "a.b", "pr.abm.pr"])
def test_a_hand_over_is_between_two_roles_that_exist(workshop: Workshop, record: str) -> None:
    assert not put(workshop, "handover", record, message="x")["ok"]
    assert workshop.changes == []


def test_whose_hand_over_it_is_stands_in_its_id_whatever_the_message_says(workshop: Workshop) -> None:
    assert put(workshop, "handover", "pr.abm", giver="support", taker="content", owner="x")["ok"]
    assert workshop.journey.handovers.keys() == {("pr", "abm")}


@pytest.mark.parametrize(("kind", "record"), [("handover", "pr.abm"), ("range", "pr")])
def test_who_takes_part_may_not_settle_a_hand_over(workshop: Workshop, kind: str, record: str) -> None:
    workshop.put("participant", "p-1", name="Ann")
    own, before = workshop.acting_as("p-1"), len(workshop.changes)
    assert not put(own, kind, record)["ok"]
    assert len(workshop.changes) == before


def test_the_panel_marks_gaps_and_overlaps_with_words(workshop: Workshop, lang: str) -> None:
    workshop.put("scope", "scope", roles=CHAIN)
    view = panels.show("handovers", workshop.journey, Viewer(lang, "06_communication"))
    text = catalogue.read("panels", lang)["handovers"]
    assert view["marks"][AWARE] == ["gap", text["nobody"]]
    assert view["marks"][PURCHASE] == ["double", text["double"].format(n=2)]
    assert [one["id"] for one in view["handovers"]] == [
        "inside_sales.field_sales",
        "field_sales.customer_success",
    ]


def test_the_slides_tell_every_hand_over_and_say_what_is_open(filled: Workshop, lang: str) -> None:
    filled.put("handover", "field_sales.customer_success", data="")
    told_ = str(slides_of(filled.journey, lang, Brand()))
    assert all(one.message in told_ for one in filled.journey.handovers.values())
    assert catalogue.say("roles.slides.open", lang) in told_


@pytest.mark.parametrize("roles", [[], ["support"]])
def test_without_two_roles_there_is_no_slide(roles: list[str], lang: str) -> None:
    assert slides_of(journey(roles), lang, Brand()) == []
