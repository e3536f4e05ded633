"""The Markdown page: a line a record, in a steady order, and no text of a person taken for markup."""

from __future__ import annotations

import difflib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from journeykit import catalogue
from journeykit.formats import write
from journeykit.formats.markup import plain
from journeykit.store import Store
from journeykit.workshop import Workshop

SIGNS = "#*_`~[]()<>!|\\&;$-+=.:1 \n\t"
ADDRESSES = [
    "https://evil.example/x",
    "www.evil.example",
    "![a](b)",
    "<img src=x onerror=1>",
    "&lt;b&gt;",
    "1. a",
]


class Tags(HTMLParser):
    """Collects the text and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", list[str]()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(markdown: str) -> Tags:
    tags = Tags()
    tags.feed(markdown2html_mistune(markdown))
    return tags


def lines(workshop: Workshop, lang: str) -> list[str]:
    return write(workshop, "markdown", lang).decode().splitlines()


@given(st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
@settings(max_examples=200)
def test_a_text_is_shown_as_it_was_written(text: str) -> None:
    page = shown(f"- x: {plain(text)}\n")
    assert page.tags == ["ul", "li"]
    assert page.text.split() == f"x: {text}".split()


@pytest.mark.parametrize("text", ADDRESSES)
def test_no_address_becomes_a_link(text: str) -> None:
    page = shown(f"- {plain(text)}\n")
    assert page.tags == ["ul", "li"]
    assert page.text.strip() == text


@pytest.mark.parametrize(
    "text", [*ADDRESSES, "# head", "- list", "===", "```", "a\n\n# b\n---", "\u202e=cmd()"]
)
def test_no_text_of_a_record_becomes_markup(workshop: Workshop, lang: str, text: str) -> None:
    before = shown("\n".join(lines(workshop, lang)))
    workshop.put("brief", title=text)
    workshop.put("persona", "a", name=text, situation=text)
    workshop.put("note", persona="a", stage="aware", text=text, inference=text)
    workshop.put("feeling", "a.aware", persona="a", stage="aware", value=-1, why=text)
    workshop.put("action", title=text, owner=text)
    workshop.put("play", "deal", talk=text)
    page = shown("\n".join(lines(workshop, lang)))
    assert {*page.tags} <= {*before.tags, "ul", "li", "strong", "h1", "h2", "h3", "br"}
    assert page.tags.count("h1") == 1


def test_every_record_is_one_line(filled: Workshop, lang: str) -> None:
    page, journey = lines(filled, lang), filled.journey
    listed = [line for line in page if line.startswith("- **")]
    assert len(listed) == len(journey.notes) + len(journey.feelings)
    for kind in ("issue", "action", "finding", "theme"):
        for record in journey.records(kind):
            text = plain(getattr(record, "text", "") or getattr(record, "title", ""), "<br>")
            assert sum(line.startswith(f"- {text}") for line in page) == 1


def test_one_word_changed_is_one_line_changed(filled: Workshop, lang: str) -> None:
    before = lines(filled, lang)
    note = filled.journey.notes[5]
    filled.put("note", note.id, text="another word")
    moved = [line for line in difflib.ndiff(before, lines(filled, lang)) if line[0] in "+-"]
    themed = sum(note.id in theme.notes for theme in filled.journey.themes)
    assert len(moved) == 2 * (1 + themed)


def test_the_page_names_people_and_stages_and_shows_no_id(filled: Workshop, lang: str) -> None:
    page = "\n".join(lines(filled, lang))
    for persona in filled.journey.personas:
        assert f"\n## {plain(persona.name)}\n" in page
        assert not re.search(rf"(?<![\w-]){persona.id}(?![\w-])", page) or persona.id in persona.name
    heads = re.findall(r"^### (.+)$", page, re.MULTILINE)
    assert {plain(stage.label(lang)) for stage in filled.journey.stages_in_scope} <= {*heads}
    assert not re.search(r"\bnote-\d\d\d\b|\bcross.?_sell\b", page)


def test_what_stands_in_no_column_is_told_with_its_place(workshop: Workshop, lang: str) -> None:
    workshop.put("scope", stages=["aware", "interest"])
    workshop.put("note", stage="retention", text="later")
    page = lines(workshop, lang)
    at = page.index("## " + catalogue.say("rows.page.outside", lang))
    stage = plain(catalogue.choices("six", lang)["retention"])
    assert "later" in page[at + 2]
    assert stage in page[at + 2]


def test_an_empty_workshop_is_a_short_page(lang: str) -> None:
    page = lines(Workshop(Store()), lang)
    assert page[0] == "# " + catalogue.say("rows.map.untitled", lang)
    assert len(page) < 60
