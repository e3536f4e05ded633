"""The research list: a question for every place without firm ground, which gives nothing away."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, formats, panels
from journeykit.formats.deck.ground import research as slides
from journeykit.insights.basis import unsupported
from journeykit.insights.research import research, summary, urgent
from journeykit.log import fold
from journeykit.panels import Viewer
from journeykit.records import SIX
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

LANES = tuple(catalogue.choices("lane", "en"))
SELLER = re.compile(r"弊社|当社|自社|商品|our (product|company)|\bwe\b", re.IGNORECASE)


def test_there_is_one_inquiry_for_each_unsupported_cell(filled: Workshop, lang: str) -> None:
    found = research(filled.journey, lang)
    assert [(one.persona, one.stage, one.lane, one.assumed) for one in found] == [
        *unsupported(filled.journey)
    ]
    assert str(len(found)) in summary(found, filled.journey, lang)


@pytest.mark.parametrize(("stage", "lane"), [*product(SIX, LANES)])
def test_every_stage_and_lane_has_an_open_question(
    workshop: Workshop, lang: str, stage: str, lane: str
) -> None:
    workshop.put("persona", "a", name="加藤")
    one = next(q for q in research(workshop.journey, lang) if (q.stage, q.lane) == (stage, lane))
    for said in (one.question, one.probe):
        assert said.endswith(("か。", "?", "start."))
        assert "{" not in said
        assert not SELLER.search(said)
        assert re.search(
            r"ど[のうなこ]|何|\b(what|how|where|who|whom|take me through)\b", said, re.IGNORECASE
        )


@given(st.text(min_size=1, max_size=30))
def test_a_question_never_gives_away_what_is_assumed(text: str) -> None:
    workshop = Workshop(Store())
    workshop.put("persona", "a", name="加藤")
    bare = [one.question for one in research(workshop.journey, "ja")]
    workshop.put("note", "n", persona="a", stage="aware", lane="need", text=text, basis="assumed")
    assert [one.question for one in research(workshop.journey, "ja")] == bare


def test_stages_that_roll_up_alike_are_asked_about_by_their_own_names(filled: Workshop, lang: str) -> None:
    asked = [one for one in research(filled.journey, lang) if one.stage in ("retention", "renewal")]
    assert asked
    assert all(one.where in one.question for one in asked)
    assert len({(one.persona, one.question) for one in asked}) == len(asked)


def test_places_with_assumptions_come_before_empty_ones(filled: Workshop) -> None:
    counts = [len(one.assumed) for one in urgent(research(filled.journey, "ja"))]
    assert counts == sorted(counts, reverse=True)


def test_without_personas_or_holes_it_says_so(workshop: Workshop, lang: str) -> None:
    assert summary([], workshop.journey, lang) == catalogue.say("research.list.no_personas", lang)
    workshop.put("persona", "a")
    assert summary([], workshop.journey, lang) == catalogue.say("research.list.none", lang)
    view = panels.show("research", fold([]), Viewer(lang))
    assert (view["people"], view["summary"]) == ([], catalogue.say("research.list.no_personas", lang))


def test_the_slide_asks_the_first_ten_and_counts_the_rest(filled: Workshop, lang: str) -> None:
    found = slides(filled.journey, lang, Brand())
    assert sum(len(slide.body["table"].rows) for slide in found) == 10
    assert str(len(research(filled.journey, lang)) - 10) in found[0].lead
    assert slides(fold([]), lang, Brand()) == []


def test_the_file_lists_every_question_by_persona_and_stage(filled: Workshop, lang: str) -> None:
    text = formats.write(filled, "research", lang).decode()
    assert text.startswith("# ")
    for persona in filled.journey.personas:
        assert f"\n## {persona.name}\n" in text
    listed = re.findall(r"^- \*\*", text, re.MULTILINE)
    assert len(listed) == len(research(filled.journey, lang))


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=1>", "# head", "[a](http://x)", "1. one\n\n# two", "`a` | b"]
)
def test_no_text_of_a_person_becomes_markup_in_the_file(workshop: Workshop, text: str) -> None:
    workshop.put("persona", "a", name=text)
    workshop.put("brief", title=text)
    workshop.put("note", "n", persona="a", stage="aware", lane="need", text=text, basis="assumed")
    written = formats.write(workshop, "research", "ja").decode()
    assert not re.search(r"(?<!\\)[<\[`|]|^\s*-\s+\d+\.\s|^# (?!.*：)", written, re.MULTILINE)
    assert len(re.findall(r"^#+ ", written, re.MULTILINE)) == 1 + 1 + 6


def test_the_panel_writes_the_list_for_who_leads_only(filled: Workshop, lang: str) -> None:
    message = {"id": "m", "do": "export"}
    assert not panels.act("research", filled, Viewer(lang, guest=True), message)["ok"]
    reply = panels.act("research", filled, Viewer(lang), message)
    assert (filled.folder / reply["file"]).read_text("utf-8").startswith("# ")
    assert reply["file"] in reply["say"]
