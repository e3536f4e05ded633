"""Journeys of a file as drafts: notes of tasks, feelings of scores, personas of actors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.decoding import decoded
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.incoming.stages import six_of
from journeykit.formats.mermaid.blocks import Block, blocks
from journeykit.formats.mermaid.scores import USUAL, Scale, feeling, scale
from journeykit.formats.mermaid.signs import plain
from journeykit.formats.mermaid.tasks import MOST, Diagram, Task, diagram
from journeykit.formats.mermaid.writing import PERSONA
from journeykit.formats.workbook import MOST_ROWS

__all__ = ["FEW", "incoming"]

FEW = 8
"""So many actors become personas; of a diagram that the kit has written itself all do, up to `MOST`."""

_FEELING = "feeling"
_MARKED = re.compile(r"\[([^\]]{1,40})\]\s*(.*)", re.DOTALL)
_SHOWN = 60


def incoming(data: bytes, lang: str) -> Incoming:
    """Return what the journeys of a file hold.

    Raises `ReadError` where the file is no text, holds no journey, or more lines than people write.
    """
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    found = list(blocks(text)) if text.count("\n") < MOST_ROWS * 10 else []
    if not found or sum(len(block.lines) for block in found) > MOST_ROWS:
        many = text.count("\n") > MOST_ROWS
        raise ReadError("too_many_rows", max=MOST_ROWS) if many else ReadError("nothing_found")
    read = [_read(block, lang) for block in found]
    drafts, remarks = [d for one in read for d in one.drafts], [r for one in read for r in one.remarks]
    stages = [stage for one in read for stage in one.stages]
    return Incoming(tuple(drafts), tuple(remarks), tuple(dict.fromkeys(stages)))


def _read(block: Block, lang: str) -> Incoming:
    told = diagram(block)
    tasks = [
        task._replace(section=stage) for task, stage in zip(told.tasks, _stages(told, lang), strict=True)
    ]
    on = scale(task.score for task in tasks if task.score is not None)
    people, others = _people(tasks, MOST if told.ours else FEW)
    given = _personas(block) if told.ours else ()
    drafts = [*_brief(told, block), *given, *_notes(tasks, people), *_feelings(tasks, people, on, told.ours)]
    stages = dict.fromkeys(task.section for task in tasks) if not told.sections else told.sections
    return Incoming(tuple(drafts), tuple(_remarks(block, told, on, others)), tuple(stages))


def _brief(told: Diagram, block: Block) -> list[Draft]:
    return [Draft("brief", {"title": told.title}, _place(block.start))] if told.title else []


def _personas(block: Block) -> Iterator[Draft]:
    """Yield the personas that comments of ours name."""
    for at, line in enumerate(block.lines, block.start):
        if line.strip().startswith(PERSONA):
            name = plain(line.strip().removeprefix(PERSONA).strip())
            yield Draft("persona", {"name": name}, _place(at))


def _stages(told: Diagram, lang: str) -> Iterator[str]:
    """Yield the stage of each task: its section, before any the first one.

    Where there are none, it is the last task that is called like one of the six, else the diagram's title.
    """
    first = next(iter(told.sections), "")
    at = first or told.title[:200] or catalogue.say("deck.map.kicker", lang)
    for task in told.tasks:
        name = plain(task.name)
        at = name if not first and six_of(name) else at
        yield task.section or at


def _people(tasks: Sequence[Task], most: int) -> tuple[set[str], list[str]]:
    """Return the actors that become personas, those named most, and the others."""
    named = Counter(actor for task in tasks for actor in task.actors)
    ranked = [actor for actor, _ in named.most_common()]
    return set(ranked[:most]), ranked[most:]


def _of(task: Task, people: set[str]) -> list[str]:
    """Return whose a task is; "" where it names nobody who becomes a persona."""
    return [actor for actor in task.actors if actor in people] or [""]


def _notes(tasks: Sequence[Task], people: set[str]) -> Iterator[Draft]:
    for task in tasks:
        lane, text = _said(task.name)
        for persona in _of(task, people) if lane != _FEELING else ():
            fields = {"persona": persona, "stage": task.section, "lane": lane, "text": text}
            yield Draft("note", fields, _place(task.line))


def _feelings(tasks: Sequence[Task], people: set[str], on: Scale, ours: bool) -> Iterator[Draft]:
    """Yield for each persona and stage the feeling that says so itself, else the mean of the scores."""
    scored: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        for persona in _of(task, people) if task.score is not None and _fits(task.score, on) else ():
            scored.setdefault((persona, task.section), []).append(task)
    for (persona, stage), of_cell in scored.items():
        marked = [task for task in of_cell if _said(task.name)[0] == _FEELING]
        felt = marked or ([] if ours else of_cell)
        if felt:
            value = feeling([task.score for task in felt if task.score is not None], on)
            why = _said(marked[0].name)[1] if marked else ""
            fields = {"persona": persona, "stage": stage, "value": value, "why": why}
            yield Draft("feeling", fields, _place(felt[0].line))


def _said(name: str) -> tuple[str, str]:
    """Return the lane that a task's name begins with, else that of actions, and its text."""
    marked = _MARKED.fullmatch(name)
    lane = _marks().get(marked[1].strip().casefold(), "") if marked else ""
    return (lane, plain(marked[2])) if marked and lane else ("action", plain(name))


@cache
def _marks() -> dict[str, str]:
    """Return what lanes and feelings are called in either language, and which they are."""
    found: dict[str, str] = {}
    for lang in catalogue.LANGUAGES:
        labels = {**catalogue.choices("lane", lang), _FEELING: catalogue.say("deck.map.feeling", lang)}
        found |= {label.casefold(): lane for lane, label in labels.items()}
    return found


def _fits(score: float, on: Scale) -> bool:
    return on[0] <= score <= on[1]


def _remarks(block: Block, told: Diagram, on: Scale, others: Sequence[str]) -> Iterator[Remark]:
    if on != USUAL:
        low, high = (f"{end:g}" for end in on)
        yield Remark(_place(block.start), JourneyError("mermaid_scale", low=low, high=high))
    for line, text in told.strange:
        yield Remark(_place(line), JourneyError("mermaid_line", text=_short(text)))
    for task in told.tasks:
        if task.score is None or not _fits(task.score, on):
            yield Remark(_place(task.line), JourneyError("mermaid_score", score=_short(task.told)))
    if others:
        names = _short(", ".join(others))
        yield Remark(_place(block.start), JourneyError("mermaid_actors", max=FEW, names=names))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _place(line: int) -> str:
    return f"line {line}"
