"""First rules for sources that were understood: event names and headings told apart by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from journeykit import catalogue
from journeykit.evidence.proposing.headings import Head, stage_of
from journeykit.evidence.proposing.roles import Reading, When
from journeykit.evidence.rules import LEFT, Rule
from journeykit.evidence.words import plain

__all__ = ["SIX", "first_rules"]

SIX = ("unaware", "aware", "interest", "consideration", "purchase", "retention")
_EARLY = ("aware", "interest")
_SHY = ("activity", "marketing", "web", "fair")
"""Themes whose events tell where somebody is at least: a page read after the order is no step back."""

_FIXED = ("survey", "ticket", "usage")
"""Themes that tell of one stage whatever their values say: a ticket about cancelling is a ticket still."""

Kinds = Sequence[tuple[str, str]]


def first_rules(source: str, reading: Reading, kinds: Kinds, *, repeats: bool, lang: str) -> list[Rule]:
    """Return rules for one source; `kinds` are its (what, subtype) in the data, the most frequent first.

    `repeats`: whether a second purchase of the same key means that they came back.
    """
    default = catalogue.read("columns", "en")["defaults"].get(reading.theme, "")
    maker = _Maker(source, reading, kinds, repeats, lang)
    if reading.theme in _FIXED:
        bought = [time for time in reading.times if time.stage == "purchase" and len(reading.times) > 1]
        return [
            *(rule for time in bought for rule in maker.by_time(time, "")),
            maker.rule(default, note="whole"),
        ]
    if reading.long:
        return maker.by_value("", default)
    if not reading.times:
        return maker.standing(default)
    return [rule for time in reading.times for rule in maker.by_time(time, default)]


class _Maker:
    """Writes the rules of one source."""

    def __init__(self, source: str, reading: Reading, kinds: Kinds, repeats: bool, lang: str) -> None:
        self.source, self.reading, self.kinds, self.repeats, self.lang = source, reading, kinds, repeats, lang

    def rule(
        self, stage: str, what: Iterable[str] = (), subtype: Iterable[str] = (), *, note: str, nth: str = ""
    ) -> Rule:
        shy = stage in _EARLY or (stage == "consideration" and self.reading.theme in _SHY)
        return Rule(
            source=(self.source,),
            what=tuple(what),
            subtype=tuple(subtype),
            nth=nth,
            stage=LEFT if stage == "left" else "" if stage == "none" else stage,
            moves="up" if shy else "any",
            note=catalogue.say(f"evidence.notes.{note}", self.lang),
        )

    def rules(
        self, stage: str, what: Iterable[str] = (), subtype: Iterable[str] = (), *, note: str
    ) -> list[Rule]:
        """The rule, and before one of orders: those after the first are the customer's coming back."""
        what, subtype = tuple(what), tuple(subtype)
        again = [self.rule("retention", what, subtype, note="again", nth="2+")] if self.repeats else []
        return [*(again if stage == "purchase" else []), self.rule(stage, what, subtype, note=note)]

    def by_value(self, time: str, default: str) -> list[Rule]:
        """Rules by what the values say: those of `what` where it tells, else those of the subtype."""
        stages: dict[str, dict[str, str]] = defaultdict(dict)
        for what, subtype in self.kinds:
            stages[what][subtype] = self._stage(what, subtype) or default
        whole: dict[str, list[str]] = defaultdict(list)
        split: dict[tuple[str, str], list[str]] = defaultdict(list)
        for what, by_subtype in stages.items():
            if len(set(by_subtype.values())) == 1:
                whole[next(iter(by_subtype.values()))].append(what)
                continue
            for subtype, stage in by_subtype.items():
                split[what, stage].append(subtype)
        merged: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
        for (what, stage), subtypes in split.items():
            merged[tuple(subtypes), stage].append(what)
        found = [
            rule
            for (subtypes, stage), whats in merged.items()
            if stage and all(subtypes)
            for rule in self.rules(stage, self._named(whats), subtypes, note="words")
        ]
        for stage in sorted(filter(None, whole), key=lambda stage: SIX.index(stage) if stage in SIX else 9):
            found += self.rules(stage, self._named(whole[stage]), note="words")
        return [*found, *self._rest(stages, default)]

    def _named(self, whats: Iterable[str]) -> list[str]:
        return [what for what in whats if what]

    def _rest(self, stages: dict[str, dict[str, str]], default: str) -> list[Rule]:
        """What comes later under a name not seen yet, where the table itself tells its stage."""
        return [self.rule(default, note="rest")] if default and len(stages) > 1 else []

    def _stage(self, what: str, subtype: str) -> str:
        first, second = stage_of(what), stage_of(subtype)
        if second in ("purchase", "left") and first in ("", "consideration"):
            return second
        return first or second

    def standing(self, default: str) -> list[Rule]:
        """Rules for things without any time: how they stand, by the words of their status."""
        head = self.reading.head(self.reading.fields["subtype"])
        stages = {value: self._standing(head, value) or default for value, _ in head.column.values}
        return [*self._by_subtype((), stages), *([self.rule(default, note="rest")] if default else [])]

    def _standing(self, head: Head, value: str) -> str:
        if head.column.flag < 0.95:
            return stage_of(value)
        cells = catalogue.read("columns", "en")["cells"]
        return stage_of(head.name) if plain(value) in cells["yes"] or value in cells["yes"] else ""

    def by_time(self, time: When, default: str) -> list[Rule]:
        """Rules for one of several times of a row."""
        name = (time.column,) if len(self.reading.times) > 1 else ()
        stages = {subtype: stage_of(subtype) for _, subtype in self.kinds if subtype}
        ends = {value: stage for value, stage in stages.items() if stage in ("purchase", "left")}
        decided = time.stage == "purchase" and self.reading.theme == "deal"
        if ends and (time.sort == "close" or decided):
            rest = self.rule("none", name, note="open")
            return [*self._by_subtype(name, ends), rest]
        if not time.sort and not time.stage and ends:
            others = {value: stage or default for value, stage in stages.items()}
            return [
                *self._by_subtype(name, others),
                *([self.rule(default, name, note="rest")] if default else []),
            ]
        stage = time.stage if not time.sort and time.stage else default or time.stage
        if not stage:
            return []
        lost = [value for value, ended in ends.items() if ended == "left" and stage == "purchase"]
        void = [self.rule("none", name, lost, note="void")] if lost else []
        return [*void, *self.rules(stage, name, note="time" if time.stage else "whole")]

    def _by_subtype(self, what: Sequence[str], stages: dict[str, str]) -> list[Rule]:
        grouped: dict[str, list[str]] = defaultdict(list)
        for value, stage in stages.items():
            if stage and value:
                grouped[stage].append(value)
        order = sorted(grouped, key=lambda stage: SIX.index(stage) if stage in SIX else 9)
        return [rule for stage in order for rule in self.rules(stage, what, grouped[stage], note="words")]
