"""What the map rests on: shares by stage, maps that are hypotheses, cells without firm ground, findings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.formats.deck.ground import findings
from journeykit.formats.deck.maps import maps
from journeykit.insights.basis import FIRM, firm, is_hypothesis, shares, unsupported
from journeykit.log import fold
from journeykit.panels import Viewer
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

LANES = tuple(catalogue.choices("lane", "en"))
BASES = ("observed", "reported", "inferred", "assumed", "")


def begun(workshop: Workshop) -> Workshop:
    workshop.put("scope", "scope", stages=["aware", "interest"])
    workshop.put("persona", "kato", name="加藤", basis="assumed")
    return workshop


def note(workshop: Workshop, basis: str, lane: str = "action", **fields: Any) -> None:
    where = {"persona": "kato", "stage": "aware", **fields}
    workshop.put("note", f"n{len(workshop.changes)}", lane=lane, text="紙を探す", basis=basis, **where)


def test_shares_count_notes_and_issues_at_their_stage_and_the_rest_throughout(workshop: Workshop) -> None:
    note(begun(workshop), "observed")
    workshop.put("issue", "i", timing="moment", stages=["aware"], basis="reported")
    workshop.put("issue", "j", timing="ongoing", basis="inferred")
    found = shares(workshop.journey)
    assert found["aware"] == {"observed": 1, "reported": 1}
    assert found[""] == {"assumed": 1, "inferred": 1}
    assert firm(found["aware"]) == (2, 2)


def test_shares_of_a_persona_count_only_what_is_theirs(workshop: Workshop) -> None:
    note(begun(workshop), "observed")
    note(workshop, "assumed", persona="other")
    workshop.put("persona", "other", basis="reported")
    found = shares(workshop.journey, "kato")
    assert (found["aware"], found[""]) == ({"observed": 1}, {"assumed": 1})


def test_an_issue_of_a_stage_that_is_out_of_scope_counts_nowhere(workshop: Workshop) -> None:
    begun(workshop).put("issue", "i", timing="moment", stages=["purchase"], basis="reported")
    assert sum(count.total() for count in shares(workshop.journey).values()) == 1


@given(st.lists(st.sampled_from(BASES), max_size=8))
def test_a_map_is_a_hypothesis_while_all_of_it_is_assumed(bases: list[str]) -> None:
    workshop = begun(Workshop(Store()))
    for basis in bases:
        note(workshop, basis)
    wanted = bool(bases) and {*bases} <= {"assumed", ""}
    assert is_hypothesis(workshop.journey) is is_hypothesis(workshop.journey, "kato") is wanted


def test_an_empty_map_is_no_hypothesis_and_a_fact_ends_one(workshop: Workshop) -> None:
    assert not is_hypothesis(fold([]))
    note(begun(workshop), "assumed")
    assert is_hypothesis(workshop.journey, "kato")
    workshop.put("finding", "f", stage="aware", text="3割が見ている")
    assert not is_hypothesis(workshop.journey, "kato")


def test_a_hypothesis_is_marked_on_the_slides_and_on_the_board(workshop: Workshop, lang: str) -> None:
    note(begun(workshop), "assumed")
    word = {"ja": "仮説", "en": "hypothesis"}[lang]
    assert all(word in slide.kicker for slide in maps(workshop.journey, lang, Brand()))
    assert panels.show("board", workshop.journey, Viewer(lang))["guesses"] == ["kato"]
    note(workshop, "observed")
    assert not any(word in slide.kicker for slide in maps(workshop.journey, lang, Brand()))


def test_how_firm_a_stage_is_stands_on_the_map(workshop: Workshop, lang: str) -> None:
    note(begun(workshop), "assumed")
    note(workshop, "reported")
    told = catalogue.say("deck.map.ground", lang, firm=1, total=2)
    assert maps(workshop.journey, lang, Brand())[0].body["grounds"] == [told, ""]
    assert panels.show("board", workshop.journey, Viewer(lang))["ground"] == {"kato": {"aware": told}}


@given(st.lists(st.tuples(st.sampled_from(LANES), st.sampled_from(BASES)), max_size=12))
def test_a_cell_is_unsupported_unless_something_in_it_is_observed_or_reported(
    notes: list[tuple[str, str]],
) -> None:
    workshop = begun(Workshop(Store()))
    for lane, basis in notes:
        note(workshop, basis, lane)
    held = {lane for lane, basis in notes if basis in FIRM}
    found = [hole for hole in unsupported(workshop.journey) if hole.stage == "aware"]
    assert [hole.lane for hole in found] == [lane for lane in LANES if lane not in held]
    assert all(bool(hole.assumed) is (hole.lane in dict(notes)) for hole in found)


@pytest.mark.parametrize("persona", ["kato", ""])
def test_a_finding_supports_the_cell_that_it_is_attached_to(workshop: Workshop, persona: str) -> None:
    begun(workshop).put("finding", "f", persona=persona, stage="aware", lane="need", text="x")
    lanes = [hole.lane for hole in unsupported(workshop.journey) if hole.stage == "aware"]
    assert lanes == [lane for lane in LANES if lane != "need"]


# Findings (B3, B4, B6)


def test_the_sample_holds_findings_of_all_five_kinds_of_data(filled: Workshop) -> None:
    found = filled.journey.findings
    assert {finding.data for finding in found} == {*catalogue.choices("data", "en")}
    assert {finding.nature for finding in found} == {*catalogue.choices("nature", "en")}
    assert not any(finding.missing() for finding in found)


def test_the_board_shows_a_finding_with_its_inference_apart_from_the_fact(
    filled: Workshop, lang: str
) -> None:
    fact = next(
        f for f in panels.show("board", filled.journey, Viewer(lang))["facts"] if f["lane"] == "action"
    )
    finding = filled.journey.get("finding", fact["id"])
    assert (fact["text"], fact["inference"]) == (finding.text, finding.inference)  # type: ignore[union-attr]
    assert catalogue.choices("nature", lang)["quantitative"] in fact["told"]
    assert catalogue.choices("data", lang)["activity"] in fact["told"]


def test_the_slide_of_findings_keeps_facts_and_inferences_apart(filled: Workshop, lang: str) -> None:
    cells = [row[0] for slide in findings(filled.journey, lang, Brand()) for row in slide.body["table"].rows]
    by_text = {finding.text: finding.inference for finding in filled.journey.findings}
    assert {cell.text for cell in cells} == {*by_text}
    assert all((by_text[cell.text] in cell.more) for cell in cells)
    assert findings(fold([]), lang, Brand()) == []


def test_a_finding_whose_stage_or_persona_is_gone_is_kept(workshop: Workshop, lang: str) -> None:
    begun(workshop).put("finding", "f", persona="kato", stage="never there", text="3割が見ている")
    assert findings(workshop.journey, lang, Brand())
    workshop.drop("persona", "kato")
    assert panels.show("board", workshop.journey, Viewer(lang))["facts"] == []


def test_participants_write_findings_of_their_own_behind_the_curtain(workshop: Workshop) -> None:
    workshop.put("participant", "p-a", role="support")
    mine = workshop.acting_as("p-a")
    message = {"id": "m", "do": "put", "kind": "finding", "record": "f", "fields": {"text": "3割が見ている"}}
    assert panels.act("findings", mine, Viewer("ja", guest=True), message)["ok"]
    assert (len(mine.journey.findings), len(workshop.journey.findings)) == (1, 0)
    workshop.put("room", revealed=["map"])
    assert [item["title"] for item in panels.show("findings", workshop.journey, Viewer("ja"))["items"]] == [
        "3割が見ている"
    ]
