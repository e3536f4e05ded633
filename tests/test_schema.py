"""The published schema of the JSON file: it is current, and what is written is as it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from journeykit.formats import write
from journeykit.formats.schema import FILE, schema, text
from journeykit.records import KINDS
from journeykit.workshop import Workshop

SCHEMA = Draft202012Validator(schema())
PUBLISHED = Path(__file__).parents[1] / "docs" / FILE


def errors(document: Any) -> list[str]:
    return [error.json_path for error in SCHEMA.iter_errors(document)]


def written(workshop: Workshop, lang: str) -> Any:
    return json.loads(write(workshop, "json", lang))


def test_the_published_schema_is_current_and_is_one() -> None:
    assert PUBLISHED.read_text("utf-8") == text()
    Draft202012Validator.check_schema(schema())


def test_the_sample_is_as_the_schema_says(filled: Workshop, lang: str) -> None:
    assert errors(written(filled, lang)) == []


def test_so_are_an_empty_and_an_anonymous_workshop(workshop: Workshop) -> None:
    assert errors(written(workshop, "en")) == []
    workshop.put("room", "room", anonymous=True)
    workshop.put("participant", "p-one")
    assert errors(written(workshop, "en")) == []


@given(
    st.sampled_from(sorted({*KINDS} - {"room", "participant"})),
    st.sampled_from([3, "x", None, [], {"id": 3}]),
)
@settings(max_examples=40)
def test_what_is_no_list_of_records_is_refused(kind: str, wrong: Any) -> None:
    document = {"format": "journeykit", "version": 1, "language": "ja", "changes": []}
    records: dict[str, Any] = {of: [] for of in KINDS if of != "room"}
    assert errors({**document, "records": records}) == []
    assert errors({**document, "records": {**records, kind: wrong if wrong != [] else [wrong]}})


@pytest.mark.parametrize(
    ("kind", "field", "value"), [("note", "lane", "x"), ("feeling", "value", 3), ("note", "text", "a" * 401)]
)
def test_choices_and_limits_are_in_the_schema(filled: Workshop, kind: str, field: str, value: Any) -> None:
    document = written(filled, "en")
    document["records"][kind][0][field] = value
    assert errors(document) == [f"$.records.{kind}[0].{field}"]


def test_every_field_of_every_kind_is_described_for_readers() -> None:
    defs = schema()["$defs"]
    for kind, model in KINDS.items():
        if kind != "room":
            assert defs[model.__name__]["properties"].keys() == model.model_fields.keys()
            assert defs[model.__name__]["description"]
