"""Several people of one buying group on one map: who decides, gathers and uses, and where they stop."""

from __future__ import annotations

from typing import Any

import pytest

from journeykit import catalogue, panels
from journeykit.charts import emotion_curve
from journeykit.formats import alt
from journeykit.formats.deck.roles import buying as slides_of
from journeykit.insights.buying import side_by_side, told
from journeykit.panels import Viewer
from journeykit.records import SIX, own_id
from journeykit.settings import Brand
from journeykit.workshop import Workshop

AWARE, CONSIDERATION = SIX[1], SIX[3]


def people(workshop: Workshop, **parts: str) -> None:
    for name, part in parts.items():
        workshop.put("persona", name, name=name, buying_role=part)


def say(key: str, lang: str, **values: Any) -> str:
    return catalogue.say(f"roles.buying.{key}", lang, **values)


def six(stage: str, lang: str) -> str:
    return catalogue.say("deck.charts.quoted", lang, name=catalogue.choices("six", lang)[stage])


def test_without_personas_there_is_only_a_way_to_begin(workshop: Workshop, lang: str) -> None:
    assert told(workshop.journey, lang) == [say("nobody", lang)]
    assert slides_of(workshop.journey, lang, Brand()) == []


def test_one_persona_is_no_group_yet(workshop: Workshop, lang: str) -> None:
    people(workshop, Ken="decider")
    assert say("one", lang, persona="Ken") in told(workshop.journey, lang)
    assert slides_of(workshop.journey, lang, Brand()) == []


@pytest.mark.parametrize(
    ("key", "roles"),
    [("no_decides", {"decider"}), ("no_gathers", {"gatherer", "champion"}), ("no_uses", {"user"})],
)
def test_who_is_missing_in_the_group_is_told(
    workshop: Workshop, key: str, roles: set[str], lang: str
) -> None:
    every = dict(enumerate(catalogue.choices("buying_role", "en")))
    people(workshop, **{f"n{at}": role for at, role in every.items() if role not in roles})
    assert say(key, lang) in told(workshop.journey, lang)
    people(workshop, new=sorted(roles)[0])
    assert say(key, lang) not in told(workshop.journey, lang)


def test_a_decider_without_notes_at_consideration_is_told_until_there_is_one(
    workshop: Workshop, lang: str
) -> None:
    people(workshop, Ken="decider")
    sentence = say("silent", lang, persona="Ken", stages=six(CONSIDERATION, lang))
    assert sentence in told(workshop.journey, lang)
    workshop.put("note", "n", persona="Ken", stage=CONSIDERATION, text="稟議")
    assert sentence not in told(workshop.journey, lang)


def test_personas_of_different_companies_are_asked_about(workshop: Workshop, lang: str) -> None:
    people(workshop, a="user", b="decider")
    workshop.put("persona", "a", company="A社")
    assert say("companies", lang) not in told(workshop.journey, lang)
    workshop.put("persona", "b", company="B社")
    assert say("companies", lang) in told(workshop.journey, lang)


def test_where_feelings_are_far_apart_both_sides_are_named(workshop: Workshop, lang: str) -> None:
    people(workshop, a="user", b="decider")
    workshop.put("feeling", f"a.{AWARE}", persona="a", stage=AWARE, value=2)
    workshop.put("feeling", f"b.{AWARE}", persona="b", stage=AWARE, value=-1)
    high, low = (say("felt", lang, persona=who, value=value) for who, value in (("a", "+2"), ("b", "−1")))
    stage = catalogue.choices("six", lang)[AWARE]
    assert say("apart", lang, stage=stage, high=high, low=low) in told(workshop.journey, lang)


def test_a_cell_shows_the_first_notes_and_counts_the_others(workshop: Workshop) -> None:
    people(workshop, a="user")
    for at in range(5):
        workshop.put("note", f"n{at}", persona="a", stage=AWARE, text=f"t{at}")
    cell = side_by_side(workshop.journey)[0].cells[1]
    assert (cell.value, cell.notes, cell.more) == (None, ("t0", "t1"), 3)


def test_a_value_has_its_sign() -> None:
    assert [catalogue.signed(value) for value in (-2, 0, 1)] == ["−2", "0", "+1"]


def curve(workshop: Workshop, record: str, guest: bool = False, **fields: Any) -> dict[str, Any]:
    message = {"id": f"m{len(workshop.changes)}", "do": "put", "kind": "feeling", "record": record}
    return panels.act("curve", workshop, Viewer("en", "05_map", guest=guest), {**message, "fields": fields})


def test_where_somebody_stalls_is_entered_at_the_curve_and_told(workshop: Workshop, lang: str) -> None:
    people(workshop, a="user", b="decider")
    assert curve(workshop, f"a.{AWARE}", onward="stalls")["ok"]
    assert not curve(workshop, f"a.{AWARE}", onward="runs")["ok"]
    assert say("stalls", lang, persona="a", stages=six(AWARE, lang)) in told(workshop.journey, lang)
    point = panels.show("curve", workshop.journey, Viewer(lang, "05_map"))["personas"][0]["points"][1]
    assert point["onward"] == "stalls"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (["back", "back", "stalls"], "back"),
        (["back", "", ""], ""),
        (["back", "stalls"], ""),
        (["stalls"], "stalls"),
    ],
)
def test_participants_say_together_that_somebody_stops_only_if_most_do(
    workshop: Workshop, said: list[str], outcome: str
) -> None:
    people(workshop, a="user")
    for at, onward in enumerate(said):
        key = own_id(f"p-{at}", f"a.{AWARE}")
        workshop.put("feeling", key, persona="a", stage=AWARE, value=at % 2, onward=onward)
    assert workshop.journey.feelings["a", AWARE].onward == outcome


def test_the_curve_shows_and_its_alt_text_says_where_the_persona_stops(filled: Workshop, lang: str) -> None:
    journey, words = filled.journey, catalogue.choices("onward", lang)
    stops = [f for f in journey.feelings.values() if f.onward]
    assert {f.onward for f in stops} == {"stalls", "back"}
    for feeling in stops:
        drawn = [text.get_text() for text in emotion_curve(journey, feeling.persona, lang=lang).texts]
        assert any(words[feeling.onward] in text for text in drawn)
        name = next(p.name for p in journey.personas if p.id == feeling.persona)
        stage = journey.stage_of(feeling.stage)
        assert stage is not None
        label = catalogue.say("deck.charts.quoted", lang, name=stage.label(lang))
        sentence = say(feeling.onward, lang, persona=name, stages=label)
        assert sentence in alt.describe_emotion(journey, feeling.persona, lang=lang)


def test_the_panel_and_the_slide_put_everybody_side_by_side(filled: Workshop, lang: str) -> None:
    view = panels.show("buying", filled.journey, Viewer(lang, "05_map"))
    assert [row["name"] for row in view["rows"]] == [persona.name for persona in filled.journey.personas]
    assert {len(row["cells"]) for row in view["rows"]} == {len(view["stages"])}
    slides = slides_of(filled.journey, lang, Brand())
    assert all(name.name in str(slides) for name in filled.journey.personas)
    assert catalogue.choices("onward", lang)["stalls"] in str(slides)
