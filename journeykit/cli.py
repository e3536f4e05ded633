"""The commands. Exit 0, 1 for a person's error (one clear line), 2 for wrong usage."""

from __future__ import annotations

import io
import sys
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit import catalogue
from journeykit.errors import ExportError, WorkshopError
from journeykit.terminal import SYSTEM, console, say, short, told, working

if TYPE_CHECKING:
    from journeykit.workshop import Workshop

__all__ = ["app", "main"]

BENCHES = ("deck", "fold", "insights", "open", "room", "start")


_help = catalogue.read("cli", SYSTEM)["help"]

app = typer.Typer(help=_help["app"], no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(help=_help["folder"], show_default=True)]
Lang = Annotated[str, typer.Option(help=_help["lang"])]
Against = Annotated[str, typer.Option("--against", help=_help["against"], show_default=False)]
On = Annotated[str, typer.Option("--on", help=_help["on"], show_default=False)]


def main() -> None:
    """Run the command line. A terminal that lacks a sign shows "?" instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()


@app.command(help=_help["demo"])
def demo(folder: Folder = Path("demo"), lang: Lang = "") -> None:
    with told(lang):
        from journeykit import sample, settings, workshop
        from journeykit.formats import export as write

        spoken = lang or SYSTEM
        there = (folder / settings.FILE).is_file()
        made = workshop.open(folder, lang=lang or None) if there else _made(folder, spoken)
        with closing(made), working("writing", spoken):
            if not there:
                sample.fill(made, spoken)
            file = write(made, "deck", lang=lang or None)
        say("there" if there else "demo", spoken, folder=folder)
        say("written", spoken, file=short(file))
        say("next_start", spoken, folder=folder)


@app.command(help=_help["new"])
def new(
    folder: Annotated[Path, typer.Argument(help=_help["new_folder"], show_default=False)], lang: Lang = ""
) -> None:
    with told(lang):
        spoken = lang or SYSTEM
        _made(folder, spoken).close()
        say("new", spoken, folder=folder)
        say("next_start", spoken, folder=folder)


@app.command(help=_help["start"])
def start(
    folder: Folder = Path(),
    lang: Lang = "",
    port: Annotated[int | None, typer.Option(help=_help["port"])] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_help["browser"])] = True,
) -> None:
    with told(lang):
        from journeykit import workshop
        from journeykit.doors.lab import notebooks, server

        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            opened = _made(folder, lang or SYSTEM)
        else:
            opened = workshop.open(folder, lang=lang or None)
        spoken = opened.lang
        opened.close()
        notebooks.renew(opened.folder / "notebooks")
        with working("starting", spoken) as waiting:

            def tell(address: str) -> None:
                waiting.stop()
                say("address", spoken, address=address)
                say("stop", spoken)

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
    with told(lang):
        from journeykit import workshop
        from journeykit.doors.room import server

        opened = workshop.open(folder, lang=lang or None)
        spoken = opened.lang
        opened.close()

        def tell(links: server.Links) -> None:
            say("join", spoken, link=links.join)
            if qr:
                import segno

                segno.make(links.join, micro=False).terminal(compact=True)
            say("lead", spoken, link=links.lead)
            if not public:
                say("loopback" if links.loopback else "network", spoken)
            say("stop", spoken)

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


@app.command(help=_help["check"])
def check(folder: Folder = Path(), on: On = "", lang: Lang = "") -> None:
    with told(lang):
        from journeykit import workshop
        from journeykit.insights.coverage import hints, missing, unrevealed
        from journeykit.insights.days import read_day
        from journeykit.insights.upkeep import alerts

        today = read_day(on) if on else date.today()
        opened = workshop.open(folder, lang=lang or None)
        with closing(opened):
            journey, spoken = opened.journey, opened.lang
            gaps = missing(journey, spoken) + unrevealed(opened.curtain.waiting, spoken)
            gaps += alerts(journey, today, spoken)
            lines = gaps + hints(journey, spoken)
        titles = catalogue.read("steps", opened.lang)["steps"]
        for step in sorted({line.step for line in lines}):
            console().print(f"{step[:2]} {titles[step]['title']}", style="bold", markup=False)
            for line in lines:
                if line.step == step:
                    console().print(f"  {'*' if line.hint else '-'} {line.text}", markup=False)
        say("missing" if gaps else "complete", opened.lang, n=len(gaps))
    raise typer.Exit(1 if gaps else 0)


@app.command(help=_help["bench"])
def bench(
    name: Annotated[str, typer.Argument(help=_help["name"], show_default=False)],
    rounds: Annotated[int | None, typer.Option(help=_help["rounds"], min=1)] = None,
    lang: Lang = "",
) -> None:
    with told(lang):
        from rich.table import Table

        spoken = lang or SYSTEM
        if name not in BENCHES:
            raise WorkshopError("unknown_bench", name=name, names=", ".join(BENCHES))
        module = import_module(f"journeykit.bench.{name}")
        with working("measuring", spoken):
            rows = module.run(rounds) if rounds else module.run()
        words = catalogue.read("cli", spoken)["bench"]
        table = Table(*(words[column] for column in ("what", "ours", "peer", "ratio", "goal", "holds")))
        for row in rows:
            table.add_row(*(str(cell) for cell in row[:-1]), words["yes" if row[-1] else "no"])
        console().print(table)


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
