"""How commands speak in a terminal: in the person's language, one line at a time."""

from __future__ import annotations

import locale
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from journeykit import catalogue
from journeykit.errors import JourneyError, WorkshopError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["SYSTEM", "console", "progress", "say", "short", "tidy", "told", "visible", "working"]

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it: texts from files may hold it, and names of files too."""


_PATIENCE = 2.0
"""After how many seconds a bar tells how far something is."""


def _system_language() -> str:
    """Return "ja" on a Japanese system, else "en"."""
    wishes = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((wish for wish in wishes if wish), None) or locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith("ja") else "en"


SYSTEM = _system_language()
"""The system's language, "ja" or "en"."""


@cache
def console(*, stderr: bool = False) -> Console:
    """Return the terminal to write to; of a text it shows what is `visible`."""
    from rich.console import Console

    class Terminal(Console):
        def render_str(self, text: str, *args: Any, **options: Any) -> Text:
            return super().render_str(visible(text), *args, **options)

    return Terminal(stderr=stderr, highlight=False, soft_wrap=True)


def visible(text: str) -> str:
    """Return a text with a sign in place of each that would move the cursor, recolour or reorder lines."""
    return _COMMANDS.sub("\ufffd", text)


@contextmanager
def told(lang: str) -> Iterator[None]:
    """Turn an error that a person can mend into one line and exit code 1."""
    try:
        if lang and lang not in catalogue.LANGUAGES:
            raise WorkshopError("unknown_language")
        yield
    except JourneyError as error:
        spoken = lang if lang in catalogue.LANGUAGES else SYSTEM
        console(stderr=True).print(catalogue.explain(error, spoken), style="red", markup=False)
        raise typer.Exit(1) from None


def say(key: str, lang: str, **values: object) -> None:
    """Print a sentence of the catalogue (`cli.say`)."""
    console().print(catalogue.say(f"cli.say.{key}", lang, **values), markup=False)


def working(key: str, lang: str) -> Any:
    """Return a context that shows that something goes on."""
    return console(stderr=True).status(catalogue.say(f"cli.say.{key}", lang))


@contextmanager
def progress(key: str, lang: str) -> Iterator[Callable[[str, float], None]]:
    """Yield what is to be told how far something is: it shows a bar once that takes over two seconds."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    bar = Progress(*columns, console=console(stderr=True), transient=True)
    words, begun = catalogue.say(f"cli.say.{key}", lang), time.monotonic()
    task = bar.add_task(words, total=1.0)

    def tell(doing: str, part: float) -> None:
        if not bar.live.is_started and time.monotonic() - begun > _PATIENCE:
            bar.start()
        bar.update(task, completed=part, description=visible(f"{words} {doing}".rstrip()[:60]))

    try:
        yield tell
    finally:
        if bar.live.is_started:  # one that never began would leave an empty line
            bar.stop()


@contextmanager
def tidy() -> Iterator[None]:
    """Let the program clear up before it ends: on a closed terminal or a shutdown as well as on Ctrl+C."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        names = []  # only the main thread may say what signals do
    heard = [name for name in names if signal.getsignal(name) is not signal.SIG_IGN]  # not under nohup
    before = {name: signal.signal(name, _ended) for name in heard}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _ended(number: int, _: object) -> None:
    """End as the signal asks to, once; a second one must not stop the clearing up."""
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)


def short(file: Path) -> Path:
    """Return the path as seen from here, where that is shorter."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
