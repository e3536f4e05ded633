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
from journeykit.formats.incoming.beside import beside
from journeykit.formats.incoming.drafts import Incoming
from journeykit.log import Journey
from journeykit.records import SIX, Stage

__all__ = ["SPACE", "Match", "bare", "check_choices", "matches", "plain", "six_of"]

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

    A new one is a split of its one of the six (A6); `order` is its place among the stages. `name` is what
    people call the heading, where it is an id.
    """

    heading: str
    stage: str
    six: str
    new: bool = False
    order: float = 0.0
    name: str = ""

    @property
    def shown(self) -> str:
        """What people call the heading."""
        return self.name or self.heading


def plain(heading: str) -> str:
    """Return a heading without the differences that do not count: width, case, numbering, signs."""
    folded = _folded(heading)
    return _SIGNS.sub("", _NUMBER.sub("", folded) or folded) or folded


def bare(name: str) -> str:
    """Return a name without the differences that do not count: width, case, signs. Its numbers count.

    >>> bare("３M (Japan)"), bare("M")
    ('3mjapan', 'm')
    """
    folded = " ".join(_folded(name).split())
    return _SIGNS.sub("", folded) or folded


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def six_of(heading: str) -> str:
    """Return which of the six stages people mean by a heading, in Japanese or English; "" if none.

    Of a heading that names two, as in "Awareness / interest", the first counts.
    """
    names = (heading, *_PARTS.split(heading)) if len(heading) <= 200 else ()
    return next((six for name in names if (six := _six(plain(name)))), "")


def _six(name: str) -> str:
    return _names().get(name) or _names().get(_SORT.sub("", name), "")


def matches(
    journey: Journey,
    headings: Iterable[str],
    chosen: Mapping[str, str] | None = None,
    called: Mapping[str, str] | None = None,
) -> tuple[Match, ...]:
    """Return what each heading means, in their order; `called` is what people call those that are ids.

    `chosen` tells it for some headings, by a stage's name or id. A heading that means none, or one that is
    taken already, becomes a split of the stage before it. Raises `ReadError` for a choice that is no stage.
    """
    named = {plain(name): stage for stage in journey.stages for name in _names_of(stage)}
    for told in (one for one in beside(journey) if (one.kind, one.field) == ("stage", "name")):
        if stage := journey.stage_of(told.record):
            named.setdefault(plain(told.text), stage)
    wishes = {" ".join(heading.split()): stage for heading, stage in (chosen or {}).items()}
    found: list[Match] = []
    for heading in headings:
        name = (called or {}).get(heading, heading)
        wish = wishes.get(" ".join(name.split()), wishes.get(heading, ""))
        stage = named.get(plain(wish or heading)) or named.get(plain(wish or name))
        exact = bool(wish or stage)
        stage = stage or _of_six(journey, six_of(wish or name))
        if wish and not stage:
            raise ReadError("no_such_stage", stage=wish)
        if stage and (exact or stage.id not in {match.stage for match in found}):
            match = Match(heading, stage.id, stage.rolls_up, order=stage.order)
        else:
            match = _split(journey, heading, name, stage, found)
        found.append(match._replace(name=name))
    return tuple(found)


def check_choices(chosen: Iterable[str], files: Iterable[Incoming]) -> None:
    """Raise `ReadError` for a heading that somebody chose a stage for, and that no file has."""
    given = [(name, one.called.get(name, name)) for one in files for name in one.headings()]
    known = {" ".join(name.split()) for pair in given for name in pair}
    for heading in chosen:
        if " ".join(heading.split()) not in known:
            shown = dict.fromkeys(" ".join(name.split()) for _, name in given)
            raise ReadError("no_such_heading", heading=heading, headings=", ".join(shown) or "―")


def _split(journey: Journey, heading: str, name: str, like: Stage | None, before: list[Match]) -> Match:
    key = str(uuid5(SPACE, ascii(f"stage {plain(name)}")))
    if known := journey.stage_of(key):
        return Match(heading, known.id, known.rolls_up, order=known.order)
    six = like.rolls_up if like else six_of(name) or (before[-1].six if before else SIX[0])
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
