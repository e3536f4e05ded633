"""Texts that a spreadsheet would take for formulas: an apostrophe before them says that they are texts."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["guarded", "plain"]

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a formula may begin (OWASP, CSV injection), full-width forms too; and how one that is guarded does."""


def guarded(cell: Any) -> Any:
    """Return a cell; a text that looks like a formula gets an apostrophe before it.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def plain(text: str) -> str:
    """Return a text as it was before it was guarded."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
