"""Whose voice a note speaks in: the rules, how often they are right, and that they can be silenced.

`data/wording_ja.tsv` and `_en.tsv` are some 240 notes a language, written by one author before the rules:
all synthetic. Every second line in the order of sha256 is held back. The rules were finished on the other
half, then the held half was measured: precision 1.00 and recall 0.97 (ja), 1.00 and 1.00 (en). Its misses
were never looked at. It was measured again after the two changes below: 1.00 and 0.97 (ja), 1.00 and 0.98
(en). As the same person wrote notes and rules within the hour, these figures are the upper end.

`wording_late_*.tsv`, 37 notes a language, were written afterwards to get past the rules, and mostly did:
recall was 0.20 and 0.19, precision 0.67 (4 of 6) and 0.80 (4 of 5). One half then served for tuning; on the
other precision is now 1.00 and recall 0.70 (7 of 10, ja) and 0.78 (7 of 9, en). Of the catalogue's 60
assumed issues, which others wrote, the rules doubted 0 (ja) and 4 (en); those 4 were mended too. Notes of
real workshops were not measured: expect a nudge to be right mostly, and many a note to get none.
"""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from journeykit import catalogue
from journeykit.catalogue import LANGUAGES
from journeykit.insights.coverage import hints, missing
from journeykit.insights.wording import RULES, _openings, _rules, hits, questioned
from journeykit.panels import Viewer, show
from journeykit.records import Note
from journeykit.workshop import Workshop

DATA = Path(__file__).parent / "data"
SOURCE = catalogue.read("wording", "en")
PATTERNS = [(r, lang, p) for r in RULES for of in ("hit", "fine") for lang, p in SOURCE[r][of].items()]
SIGNS = [
    "a",
    "a ",
    "we ",
    "our ",
    "the ",
    "buy ",
    "sales and ",
    "弊社",
    "営業・",
    "部、",
    "顧客に",
    "「",
    '"',
]


def rows(name: str, split: str = "") -> list[dict[str, str]]:
    with (DATA / f"wording_{name}.tsv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in found if split in ("", row["split"])]


def rules(text: str, lane: str = "action") -> set[str]:
    return {hit.rule for hit in hits(Note(text=text, lane=lane))}


def measured(of: list[dict[str, str]]) -> tuple[float, float]:
    """Return precision and recall over pairs of a note and a rule."""
    wanted = {(row["text"], rule) for row in of for rule in row["label"].split("|") if rule}
    found = {(row["text"], rule) for row in of for rule in rules(row["text"], row["lane"])}
    return len(wanted & found) / len(found), len(wanted & found) / len(wanted)


def test_on_the_held_half_the_rules_are_as_good_as_was_measured(lang: str) -> None:
    precision, recall = measured(rows(lang, "held"))
    assert precision >= 0.97
    assert recall >= 0.94


def test_on_notes_written_to_get_past_them_the_rules_are_as_good_as_was_measured(lang: str) -> None:
    precision, recall = measured(rows(f"late_{lang}", "held"))
    assert precision >= 0.95
    assert recall >= 0.65


def test_the_pattern_that_is_tried_first_finds_whatever_one_of_the_others_finds(lang: str) -> None:
    texts = [row["text"].lower() for name in LANGUAGES for row in (*rows(name), *rows(f"late_{name}"))]
    for rule in _rules().values():
        assert r"\." not in _openings("|".join(one.pattern for one in rule.found[lang]))
        for text in (part for given in texts for part in (given, given[1:], given[3:], given[5:])):
            found = any(one.search(text) for one in rule.found[lang])
            assert bool(rule.some[lang].search(text)) == found


def test_what_is_held_back_is_not_chosen_by_anybody(lang: str) -> None:
    for given in (rows(lang), rows(f"late_{lang}")):
        assert given == sorted(given, key=lambda row: hashlib.sha256(row["text"].encode()).hexdigest())
        assert [row["split"] for row in given] == [("tune", "held")[at % 2] for at in range(len(given))]


def test_the_labelled_set_covers_every_lane_and_is_half_clean(lang: str) -> None:
    given = rows(lang)
    assert len({row["text"] for row in given}) == len(given) >= 220
    assert {row["lane"] for row in given} == catalogue.choices("lane", lang).keys()
    assert 0.4 <= sum(not row["label"] for row in given) / len(given) <= 0.6
    assert {rule for row in given for rule in row["label"].split("|") if rule} == set(RULES)


@pytest.mark.parametrize(
    ("text", "lane", "rule"),
    [
        ("弊社から提案する", "action", "seller"),
        ("自社の商品を訴求する", "action", "seller"),
        ("We pitch the demo", "action", "seller"),
        ("our product helps", "thought", "seller"),
        ("SaaSを導入する", "need", "solution"),
        ("A new CRM system", "need", "solution"),
        ("営業部", "touchpoint", "department"),
        ("マーケティング", "touchpoint", "department"),
        ("Sales department", "touchpoint", "department"),
    ],
)
def test_what_is_not_the_customers_voice_is_recognised(text: str, lane: str, rule: str) -> None:
    assert rules(text, lane) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "", "自社の工場を見て回る", "上司に提案する", "弊社の品質基準を確かめる", "ベンダーから提案を受ける",
        "うちの会社で使えるか", "「当社の現場は特殊だ」と言う",
        "Asks how we compare", "We stop the line", "Checks our budget", "“Our product line is full”",
    ],
)  # fmt: skip
def test_a_note_from_the_customers_side_is_left_in_peace(text: str) -> None:
    assert not rules(text)


@pytest.mark.parametrize("text", ["SaaSを導入する", "営業部", "Sales department", "Introduce RPA"])
def test_what_is_wrong_in_one_lane_may_be_right_in_another(text: str) -> None:
    assert not rules(text, "action")


def test_no_assumed_issue_and_no_note_of_the_sample_is_questioned(filled: Workshop, lang: str) -> None:
    issues = [issue[lang] for issue in catalogue.read("assumed_issues", lang)["issues"]]
    assert questioned(filled.journey) == []
    assert [text for text in issues for lane in ("action", "need") if rules(text, lane)] == []


@pytest.mark.parametrize("text", ["弊社から提案する", "İ We pitch it"])
def test_a_hit_says_where_it_is_and_has_words_for_it(text: str, lang: str) -> None:
    (hit,) = hits(Note(text=text))
    assert text[hit.start : hit.end] in ("弊社", "We pitch")
    assert catalogue.say(hit.why, lang)
    assert catalogue.say(hit.ask, lang)


def test_every_rule_asks_in_each_of_its_lanes(lang: str) -> None:
    for rule in RULES:
        words = catalogue.read("wording", lang)[rule]
        assert words["ask"].keys() == (set(words["lanes"]) or catalogue.choices("lane", lang).keys())


@pytest.mark.parametrize(("rule", "lang", "patterns"), PATTERNS)
def test_patterns_are_in_lower_case_and_repeat_nothing_that_repeats(
    rule: str, lang: str, patterns: list[str]
) -> None:
    assert lang in LANGUAGES
    for pattern in patterns:
        assert pattern == pattern.lower()
        assert not re.search(r"[*+}]\)[*+]", pattern), (rule, pattern)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("lane", ["action", "touchpoint", "need"])
def test_no_text_holds_the_rules_up(sign: str, lane: str) -> None:
    for text in ((sign * 400)[:399] + "!", (sign * 400)[:392] + " system!"):
        assert len(hits(Note.model_construct(text=text, lane=lane))) <= len(RULES)


def test_a_note_can_be_left_as_it_is_and_questioned_again(workshop: Workshop) -> None:
    workshop.put("note", "n", text="We pitch the demo", stage="aware", lane="action")
    assert [note.id for note in questioned(workshop.journey)] == ["n"]
    workshop.put("note", "n", as_is=True)
    assert questioned(workshop.journey) == []
    workshop.put("note", "n", as_is=False)
    assert questioned(workshop.journey)


def test_a_hint_is_told_and_is_no_gap(workshop: Workshop, lang: str) -> None:
    before = missing(workshop.journey, lang)
    workshop.put("note", "n", text="弊社から提案する")
    (hint,) = hints(workshop.journey, lang)
    assert (hint.step, hint.hint, "1" in hint.text) == ("05_map", True, True)
    assert missing(workshop.journey, lang) == before
    assert [label for label, text in _decided(workshop, lang) if text == hint.text]


def test_the_board_tells_what_was_found_why_and_asks_for_other_words(workshop: Workshop, lang: str) -> None:
    workshop.put("note", "n", text="弊社から提案する")
    view = show("board", workshop.journey, Viewer(lang, "05_map"))
    assert view["notes"][0]["hits"] == [["seller", "弊社"]]
    assert view["wording"]["seller"]["why"] == catalogue.say("wording.seller.why", lang)
    assert view["wording"]["seller"]["ask"].keys() == catalogue.choices("lane", lang).keys()


def _decided(workshop: Workshop, lang: str) -> list[list[str]]:
    found: list[list[str]] = show("recap", workshop.journey, Viewer(lang, "05_map"))["decided"]
    return found
