"""Texts of people as Markdown that shows them as they are: no markup, no links, no HTML."""

from __future__ import annotations

import re

__all__ = ["plain"]

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~$]|&(?=#?\w+;)|^[-+=])")
_ADDRESS = re.compile(r"(?i)\b((?:https?|ftp|mailto|xmpp)(?=:)|www(?=\.))(.)")
_NUMBER = re.compile(r"^(\d+)([.)])")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def plain(text: str, turn: str = " ") -> str:
    """Return a text on one line, with what Markdown would take for markup escaped.

    `turn` stands where the text has a line of its own after another.
    """
    return turn.join(filter(None, map(_line, text.splitlines())))


def _line(text: str) -> str:
    line = " ".join(_UNSEEN.sub(" ", text).split())
    escaped = _ADDRESS.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", line))
    return _NUMBER.sub(r"\1\\\2", escaped)
