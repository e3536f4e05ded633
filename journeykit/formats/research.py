"""The research list as Markdown: for each persona and stage, what to ask and what the team assumes.

Texts of people are escaped, so that none is taken for markup, a link or HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from journeykit import catalogue
from journeykit.formats.markup import plain
from journeykit.insights.research import Inquiry, research, summary
from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".research.md"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the list as UTF-8."""
    return "".join(f"{line}\n" for line in _lines(workshop, lang)).encode("utf-8", "replace")


def _lines(workshop: Workshop, lang: str) -> Iterator[str]:
    journey, words = workshop.journey, catalogue.read("research", lang)["list"]
    inquiries, title = research(journey, lang), journey.brief.title
    yield f"# {words['of'].format(title=plain(title)) if title else words['title']}"
    yield f"\n{summary(inquiries, journey, lang)}"
    if inquiries:
        yield f"\n{words['how']}"
    for _, of_persona in groupby(inquiries, attrgetter("persona")):
        asked = list(of_persona)
        yield f"\n## {plain(asked[0].who)}"
        for _, of_stage in groupby(asked, attrgetter("stage")):
            found = list(of_stage)
            yield f"\n### {plain(found[0].where)}"
            for one in found:
                yield from _asked(one, words)


def _asked(one: Inquiry, words: dict[str, str]) -> Iterator[str]:
    yield f"\n- **{one.what}**"
    yield f"  - {words['question']}: {plain(one.question)}"
    yield f"  - {words['probe']}: {one.probe}"
    if not one.assumed:
        yield f"  - {words['empty']}"
        return
    yield f"  - {words['assumed']}:"
    yield from (f"    - {plain(text)}" for text in one.assumed)
