"""The slides with charts: emotion curves, what the map rests on, where issues gather, value and effort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from journeykit import catalogue
from journeykit.formats import alt
from journeykit.formats.deck import pictures as drawn
from journeykit.formats.deck.layout import Card, Cell, Slide, Table, cards, tables
from journeykit.formats.deck.people import name_of
from journeykit.formats.deck.slides import Subject
from journeykit.formats.pptx.figure import Figure, Series
from journeykit.formats.pptx.figures import fits
from journeykit.insights.basis import shares
from journeykit.insights.issues import issues_at
from journeykit.insights.priorities import ordered, top_under_all
from journeykit.log import Journey
from journeykit.records import Action, Feeling, Persona
from journeykit.settings import Brand

__all__ = ["NATIVE", "basis", "emotions", "issues", "matrix"]

_LINES = (
    ("tx2", "solid", "circle"),
    ("B3410A", "dash", "square"),
    ("0F766E", "dashDot", "triangle"),
    ("9D3A83", "sysDot", "diamond"),
    ("5B6472", "lgDash", "x"),
    ("7A5B00", "lgDashDot", "plus"),
)
_BASIS = {"observed": ("tx2", ""), "reported": ("8FB8DE", "ltUpDiag"), "inferred": ("DBE8F4", "ltHorz"),
          "assumed": ("FFFFFF", "openDmnd"), "": ("FFFFFF", "")}  # fmt: skip
_SEVERITY = {"high": ("9C2F1F", ""), "medium": ("E8A08F", "ltUpDiag"), "low": ("F9E3DD", "ltHorz"),
             "": ("FFFFFF", "")}  # fmt: skip
_NAMED = 12
"""How many actions are named beside the matrix; the others stand in the table of the same numbers."""


def emotions(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the emotion curve of each persona, and one with all of them."""
    words, people = catalogue.read("deck", lang)["slides"], list(journey.personas)
    slides = [slide for persona in people for slide in _emotion(journey, persona, lang)]
    if len(people) == 1:
        return slides
    told, named = alt.describe_average(journey, lang=lang), [name_of(journey, p.id, lang) for p in people]
    lines = [
        _line(at, name, _felt(journey, p)) for at, (name, p) in enumerate(zip(named, people, strict=True))
    ]
    filled = [line for line in lines if any(value is not None for value in line.values)]
    figure = Figure("lines", _stages(journey, lang), tuple(filled), ("", _feeling(lang)))
    return [*slides, *_chart(words["emotions_all"], "emotions", "emotions", told, lang, figure)]


def _emotion(journey: Journey, persona: Persona, lang: str) -> list[Slide]:
    """Return a persona's curve; the reasons stand under it, or on slides of their own where they are long."""
    words, name = catalogue.read("deck", lang)["slides"], name_of(journey, persona.id, lang)
    felt = _felt(journey, persona)
    told = alt.describe_emotion(journey, persona.id, lang=lang)
    filled = (_line(0, name, felt),) if any(felt) else ()
    figure = Figure("lines", _stages(journey, lang), filled, ("", _feeling(lang)))
    title = words["emotions_of"].format(name=name)
    under = [(one.why if one else "", _onward(one, lang)) for one in felt]
    slides = _chart(title, "emotions", "emotions", told, lang, figure, under=tuple(under))
    return slides if fits(slides[0]) else [*slides, *_why(slides[0], lang)]


def _felt(journey: Journey, persona: Persona) -> list[Feeling | None]:
    return [journey.feelings.get((persona.id, stage.id)) for stage in journey.stages_in_scope]


def _line(at: int, name: str, felt: Sequence[Feeling | None]) -> Series:
    colour, dash, marker = _LINES[at % len(_LINES)]
    values = tuple(float(one.value) if one else None for one in felt)
    return Series(name, values, colour, dash=dash, marker=marker)


def _stages(journey: Journey, lang: str) -> tuple[str, ...]:
    return tuple(stage.label(lang) for stage in journey.stages_in_scope)


def _feeling(lang: str) -> str:
    felt = catalogue.choices("feeling", lang)
    return catalogue.say("pptx.feeling", lang, low=felt["-2"], high=felt["2"])


def _onward(feeling: Feeling | None, lang: str) -> str:
    return catalogue.choices("onward", lang).get(feeling.onward, "") if feeling else ""


def _why(slide: Slide, lang: str) -> list[Slide]:
    """Return the reasons of a curve as tables of their own."""
    words, figure = catalogue.read("pptx", lang), slide.body["figure"]
    signed = [catalogue.signed(v) if v is not None else "" for v in figure.series[0].values]
    rows = [(Cell(stage), Cell(value), Cell(why, more=onward)) for stage, value, (why, onward)
            in zip(figure.categories, signed, slide.body["under"], strict=True)]  # fmt: skip
    heads = (catalogue.say("deck.slides.stage", lang), catalogue.say("deck.map.feeling", lang), words["why"])
    head = Slide("table", slide.title, {}, slide.kicker, "", slide.notes)
    return tables(head, Table(slide.title, heads, (24, 10, 66), rows, strong=True))


def basis(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of what the notes rest on, stage by stage."""
    words, counts = catalogue.read("deck", lang), shares(journey)
    columns = [(stage.label(lang), counts[stage.id]) for stage in journey.stages_in_scope]
    columns += [(words["charts"]["throughout"], counts[""])] if counts[""] else []
    names = {**catalogue.choices("basis", lang), "": words["charts"]["unstated"]}
    figure, told = _bars(columns, _BASIS, names), alt.describe_basis(journey, lang=lang)
    return _chart(words["slides"]["basis"], "basis_kicker", "basis", told, lang, figure)


def issues(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the chart of the issues by stage and severity."""
    words, columns = catalogue.read("deck", lang), list(issues_at(journey, lang=lang))
    names = {**catalogue.choices("severity", lang), "": words["charts"]["unstated"]}
    figure, told = _bars(columns, _SEVERITY, names), alt.describe_issues(journey, lang=lang)
    return _chart(words["slides"]["issue_chart"], "issues_kicker", "issue_chart", told, lang, figure)


def _bars(
    columns: Sequence[tuple[str, Counter[str]]], looks: dict[str, tuple[str, str]], names: dict[str, str]
) -> Figure:
    found = ((key, tuple(float(count[key]) for _, count in columns), look) for key, look in looks.items())
    kinds = [Series(names[key], values, *look) for key, values, look in found if any(values)]
    return Figure("bars", tuple(name for name, _ in columns), tuple(kinds))


def matrix(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return value and effort of the actions, once anything is rated; those of one place share a point."""
    words, tops = catalogue.read("deck", lang), set(top_under_all(journey))
    rated = [(n, one) for n, one in enumerate(ordered(journey), 1) if one.value and one.effort]
    if not rated:
        return []
    places: dict[tuple[int, int], list[tuple[int, Action]]] = {}
    for n, action in rated:
        places.setdefault((action.effort, action.value), []).append((n, action))
    full = {place for place, here in places.items() if any(action.id in tops for _, action in here)}
    named = catalogue.read("pptx", lang)
    found = ((named["filled"], "tx2", full), (named["hollow"], "accent2", places.keys() - full))
    series = [_dots(name, colour, [(at, places[at]) for at in places if at in inside])
              for name, colour, inside in found if inside]  # fmt: skip
    figure = Figure("points", (), tuple(series), (words["charts"]["effort"], words["charts"]["value"]))
    told, title = alt.describe_matrix(journey, lang=lang), words["slides"]["matrix"]
    beside = tuple((str(n), action.title, action.id in tops) for n, action in rated[:_NAMED])
    return _chart(title, "actions_kicker", "matrix", told, lang, figure, beside=beside,
                  more=max(len(rated) - _NAMED, 0))  # fmt: skip


def _dots(
    name: str, colour: str, places: Sequence[tuple[tuple[int, int], list[tuple[int, Action]]]]
) -> Series:
    labels = tuple("・".join(str(n) for n, _ in here) for _, here in places)
    values, across = (tuple(float(at[side]) for at, _ in places) for side in (1, 0))
    return Series(name, values, colour, places=across, labels=labels)


def _chart(
    title: str, kicker: str, note: str, told: str, lang: str, figure: Figure, **more: object
) -> list[Slide]:
    """Return the slide of a chart, or where there is nothing to show one that says so."""
    notes, words = (catalogue.say(f"deck.notes.{note}", lang),), catalogue.read("deck", lang)["slides"]
    if not (figure.series and (figure.categories or figure.kind == "points")):
        slide = Slide("cards", title, {}, words[kicker], notes=notes)
        return cards(slide, [[Card("", told, "quiet")]])
    said = catalogue.say("deck.charts.alt", lang, title=title, told=told)
    body = {"figure": figure, "alt": said, **more}
    return [Slide("chart", title, body, words[kicker], told, notes)]


NATIVE: dict[Subject, Subject] = {
    drawn.emotions: emotions,
    drawn.basis: basis,
    drawn.issues: issues,
    drawn.matrix: matrix,
}
"""What stands in a presentation for the deck's pictures."""
