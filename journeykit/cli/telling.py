"""The commands that only tell: what a workshop lacks, how fast the kit is."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from journeykit import catalogue
from journeykit.cli.options import HELP, Folder, Lang
from journeykit.errors import WorkshopError
from journeykit.terminal import SYSTEM, console, say, told, working

__all__ = ["BENCHES", "bench", "check"]

BENCHES = ("deck", "evidence", "fold", "formats", "insights", "open", "room", "start")

On = Annotated[str, typer.Option("--on", help=HELP["on"], show_default=False)]


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


def bench(
    name: Annotated[str, typer.Argument(help=HELP["name"], show_default=False)],
    rounds: Annotated[int | None, typer.Option(help=HELP["rounds"], min=1)] = None,
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
