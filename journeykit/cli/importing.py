"""How an import goes on in the terminal: what was found is shown and asked about, then written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from journeykit import catalogue
from journeykit.errors import ReadError
from journeykit.terminal import console, short, visible, working

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeykit.formats.incoming import Incoming, Plan
    from journeykit.log import Journey
    from journeykit.workshop import Workshop

__all__ = ["chosen", "copy", "file", "read"]


def chosen(wishes: Iterable[str]) -> dict[str, str]:
    """Return which stage each heading means, of "heading=stage". Raises `ReadError` for half of that."""
    found = {}
    for wish in wishes:
        heading, _, stage = map(str.strip, wish.rpartition("="))
        if not heading or not stage:
            raise ReadError("no_choice", said=wish)
        found[heading] = stage
    return found


def read(opened: Workshop, path: Path) -> Incoming:
    """Return what a file holds. Raises `ReadError` where nothing can be made of it."""
    from journeykit.formats import reading

    with working("reading", opened.lang):
        return reading.read(path, opened.lang)[1]


def file(opened: Workshop, incoming: Incoming, stages: dict[str, str], *, yes: bool) -> None:
    """Show what a file holds, ask, and take it over. Raises `ReadError` where nothing can be made of it."""
    from journeykit.formats import arriving
    from journeykit.formats.incoming import take, told

    with working("reading", opened.lang):
        planned = arriving.planned(arriving.before(opened), incoming, stages)
    _show_stages(opened.journey, planned, opened.lang)
    _show_lines(planned, opened.lang)
    console().print(told.counts(planned, opened.lang), markup=False)
    if _agreed(planned.count("taken"), opened.lang, yes=yes):
        _tell("done", opened.lang, n=take(opened, planned))


def copy(opened: Workshop, path: Path, *, yes: bool) -> None:
    """Show what another copy of the workshop brings, ask, and merge it."""
    from journeykit import settings, workshop
    from journeykit.formats import merging

    folder = path.parent if path.is_file() else path
    if not str(settings.read(folder).get("store", "sqlite")).startswith("sqlite"):
        raise ReadError("copy_elsewhere", folder=short(folder))  # a folder from elsewhere calls nobody up
    with closing(workshop.open(folder, lang=opened.lang)) as other:
        found = merging.merged(opened, other)
        console().print(merging.count_told(found, opened.lang), markup=False)
        for heading, lines in merging.told(found, opened.lang):
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
    from journeykit.formats.incoming import told

    if not planned.matches:
        return
    table = _table(catalogue.read("incoming", lang)["heads"], ("heading", "stage"))
    for row in told.headings(journey, planned, lang):
        table.add_row(*map(_cell, row))
    console().print(table, soft_wrap=False)


def _show_lines(planned: Plan, lang: str) -> None:
    from journeykit.formats.incoming import told

    table = _table(catalogue.read("incoming", lang)["heads"], ("place", "state", "kind", "text"))
    for row in told.rows(planned, lang):
        table.add_row(*map(_cell, (row.place, row.result, row.kind, row.text)))
    console().print(table, soft_wrap=False)
    if len(planned.lines) > told.MOST_LINES:
        _tell("more", lang, n=len(planned.lines) - told.MOST_LINES)


def _table(heads: dict[str, str], columns: tuple[str, ...]) -> Any:
    from rich.table import Table

    table = Table(*(heads[column] for column in columns))
    for column in table.columns:
        column.overflow = "fold"
    return table


def _cell(text: str) -> Any:
    from rich.text import Text

    return Text(visible(" ".join(text.split())))


def _tell(key: str, lang: str, **values: object) -> None:
    console().print(catalogue.say(f"incoming.told.{key}", lang, **values), markup=False)
