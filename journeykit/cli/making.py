"""The commands that make a workshop, or what it needs on paper."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.cli.options import HELP, Folder, Lang
from journeykit.terminal import SYSTEM, say, short, tidy, told, working

if TYPE_CHECKING:
    from journeykit.workshop import Workshop

__all__ = ["demo", "made", "new", "sheets"]


def demo(folder: Folder = Path("demo"), lang: Lang = "") -> None:
    with told(lang), tidy():
        from journeykit import sample, settings, workshop
        from journeykit.formats import export as write

        spoken = lang or SYSTEM
        there = (folder / settings.FILE).is_file()
        opened = workshop.open(folder, lang=lang or None) if there else made(folder, spoken)
        with closing(opened), working("writing", spoken):
            if not there:
                sample.fill(opened, spoken)
                _made_up_data(opened, spoken)
            file = write(opened, "deck", lang=lang or None)
        say("there" if there else "demo", spoken, folder=folder)
        say("written", spoken, file=short(file))
        say("next_start", spoken, folder=folder)


def _made_up_data(opened: Workshop, lang: str) -> None:
    """Put the made-up export into its place, and what it says into the workshop's record."""
    from journeykit.evidence import rules, synthetic
    from journeykit.evidence.place import place
    from journeykit.evidence.reading import read
    from journeykit.evidence.results import record
    from journeykit.evidence.study import study

    at = place(opened.folder)
    at.make()
    synthetic.write(at.folder, lang)
    told = rules.read(at.rules)
    with read(told, at.data) as log:
        record(opened, study(log, told, opened.journey, lang))


def new(
    folder: Annotated[Path, typer.Argument(help=HELP["new_folder"], show_default=False)], lang: Lang = ""
) -> None:
    with told(lang):
        spoken = lang or SYSTEM
        made(folder, spoken).close()
        say("new", spoken, folder=folder)
        say("next_start", spoken, folder=folder)
        say("next_sheets", spoken, folder=folder)


def sheets(folder: Folder = Path(), lang: Lang = "") -> None:
    with told(lang):
        from journeykit import workshop
        from journeykit.formats.sheets import make

        with closing(workshop.open(folder, lang=lang or None)) as opened:
            with working("writing", opened.lang):
                files = make(opened.folder, opened.lang, opened.journey)
            for file in files:
                say("written", opened.lang, file=short(file))


def made(folder: Path, lang: str) -> Workshop:
    """Make an empty workshop with its notebooks."""
    from journeykit import workshop
    from journeykit.doors.lab import notebooks

    made = workshop.create(folder, lang=lang)
    notebooks.write(made.folder / "notebooks")
    return made
