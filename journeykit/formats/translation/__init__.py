"""Translations: what people wrote, in the other language; written as a sheet to fill in, and read back.

Texts of people stay as they were written unless a translation stands beside them. A translation counts for
exactly the text that it was made from: once somebody rewords that, it is missing again.
"""

from journeykit.formats.translation.sheet import COLUMNS, ENDINGS, FILE, SUFFIX, read, recognises, write
from journeykit.formats.translation.texts import missing, said, telling
from journeykit.formats.translation.workshops import count, translated

__all__ = [
    "COLUMNS",
    "ENDINGS",
    "FILE",
    "SUFFIX",
    "count",
    "missing",
    "read",
    "recognises",
    "said",
    "telling",
    "translated",
    "write",
]
