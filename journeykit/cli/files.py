"""The commands that write files, and that take over what comes in files."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from journeykit.cli.options import HELP, Folder, Lang
from journeykit.errors import ExportError
from journeykit.terminal import say, short, told, working

__all__ = ["export", "import_"]

Against = Annotated[str, typer.Option("--against", help=HELP["against"], show_default=False)]


def export(
    folder: Folder = Path(),
    to: Annotated[str, typer.Option("--to", help=HELP["to"])] = "deck",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=HELP["output"], show_default=False)
    ] = None,
    against: Against = "",
    lang: Lang = "",
) -> None:
    with told(lang):
        from journeykit import formats, workshop
        from journeykit.formats.against import find

        opened = workshop.open(folder, lang=lang or None)
        names = list(formats.WRITTEN) if to == "all" else [to]
        with closing(opened):
            if against and to != "all":
                formats.check_compares(to)
            earlier = find(opened, against, opened.lang, today=date.today()) if against else None
            if output and len(names) > 1:
                _folder(output)
            for name in names:
                since = earlier if name in formats.COMPARING else None
                with working("writing", opened.lang):
                    file = formats.export(opened, name, lang=lang or None, to=output, against=since)
                say("written", opened.lang, file=short(file))
            if hidden := sum(opened.curtain.waiting.values()):
                say("hidden", opened.lang, n=hidden)


def import_(
    paths: Annotated[list[Path], typer.Argument(help=HELP["import_paths"], show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help=HELP["yes"])] = False,
    stage: Annotated[
        list[str] | None, typer.Option("--stage", help=HELP["stage"], show_default=False)
    ] = None,
    lang: Lang = "",
) -> None:
    with told(lang):
        from journeykit import workshop
        from journeykit.cli import importing
        from journeykit.formats.merging import is_copy

        folder, files = (paths[0], paths[1:]) if is_copy(paths[0]) and paths[1:] else (Path(), paths)
        chosen = importing.chosen(stage or [])
        with closing(workshop.open(folder, lang=lang or None)) as opened:
            for file in files:
                if is_copy(file):
                    importing.copy(opened, file, yes=yes)
                else:
                    importing.file(opened, file, chosen, yes=yes)


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError("cannot_write", file=str(path)) from error
