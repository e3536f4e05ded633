"""The chain of journeys (DOMAIN.md A7): from which stage of which journey this one springs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from journeykit import catalogue
from journeykit.log import Journey
from journeykit.records import SIX

__all__ = ["Chain", "chain", "told"]

USUAL = "retention"
"""Where up-sell and cross-sell begin, and with them most second journeys."""


class Chain(NamedTuple):
    """Two journeys in a row. `stage` is one of the six in the first; `stated` says if the team named it."""

    sort: str
    product: str
    persona: str
    file: str
    stage: str
    stated: bool
    six: tuple[str, ...] = SIX


def chain(journey: Journey) -> Chain | None:
    """Return how this journey hangs on the one before it, or None where the team names none."""
    link = journey.link
    if not any((link.sort, link.product, link.who, link.six, link.file)):
        return None
    return Chain(link.sort, link.product, link.who, link.file, link.six or USUAL, stated=bool(link.six))


def told(journey: Journey, lang: str) -> list[str]:
    """Return the chain in sentences: where this journey begins, what is odd about it or still missing."""
    found = chain(journey)
    return list(_told(found, lang)) if found else [_say("none", lang)]


def _told(found: Chain, lang: str) -> Iterator[str]:
    stage = catalogue.choices("six", lang)[found.stage]
    sort = catalogue.choices("link", lang).get(found.sort) or _say("unsaid", lang)
    yield _say("springs", lang, stage=stage, sort=sort)
    if not found.stated:
        yield _say("usual", lang, stage=stage)
    elif found.sort in ("cross_sell", "up_sell") and found.stage != USUAL:
        yield _say("odd", lang, stage=stage, usual=catalogue.choices("six", lang)[USUAL])
    for field in ("sort", "product"):
        if not getattr(found, field):
            yield _say("open", lang, field=catalogue.read("fields", lang)["link"][field]["label"])


def _say(key: str, lang: str, **values: object) -> str:
    return catalogue.say(f"roles.chain.{key}", lang, **values)
