"""The sheet of translations: a line per text, filled in with a spreadsheet program or any editor."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from journeykit import catalogue
from journeykit.catalogue import LANGUAGES
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.decoding import begins, decoded
from journeykit.formats.formulas import guarded, plain
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.translation.texts import Said, place_of, said
from journeykit.formats.workbook import MOST_ROWS
from journeykit.workshop import Workshop

__all__ = ["COLUMNS", "ENDINGS", "FILE", "SUFFIX", "read", "recognises", "write"]

SUFFIX, FILE = ".csv", "translations.csv"
ENDINGS = (".csv",)
COLUMNS = ("id", "about", "original", "translation")
"""What the first line says; people fill in the last column."""

_HEAD = 20_000
"""So many bytes are looked at for the first line."""


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the texts that are not in `lang`; in the workshop's own language, those of both directions.

    UTF-8 with a byte order mark, as Excel wants it. Translations that are there already are filled in.
    """
    journey, table = workshop.journey, io.StringIO()
    home = journey.brief.language or workshop.lang
    wanted = [lang, *(other for other in LANGUAGES if other != lang and lang == home)]
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for one in (one for to in wanted for one in said(journey, to)):
        rows.writerow([one.place.id, about(one, lang), guarded(one.original), guarded(one.text)])
    return table.getvalue().encode("utf-8-sig", "replace")


def about(one: Said, lang: str) -> str:
    """Return what a text is, in words: its kind of record and its field."""
    kind, _, field, _ = one.place
    words = catalogue.read("table", lang)
    label = catalogue.read("fields", lang)[kind].get(field, {}).get("label") or words["fields"].get(field, "")
    return catalogue.say("translation.about", lang, kind=words["kinds"][kind], field=label)


def recognises(data: bytes) -> bool:
    """Say whether a file's first line names our columns."""
    first = begins(data, _HEAD).split("\n", 1)[0].casefold()
    return {"id", "original", "translation"} <= set(re.split(r"[,;\t\"\r ]+", first))


def read(data: bytes, lang: str) -> Incoming:
    """Return the translations that were filled in; what the workshop does not say (any more) counts for none.

    Raises `ReadError` for a file with too many lines, or one that is no table.
    """
    text = decoded(data)
    try:
        given = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        rows = list(islice(given, MOST_ROWS + 1))
    except csv.Error as error:
        raise ReadError("not_readable") from error
    if len(rows) > MOST_ROWS:
        raise ReadError("too_many_rows", max=MOST_ROWS)
    found = list(_lines(rows))
    return Incoming(
        tuple(one for one in found if isinstance(one, Draft)),
        tuple(one for one in found if isinstance(one, Remark)),
    )


def _lines(rows: list[list[str]]) -> Iterator[Draft | Remark]:
    head = [name.strip().casefold() for name in rows[0]] if rows else []
    if not {"id", "original", "translation"} <= set(head):
        raise ReadError("not_readable")
    for at, row in enumerate(rows[1:], 2):
        filled = dict.fromkeys(head, "") | dict(zip(head, row, strict=False))
        text, place = filled.get("translation", "").strip(), f"D{at}"
        if not text:
            continue
        if place_of(filled["id"].strip()) is None:
            yield Remark(place, JourneyError("no_such_text", id=filled["id"].strip()[:40]))
            continue
        original = filled["original"].replace("\r\n", "\n").strip()
        fields = {"original": plain(original), "text": plain(text)}
        yield Draft("translation", fields, place, key=filled["id"].strip())


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)
