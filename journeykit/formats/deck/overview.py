"""The map on one page: every persona's feelings, of the rest the best proven; what is left out is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from journeykit import catalogue
from journeykit.formats.deck.grid import FEELING, Row, Tile, row_height
from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.measure import body_height, em, lines
from journeykit.formats.deck.people import name_of
from journeykit.insights.basis import firm, shares
from journeykit.insights.days import day_of
from journeykit.log import Journey
from journeykit.records import Issue, Note, Stage
from journeykit.settings import Brand

__all__ = ["overview", "short"]

_SIZES = (16.0, 15.0, 14.0, 13.0)
_LEGEND, _HEADS = 34, 34
_MOST_PERSONAS = 4
_FIRMNESS = ("observed", "reported", "inferred", "assumed", "")
_SEVERITY = ("high", "medium", "low", "")


class _Level(NamedTuple):
    """How much a page tells: which lanes, and how long a text in a cell may be (in em; 0: counts only)."""

    lanes: tuple[str, ...]
    longest: int


_LEVELS = (
    _Level(("action", "touchpoint", "thought", "question", "need"), 60),
    _Level(("action", "touchpoint", "question"), 60),
    _Level(("action", "touchpoint"), 60),
    _Level(("action", "touchpoint"), 36),
    _Level(("action", "touchpoint"), 26),
    _Level(("action",), 36),
    _Level(("action",), 24),
    _Level(("action",), 0),
)


def overview(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the map of all personas on one slide, with as much of it as fits."""
    words, deck = catalogue.read("summary", lang)["overview"], catalogue.read("deck", lang)
    stages = journey.stages_in_scope
    title, lead = short(journey.brief.title, 80) or deck["slides"]["untitled"], _lead(journey, lang)
    room = body_height(title, lead) - _LEGEND
    rows, size = _fitting(journey, stages, room, lang)
    grounds = {stage: firm(of) for stage, of in shares(journey).items()}
    told = deck["map"]["ground"]
    body = {
        "rows": rows,
        "stages": [short(stage.label(lang), 40) for stage in stages],
        "grounds": [told.format(firm=n, total=of) if of else "" for n, of in (grounds[s.id] for s in stages)],
        "caption": words["caption"],
    }
    return [Slide("map", title, body, words["kicker"], lead, (words["note"],), size, _SIZES[-1])]


def short(text: str, longest: int) -> str:
    """Return a text on one line, shortened with a mark where it is wider than `longest` em."""
    line = " ".join(text.split())
    if em(line) <= longest:
        return line
    cut = next((at for at in range(len(line), 0, -1) if em(line[:at]) <= longest - 1), 0)
    if line[cut - 1 : cut + 1].isalnum() and line[:cut].isascii() and " " in line[:cut]:
        cut = line.rindex(" ", 0, cut)  # not within a word
    return f"{line[:cut].rstrip(' ,;:')}…"


def _lead(journey: Journey, lang: str) -> str:
    words, counts = catalogue.read("summary", lang)["overview"], [firm(of) for of in shares(journey).values()]
    sure, total = (sum(column) for column in zip(*counts, strict=True))
    at = journey.newest[0]
    day = words["day"].format(day=catalogue.day(day_of(at, lang).isoformat(), lang)) if at else ""
    about = {"personas": journey.personas, "notes": journey.notes, "issues": journey.issues}
    numbers = {name: len(found) for name, found in about.items()}
    return str(words["lead"].format(**numbers, share=round(100 * sure / total) if total else 0, day=day))


def _fitting(journey: Journey, stages: tuple[Stage, ...], room: float, lang: str) -> tuple[list[Row], float]:
    """Return the rows that tell most among those that fit, and their text size."""
    rows, size = list[Row](), _SIZES[-1]
    for level in _LEVELS:
        rows = [*_lanes(journey, stages, level, lang), *_felt(journey, stages, lang)]
        for size in _SIZES:
            width = ((1168 - 92) / max(len(stages), 1) - 16) / size
            tall = max((lines(short(s.label(lang), 40), width) for s in stages), default=1)
            heads = tall * size * 1.4 + _HEADS
            if sum(row_height(row, size) for row in rows) + heads <= room:
                return rows, size
    return rows, size


def _lanes(journey: Journey, stages: tuple[Stage, ...], level: _Level, lang: str) -> list[Row]:
    words, lanes = catalogue.read("summary", lang)["overview"], catalogue.choices("lane", lang)
    notes = sorted(journey.notes, key=lambda note: _FIRMNESS.index(note.basis))
    issues = sorted(journey.issues, key=lambda issue: _SEVERITY.index(issue.severity))

    def place(key: str) -> str:
        return getattr(journey.stage_of(key), "id", "")

    def at(stage: Stage, lane: str) -> list[Note]:
        return [note for note in notes if note.lane == lane and place(note.stage) == stage.id]

    def felt(stage: Stage) -> list[Issue]:
        moments = (issue for issue in issues if issue.timing == "moment")
        return [issue for issue in moments if stage.id in map(place, issue.stages)]

    rows = [
        Row(lane, lanes[lane], tuple(_cell(at(s, lane), level, words) for s in stages))
        for lane in level.lanes
    ]
    return [*rows, Row("need", words["issues"], tuple(_cell(felt(stage), level, words) for stage in stages))]


def _cell(found: list[Note] | list[Issue], level: _Level, words: dict[str, str]) -> tuple[Tile, ...]:
    if not found:
        return ()
    if not level.longest:
        return (Tile(words["count"].format(count=len(found))),)
    first = found[0]
    tiles = [Tile(short(first.text, level.longest), first.basis or "unstated")]
    return (*tiles, *(Tile(words["more"].format(count=len(found) - 1)) for _ in found[1:2]))


def _felt(journey: Journey, stages: tuple[Stage, ...], lang: str) -> list[Row]:
    words = catalogue.read("summary", lang)["overview"]
    people = journey.personas
    if len(people) <= _MOST_PERSONAS:
        named = [(one.id, short(name_of(journey, one.id, lang), 14)) for one in people]
        return [
            _row(words["feeling"].format(name=name), stages, _value_of(journey, key)) for key, name in named
        ]

    def mean(stage: str) -> str:
        values = [f.value for (who, at), f in journey.feelings.items() if at == stage and who]
        return catalogue.signed(round(sum(values) / len(values), 1), 1) if values else ""

    return [_row(words["average"].format(count=len(people)), stages, mean)]


def _value_of(journey: Journey, persona: str) -> Callable[[str], str]:
    feelings = journey.feelings
    return lambda stage: catalogue.signed(found.value) if (found := feelings.get((persona, stage))) else ""


def _row(label: str, stages: tuple[Stage, ...], value: Callable[[str], str]) -> Row:
    cells = ((Tile("", value=told),) if (told := value(stage.id)) else () for stage in stages)
    return Row(FEELING, label, tuple(cells))
