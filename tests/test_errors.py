"""Every error a person may see has one sentence in both languages, filled with exactly what it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import journeykit
from journeykit.catalogue import LANGUAGES, explain, read
from journeykit.errors import ExportError, InvalidAnswer, JourneyError, WorkshopError

PACKAGE = Path(journeykit.__file__).parent
SENTENCES = read("messages", "en")["errors"]
ROOTS = {"JourneyError", "WorkshopError", "ExportError"}


def strings(node: ast.AST) -> set[str]:
    found = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def raised() -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield where an error is made, the keys it may have, and the names of the values it is given."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ROOTS and node.args:
                given = {str(word.arg) for word in node.keywords}
                yield f"{file.name}:{node.lineno}", strings(node.args[0]), given


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("keys", "given"), [pytest.param(k, g, id=at) for at, k, g in raised()])
def test_an_error_has_its_sentence_with_exactly_the_values_it_is_given(
    keys: set[str], given: set[str]
) -> None:
    needed = [blanks(SENTENCES[key]) for key in keys]
    assert all(names <= given for names in needed)
    assert not needed or set().union(*needed) == given


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_belongs_to_an_error_that_can_happen(key: str) -> None:
    assert any(f'"{key}"' in file.read_text("utf-8") for file in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("key", SENTENCES)
def test_an_error_is_told_in_one_line_in_both_languages(key: str) -> None:
    error = JourneyError(key, **{name: f"<{name}>" for name in blanks(SENTENCES[key])})
    for lang in LANGUAGES:
        sentence = explain(error, lang)
        assert all(f"<{name}>" in sentence for name in error.values)
        assert "\n" not in sentence
        assert "{" not in sentence


def test_an_error_reads_as_its_sentence_in_python_too() -> None:
    error = ExportError("bad_colour", colour="red")
    assert str(error) == explain(error, "en")
    assert "“red”" in str(error)


def test_every_error_a_person_may_see_has_one_root() -> None:
    assert all(issubclass(kind, JourneyError) for kind in (InvalidAnswer, WorkshopError, ExportError))


def test_an_invalid_answer_names_the_fields_and_keeps_each_reason() -> None:
    why = JourneyError("too_long", max=200, length=201)
    error = InvalidAnswer({"name": why, "job": why})
    assert error.fields["name"] is why
    assert all("name, job" in explain(error, lang) for lang in LANGUAGES)


def test_what_a_person_wrote_stands_in_the_sentence_as_it_is() -> None:
    error = JourneyError("unknown_field", field="{name} %s <b>")
    assert all("{name} %s <b>" in explain(error, lang) for lang in LANGUAGES)
