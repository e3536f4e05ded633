"""The gate for what people type: kept as written, or refused with one sentence at its field."""

from __future__ import annotations

import json
import time
import unicodedata
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from journeykit.catalogue import LANGUAGES, explain
from journeykit.errors import InvalidAnswer, JourneyError
from journeykit.records import KINDS, SIX, Issue, Persona, Stage, clean, inputs, limit, new_id

ANY_TEXT = st.text(st.characters(), max_size=30)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(list(KINDS)))
    names = st.sampled_from(list(KINDS[kind].model_fields)) | ANY_TEXT
    return kind, draw(st.dictionaries(names, ANY_TEXT | ANY_JSON, max_size=4))


def attempt(kind: str, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, JourneyError]]:
    """Return what is taken, and the refusals by field; one of the two is empty."""
    try:
        return clean(kind, fields), {}
    except InvalidAnswer as error:
        return {}, error.fields


def refused(kind: str, **fields: Any) -> dict[str, str]:
    """Return the key of the error at each field."""
    with pytest.raises(InvalidAnswer) as told:
        clean(kind, fields)
    return {name: error.key for name, error in told.value.fields.items()}


@given(answers())
def test_any_answer_is_refused_at_its_fields_or_taken_and_then_taken_again_unchanged(
    answer: tuple[str, dict[str, Any]],
) -> None:
    kind, fields = answer
    taken, refusals = attempt(kind, fields)
    assert refusals.keys() <= fields.keys()
    assert all(explain(why, lang) for why in refusals.values() for lang in LANGUAGES)
    if not refusals:
        assert taken.keys() == fields.keys()
        assert json.loads(json.dumps(taken, allow_nan=False)) == taken
        assert clean(kind, taken) == taken


@given(ANY_TEXT)
def test_text_ends_up_normalised_and_can_be_stored(text: str) -> None:
    for field in ("name", "situation", "quote"):
        kept = clean("persona", {field: text})[field]
        assert unicodedata.is_normalized("NFC", kept)
        assert kept == kept.strip()
        assert kept.encode().decode() == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "𠮷野家 辻󠄀",
        "👩‍👩‍👧‍👦 👍🏽",
        "שלום \u202eabc\u202c مرحبا",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "=HYPERLINK(1)",
        "{name} %s",
        "一行目\n二行目",
        "~～〜",
    ],
)
def test_text_is_kept_as_it_was_written(text: str) -> None:
    assert clean("note", {"text": text}) == {"text": text}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("か\u3099", "が"),
        ("\u3000 余白 \n", "余白"),
    ],
)
def test_text_loses_only_what_nobody_meant(typed: str, kept: str) -> None:
    assert clean("note", {"text": typed}) == {"text": kept}


def test_a_line_stays_one_line() -> None:
    assert clean("persona", {"name": "加藤\r\n誠"}) == {"name": "加藤 誠"}


@pytest.mark.parametrize(("kind", "field", "most"), [("persona", "name", 200), ("note", "text", 400)])
def test_text_that_is_too_long_is_refused_with_its_length(kind: str, field: str, most: int) -> None:
    assert clean(kind, {field: "𠮷" * most})
    with pytest.raises(InvalidAnswer) as told:
        clean(kind, {field: "𠮷" * (most + 1)})
    for lang in LANGUAGES:
        sentence = explain(told.value.fields[field], lang)
        assert str(most) in sentence
        assert str(most + 1) in sentence


@pytest.mark.parametrize(
    "date", ["2027-02-30", "2027-13-01", "2027-3-1", "明日", "２０２７-03-31", "20270331"]
)
def test_a_date_that_is_not_in_the_calendar_is_refused(date: str) -> None:
    assert refused("brief", review_by=date) == {"review_by": "not_a_date"}


@pytest.mark.parametrize("date", ["", "2027-03-31", "2028-02-29"])
def test_a_date_in_the_calendar_is_kept(date: str) -> None:
    assert clean("brief", {"review_by": date}) == {"review_by": date}


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("persona", "basis", "somebody said so"),
        ("scope", "roles", ["nobody"]),
        ("scope", "roles", [""]),
        ("issue", "effect", "cost"),
        ("stage", "rolls_up", ""),
        ("note", "lane", ""),
        ("feeling", "value", 3),
        ("feeling", "value", 0.5),
        ("stage", "order", float("nan")),
        ("persona", "name", None),
    ],
)
def test_what_is_not_among_the_choices_is_refused(kind: str, field: str, value: Any) -> None:
    assert refused(kind, **{field: value}) == {field: "not_a_choice"}


def test_a_field_that_does_not_exist_is_refused_by_name() -> None:
    assert refused("note", text="x", colour="red") == {"colour": "unknown_field"}


def test_every_bad_field_of_an_answer_is_told_at_once() -> None:
    told = refused("persona", name="x" * 201, basis="?", job="kept")
    assert told == {"name": "too_long", "basis": "not_a_choice"}


def test_an_answer_may_name_a_stage_that_no_longer_exists() -> None:
    assert clean("note", {"stage": "gone"}) == {"stage": "gone"}


def test_one_choice_may_be_taken_back() -> None:
    assert clean("persona", {"basis": ""}) == {"basis": ""}


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_record_needs_nothing_to_be_saved_and_cannot_be_changed_afterwards(kind: str) -> None:
    record = KINDS[kind](id="a")
    with pytest.raises(ValidationError):
        record.id = "b"  # type: ignore[misc]
    assert record == KINDS[kind](id="a")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_field_says_how_it_is_asked_and_every_required_one_exists(kind: str) -> None:
    assert list(inputs(kind)) == list(KINDS[kind].model_fields)
    assert set(KINDS[kind].required) <= {n for n, asked in inputs(kind).items() if asked.kind != "hidden"}


def test_missing_names_the_required_fields_that_are_empty() -> None:
    assert Persona(name="加藤", basis="assumed").missing() == ("job", "buying_role", "situation")


def test_an_issue_of_one_moment_also_needs_its_stages() -> None:
    issue = Issue(text="x", timing="moment", severity="low", basis="assumed")
    assert issue.missing() == ("stages",)
    assert issue.model_copy(update={"timing": "ongoing"}).missing() == ()


def test_only_text_has_a_limit() -> None:
    assert (limit("persona", "name"), limit("note", "text"), limit("play", "talk")) == (200, 400, 2000)
    assert (limit("feeling", "value"), limit("scope", "roles")) == (None, None)


@pytest.mark.parametrize("six", SIX)
def test_a_stage_without_a_name_is_called_what_the_method_calls_it(six: str, lang: str) -> None:
    assert Stage(id="x", rolls_up=six).label(lang)
    assert Stage(id="x", rolls_up=six, name="定着").label(lang) == "定着"


def test_ids_are_version_7_and_never_the_same() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {(uuid.UUID(one).version, uuid.UUID(one).variant) for one in ids} == {(7, uuid.RFC_4122)}


def test_an_id_made_later_sorts_later() -> None:
    first, made = new_id(), time.time_ns() // 1_000_000
    while time.time_ns() // 1_000_000 <= made:
        pass
    assert new_id() > first
