"""The JSON schema of the `json` format, made from the records themselves.

`docs/journeykit.schema.json` is this schema; `python -m journeykit.formats.schema` writes it anew. It tells
what this version writes: a later one may add kinds, fields and choices, so readers pass over what they do
not know.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from journeykit import catalogue
from journeykit.log import VERSION
from journeykit.records import KINDS, inputs

__all__ = ["FILE", "schema", "text"]

FILE = "journeykit.schema.json"

_UNTOLD, _OF_PEOPLE = ("room",), ("participant",)
"""The kinds that no file holds, and those that files of anonymous workshops do not."""
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_POINTS = ("persona", "stage")
"""The kinds whose records a field chooses from: no list of choices."""
_LISTED = {"lane": "lane", "onward": "onward", "giver": "roles", "taker": "roles"}
"""The fields that are not asked, whose values are choices of the catalogue all the same."""


_CHANGE = {
    "description": "A change, told without its contents: the names of the fields that it wrote.",
    "type": "object",
    "required": ["id", "at", "author", "kind", "record", "op", "fields"],
    "properties": {
        **dict.fromkeys(("id", "author", "kind", "record", "undoes"), _TEXT),
        "at": {"type": "string", "format": "date-time"},
        "op": {"enum": ["put", "drop"]},
        "fields": {"type": "array", "items": _TEXT},
        "version": {"type": "integer"},
    },
}


def schema() -> dict[str, Any]:
    """Return the schema of a workshop's JSON file."""
    told = {kind: model for kind, model in KINDS.items() if kind not in _UNTOLD}
    _, made = models_json_schema([(model, "serialization") for model in told.values()])
    defs: dict[str, Any] = made["$defs"]
    for kind, model in told.items():
        _choices(kind, defs[model.__name__])
    lists = {kind: _list(model.__name__) for kind, model in told.items()}
    return {
        "$schema": _DRAFT,
        "title": "journeykit workshop",
        "description": "The records of a workshop by kind, and who changed what when.",
        "type": "object",
        "required": ["format", "version", "language", "records", "changes"],
        "properties": {
            "format": {"const": "journeykit"},
            "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
            "language": {"enum": [*catalogue.LANGUAGES]},
            "records": {
                "type": "object",
                "required": [kind for kind in told if kind not in _OF_PEOPLE],
                "properties": lists,
            },
            "changes": {"type": "array", "items": _CHANGE},
        },
        "$defs": dict(sorted(defs.items())),
    }


def text() -> str:
    """Return the schema as the file that is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _choices(kind: str, made: dict[str, Any]) -> None:
    """Tell the choices of each field that the catalogue lists, and no titles that only repeat the names."""
    made.pop("title", None)
    for name, field in made["properties"].items():
        field.pop("title", None)
        asked = inputs(kind)[name]
        of = _LISTED.get(name) or (asked.of if asked.of not in _POINTS else "")
        if of and asked.kind == "choices":
            field["items"]["enum"] = [*catalogue.choices(of, "en")]
        elif of:
            field["enum"] = ["", *catalogue.choices(of, "en")]


if __name__ == "__main__":
    Path("docs", FILE).write_text(text(), "utf-8", newline="\n")
