"""Tables in a terminal: no line is too wide, no word is broken, nothing is lost, in either language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from journeykit.cli.tables import laid

HEADS = {
    "en": ["Stage", "Are here", "Furthest ever", "Reached", "Here or beyond", "Idle 90 days"],
    "ja": ["段階", "いまいる", "最も先まで", "到達した", "ここ以降", "90日動きなし"],
}
STAGES = {
    "en": ["Interest & information gathering", "Consideration", "Onboarding & first use"],
    "ja": ["興味関心/情報収集", "検討", "利用開始〜定着"],
}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [80, 100])
def test_no_word_of_the_figures_is_broken(lang: str, width: int) -> None:
    rows = [[stage, "36", "1,036", "12,100", "100", "31"] for stage in STAGES[lang]]
    told = [line for lines in laid(HEADS[lang], rows, width) for line in lines]
    assert max(map(cell_len, told)) <= width
    words = {word for text in (*HEADS[lang], *STAGES[lang]) for word in text.split()}
    assert words <= {word for line in told for word in line.split()}


def test_a_japanese_line_never_begins_with_a_closing_mark() -> None:
    long = "誰のことか書かれていないか、たどれないので、出来事にしていない行。" * 3
    for width in range(24, 80):
        lines = [line for row in laid(["気をつけること", "件数"], [[long, "33"]], width) for line in row]
        assert not [line for line in lines if line.startswith(tuple("、。)」"))], width


def test_what_the_first_column_repeats_is_said_once() -> None:
    _, *rows = laid(["What", "Where"], [["Events", "deals"], ["Events", "tickets"], ["Rows", "deals"]], 80)
    assert [row[0].split() for row in rows] == [["Events", "deals"], ["tickets"], ["Rows", "deals"]]


@given(st.lists(st.lists(st.text("aあ、W 1\x1b", max_size=40), min_size=3, max_size=3), max_size=5))
def test_any_text_fits_and_is_whole(rows: list[list[str]]) -> None:
    told = [line for lines in laid(["a", "b", "c"], rows, 40) for line in lines]
    assert all(cell_len(line) <= 40 and "\x1b" not in line for line in told)
    assert sum(line.count("W") for line in told) >= sum("".join(row[1:]).count("W") for row in rows)
