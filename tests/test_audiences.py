"""Decks for audiences: what each is shown is data; management gets five slides, whatever there is."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeykit import catalogue
from journeykit.errors import ExportError
from journeykit.formats import against, export, write
from journeykit.formats.audience import AUDIENCES, Audience, chosen, narrowed
from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.slides import CHANGES, SUBJECTS, slides
from journeykit.insights import headlines
from journeykit.insights.claims import contradicted
from journeykit.insights.evidence import report
from journeykit.log import Journey, fold
from journeykit.records import GROUPS, KINDS, SIX
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
LONG = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


def made(journey: Journey, lang: str, name: str) -> list[Slide]:
    return slides(journey, lang, Brand(), audience=chosen(name))


@pytest.mark.parametrize("name", AUDIENCES)
def test_an_audience_names_only_what_there_is(name: str) -> None:
    found = chosen(name)
    assert set(found.sections) <= {*SUBJECTS, CHANGES}
    assert set(found.six) <= set(SIX)
    assert set(found.groups) <= set(GROUPS)
    assert set(found.roles) <= catalogue.choices("roles", "ja").keys()


def test_the_whole_deck_is_what_it_was_without_an_audience(filled: Workshop, lang: str) -> None:
    assert made(filled.journey, lang, "whole") == slides(filled.journey, lang, Brand())
    assert write(filled, "deck", lang, audience="whole") == write(filled, "deck", lang)


def test_management_gets_five_slides(filled: Workshop, lang: str) -> None:
    found = made(filled.journey, lang, "management")
    assert [slide.kind for slide in found] == ["map", "cards", "cards", "table", "cards"]
    assert all(slide.part == (1, 1) for slide in found)
    assert found[0].title == filled.journey.brief.title


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_management_gets_five_slides_of_an_empty_workshop(lang: str) -> None:
    assert len(made(fold([]), lang, "management")) == 5


@FEW
@given(LONG, st.integers(0, 9), st.integers(0, 8))
def test_management_gets_five_slides_whatever_there_is(text: str, people: int, more: int) -> None:
    with closing(Workshop(Store())) as workshop:
        workshop.put("brief", "brief", title=text[:200], decision=text * 5, owner=text[:200])
        for at in range(more):
            workshop.put("stage", f"s{at}", name=text[:200], rolls_up="retention", order=6.0 + at)
        for at in range(people):
            workshop.put("persona", f"p{at}", name=text[:200])
            workshop.put("feeling", f"p{at}.aware", persona=f"p{at}", stage="aware", value=-2, why=text[:200])
            workshop.put("issue", f"i{at}", persona=f"p{at}", text=text, severity="high", timing="ongoing")
            workshop.put("action", f"a{at}", title=text[:200], owner=text[:200], due="2027-01-01")
        for stage in SIX:
            workshop.put("note", f"n{stage}", persona="p0", stage=stage, text=text)
        assert len(made(workshop.journey, "ja", "management")) == 5


def test_sales_see_their_stages_and_their_part_of_the_playbook(filled: Workshop, lang: str) -> None:
    shown = narrowed(filled.journey, chosen("sales"))
    assert {stage.rolls_up for stage in shown.stages_in_scope} == {"interest", "consideration", "purchase"}
    titles = [slide.title for slide in made(filled.journey, lang, "sales")]
    groups = catalogue.choices("groups", lang)
    assert [key for key in groups if groups[key] in titles] == ["information", "deal"]


def test_customer_success_sees_what_comes_after_the_order(filled: Workshop, lang: str) -> None:
    shown = narrowed(filled.journey, chosen("customer_success"))
    assert {stage.rolls_up for stage in shown.stages_in_scope} == {"purchase", "retention"}
    titles = [slide.title for slide in made(filled.journey, lang, "customer_success")]
    groups = catalogue.choices("groups", lang)
    assert [key for key in groups if groups[key] in titles] == ["deal", "use"]


def test_what_stands_elsewhere_is_left_out_and_what_stands_nowhere_stays(workshop: Workshop) -> None:
    for name, stage in (("far", "unaware"), ("near", "purchase"), ("free", "")):
        workshop.put("note", name, stage=stage, text=name)
        workshop.put("action", name, stage=stage, title=name)
        timing = "moment" if stage else "ongoing"
        workshop.put("issue", name, stages=[stage] if stage else [], timing=timing, text=name)
    shown = narrowed(workshop.journey, chosen("sales"))
    for kind in ("note", "action", "issue"):
        assert {record.id for record in shown.records(kind)} == {"near", "free"}


def test_stages_outside_the_teams_range_are_shown_to_whom_they_concern(workshop: Workshop) -> None:
    workshop.put("scope", "scope", stages=["unaware", "aware"])
    shown = narrowed(workshop.journey, chosen("customer_success"))
    assert [stage.id for stage in shown.stages_in_scope] == ["purchase", "retention"]


def test_narrowing_to_nothing_in_particular_changes_nothing(filled: Workshop, lang: str) -> None:
    shown = narrowed(filled.journey, Audience("all"))
    assert all(shown.records(kind) == filled.journey.records(kind) for kind in KINDS)


def test_an_unknown_audience_is_told_with_the_known_ones(filled: Workshop, lang: str) -> None:
    with pytest.raises(ExportError, match="whole, management, sales, customer_success"):
        write(filled, "deck", lang, audience="board")


def test_a_format_without_audiences_says_so(workshop: Workshop) -> None:
    with pytest.raises(ExportError, match="deck"):
        write(workshop, "csv", "ja", audience="sales")


def test_what_changed_has_a_place_or_is_refused(filled: Workshop, lang: str) -> None:
    before = against.on(filled, date(2020, 1, 1), lang)
    whole, sales = (
        write(filled, "deck", lang, before, audience=name).decode() for name in ("whole", "sales")
    )
    title = catalogue.say("deck.slides.changes", lang)
    assert title in whole.replace("<wbr>", "")
    assert title in sales.replace("<wbr>", "")
    with pytest.raises(ExportError):
        write(filled, "deck", lang, before, audience="management")


def test_each_audience_gets_a_file_of_its_own(filled: Workshop) -> None:
    files = {export(filled, "deck", audience=name) for name in AUDIENCES}
    assert len(files) == len(AUDIENCES)
    assert any(file.name.endswith(".management.html") for file in files)


def test_without_their_stages_an_audience_is_told_that_there_is_nothing(workshop: Workshop) -> None:
    for stage in workshop.journey.stages:
        if stage.rolls_up in chosen("sales").six:
            workshop.drop("stage", stage.id)
    with pytest.raises(ExportError, match="sales"):
        narrowed(workshop.journey, chosen("sales"))


DATA = {
    "management": [],
    "sales": ["quality", "funnel", "stands", "dwell", "moves", "claims"],
    "customer_success": ["quality", "stands", "dwell", "moves", "nps", "claims", "texts"],
}
"""Which slides of the customer's data each audience sees, in order; the sample has no texts for sales."""


@pytest.mark.parametrize("name", DATA)
def test_an_audience_sees_its_slides_of_the_customers_data(studied: Workshop, lang: str, name: str) -> None:
    words = catalogue.read("evidence", lang)["slides"]
    own = [
        slide.title for slide in made(studied.journey, lang, name) if slide.kicker.startswith(words["kicker"])
    ]
    assert list(dict.fromkeys(own)) == [words[one] for one in DATA[name]]


@pytest.mark.parametrize("name", ["sales", "customer_success"])
def test_an_audience_reads_claims_and_words_of_its_own_stages_only(
    studied: Workshop, lang: str, name: str
) -> None:
    words = catalogue.read("evidence", lang)["slides"]
    own = {stage.label(lang) for stage in narrowed(studied.journey, chosen(name)).stages_in_scope}
    tables = [s for s in made(studied.journey, lang, name) if s.title in (words["claims"], words["texts"])]
    told = {str(row[0].text) for slide in tables for row in slide.body["table"].rows}
    assert told
    assert told <= own
    left_out = catalogue.say("claims.said.scope", lang)
    assert not [row for slide in tables for row in slide.body["table"].rows if left_out in str(row[1].text)]


def test_management_reads_where_data_contradict_with_the_day_they_hold_for(
    studied: Workshop, lang: str
) -> None:
    data, found = report(studied.journey), contradicted(studied.journey, lang)
    doubts = made(studied.journey, lang, "management")[2]
    assert data is not None
    assert found
    assert headlines.footer(data, lang) in doubts.lead
