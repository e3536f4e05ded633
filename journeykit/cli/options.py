"""The options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from journeykit import catalogue
from journeykit.terminal import SYSTEM

__all__ = ["HELP", "Folder", "Lang"]

HELP = catalogue.read("cli", SYSTEM)["help"]

Folder = Annotated[Path, typer.Argument(help=HELP["folder"], show_default=True)]
Lang = Annotated[str, typer.Option(help=HELP["lang"])]
