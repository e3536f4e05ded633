"""Bytes of files as text: in UTF-8, UTF-16, or in what Windows in Japan writes (cp932)."""

from __future__ import annotations

import codecs

from journeykit.errors import ReadError

__all__ = ["MOST_SIGNS", "begins", "decoded"]

MOST_SIGNS = 10_000_000
"""No text that people write is longer."""

_MARKED = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""What a file begins with that says itself how it is written."""


def decoded(data: bytes, *, whole: bool = True) -> str:
    """Return a file's text; where it is not `whole`, up to the last sign that is.

    Raises `ReadError` for what is no text, or far too long.
    """
    marked = next((name for mark, name in _MARKED.items() if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp932"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data, whole)
        except UnicodeError:
            continue
        if len(text) > MOST_SIGNS:
            raise ReadError("too_large")
        if "\x00" not in text:
            return text
    raise ReadError("not_readable")


def begins(data: bytes, most: int) -> str:
    """Return the text in the first bytes of a file; "" where it is none."""
    try:
        return decoded(data[:most], whole=len(data) <= most)
    except ReadError:
        return ""
