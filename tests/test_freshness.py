"""How fresh a map is on a day that is passed in: ages, what is stale, ownerless, overdue."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels, sample
from journeykit.formats import write
from journeykit.formats.deck.slides import slides
from journeykit.insights.freshness import ages, days_left, overdue, ownerless, stale, stale_by_review
from journeykit.insights.upkeep import alerts, lists, review, summary
from journeykit.log import fold
from journeykit.panels import Viewer
from journeykit.records import own_id
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

TODAY = date(2026, 11, 22)
LIMITS = catalogue.read("freshness", "en")["limits"]
HOSTILE = "</script><img src=x onerror=alert(1)>{day}{0}"


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def shown(workshop: Workshop, lang: str, today: str = TODAY.isoformat()) -> dict[str, Any]:
    return panels.show("freshness", workshop.journey, Viewer(lang, "09_share", today=today))


def test_every_basis_and_findings_have_a_limit() -> None:
    assert LIMITS.keys() == {*catalogue.choices("basis", "en"), "finding"}


@pytest.mark.parametrize("basis", [*catalogue.choices("basis", "en"), ""])
def test_an_entry_is_stale_the_day_after_its_limit(workshop: Workshop, basis: str) -> None:
    limit = LIMITS[basis or "assumed"]
    for name, days in (("fresh", limit), ("old", limit + 1)):
        workshop.put("note", name, text=name, basis=basis, as_of=ago(days))
    assert [entry.record.id for entry in stale(workshop.journey, TODAY)] == ["old"]


def test_a_finding_ages_by_its_own_limit(workshop: Workshop) -> None:
    workshop.put("finding", "f", text="x", as_of=ago(LIMITS["finding"] + 1))
    assert [entry.basis for entry in stale(workshop.journey, TODAY)] == ["finding"]


def test_what_has_no_date_is_never_stale_and_said_to_be_of_unknown_age(workshop: Workshop, lang: str) -> None:
    workshop.put("issue", "i", text="紙", basis="reported")
    (age,) = ages(workshop.journey, TODAY)
    assert (age.total, age.known, age.oldest) == (1, 0, None)
    assert stale(workshop.journey, TODAY) == []
    assert summary(workshop.journey, TODAY, lang) == catalogue.say("freshness.told.none_dated", lang)


def test_a_date_ahead_is_not_stale_before_its_time(workshop: Workshop) -> None:
    workshop.put("brief", review_by=ago(-LIMITS["observed"] - 10))
    workshop.put("note", "n", basis="observed", as_of=ago(-20))
    assert stale_by_review(workshop.journey, TODAY) == []


def test_a_date_ahead_counts_as_of_today(workshop: Workshop) -> None:
    workshop.put("note", "n", basis="observed", as_of=ago(-30))
    assert ages(workshop.journey, TODAY)[0].oldest == 0


def test_an_entry_that_will_be_stale_by_the_review_is_told_before(workshop: Workshop) -> None:
    workshop.put("brief", review_by=ago(-30))
    workshop.put("note", "soon", basis="observed", as_of=ago(LIMITS["observed"] - 10))
    workshop.put("note", "later", basis="observed", as_of=ago(LIMITS["observed"] - 40))
    workshop.put("note", "ahead", basis="observed", as_of=ago(-29))
    assert [entry.record.id for entry in stale_by_review(workshop.journey, TODAY)] == ["soon"]
    assert stale(workshop.journey, TODAY) == []


@pytest.mark.parametrize(
    ("status", "counts"), [("open", True), ("doing", True), ("done", False), ("", False)]
)
def test_only_an_action_that_is_decided_needs_an_owner(workshop: Workshop, status: str, counts: bool) -> None:
    workshop.put("action", "a", title="x", status=status)
    assert bool(ownerless(workshop.journey)[1]) is counts


def test_what_the_votes_put_on_top_needs_an_owner_too(workshop: Workshop) -> None:
    workshop.put("room", "room", revealed=["priorities", "actions"])
    workshop.put("participant", "p-1", role="support")
    workshop.put("action", "a", title="x")
    vote = {"round": "priorities", "item": "a", "weight": 1}
    workshop.acting_as("p-1").put("vote", own_id("p-1", "priorities.a"), **vote)
    assert [action.id for action in ownerless(workshop.journey)[1]] == ["a"]


@pytest.mark.parametrize(
    ("status", "days", "late"), [("open", 1, True), ("open", 0, False), ("done", 9, False), ("", 1, True)]
)
def test_an_action_is_overdue_after_its_day(workshop: Workshop, status: str, days: int, late: bool) -> None:
    workshop.put("action", "a", title="x", status=status, due=ago(days))
    assert bool(overdue(workshop.journey, TODAY)[1]) is late


@pytest.mark.parametrize(("days", "key"), [(-3, "review_in"), (0, "review_today"), (4, "review_over")])
def test_the_review_date_is_told_with_the_days_to_it(
    workshop: Workshop, lang: str, days: int, key: str
) -> None:
    workshop.put("brief", review_by=ago(days))
    told = catalogue.say(f"freshness.told.{key}", lang, day=catalogue.day(ago(days), lang), n=abs(days))
    assert (review(workshop.journey, TODAY, lang), days_left(workshop.journey, TODAY)) == (told, -days)
    assert overdue(workshop.journey, TODAY)[0] is (days > 0)


def test_alerts_stand_at_the_step_where_they_are_mended(workshop: Workshop, lang: str) -> None:
    workshop.put("brief", review_by=ago(1))
    workshop.put("persona", "p", name="人", basis="observed", as_of=ago(999))
    workshop.put("issue", "i", text="x", as_of=ago(999))
    workshop.put("note", "n", text="y", as_of=ago(999))
    workshop.put("action", "a", title="z", status="open", due=ago(1))
    found = [gap.step[:2] for gap in alerts(workshop.journey, TODAY, lang)]
    assert found == ["00", "00", "03", "04", "05", "08"]
    assert {gap.step for gap in alerts(workshop.journey, TODAY, lang)} <= catalogue.read("steps", lang)[
        "steps"
    ].keys()


def test_an_empty_journey_only_lacks_an_owner(lang: str) -> None:
    assert [gap.step for gap in alerts(fold([]), TODAY, lang)] == ["00_start"]
    assert ages(fold([]), TODAY) == []


def test_the_sample_is_fresh_on_its_day_and_stale_after_its_review(filled: Workshop, lang: str) -> None:
    assert alerts(filled.journey, TODAY, lang) == []
    assert stale_by_review(filled.journey, TODAY)
    late = alerts(filled.journey, date(2027, 6, 1), lang)
    assert {gap.step[:2] for gap in late} >= {"00", "04"}


@given(st.text(max_size=200), st.dates())
def test_any_text_and_any_day_are_told(text: str, today: date) -> None:
    workshop = Workshop(Store())
    workshop.put("persona", "p", name=text[:200], basis="assumed", as_of="2026-01-01")
    workshop.put("note", "n", persona="p", text=text, as_of="0001-01-01")
    workshop.put("action", "a", title=text[:200], due="9999-12-31", status="open")
    for lang in catalogue.LANGUAGES:
        assert alerts(workshop.journey, today, lang)
        lists(workshop.journey, today, lang)
    workshop.close()


def test_the_panel_tells_ages_in_words_for_each_basis(filled: Workshop, lang: str) -> None:
    view = shown(filled, lang)
    assert len(view["rows"]) >= 4
    assert all(len(row["cells"]) == len(view["heads"]) - 1 for row in view["rows"])
    assert re.search(r"\d", view["summary"])


def test_the_panel_of_an_empty_workshop_says_what_is_missing(workshop: Workshop, lang: str) -> None:
    view = shown(workshop, lang)
    assert (view["rows"], view["summary"]) == ([], catalogue.say("freshness.told.nothing", lang))
    assert view["kept"][0][2] is True


def test_the_panel_without_a_today_tells_of_the_last_change(filled: Workshop, lang: str) -> None:
    assert shown(filled, lang, "")["today"] != shown(filled, lang, "2030-01-01")["today"]


def test_thousands_of_stale_notes_are_counted_not_all_shown(workshop: Workshop, lang: str) -> None:
    notes = [workshop.change("put", "note", f"n{n}", text="x", as_of=ago(999)) for n in range(2000)]
    workshop.append(*notes)
    (_, lines), *_ = shown(workshop, lang)["lists"]
    assert len(lines) < 20
    assert catalogue.say("freshness.told.more", lang, n=2000 - len(lines) + 1) in lines


def test_the_last_slide_tells_what_is_stale_on_the_day_of_the_last_change(workshop: Workshop) -> None:
    sample.fill(workshop, "ja")  # the clock of the tests stands in January 2027
    workshop.put("note", "old", persona="kato", stage="aware", text="古い話" + HOSTILE, as_of="2020-01-01")
    last = slides(workshop.journey, "ja", Brand())[-1]
    assert last.title == catalogue.say("deck.slides.freshness", "ja")
    page = write(workshop, "deck", "ja")
    assert page == write(workshop, "deck", "ja")
    assert b"<img src=x" not in page
