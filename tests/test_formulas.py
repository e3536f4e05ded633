"""Texts that look like formulas: guarded once, and read back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journeykit.formats.formulas import guarded, plain


@given(st.text(alphabet="'=＝+-@\t\r\nab"))
def test_a_guarded_text_begins_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert plain(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=＝+-@\t\r\n"))


def test_numbers_stay_numbers() -> None:
    assert guarded(-2) == -2
