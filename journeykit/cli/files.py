"""The commands that write files, and that take over what comes in files."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeykit.cli.options import HELP, Folder, Lang
from journeykit.errors import ExportError, ReadError
from journeykit.terminal import console, say, short, told, working

if TYPE_CHECKING:
    from journeykit.formats.telling import Telling
    from journeykit.workshop import Workshop

__all__ = ["export", "import_"]

Against = Annotated[str, typer.Option("--against", help=HELP["against"], show_default=False)]


def export(
    folder: Folder = Path(),
    to: Annotated[str, typer.Option("--to", help=HELP["to"])] = "deck",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=HELP["output"], show_default=False)
    ] = None,
    against: Against = "",
    audience: Annotated[str, typer.Option("--for", help=HELP["for"])] = "whole",
    redact: Annotated[bool, typer.Option("--redact", help=HELP["redact"])] = False,
    lang: Lang = "",
) -> None:
    with told(lang):
        from journeykit import formats, workshop
        from journeykit.formats.against import find
        from journeykit.formats.telling import Telling

        opened = workshop.open(folder, lang=lang or None)
        names = list(formats.WRITTEN) if to == "all" else [to]
        with closing(opened):
            if to != "all":
                formats.check(to, audience, compares=bool(against))
            earlier = find(opened, against, opened.lang, today=date.today()) if against else None
            if output and len(names) > 1:
                _folder(output)
            spoken = lang or formats.language(opened)
            telling = Telling(opened, spoken, redact=redact)
            for name in names:
                options: dict[str, Any] = {
                    "against": earlier if name in formats.COMPARING else None,
                    "audience": audience if name in formats.AIMED else "",
                    "redact": redact,
                    "telling": telling,
                }
                with working("writing", opened.lang):
                    file = formats.export(opened, name, lang=spoken, to=output, **options)
                say("written", opened.lang, file=short(file))
            _remarks(opened, telling)


def _remarks(opened: Workshop, telling: Telling) -> None:
    """Tell what the files do not hold, and what to look through before passing them on."""
    lang = telling.lang
    if hidden := sum(opened.curtain.waiting.values()):
        say("hidden", opened.lang, n=hidden)
    if lang != opened.lang or lang != (opened.journey.brief.language or lang):
        from journeykit.formats.translation import count

        if untold := count(opened, lang):
            say("untranslated", opened.lang, n=untold)
    if telling.redact:
        from journeykit.formats import redact as redaction

        shown, _ = telling.of()
        console().print(redaction.note(shown, opened.lang), markup=False)


def import_(
    paths: Annotated[list[str], typer.Argument(help=HELP["import_paths"], show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help=HELP["yes"])] = False,
    stage: Annotated[
        list[str] | None, typer.Option("--stage", help=HELP["stage"], show_default=False)
    ] = None,
    lang: Lang = "",
) -> None:
    with told(lang):
        from journeykit import workshop
        from journeykit.cli import importing
        from journeykit.formats.incoming import check_choices
        from journeykit.formats.merging import is_copy

        folder, files = _given(paths, is_copy)
        chosen = importing.chosen(stage or [])
        with closing(workshop.open(folder, lang=lang or None)) as opened:
            read = {file: importing.read(opened, file) for file in files if not is_copy(file)}
            check_choices(chosen, read.values())
            for file in files:
                if file in read:
                    importing.file(opened, read[file], chosen, yes=yes)
                else:
                    importing.copy(opened, file, yes=yes)


def _given(paths: list[str], is_copy: Callable[[Path], bool]) -> tuple[Path, list[Path]]:
    """Return the workshop's folder and the files to import; the folder that one is in may be left out."""
    if not all(path.strip() for path in paths):
        raise ReadError("no_path")
    first, *others = map(Path, paths)
    return (first, others) if others and is_copy(first) else (Path(), [first, *others])


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError("cannot_write", file=str(path)) from error
