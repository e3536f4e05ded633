"""The commands. Exit 0, 1 for a person's error (one clear line), 2 for wrong usage."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import typer

from journeykit.cli import evidence, files, making, serving, telling
from journeykit.cli.options import HELP
from journeykit.cli.telling import BENCHES

__all__ = ["BENCHES", "app", "main"]

_COMMANDS: dict[str, Callable[..., None]] = {
    "demo": making.demo,
    "new": making.new,
    "start": serving.start,
    "room": serving.room,
    "check": telling.check,
    "export": files.export,
    "sheets": making.sheets,
    "import": files.import_,
    "evidence": evidence.evidence,
    "bench": telling.bench,
}

app = typer.Typer(help=HELP["app"], no_args_is_help=True, add_completion=False, rich_markup_mode=None)
for _name, _command in _COMMANDS.items():
    app.command(_name, help=HELP[_name])(_command)


def main() -> None:
    """Run the command line. A terminal that lacks a sign shows "?" instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()
