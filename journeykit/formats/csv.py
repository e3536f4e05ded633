"""CSV: one long table, a line per field of each record; UTF-8 with a byte order mark, as Excel wants it.

The first columns are for people, in their language and with names in place of ids; the last ones are for
programs, alike in every language. What the team has deleted is not in it.
"""

from __future__ import annotations

import csv
import io

from journeykit.formats.formulas import guarded
from journeykit.formats.rows import COLUMNS, table
from journeykit.workshop import Workshop

__all__ = ["COLUMNS", "SUFFIX", "write"]

SUFFIX = ".csv"


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the table as bytes; a text that looks like a formula gets an apostrophe before it."""
    text = io.StringIO()
    csv.writer(text).writerows(map(guarded, row) for row in table(workshop.journey, lang))
    return text.getvalue().encode("utf-8-sig", "replace")
