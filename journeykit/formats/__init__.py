"""The formats that a workshop goes out in and comes in from: one module each, imported when it is asked for.

A module that writes has `SUFFIX`, the end of its file's name, and `write(workshop, lang)`, which returns the
file's bytes; those of `COMPARING` also take what the workshop is compared with (`against`), those of `AIMED`
for whom it is written (`audience`). A module with `FILE` names
its file itself. A module that reads has `ENDINGS`, `recognises(data)` and `read(data, lang)`: see
`formats.incoming`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from journeykit.errors import ExportError
from journeykit.formats.files import safe_name, save

if TYPE_CHECKING:
    from journeykit.formats.against import Against
    from journeykit.formats.telling import Telling
    from journeykit.workshop import Workshop

__all__ = [
    "AIMED",
    "AS_STORED",
    "COMPARING",
    "FORMATS",
    "WRITTEN",
    "Format",
    "check",
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
    "pptx": Listed("journeykit.formats.pptx"),
    "json": Listed("journeykit.formats.json"),
    "csv": Listed("journeykit.formats.csv"),
    "xlsx": Listed("journeykit.formats.xlsx", reads=True),
    "markdown": Listed("journeykit.formats.markdown", reads=True),
    "research": Listed("journeykit.formats.research"),
    "changes": Listed("journeykit.formats.changes"),
    "sheets": Listed("journeykit.formats.sheets", writes=False, reads=True),
    "translations": Listed("journeykit.formats.translation", reads=True),
    "png": Listed("journeykit.formats.picture.png"),
    "svg": Listed("journeykit.formats.picture.svg"),
    "pdf": Listed("journeykit.formats.picture.pdf"),
    "png-a3": Listed("journeykit.formats.picture.png_a3"),
    "svg-a3": Listed("journeykit.formats.picture.svg_a3"),
    "pdf-a3": Listed("journeykit.formats.picture.pdf_a3"),
    "charts": Listed("journeykit.formats.picture.charts"),
    "excalidraw": Listed("journeykit.formats.excalidraw"),
    "bundle": Listed("journeykit.formats.bundle"),
    "mermaid": Listed("journeykit.formats.mermaid", reads=True),
    "polis": Listed("journeykit.formats.polis", writes=False, reads=True),
    "parabol": Listed("journeykit.formats.parabol", writes=False, reads=True),
    "cjm": Listed("journeykit.formats.cjm", writes=False, reads=True),
    "grid": Listed("journeykit.formats.grid", writes=False, reads=True),
}
"""Every format, by the name a person asks for it with; of two that read the same file the first wins."""

WRITTEN = tuple(name for name, listed in FORMATS.items() if listed.writes)
"""The formats that a workshop can be written in."""

COMPARING = ("deck", "pptx", "changes")
"""The formats that can tell what changed since another moment, or another workshop."""

AIMED = ("deck", "pptx")
"""The formats that can be made for one audience."""

AS_STORED = ("json", "csv", "xlsx", "changes", "translations", "bundle")
"""The formats for programs: texts stand there as they were written, their translations beside them."""


class Format(Protocol):
    """What the module of a format offers."""

    SUFFIX: str

    def write(self, workshop: Workshop, lang: str) -> bytes:
        """Return the workshop as the bytes of one file."""


def find(name: str) -> Format:
    """Return the module of a format. Raises `ExportError` where there is none of that name."""
    if name not in WRITTEN:
        raise ExportError("unknown_format", format=name, formats=", ".join(WRITTEN))
    return cast(Format, import_module(FORMATS[name].module))


def language(workshop: Workshop) -> str:
    """Return the language to write a workshop in: the one its brief names, else its own."""
    return workshop.journey.brief.language or workshop.lang


def write(
    workshop: Workshop,
    name: str,
    lang: str,
    against: Against | None = None,
    *,
    audience: str = "",
    redact: bool = False,
) -> bytes:
    """Return the workshop in a format: for an `audience` (formats.audience), and without names (`redact`).

    Texts with a translation into `lang` beside them are told in it, except in what programs read.
    Raises `ExportError` where it cannot be written so.
    """
    check(name, audience, compares=bool(against))
    from journeykit.formats.telling import Telling

    told = Telling(workshop, lang, redact=redact).of(against, as_stored=name in AS_STORED)
    return _written(*told, name, lang, audience)


def _written(shown: Workshop, against: Against | None, name: str, lang: str, audience: str) -> bytes:
    options = _options(audience) | ({"against": against} if against else {})
    return cast(bytes, cast(Any, find(name)).write(shown, lang, **options))


def check(name: str, audience: str = "", *, compares: bool = False) -> None:
    """Raise `ExportError` where a format does not exist, or cannot do what is asked of it."""
    find(name)
    if compares and name not in COMPARING:
        raise ExportError("compares_not", format=name, formats=", ".join(COMPARING))
    if _all(audience):
        return
    from journeykit.formats.audience import chosen

    found = chosen(audience)
    if name not in AIMED:
        raise ExportError("no_audiences", format=name, formats=", ".join(AIMED))
    if compares and not found.tells_changes:
        raise ExportError("no_changes_for", name=audience)


def _all(audience: str) -> bool:
    return audience in ("", "whole")


def _options(audience: str) -> dict[str, Any]:
    """Return what a format is told beside the workshop and the language."""
    if _all(audience):
        return {}
    from journeykit.formats.audience import chosen

    return {"audience": chosen(audience)}


def export(
    workshop: Workshop,
    name: str,
    *,
    lang: str | None = None,
    to: Path | None = None,
    against: Against | None = None,
    audience: str = "",
    redact: bool = False,
    telling: Telling | None = None,
) -> Path:
    """Write the workshop in a format and return the file's path.

    The file is `to` (or lies in `to`, where that is a folder), else it goes to the workshop's `exports`
    under the workshop's title, for an audience and without names under a name of its own. A file of that
    name is replaced as a whole, or left as it was. Several formats may share one `telling` of the workshop.
    Raises `ExportError` where the format is unknown or the file cannot be written.

    >>> export(journeykit.open("demo"), "deck")
    PosixPath('/…/demo/exports/….html')
    """
    spoken = lang or language(workshop)
    check(name, audience, compares=bool(against))
    from journeykit.formats.telling import Telling

    told = telling or Telling(workshop, spoken, redact=redact)
    shown, against = told.of(against, as_stored=name in AS_STORED)
    data = _written(shown, against, name, spoken, audience)
    file = _file((shown if redact else workshop).journey.brief.title, name, audience, redact)
    if to is None:
        to = workshop.folder / "exports"
        return save(data, to / file)
    return save(data, to / file if to.is_dir() else to)


def _file(title: str, name: str, audience: str, redact: bool) -> str:
    """Return what a file of a workshop with that title is called."""
    module, mark = find(name), f".{audience}" if not _all(audience) else ""
    mark += ".redacted" if redact else ""
    fixed = getattr(module, "FILE", "")
    stem = fixed.removesuffix(module.SUFFIX) or safe_name(title) or "journey"
    return f"{stem}{mark}{module.SUFFIX}"
