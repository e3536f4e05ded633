"""Texts as they are compared: width, case and invisible signs do not count, and each sign knows its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

__all__ = ["fold", "replace"]

_CLUSTER = re.compile("(?s).[\uff9e\uff9f\u0300-\u036f\u3099\u309a]*")
"""A sign with the marks that belong to it, half-width voiced sounds too."""


def fold(text: str) -> str:
    """Return a text as it is compared (NFKC, no case, nothing invisible)."""
    return text.casefold() if text.isascii() else "".join(_folded(part) for part in _CLUSTER.findall(text))


@cache
def _folded(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def replace(pattern: re.Pattern[str], text: str, told: Callable[[re.Match[str]], str]) -> str:
    """Return `text` with what a pattern finds in its folded form replaced."""
    if text.isascii():
        spans = [(match.span(), told(match)) for match in pattern.finditer(text.casefold())]
    else:
        places = [part.span() for part in _CLUSTER.finditer(text) for _ in _folded(part.group())]
        found = pattern.finditer(fold(text))
        spans = [((places[m.start()][0], places[m.end() - 1][1]), told(m)) for m in found]
    pieces, at = [], 0
    for (start, end), label in spans:
        pieces += [text[at:start], label]
        at = max(end, at)
    return "".join([*pieces, text[at:]])
