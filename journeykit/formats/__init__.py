"""The formats that a workshop goes out in and comes in from: one module each, imported when it is asked for.

A module that writes has `SUFFIX`, the end of its file's name, and `write(workshop, lang)`, which returns the
file's bytes; those of `COMPARING` also take what the workshop is compared with. A module with `FILE` names
its file itself. A module that reads has `ENDINGS`, `recognises(data)` and `read(data, lang)`: see
`formats.incoming`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from journeykit.errors import ExportError
from journeykit.formats.files import safe_name, save

if TYPE_CHECKING:
    from journeykit.formats.against import Against
    from journeykit.workshop import Workshop

__all__ = [
    "COMPARING",
    "FORMATS",
    "WRITTEN",
    "Format",
    "check_compares",
    "export",
    "find",
    "language",
    "write",
]


class Listed(NamedTuple):
    """Where a format's module lies, and whether it writes what goes out and reads what comes in."""

    module: str
    writes: bool = True
    reads: bool = False


FORMATS = {
    "deck": Listed("journeykit.formats.deck"),
    "json": Listed("journeykit.formats.json"),
    "csv": Listed("journeykit.formats.csv"),
    "research": Listed("journeykit.formats.research"),
    "changes": Listed("journeykit.formats.changes"),
}
"""Every format, by the name a person asks for it with; of two that read the same file the first wins."""

WRITTEN = tuple(name for name, listed in FORMATS.items() if listed.writes)
"""The formats that a workshop can be written in."""

COMPARING = ("deck", "changes")
"""The formats that can tell what changed since another moment, or another workshop."""


class Format(Protocol):
    """What the module of a format offers."""

    SUFFIX: str

    def write(self, workshop: Workshop, lang: str) -> bytes:
        """Return the workshop as the bytes of one file."""


class Comparing(Protocol):
    """What the module of a format that compares offers."""

    def write(self, workshop: Workshop, lang: str, against: Against | None) -> bytes:
        """Return the workshop, and what changed in it, as the bytes of one file."""


def find(name: str) -> Format:
    """Return the module of a format. Raises `ExportError` where there is none of that name."""
    if name not in WRITTEN:
        raise ExportError("unknown_format", format=name, formats=", ".join(WRITTEN))
    return cast(Format, import_module(FORMATS[name].module))


def language(workshop: Workshop) -> str:
    """Return the language to write a workshop in: the one its brief names, else its own."""
    return workshop.journey.brief.language or workshop.lang


def write(workshop: Workshop, name: str, lang: str, against: Against | None = None) -> bytes:
    """Return the workshop in a format. Raises `ExportError` where it cannot be written so."""
    if against is None:
        return find(name).write(workshop, lang)
    check_compares(name)
    return cast(Comparing, find(name)).write(workshop, lang, against)


def check_compares(name: str) -> None:
    """Raise `ExportError` where a format does not exist or cannot tell what changed."""
    find(name)
    if name not in COMPARING:
        raise ExportError("compares_not", format=name, formats=", ".join(COMPARING))


def export(
    workshop: Workshop,
    name: str,
    *,
    lang: str | None = None,
    to: Path | None = None,
    against: Against | None = None,
) -> Path:
    """Write the workshop in a format and return the file's path.

    The file is `to` (or lies in `to`, where that is a folder), else it goes to the workshop's `exports`
    under the workshop's title. A file of that name is replaced as a whole, or left as it was.
    Raises `ExportError` where the format is unknown or the file cannot be written.

    >>> export(journeykit.open("demo"), "deck")
    PosixPath('/…/demo/exports/….html')
    """
    data, module = write(workshop, name, lang or language(workshop), against), find(name)
    titled = (safe_name(workshop.journey.brief.title) or "journey") + module.SUFFIX
    file = getattr(module, "FILE", titled)
    if to is None:
        to = workshop.folder / "exports"
        return save(data, to / file)
    return save(data, to / file if to.is_dir() else to)
