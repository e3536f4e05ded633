"""Signs that mean something to Mermaid: told by their numbers, as in "#58;", and read again."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["escaped", "plain"]

_MEANT = r"[#;:<>ﬂ¶\x00-\x1f\x7f-\x9f\u2028\u2029]|%(?=%)|\A[\s\[`~{}-]|\s\Z"
"""What ends a part, begins a comment or HTML or a mark of ours, would get lost, or is Mermaid's own."""
_NAME = re.compile(_MEANT)
_ACTOR = re.compile(_MEANT + "|[,、，]")
_WORDS = ("journey", "user", "title", "section", "acc")
_TOLD = re.compile(r"#([0-9]{1,7}|[A-Za-z][A-Za-z0-9]{0,30});")
_BREAK = re.compile(r"(?i)<br\s*/?>")


def escaped(text: str, *, actor: bool = False) -> str:
    """Return a text as Mermaid takes it for a name; of an actor, commas are told by number too.

    >>> escaped("section 1: sign")
    '#115;ection 1#58; sign'
    """
    told = (_ACTOR if actor else _NAME).sub(lambda found: _number(found[0]), text)
    return _number(told[0]) + told[1:] if told.lower().startswith(_WORDS) else told


def plain(told: str) -> str:
    """Return the text that a name of a diagram stands for."""
    parts = _BREAK.split(told) if "<" in told else [told]
    lines = "\n".join(part.strip() for part in parts) if len(parts) > 1 else told
    return _TOLD.sub(lambda found: _sign(found[1]), lines) if "#" in lines else lines


def _number(sign: str) -> str:
    return f"#{ord(sign)};"


def _sign(told: str) -> str:
    if not told.isdigit():
        named = unescape(f"&{told};")
        return named if named != f"&{told};" else f"#{told};"
    number = int(told)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else f"#{told};"
