"""The vocabulary: every text in both languages, every field labelled, every id one that exists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journeykit import catalogue
from journeykit.catalogue import LANGUAGES
from journeykit.panels import NAMES
from journeykit.records import GROUPS, KINDS, SIX, clean, inputs, limit

FOLDER = Path(catalogue.__file__).parent
READ_ONLY = {"columns", "dates", "lane_names", "names", "stage_names"}
"""What others call things, in any language: it is read, never shown."""
FILES = sorted({path.stem for path in FOLDER.glob("*.toml")} - READ_ONLY)
ASSUMED = catalogue.read("assumed_issues", "ja")

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60]")
ENGLISH_SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z']*[ ,.:]+){4,}")
JAPANESE_IN_ENGLISH = {"日本語", "日本語 (Japanese)"}
"""The name of a language is written in that language."""
SAME_IN_BOTH = {"English", "ABM", "BtoC", "NPS", "[URL]", "journeykit"}

Path_ = tuple[str, ...]


PATTERNS = {
    "wording": r"words\.|\w+\.(hit|fine)\.",
    "claims": r"words\.|speed\.|signs\.",
    "masking": r"kept\.|masks\.",
    "signals": r"words\.|sources\.",
}
"""Where a file holds patterns and words that texts are known by: those are of no one language."""


def leaves(tree: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield every text with its path: a table that holds ja or en as one, any other text by itself."""
    if isinstance(tree, dict):
        if any(isinstance(tree.get(lang), str) for lang in LANGUAGES):
            yield path, {lang: tree.get(lang) for lang in LANGUAGES}
            tree = {key: value for key, value in tree.items() if key not in LANGUAGES}
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from leaves(value, (*path, str(at)))
    elif isinstance(tree, str):
        yield path, tree


def texts(name: str) -> list[tuple[str, Any]]:
    tree = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return [(".".join(path), leaf) for path, leaf in leaves(tree)]


def pairs(name: str) -> list[tuple[str, str, str]]:
    return [(path, leaf["ja"], leaf["en"]) for path, leaf in texts(name) if isinstance(leaf, dict)]


def blanks(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)[:}]", text))


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_in_both_languages_or_blank_in_both(name: str) -> None:
    assert pairs(name)
    for path, ja, en in pairs(name):
        assert isinstance(ja, str), path
        assert isinstance(en, str), path
        assert bool(ja.strip()) == bool(en.strip()), path


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_in_two_languages_is_an_id_and_no_text(name: str) -> None:
    patterns = re.compile(PATTERNS.get(name, r"\Z."))
    plain = [leaf for path, leaf in texts(name) if isinstance(leaf, str) and not patterns.match(path)]
    assert [text for text in plain if not re.fullmatch(r"[a-z0-9_:.-]+", text)] == []


@pytest.mark.parametrize("name", FILES)
def test_both_languages_fill_in_the_same_values(name: str) -> None:
    differ = [path for path, ja, en in pairs(name) if blanks(ja) != blanks(en)]
    assert differ == []


@pytest.mark.parametrize("name", FILES)
def test_no_english_text_holds_japanese(name: str) -> None:
    mixed = [en for _, _, en in pairs(name) if JAPANESE.search(en)]
    assert set(mixed) <= JAPANESE_IN_ENGLISH


@pytest.mark.parametrize("name", FILES)
def test_no_japanese_text_holds_an_english_sentence(name: str) -> None:
    assert [ja for _, ja, _ in pairs(name) if ENGLISH_SENTENCE.search(ja)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_text_was_left_untranslated(name: str) -> None:
    same = {ja for _, ja, en in pairs(name) if ja == en and re.search(r"\w", re.sub(r"{\w*}", "", ja))}
    assert same <= SAME_IN_BOTH


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_is_asked_has_a_label_a_help_and_an_example(kind: str, lang: str) -> None:
    labels = catalogue.read("fields", lang)[kind]
    asked = {name for name, how in inputs(kind).items() if how.kind != "hidden"}
    assert asked == labels.keys() & asked
    assert labels.keys() <= KINDS[kind].model_fields.keys()
    assert all(words["label"] and words.keys() == {"label", "help", "example"} for words in labels.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_a_field_chooses_from_has_labels(kind: str, lang: str) -> None:
    lists = {how.of for how in inputs(kind).values() if how.of and how.of not in KINDS}
    for name in lists:
        assert all(catalogue.choices(name, lang).values())
        assert catalogue.choices(name, lang).keys() == catalogue.choices(name, "ja").keys()


def test_a_language_is_called_what_people_who_read_the_other_can_read(lang: str) -> None:
    names = catalogue.choices("language", lang)
    assert list(names) == list(LANGUAGES)
    assert "日本語" in names["ja"]
    assert "English" in names["en"]


def test_an_example_fits_the_field_it_is_an_example_of(lang: str) -> None:
    for kind, rows in catalogue.read("fields", lang).items():
        for field, words in rows.items():
            assert len(words["example"]) <= (limit(kind, field) or 2000), (kind, field)


def test_the_library_covers_eight_industries_or_more() -> None:
    industries = [issue["industry"] for issue in ASSUMED["issues"]]
    assert len(set(industries)) >= 8
    assert set(industries) == ASSUMED["industries"].keys()


def test_every_assumed_issue_has_an_id_of_its_own_and_names_what_exists() -> None:
    rows = ASSUMED["issues"]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["job"] for row in rows} <= ASSUMED["jobs"].keys()
    assert all(set(row["effect"]) <= catalogue.choices("effect", "ja").keys() for row in rows)
    assert all(row["effect"] and row["id"].startswith(row["industry"]) for row in rows)


def test_an_assumed_issue_can_be_taken_as_an_issue() -> None:
    for row in ASSUMED["issues"]:
        for lang in LANGUAGES:
            fields = {"text": row[lang], "effect": row["effect"], "library": row["id"]}
            assert clean("issue", fields) == fields


def test_nine_roll_up_to_six_and_six_to_four() -> None:
    words = catalogue.read("stages", "ja")
    assert tuple(words["six"]) == SIX
    assert tuple(words["groups"]) == GROUPS
    assert [row["six"] for row in words["nine"].values()] == sorted(
        (row["six"] for row in words["nine"].values()), key=SIX.index
    )
    assert {row["group"] for row in words["six"].values()} == set(GROUPS)


@pytest.mark.parametrize("of", ["roles", "purposes"])
def test_every_proposed_range_is_made_of_the_six(of: str) -> None:
    for row in catalogue.read("scope", "ja")[of].values():
        assert row["stages"] == [six for six in SIX if six in row["stages"]] != []


def test_the_playbook_has_a_starting_text_for_every_field_but_the_owner() -> None:
    playbook = catalogue.read("playbook", "ja")
    assert tuple(playbook) == GROUPS
    for play in playbook.values():
        assert play.keys() - {"fields"} == set(play["fields"]) - {"owner"}
        assert set(play["fields"]) <= KINDS["play"].model_fields.keys()


def test_the_steps_fit_half_a_day_and_show_panels_that_exist() -> None:
    steps = catalogue.read("steps", "ja")["steps"]
    assert sum(step["minutes"] for step in steps.values()) <= 240
    shown = {panel for step in steps.values() for panel in (*step["panels"], *step["guests"])}
    shown |= {"glance"}  # what only the projector shows
    assert shown == NAMES.keys()
    assert list(steps) == sorted(steps)


def test_a_catalogue_file_is_read_in_one_language(lang: str) -> None:
    for name in set(FILES) - {
        "choices",
        "assumed_issues",
    }:  # these list the languages themselves, or both texts
        assert not [leaf for _, leaf in leaves(catalogue.read(name, lang)) if isinstance(leaf, dict)]


def test_a_text_is_filled_with_its_values_and_nothing_more() -> None:
    said = catalogue.say("messages.errors.no_workshop", "en", folder="{file}")
    assert "{file}" in said
    assert "%" in catalogue.say("messages.errors.unknown_field", "en", field="100%")


def test_items_are_listed_as_the_language_lists_them() -> None:
    assert catalogue.enumerate_in("ja", ["認知", "検討"]) == "認知、検討"
    assert catalogue.enumerate_in("en", ["Aware", "Order"]) == "Aware, Order"
