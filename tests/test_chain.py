"""Journeys chain: one springs from a stage of another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journeykit import catalogue, panels
from journeykit.formats import write
from journeykit.formats.deck.roles import chain as slides_of
from journeykit.insights.chain import chain, told
from journeykit.panels import Viewer
from journeykit.records import SIX
from journeykit.settings import Brand
from journeykit.workshop import Workshop

RETENTION = SIX[-1]


def put(workshop: Workshop, record: str = "link", **fields: Any) -> dict[str, Any]:
    message = {
        "id": f"m{len(workshop.changes)}",
        "do": "put",
        "kind": "link",
        "record": record,
        "fields": fields,
    }
    return panels.act("origin", workshop, Viewer("en", "00_start"), message)


def view(workshop: Workshop, lang: str) -> dict[str, Any]:
    return panels.show("origin", workshop.journey, Viewer(lang, "00_start"))


def test_without_a_link_there_is_no_chain_and_no_slide(workshop: Workshop, lang: str) -> None:
    assert chain(workshop.journey) is None
    assert view(workshop, lang)["chain"] is None
    assert view(workshop, lang)["told"] == [catalogue.say("roles.chain.none", lang)]
    assert slides_of(workshop.journey, lang, Brand()) == []


@pytest.mark.parametrize("sort", ["cross_sell", "up_sell", "next"])
def test_a_second_journey_starts_in_the_retention_stage_of_the_first(
    workshop: Workshop, sort: str, lang: str
) -> None:
    put(workshop, sort=sort, product="そなえ便")
    found = chain(workshop.journey)
    assert found is not None
    assert (found.stage, found.stated) == (RETENTION, False)
    six = catalogue.choices("six", lang)[RETENTION]
    assert catalogue.say("roles.chain.usual", lang, stage=six) in told(workshop.journey, lang)


def test_a_cross_sell_from_elsewhere_is_asked_about_but_kept(workshop: Workshop, lang: str) -> None:
    put(workshop, sort="cross_sell", product="そなえ便", six="purchase")
    six = catalogue.choices("six", lang)
    asked = catalogue.say("roles.chain.odd", lang, stage=six["purchase"], usual=six[RETENTION])
    assert told(workshop.journey, lang)[1:] == [asked]
    assert [name for name, starts in view(workshop, lang)["chain"]["six"] if starts] == [six["purchase"]]


def test_what_the_link_still_lacks_is_told(workshop: Workshop, lang: str) -> None:
    put(workshop, six="retention")
    labels = [catalogue.read("fields", lang)["link"][name]["label"] for name in ("sort", "product")]
    assert [line for line in told(workshop.journey, lang) if any(one in line for one in labels)]


def test_there_is_one_link(workshop: Workshop) -> None:
    assert not put(workshop, "other", product="x")["ok"]
    assert workshop.changes == []


def test_a_file_that_is_named_is_told_and_never_opened(workshop: Workshop, tmp_path: Path) -> None:
    secret = tmp_path / "workshop.db"
    secret.write_text("never to be read", "utf-8")
    put(workshop, file=str(secret))
    assert str(secret) in view(workshop, "en")["chain"]["first"]
    assert "never to be read" not in write(workshop, "deck", "en").decode()


def test_the_slide_marks_in_words_where_the_journey_begins(filled: Workshop, lang: str) -> None:
    (slide,) = slides_of(filled.journey, lang, Brand())
    starts = catalogue.say("roles.slides.starts", lang)
    assert [words for _, words in slide.body["six"]] == [*[""] * 5, starts]
    page = write(filled, "deck", lang).decode()
    assert 'class="chain"' in page


def test_hostile_text_in_a_link_stays_text(workshop: Workshop) -> None:
    put(workshop, product="<script>alert(1)</script>", file="<img src=x onerror=alert(1)>")
    page = write(workshop, "deck", "en").decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
