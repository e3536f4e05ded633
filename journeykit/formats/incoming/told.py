"""How a plan is told before anything is written: what headings mean, and what becomes of each part."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

from journeykit import catalogue
from journeykit.formats.incoming.line import Line, State
from journeykit.formats.incoming.plan import Plan
from journeykit.formats.incoming.stages import Match
from journeykit.formats.rows import label, names, shown
from journeykit.log import Journey
from journeykit.records import Record

__all__ = ["MOST_LINES", "Told", "counts", "headings", "rows", "split"]

MOST_LINES = 500
"""So many lines of a plan are told, what is known already last; of longer ones first what is left out."""

_SHOWN = 2_000
"""So much of a text is told."""

_NAMED = ("text", "title", "name", "value")
"""The fields of a record that tell people which one it is."""


class Told(NamedTuple):
    """A line of a plan in words; `state` is no word but what the plan says."""

    place: str
    state: str
    result: str
    kind: str
    text: str


def headings(journey: Journey, planned: Plan, lang: str) -> list[tuple[str, str]]:
    """Return each heading of the file and which stage it means, a new one as a split."""
    found = [(match, journey.stage_of(match.stage)) for match in planned.matches]
    return [(m.shown, s.label(lang) if s and not m.new else split(m, lang)) for m, s in found]


def split(match: Match, lang: str) -> str:
    """Return how a heading is told that becomes a new stage."""
    six = catalogue.read("stages", lang)["six"][match.six]["label"]
    return catalogue.say("incoming.told.new_stage", lang, six=six)


def rows(planned: Plan, lang: str) -> list[Told]:
    """Return the lines of a plan, at most `MOST_LINES`."""
    many = len(planned.lines) > MOST_LINES
    lines = sorted(planned.lines, key=lambda line: (line.state == "known", many and line.state != "left"))
    words, kinds = catalogue.read("incoming", lang)["states"], catalogue.read("table", lang)["kinds"]
    return [
        Told(
            _place(line.place, lang),
            line.state,
            words[line.state],
            kinds.get(line.kind, ""),
            _said(line, planned.journey, lang),
        )
        for line in lines[:MOST_LINES]
    ]


def counts(planned: Plan, lang: str) -> str:
    """Return how many parts of the file become what, as a sentence."""
    found = {state: planned.count(state) for state in get_args(State)}
    return catalogue.say("incoming.told.count", lang, **found)


def _place(place: str, lang: str) -> str:
    """Return a place of a file in the person's language: readers write "line 12" and "Sheet!B4"."""
    word, _, number = place.partition(" ")
    is_line = word == "line" and number.isdecimal()
    return catalogue.say("incoming.told.line", lang, n=number) if is_line else place


def _said(line: Line, journey: Journey | None, lang: str) -> str:
    said = _short(
        next((str(line.fields[name]) for name in _NAMED if line.fields.get(name) not in (None, "")), "")
    )
    if line.before and journey:
        said = _changed(line, line.before, journey, lang)
    why = catalogue.explain(line.why, lang) if line.why else ""
    return " ".join(filter(None, (said, why)))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _changed(line: Line, before: Record, journey: Journey, lang: str) -> str:
    """Return what a changed record is called, and what each changed field says now and will say."""
    words, known = catalogue.read("incoming", lang)["told"], names(journey, lang)
    title = next((str(value) for name in _NAMED if (value := getattr(before, name, ""))), "")

    def told(field: str, value: Any) -> str:
        given = tuple(value) if isinstance(value, list) else value
        said = shown(line.kind, before, field, given, known, lang)
        return words["empty"] if said in ("", ()) else str(said)

    changes = [
        words["change"].format(field=label(line.kind, name, lang), old=told(name, old), new=told(name, value))
        for name, value in line.fields.items()
        for old in (getattr(before, name),)
    ]
    return " ".join(filter(None, (words["of"].format(title=title) if title else "", *changes)))
