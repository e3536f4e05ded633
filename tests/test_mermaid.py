"""Mermaid's journey: what is written is read back, and what is found in the wild is understood or told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit import catalogue
from journeykit.errors import ReadError
from journeykit.formats import mermaid, write
from journeykit.formats.incoming import Incoming, plan, take
from journeykit.formats.mermaid.reading import FEW
from journeykit.formats.mermaid.scores import number
from journeykit.formats.mermaid.signs import escaped, plain
from journeykit.formats.reading import find_reader
from journeykit.store import Store
from journeykit.workshop import Workshop

FOUND = Path(__file__).parents[2] / "shared" / "data" / "journeys"
HOSTILE = [
    "title of a: b; c #1", "Section x", "journey begins", "accDescr { a }", "a\nb", "100%% %%{init}%%",
    "%% x",
    "<b>x</b> <br/> & &amp; \"q\"", "[Thought] x", "[思考] x", "#58; #quot;", "---", "``` x", "- a", "; x",
    "style a: b #c; d", "𠮷🙂 العربية", "：全角：3：顧客", "a: 3: me", "ﬂ°35¶ß", "3", "a\u2028b\x85c", "> x",
    "x %", "userJourney", "=1+1", "{x}", "a,b、c，d", "::: mermaid",
]  # fmt: skip
TEXT = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from("#;:%<>[]{}-,\n ：、`"),
    max_size=40,
)


def read(text: str, lang: str = "en") -> Incoming:
    return mermaid.read(text.encode(), lang)


def told(incoming: Incoming, kind: str, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(d.fields[field] for field in fields) for d in incoming.drafts if d.kind == kind]


def notes(text: str) -> list[tuple[Any, ...]]:
    return told(read(text), "note", "persona", "stage", "text")


def felt(text: str) -> list[int]:
    return [value for (value,) in told(read(text), "feeling", "value")]


def remarks(text: str) -> list[tuple[str, str]]:
    return [(remark.place, remark.why.key) for remark in read(text).remarks]


@given(
    st.lists(TEXT, min_size=2, max_size=2, unique_by=str.strip),
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["action", "thought"]), TEXT), max_size=6),
    st.dictionaries(st.integers(0, 1), st.tuples(st.integers(-2, 2), TEXT)),
    TEXT,
)
@settings(max_examples=80)
def test_what_is_written_is_read_back_whatever_it_says(
    names: list[str], given_notes: list[Any], feelings: dict[int, Any], title: str
) -> None:
    workshop = Workshop(Store())
    workshop.put("brief", "brief", title=title)
    for key, name in zip("ab", names, strict=True):
        workshop.put("persona", key, name=name)
    for at, (whose, lane, text) in enumerate(given_notes):
        workshop.put("note", f"n{at}", persona=["a", "b", ""][whose], stage="aware", lane=lane, text=text)
    for whose, (value, why) in feelings.items():
        workshop.put(
            "feeling", f"{'ab'[whose]}.aware", persona="ab"[whose], stage="aware", value=value, why=why
        )
    journey, lang = workshop.journey, "ja"
    called = {p.id: p.name or catalogue.say("deck.slides.unnamed", lang) for p in journey.personas} | {"": ""}
    incoming = mermaid.read(mermaid.write(workshop, lang), lang)
    assert told(incoming, "persona", "name") == [(called[key],) for key in "ab"]
    labels = [stage.label(lang) for stage in journey.stages_in_scope]
    said = [(called[n.persona], labels[1], n.lane, n.text) for n in journey.notes if n.text]
    assert Counter(told(incoming, "note", "persona", "stage", "lane", "text")) == Counter(said)
    moods = [(called[f.persona], labels[1], f.value, f.why) for f in journey.feelings.values()]
    assert Counter(told(incoming, "feeling", "persona", "stage", "value", "why")) == Counter(moods)
    assert [title for (title,) in told(incoming, "brief", "title")] == [journey.brief.title] * bool(
        journey.brief.title
    )
    assert (list(incoming.stages), incoming.remarks) == (labels, ())


@given(TEXT)
def test_no_sign_of_a_name_ends_its_part_and_each_comes_back(text: str) -> None:
    line = escaped(text, actor=True)
    assert plain(line) == text
    assert not [sign for sign in ":<>,\n" if sign in line] or line.count(";") == line.count("#")


def test_the_sample_comes_back_into_an_empty_workshop_and_once_only(filled: Workshop, lang: str) -> None:
    data = write(filled, "mermaid", lang)
    with closing(Workshop(Store(), lang=lang)) as empty:
        planned = plan(empty.journey, mermaid.read(data, lang))
        take(empty, planned)
        mine, theirs = filled.journey, empty.journey
        assert [p.name for p in theirs.personas] == [p.name for p in mine.personas]
        placed = [n for n in mine.notes if (s := mine.stage_of(n.stage)) in mine.stages_in_scope and s]
        assert Counter(n.text for n in theirs.notes) == Counter(n.text for n in placed)
        assert sorted(f.value for f in theirs.feelings.values()) == sorted(
            mine.feelings[p.id, s.id].value
            for p in mine.personas
            for s in mine.stages_in_scope
            if (p.id, s.id) in mine.feelings
        )
        again = plan(empty.journey, mermaid.read(data, lang))
        assert again.count("taken") == 0


def test_a_task_becomes_a_note_of_each_actor_and_the_mean_of_scores_their_feeling() -> None:
    text = "journey\nsection A\na: 5: Me, You\nb: 4: Me\n"
    assert notes(text) == [("Me", "A", "a"), ("You", "A", "a"), ("Me", "A", "b")]
    assert told(read(text), "feeling", "persona", "value") == [("Me", 2), ("You", 2)]


@pytest.mark.parametrize(
    ("scores", "felt_as", "scale"),
    [
        ("1 3 5", [-2, 0, 2], None), ("0 5", [-2, 2], ("0", "5")), ("0 9 2 7", [-2, 2, -1, 1], ("0", "9")),
        ("0 10 5", [-2, 2, 0], ("0", "10")), ("-2 0 1", [-2, 0, 1], ("-2", "2")),
        ("3.5 ４ 4/5", [1, 1, 1], None), ("90 50 10", [2, 0, -2], ("0", "100")),
    ],
)  # fmt: skip
def test_the_scale_is_found_from_the_scores_and_told(scores: str, felt_as: list[int], scale: Any) -> None:
    lines = [f"t{at}: {score}: p{at}" for at, score in enumerate(scores.split())]
    incoming = read("\n".join(["journey", "section A", *lines]))
    assert [value for (value,) in told(incoming, "feeling", "value")] == felt_as
    values = [tuple(remark.why.values.values()) for remark in incoming.remarks]
    assert values == ([scale] if scale else [])


@pytest.mark.parametrize(
    ("line", "name", "actors", "feels"),
    [
        ("a: 4: Me", "a", ["Me"], [1]), ("a:4", "a", [""], [1]), ("Step 1: go: 2: Me",
        "Step 1: go", ["Me"], [-1]),
        ("Meet at 10:30: 4", "Meet at 10:30", [""], [1]), ("Meet at 10:30: 4: Me",
        "Meet at 10:30", ["Me"], [1]),
        ("https://a.example: 4: Me", "https://a.example", ["Me"], [1]),
        ("相談：4：顧客、営業", "相談", ["顧客",
        "営業"], [1, 1]),
        ("比較：A社とB社: 5: 顧客", "比較：A社とB社", ["顧客"], [2]), ("a: 4: Me;", "a", ["Me"], [1]),
        ("a: 4: Me %% why", "a", ["Me"], [1]), ("a: 4: Me # why", "a", ["Me"], [1]), ("a: 4: Me, , Me",
        "a", ["Me"], [1]),
        ("Bug #12: 4: Me", "Bug #12", ["Me"], [1]), ("a<br/>b: 4: Me", "a\nb", ["Me"], [1]), ("a: 3: 2",
        "a", ["2"], [0]),
        ("a &amp; b: 4 : Me", "a &amp; b", ["Me"], [1]), ("Titles: 4: Me", "Titles", ["Me"], [1]),
        ("a: : Me", "a", ["Me"], []),
    ],
)  # fmt: skip
def test_tasks_as_people_write_them_are_understood(
    line: str, name: str, actors: list[str], feels: list[int]
) -> None:
    text = f"journey\nsection A\n  {line}\n"
    assert notes(text) == [(actor, "A", name) for actor in actors]
    assert felt(text) == feels


@pytest.mark.parametrize(
    "header", ["journey", "userJourney", "user-journey", "Journey ", "journey;", "JOURNEY:"]
)
def test_headers_comments_directives_and_front_matter_are_no_tasks(header: str) -> None:
    before = "\ufeff\n---\ntitle: 'T: x'\nconfig:\n  a: 3\n---\n%%{init: {\n'a': 3}}%%\n%% a: 3: Me\n\n"
    inside = "accTitle: a\naccDescr { b: 3\nc: 4: Me\n}\naccDescr: d\n# e: 3\n%% f: 3\n"
    incoming = read(f"{before}{header}\n{inside}section A\na: 3: Me")
    assert told(incoming, "note", "text") == [("a",)]
    assert told(incoming, "brief", "title") == [("T: x",)]
    assert incoming.remarks == ()


def test_what_is_not_understood_is_told_by_its_line() -> None:
    text = "journey\ntitle T\nsection A\nno colon\n: 3: Me\na: many: Me\nb: 4: Me\nc: 55: Me\n"
    assert remarks(text) == [
        ("line 4", "mermaid_line"), ("line 5", "mermaid_line"),
        ("line 6", "mermaid_score"), ("line 8", "mermaid_score"),
    ]  # fmt: skip
    assert [text for _, _, text in notes(text)] == ["a", "b", "c"]
    assert felt(text) == [1]


def test_without_sections_a_task_called_like_a_stage_opens_it_else_the_title_is_one() -> None:
    assert [at for _, at, _ in notes("journey\nAwareness: 3\nb: 3\nPurchase: 4\nc: 2")] == [
        *["Awareness"] * 2,
        *["Purchase"] * 2,
    ]
    assert notes("journey\ntitle T\na: 3: Me") == [("Me", "T", "a")]
    assert notes("journey\na: 3\nsection B\nb: 3") == [("", "B", "a"), ("", "B", "b")]


def test_of_many_actors_only_those_named_most_become_personas() -> None:
    lines = [f"t{at}: 3: Me, p{at}" for at in range(20)]
    text = "\n".join(["journey", "section A", *lines, "x: 3: p19"])
    assert len({who for who, _, _ in notes(text)} - {""}) == FEW
    assert remarks(text) == [("line 1", "mermaid_actors")]


@pytest.mark.parametrize(
    "fence",
    ["```mermaid\n{}\n```", "~~~ mermaid\n{}\n~~~", "> ```mermaid\n> {}\n> ```",
    "- ```mermaid\n  {}\n  ```",
     "::: mermaid\n{}\n:::", '<pre class="mermaid">\n{}\n</pre>', "```\n{}\n```", "```{{mermaid}}\n{}",
     "<div class=mermaid>{}\n</div>"],
)  # fmt: skip
def test_journeys_in_a_page_are_found_beside_other_diagrams(fence: str) -> None:
    body = "\n".join(["journey", "section A", "a: 4: Me"])
    indent = {">": "\n> ", "-": "\n  "}.get(fence[0], "\n")
    other = "# Page\n\n```mermaid\ngraph TD\n a: 3\n```\n| a | b |\n\n"
    page = other + fence.format(body.replace("\n", indent)) + "\n\ntext: 3: You\n"
    assert find_reader("page.md", page.encode()) == "mermaid"
    assert ("Me", "A", "a") in notes(page)
    if fence[-1] in "`~:>":
        assert len(notes(page)) == 1


@pytest.mark.parametrize(
    "text", ["Journey of a customer\n\na: 3", "# journey\n", "", "graph TD", "```mermaid\n"]
)
def test_a_page_without_a_journey_is_left_to_others(text: str) -> None:
    assert not mermaid.recognises(text.encode())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_a_file_is_read_in_the_encodings_of_offices_in_japan(encoding: str) -> None:
    data = "journey\r\n  section 認知\r\n    検索する: 4: 加藤\r\n".encode(encoding)
    assert mermaid.recognises(data)
    assert told(mermaid.read(data, "ja"), "note", "persona", "text") == [("加藤", "検索する")]


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: f"journey\n{text}".encode("utf-8", "replace"))
)
def test_whatever_is_in_a_file_it_is_read_or_one_error_tells_why(data: bytes) -> None:
    mermaid.recognises(data)
    with suppress(ReadError):
        mermaid.read(data, "ja")


@pytest.mark.parametrize(
    "data",
    [b"journey\n" + b"a: 3: Me\n" * 100_000, b"journey\n" + b"a" * 15_000_000,
    b"journey\na" + b":" * 10_000_000,
     b"%%{" * 2_000_000, b"```\n" * 2_000_000, b"\n" * 15_000_000, b"journey\n" + b"%%{\n" * 4_000,
     b"journey\n" + b"a: 3: " + b"b," * 5_000_000, b"journey\n" + b"#" * 5_000_000,
     b"journey\n" + b" %" * 5_000_000,
     b"journey\n" + b"accDescr {\n" * 4_000,
     b"journey\n" + (b"a: 3: " + b",".join(b"p%d" % n for n in range(900)) + b"\n") * 4_000,
     b"---\n" * 2_000_000, b"journey\n" + b"<br" * 4_000_000, b"> " * 7_000_000],
)  # fmt: skip
def test_no_file_takes_long_however_it_is_made(
    data: bytes, soon: Callable[[], AbstractContextManager[None]]
) -> None:
    with soon():
        mermaid.recognises(data)
        with suppress(ReadError):
            assert len(mermaid.read(data, "en").drafts) < 100_000


def test_journeys_found_in_the_wild_are_read() -> None:
    files = sorted(FOUND.glob("*.mmd"))
    if not files:
        pytest.skip(
            "NO JOURNEYS FROM THE WILD: ../shared/data/journeys is not there, so none of them was read"
        )
    for file in files:
        incoming = mermaid.read(file.read_bytes(), "en")
        assert find_reader(file.name, file.read_bytes()) == "mermaid"
        assert {remark.why.key for remark in incoming.remarks} <= {"mermaid_scale"}
        assert len(incoming.stages) >= 5
        assert told(incoming, "note", "text")
        assert {value for (value,) in told(incoming, "feeling", "value")} >= {0, 1}


def test_an_empty_map_is_a_diagram_of_its_stages(workshop: Workshop, lang: str) -> None:
    lines = write(workshop, "mermaid", lang).decode().splitlines()
    assert lines[0] == "journey"
    assert len(lines) == 2 + 6
    assert len(read("\n".join(lines)).stages) == 6


@pytest.mark.parametrize("text", ["NaN", "inf", "1e9", "", "9" * 50, "--1", "1:2"])
def test_what_is_no_score_is_none(text: str) -> None:
    assert number(text) is None


def test_a_line_of_nothing_but_colons_is_not_looked_into(
    soon: Callable[[], AbstractContextManager[None]],
) -> None:
    data = ("journey\n section A\n" + ("a:3" * 3_300 + "\n") * 900).encode()
    with soon():
        assert not mermaid.read(data, "en").drafts
