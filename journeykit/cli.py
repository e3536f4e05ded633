"""The commands. Exit 0, 1 for a person's error (one clear line), 2 for wrong usage."""

from __future__ import annotations

import io
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeykit import catalogue
from journeykit.errors import ExportError, JourneyError, WorkshopError

if TYPE_CHECKING:
    from rich.console import Console

    from journeykit.workshop import Workshop

__all__ = ["app", "main"]

BENCHES = ("deck", "fold", "open", "room", "start")


def _system_language() -> str:
    """Return "ja" on a Japanese system, else "en"."""
    wishes = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((wish for wish in wishes if wish), None) or locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith("ja") else "en"


_LANG = _system_language()
_help = catalogue.read("cli", _LANG)["help"]

app = typer.Typer(help=_help["app"], no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(help=_help["folder"], show_default=True)]
Lang = Annotated[str, typer.Option(help=_help["lang"])]


@cache
def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def main() -> None:
    """Run the command line. A terminal that lacks a sign shows "?" instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()


@contextmanager
def _told(lang: str) -> Iterator[None]:
    """Turn an error that a person can mend into one line and exit code 1."""
    try:
        if lang and lang not in catalogue.LANGUAGES:
            raise WorkshopError("unknown_language")
        yield
    except JourneyError as error:
        spoken = lang if lang in catalogue.LANGUAGES else _LANG
        _console(stderr=True).print(catalogue.explain(error, spoken), style="red", markup=False)
        raise typer.Exit(1) from None


def _say(key: str, lang: str, **values: object) -> None:
    _console().print(catalogue.say(f"cli.say.{key}", lang, **values), markup=False)


def _working(key: str, lang: str) -> Any:
    return _console(stderr=True).status(catalogue.say(f"cli.say.{key}", lang))


@app.command(help=_help["demo"])
def demo(folder: Folder = Path("demo"), lang: Lang = "") -> None:
    with _told(lang):
        from journeykit import sample, settings, workshop
        from journeykit.formats import export as write

        spoken = lang or _LANG
        there = (folder / settings.FILE).is_file()
        made = workshop.open(folder, lang=lang or None) if there else _made(folder, spoken)
        with closing(made), _working("writing", spoken):
            if not there:
                sample.fill(made, spoken)
            file = write(made, "deck", lang=lang or None)
        _say("there" if there else "demo", spoken, folder=folder)
        _say("written", spoken, file=_short(file))
        _say("next_start", spoken, folder=folder)


@app.command(help=_help["new"])
def new(
    folder: Annotated[Path, typer.Argument(help=_help["new_folder"], show_default=False)], lang: Lang = ""
) -> None:
    with _told(lang):
        spoken = lang or _LANG
        _made(folder, spoken).close()
        _say("new", spoken, folder=folder)
        _say("next_start", spoken, folder=folder)


@app.command(help=_help["start"])
def start(
    folder: Folder = Path(),
    lang: Lang = "",
    port: Annotated[int | None, typer.Option(help=_help["port"])] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_help["browser"])] = True,
) -> None:
    with _told(lang):
        from journeykit import workshop
        from journeykit.doors.lab import notebooks, server

        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            opened = _made(folder, lang or _LANG)
        else:
            opened = workshop.open(folder, lang=lang or None)
        spoken = opened.lang
        opened.close()
        notebooks.renew(opened.folder / "notebooks")
        with _working("starting", spoken) as waiting:

            def tell(address: str) -> None:
                waiting.stop()
                _say("address", spoken, address=address)
                _say("stop", spoken)

            code = server.start(opened.folder, spoken, tell=tell, port=port, open_browser=browser)
        raise typer.Exit(code)


@app.command(help=_help["room"])
def room(
    folder: Folder = Path(),
    lang: Lang = "",
    port: Annotated[int, typer.Option(help=_help["room_port"])] = 8765,
    host: Annotated[str, typer.Option(help=_help["host"])] = "127.0.0.1",
    public: Annotated[str, typer.Option(help=_help["public"])] = "",
    prefix: Annotated[str, typer.Option(help=_help["prefix"], envvar="JUPYTERHUB_SERVICE_PREFIX")] = "/",
    qr: Annotated[bool, typer.Option("--qr/--no-qr", help=_help["qr"])] = True,
    renew: Annotated[bool, typer.Option("--renew", help=_help["renew"])] = False,
) -> None:
    with _told(lang):
        from journeykit import workshop
        from journeykit.doors.room import server

        opened = workshop.open(folder, lang=lang or None)
        spoken = opened.lang
        opened.close()

        def tell(links: server.Links) -> None:
            _say("join", spoken, link=links.join)
            if qr:
                import segno

                segno.make(links.join, micro=False).terminal(compact=True)
            _say("lead", spoken, link=links.lead)
            if not public:
                _say("loopback" if links.loopback else "network", spoken)
            _say("stop", spoken)

        server.serve(
            folder,
            lang=lang or None,
            host=host,
            port=port,
            public=public,
            prefix=prefix,
            renew=renew,
            tell=tell,
        )


@app.command(help=_help["export"])
def export(
    folder: Folder = Path(),
    to: Annotated[str, typer.Option("--to", help=_help["to"])] = "deck",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=_help["output"], show_default=False)
    ] = None,
    lang: Lang = "",
) -> None:
    with _told(lang):
        from journeykit import formats, workshop

        opened = workshop.open(folder, lang=lang or None)
        names = list(formats.FORMATS) if to == "all" else [to]
        if output and len(names) > 1:
            _folder(output)
        with closing(opened):
            for name in names:
                with _working("writing", opened.lang):
                    file = formats.export(opened, name, lang=lang or None, to=output)
                _say("written", opened.lang, file=_short(file))
            if hidden := sum(opened.curtain.waiting.values()):
                _say("hidden", opened.lang, n=hidden)


@app.command(help=_help["check"])
def check(folder: Folder = Path(), lang: Lang = "") -> None:
    with _told(lang):
        from journeykit import workshop
        from journeykit.insights.coverage import missing, unrevealed

        opened = workshop.open(folder, lang=lang or None)
        with closing(opened):
            gaps = missing(opened.journey, opened.lang) + unrevealed(opened.curtain.waiting, opened.lang)
        titles = catalogue.read("steps", opened.lang)["steps"]
        for step in sorted({gap.step for gap in gaps}):
            _console().print(f"{step[:2]} {titles[step]['title']}", style="bold", markup=False)
            for gap in gaps:
                if gap.step == step:
                    _console().print(f"  - {gap.text}", markup=False)
        _say("missing" if gaps else "complete", opened.lang, n=len(gaps))
    raise typer.Exit(1 if gaps else 0)


@app.command(help=_help["bench"])
def bench(
    name: Annotated[str, typer.Argument(help=_help["name"], show_default=False)],
    rounds: Annotated[int | None, typer.Option(help=_help["rounds"], min=1)] = None,
    lang: Lang = "",
) -> None:
    with _told(lang):
        from rich.table import Table

        spoken = lang or _LANG
        if name not in BENCHES:
            raise WorkshopError("unknown_bench", name=name, names=", ".join(BENCHES))
        module = import_module(f"journeykit.bench.{name}")
        with _working("measuring", spoken):
            rows = module.run(rounds) if rounds else module.run()
        words = catalogue.read("cli", spoken)["bench"]
        table = Table(*(words[column] for column in ("what", "ours", "peer", "ratio", "goal", "holds")))
        for row in rows:
            table.add_row(*(str(cell) for cell in row[:-1]), words["yes" if row[-1] else "no"])
        _console().print(table)


def _made(folder: Path, lang: str) -> Workshop:
    from journeykit import workshop
    from journeykit.doors.lab import notebooks

    made = workshop.create(folder, lang=lang)
    notebooks.write(made.folder / "notebooks")
    return made


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError("cannot_write", file=str(path)) from error


def _short(file: Path) -> Path:
    """Return the path as seen from here, where that is shorter."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
