"""Which stage of the workshop a heading of a file means: by its name, else by what others call the six."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple
from uuid import UUID, uuid5

from journeykit import catalogue
from journeykit.errors import ReadError
from journeykit.log import Journey
from journeykit.records import SIX, Stage

__all__ = ["SPACE", "Match", "matches", "plain", "six_of"]

SPACE = UUID("6f1f7f0e-6c0b-5f0e-9a53-6a6f75726e65")
"""The namespace of ids that are made from what a file says, so that importing twice adds nothing."""

_COUNTED = (
    r"[0-9]+(?:\s*(?:days?|weeks?|months?|years?)\b|(?:年|か月|ヶ月|カ月|月|週|日|回|次)(?:間|目|後|以内|$))"
)
"""A number that is no numbering: "2年目" is another stage than "1年目"."""
_NUMBER = re.compile(rf"^(?!{_COUNTED})(stage|phase|step|段階|ステージ|フェーズ)?\s*[0-9]+\s*[.):、:.-]?\s*")
_PARTS = re.compile(r"[/／・&＆()（）\[\]【】,、|｜:：→⇒\n]+|\s+(?:and|-|–|—)\s+")
_SORT = re.compile(r"(段階|フェーズ|ステージ|期|時|stage|phase|step)$")
_SIGNS = re.compile(r"[\W_]+")


class Match(NamedTuple):
    """What a heading of a file means: the stage's id, which of the six it is, and whether it is `new`.

    A new one is a split of its one of the six (A6); `order` is its place among the stages.
    """

    heading: str
    stage: str
    six: str
    new: bool = False
    order: float = 0.0


def plain(heading: str) -> str:
    """Return a heading without the differences that do not count: width, case, numbering, signs."""
    folded = unicodedata.normalize("NFKC", heading).casefold().strip()
    return _SIGNS.sub("", _NUMBER.sub("", folded) or folded) or folded


def six_of(heading: str) -> str:
    """Return which of the six stages people mean by a heading, in Japanese or English; "" if none.

    Of a heading that names two, as in "Awareness / interest", the first counts.
    """
    names = (heading, *_PARTS.split(heading)) if len(heading) <= 200 else ()
    return next((six for name in names if (six := _six(plain(name)))), "")


def _six(name: str) -> str:
    return _names().get(name) or _names().get(_SORT.sub("", name), "")


def matches(
    journey: Journey, headings: Iterable[str], chosen: Mapping[str, str] | None = None
) -> tuple[Match, ...]:
    """Return what each heading means, in their order.

    `chosen` tells it for some headings, by a stage's name or id. A heading that means none, or one that is
    taken already, becomes a split of the stage before it. Raises `ReadError` for a choice that is no stage.
    """
    named = {plain(name): stage for stage in journey.stages for name in _names_of(stage)}
    wishes = {" ".join(heading.split()): stage for heading, stage in (chosen or {}).items()}
    found: list[Match] = []
    for heading in headings:
        wish = wishes.get(" ".join(heading.split()), "")
        stage = named.get(plain(wish or heading)) or _of_six(journey, six_of(wish or heading))
        if wish and not stage:
            raise ReadError("no_such_stage", stage=wish)
        exact = bool(wish) or plain(heading) in named
        if stage and (exact or stage.id not in {match.stage for match in found}):
            found.append(Match(heading, stage.id, stage.rolls_up, order=stage.order))
        else:
            found.append(_split(journey, heading, stage, found))
    return tuple(found)


def _split(journey: Journey, heading: str, like: Stage | None, before: list[Match]) -> Match:
    key = str(uuid5(SPACE, ascii(f"stage {plain(heading)}")))
    if known := journey.stage_of(key):
        return Match(heading, known.id, known.rolls_up, order=known.order)
    six = like.rolls_up if like else six_of(heading) or (before[-1].six if before else SIX[0])
    ahead = (s.order for s in journey.stages if not like and SIX.index(s.rolls_up) < SIX.index(six))
    start = like.order if like else max(ahead, default=-1.0)
    left = max((m.order for m in before if m.six == six), default=start)
    taken = {stage.order for stage in journey.stages} | {match.order for match in before}
    right = min((order for order in taken if order > left), default=left + 2)
    return Match(heading, key, six, new=True, order=(left + right) / 2)


def _of_six(journey: Journey, six: str) -> Stage | None:
    return next((stage for stage in journey.stages if stage.rolls_up == six), None)


def _names_of(stage: Stage) -> list[str]:
    return [stage.id, *(stage.label(lang) for lang in catalogue.LANGUAGES)]


@cache
def _names() -> dict[str, str]:
    named = catalogue.read("stage_names", "en")["six"]
    return {plain(name): six for six in SIX for name in (six, *named[six])}
