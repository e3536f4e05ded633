"""A workbook: the map as people read it, a sheet for each kind of record, and the long table for programs.

Sheets hold text and numbers, no formula: what looks like one is text with an apostrophe before it. The
bytes depend on nothing but the workshop and the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.workshop import Workshop

__all__ = ["SUFFIX", "write"]

SUFFIX = ".xlsx"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the workbook as bytes."""
    from journeykit import catalogue
    from journeykit.formats.rows import table
    from journeykit.formats.xlsx.book import Book
    from journeykit.formats.xlsx.kinds import kinds
    from journeykit.formats.xlsx.map import draw

    words, book = catalogue.read("rows", lang), Book(workshop.journey.brief.title, lang)
    draw(book.sheet(words["sheets"]["map"]), workshop.journey, lang)
    for name, rows in kinds(workshop.journey, lang):
        book.sheet(name).fill(rows)
    book.sheet(words["sheets"]["table"]).fill(table(workshop.journey, lang))
    return book.packed()
