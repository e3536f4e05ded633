"""The research list as Markdown: for each persona and stage, what to ask and what the team assumes.

Texts of people are escaped, so that none is taken for markup, a link or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from journeykit import catalogue
from journeykit.insights.research import Inquiry, research, summary
from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".research.md"

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#!|~&]|^[-+])")
_ADDRESS = re.compile(r"(?i)\b((?:https?|ftp|mailto|xmpp)(?=:)|www(?=\.))(.)")
_NUMBER = re.compile(r"^(\d+)([.)])")


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the list as UTF-8."""
    return "".join(f"{line}\n" for line in _lines(workshop, lang)).encode("utf-8", "replace")


def _lines(workshop: Workshop, lang: str) -> Iterator[str]:
    journey, words = workshop.journey, catalogue.read("research", lang)["list"]
    inquiries, title = research(journey, lang), journey.brief.title
    yield f"# {words['of'].format(title=_plain(title)) if title else words['title']}"
    yield f"\n{summary(inquiries, journey, lang)}"
    if inquiries:
        yield f"\n{words['how']}"
    for _, of_persona in groupby(inquiries, attrgetter("persona")):
        asked = list(of_persona)
        yield f"\n## {_plain(asked[0].who)}"
        for _, of_stage in groupby(asked, attrgetter("stage")):
            found = list(of_stage)
            yield f"\n### {_plain(found[0].where)}"
            for one in found:
                yield from _asked(one, words)


def _asked(one: Inquiry, words: dict[str, str]) -> Iterator[str]:
    yield f"\n- **{one.what}**"
    yield f"  - {words['question']}: {_plain(one.question)}"
    yield f"  - {words['probe']}: {one.probe}"
    if not one.assumed:
        yield f"  - {words['empty']}"
        return
    yield f"  - {words['assumed']}:"
    yield from (f"    - {_plain(text)}" for text in one.assumed)


def _plain(text: str) -> str:
    """Return a text on one line, with what Markdown would take for markup escaped."""
    line = " ".join(text.split())
    plain = _ADDRESS.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", line))
    return _NUMBER.sub(r"\1\\\2", plain)
