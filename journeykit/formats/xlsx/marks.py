"""What a workbook of the kit is known by, whichever program has saved it since."""

from __future__ import annotations

from html import escape

from journeykit import catalogue
from journeykit.formats.workbook import parts

__all__ = ["is_ours", "spoken"]


def is_ours(data: bytes) -> bool:
    """Say whether a file names our long table's sheet, or the column of our records' numbers."""
    words = [catalogue.read("rows", lang) for lang in catalogue.LANGUAGES]
    names = [f'"{escape(one["sheets"]["table"])}"' for one in words]
    heads = [f">{escape(one['heads']['id'])}<" for one in words]
    if any(_holds(part, name) for part in parts(data, "xl/workbook.xml") for name in names):
        return True
    cells = parts(data, "xl/sharedStrings.xml", "xl/worksheets/")  # where texts stand depends on the program
    return any(_holds(part, head) for part in cells for head in heads)


def _holds(xml: bytes, mark: str) -> bool:
    """Say whether XML holds a text, as it is or by the numbers of its letters."""
    return mark.encode() in xml or mark.encode("ascii", "xmlcharrefreplace") in xml


def spoken(titles: list[str]) -> str:
    """Return the language that a workbook is in, by what its sheets are called."""

    def known(lang: str) -> int:
        sheets, kinds = catalogue.read("rows", lang)["sheets"], catalogue.read("table", lang)["kinds"]
        return sum(title in (*sheets.values(), *kinds.values()) for title in titles)

    return max(catalogue.LANGUAGES, key=known)
