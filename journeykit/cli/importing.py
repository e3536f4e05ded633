"""How an import goes on in the terminal: what was found is shown and asked about, then written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from journeykit import catalogue
from journeykit.errors import ReadError
from journeykit.terminal import console, visible, working

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeykit.formats.incoming import Line, Plan
    from journeykit.log import Journey
    from journeykit.workshop import Workshop

__all__ = ["chosen", "copy", "file"]

_MOST_LINES = 500
"""So many lines of a report are shown; of longer ones first what is left out."""
_NAMED = ("text", "title", "name", "value")
"""The fields of a record that tell people which one it is."""


def chosen(wishes: Iterable[str]) -> dict[str, str]:
    """Return which stage each heading means, of "heading=stage". Raises `ReadError` for half of that."""
    found = {}
    for wish in wishes:
        heading, _, stage = map(str.strip, wish.rpartition("="))
        if not heading or not stage:
            raise ReadError("no_choice", said=wish)
        found[heading] = stage
    return found


def file(opened: Workshop, path: Path, stages: dict[str, str], *, yes: bool) -> None:
    """Show what a file holds, ask, and take it over. Raises `ReadError` where nothing can be made of it."""
    from journeykit.formats.incoming import plan, take
    from journeykit.formats.reading import read

    with working("reading", opened.lang):
        _, incoming = read(path, opened.lang)
        planned = plan(opened.journey, incoming, stages)
    if not planned.lines:
        raise ReadError("nothing_found")
    _show_stages(opened.journey, planned, opened.lang)
    _show_lines(planned, opened.lang)
    counts = {state: planned.count(state) for state in ("taken", "known", "left")}
    _tell("count", opened.lang, **counts)
    if _agreed(counts["taken"], opened.lang, yes=yes):
        _tell("done", opened.lang, n=take(opened, planned))


def copy(opened: Workshop, path: Path, *, yes: bool) -> None:
    """Show what another copy of the workshop brings, ask, and merge it."""
    from journeykit import workshop
    from journeykit.formats import merging
    from journeykit.insights.changes import tell

    with closing(workshop.open(path.parent if path.is_file() else path, lang=opened.lang)) as other:
        found, words = merging.merged(opened, other), catalogue.read("incoming", opened.lang)["merge"]
        console().print(words["new"].format(n=len(found.new)), markup=False)
        clashes = [merging.clash_told(clash, found.changes.after, opened.lang) for clash in found.clashes]
        told = [(words["clashes"].format(n=len(clashes)), clashes)] if clashes else []
        for heading, lines in [*tell(found.changes, opened.lang), *told]:
            console().print(heading, style="bold", markup=False)
            for line in lines:
                console().print(f"  - {line}", markup=False)
        if _agreed(len(found.new), opened.lang, yes=yes):
            _tell("done", opened.lang, n=opened.merge(other))


def _agreed(count: int, lang: str, *, yes: bool) -> bool:
    """Ask whether to go on, unless there is nothing to do or it was answered before."""
    if not count:
        _tell("nothing_new", lang)
        return False
    if yes or _says_yes(catalogue.say("incoming.told.ask", lang)):
        return True
    _tell("not_done", lang)
    return False


def _says_yes(question: str) -> bool:
    try:
        return typer.confirm(question)
    except typer.Abort:  # nobody is there to answer
        return False


def _show_stages(journey: Journey, planned: Plan, lang: str) -> None:
    if not planned.matches:
        return
    words, six = catalogue.read("incoming", lang), catalogue.read("stages", lang)["six"]
    table = _table(words["heads"], ("heading", "stage"))
    for match in planned.matches:
        stage = journey.stage_of(match.stage)
        split = words["told"]["new_stage"].format(six=six[match.six]["label"])
        table.add_row(_cell(match.heading), _cell(stage.label(lang) if stage and not match.new else split))
    console().print(table)


def _show_lines(planned: Plan, lang: str) -> None:
    words, kinds = catalogue.read("incoming", lang), catalogue.read("table", lang)["kinds"]
    table = _table(words["heads"], ("place", "state", "kind", "text"))
    rows = sorted(planned.lines, key=lambda line: line.state != "left") if _many(planned) else planned.lines
    for line in rows[:_MOST_LINES]:
        told = [
            _place(line.place, lang),
            words["states"][line.state],
            kinds.get(line.kind, ""),
            _said(line, lang),
        ]
        table.add_row(*map(_cell, told))
    console().print(table)
    if _many(planned):
        _tell("more", lang, n=len(planned.lines) - _MOST_LINES)


def _many(planned: Plan) -> bool:
    return len(planned.lines) > _MOST_LINES


def _place(place: str, lang: str) -> str:
    """Return a place of a file in the person's language: readers write "line 12" and "Sheet!B4"."""
    word, _, number = place.partition(" ")
    return (
        catalogue.say("incoming.told.line", lang, n=number)
        if word == "line" and number.isdecimal()
        else place
    )


def _said(line: Line, lang: str) -> str:
    said = next((str(line.fields[name]) for name in _NAMED if line.fields.get(name) not in (None, "")), "")
    why = catalogue.explain(line.why, lang) if line.why else ""
    return " ".join(filter(None, (said, why)))


def _table(heads: dict[str, str], columns: tuple[str, ...]) -> Any:
    from rich.table import Table

    return Table(*(heads[column] for column in columns))


def _cell(text: str) -> Any:
    from rich.text import Text

    return Text(visible(" ".join(text.split())))


def _tell(key: str, lang: str, **values: object) -> None:
    console().print(catalogue.say(f"incoming.told.{key}", lang, **values), markup=False)
