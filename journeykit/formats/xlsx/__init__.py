"""A workbook: the map as people read it, a sheet for each kind of record, the figures of the customer's data,
and the long table for programs.

Sheets hold text and numbers, no formula: what looks like one is text with an apostrophe before it. The
bytes depend on nothing but the workshop and the language. What people change in the sheets of records comes
back as changes of these records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.formats.incoming import Incoming
    from journeykit.workshop import Workshop

__all__ = ["ENDINGS", "SUFFIX", "read", "recognises", "write"]

SUFFIX = ".xlsx"
ENDINGS = (SUFFIX,)


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the workbook as bytes."""
    from journeykit import catalogue
    from journeykit.formats.rows import table
    from journeykit.formats.xlsx import figures
    from journeykit.formats.xlsx.book import Book
    from journeykit.formats.xlsx.kinds import ALONE, kinds
    from journeykit.formats.xlsx.map import draw
    from journeykit.insights.evidence import report

    words, book = catalogue.read("rows", lang), Book(workshop.journey.brief.title, lang)
    draw(book.sheet(words["sheets"]["map"]), workshop.journey, lang)
    for kind, name, rows in kinds(workshop.journey, lang):
        sheet = book.sheet(name)
        sheet.fill(rows)
        if kind not in ALONE:
            sheet.hide(len(rows[0]))
    if report(workshop.journey):
        figures.draw(book.sheet(words["sheets"]["figures"]), workshop.journey, lang)
    book.sheet(words["sheets"]["table"]).fill(table(workshop.journey, lang))
    return book.packed()


def recognises(data: bytes) -> bool:
    """Say whether a file is one of these workbooks, by the heading of the numbers or the name of a sheet."""
    from journeykit.formats.xlsx.marks import is_ours

    return is_ours(data)


def read(data: bytes, lang: str) -> Incoming:
    """Return the records of a workbook with what was changed in its sheets; nothing counts as deleted.

    Raises `ReadError` where it is damaged, or far too large.
    """
    from journeykit.formats.xlsx.returned import returned

    return returned(data, lang)
