"""Worksheets: blank forms to print or to fill in, and what people wrote on them read back.

make(folder, lang)       the forms as files: two PDFs, a spreadsheet, a text to type paper notes into
read(data, lang)         what a filled-in spreadsheet, or a text of lines like `A3-C: …`, holds
filled(workshop, lang)   a spreadsheet that holds all of a workshop that the worksheets can carry
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from journeykit.formats.incoming import Incoming

if TYPE_CHECKING:
    from journeykit.log import Journey
    from journeykit.workshop import Workshop

__all__ = ["ENDINGS", "FILES", "filled", "make", "read", "recognises"]

ENDINGS = (".xlsx", ".txt", ".md")
FILES = ("worksheets-a4.pdf", "worksheets-a3.pdf", "worksheets.xlsx", "paper-notes.txt")
"""What `make` makes."""

_ZIP = b"PK\x03\x04"


def make(folder: Path, lang: str, journey: Journey | None = None) -> list[Path]:
    """Write the forms into `folder/worksheets/{lang}` and return their paths.

    With a `journey` they have its stages, and its personas' names on the maps; without, the six stages.
    Raises `ExportError` where they cannot be written.
    """
    from journeykit.formats.files import save
    from journeykit.formats.sheets import blank, book, content, forms, printed

    stages = forms.columns(lang, journey)
    given = content.named(journey)
    names = [whose for whose, _ in given.maps]
    pages = [printed.printed(lang, size, stages, names) for size in ("a4", "a3")]
    files = (*pages, book.book(lang, stages, given), blank.blank(lang, stages, names))
    return [save(data, folder / "worksheets" / lang / name) for name, data in zip(FILES, files, strict=True)]


def filled(workshop: Workshop, lang: str) -> bytes:
    """Return the spreadsheet with what the workshop holds: all that its sheets can carry."""
    from journeykit.formats.sheets import book, content, forms

    stages = forms.columns(lang, workshop.journey)
    return book.book(lang, stages, content.content(workshop.journey, lang, stages))


def recognises(data: bytes) -> bool:
    """Say whether a file is one of the kit's spreadsheets, or a text that names boxes of its paper."""
    if not data.startswith(_ZIP):
        from journeykit.formats.sheets import typed

        return typed.recognises(data)
    from journeykit.formats.workbook import parts

    return any(b'"_journeykit"' in part for part in parts(data, "xl/workbook.xml"))


def read(data: bytes, lang: str) -> Incoming:
    """Return what a filled-in worksheet holds. Raises `ReadError` where nothing can be made of it."""
    if data.startswith(_ZIP):
        from journeykit.formats.sheets.returned import returned

        return returned(data, lang)
    from journeykit.formats.sheets import typed

    return typed.read(data, lang)
