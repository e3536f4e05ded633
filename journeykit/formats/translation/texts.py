"""People's texts, the language each is in, and what it says in the other one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from journeykit.catalogue import LANGUAGES
from journeykit.formats import handed
from journeykit.formats.twin import Tell
from journeykit.log import Change, Journey
from journeykit.phrases import JAPANESE
from journeykit.records import KINDS, Translation, inputs

__all__ = ["Place", "Said", "fields", "is_foreign", "missing", "place_of", "said", "telling"]

_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]+")
_LONGEST = 120
"""The most characters of an id."""
_KEPT = {"participant": ("name",), "translation": ("text",), "link": ("file",), "evidence": ("sources",)}
"""The texts that are the same in every language."""


class Place(NamedTuple):
    """Where a text stands: a record's field, and the language that it is wanted in."""

    kind: str
    record: str
    field: str
    lang: str

    @property
    def id(self) -> str:
        """The id of the translation that stands beside the text."""
        return ".".join(self)


class Said(NamedTuple):
    """A text that is in the other language than the one it is wanted in, and its translation; "" if none."""

    place: Place
    original: str
    text: str = ""


def place_of(id_: str) -> Place | None:
    """Return what a translation's id names, None where that is no text of a record."""
    kind, _, rest = id_.partition(".")
    record, _, tail = rest.rpartition(".")
    record, _, field = record.rpartition(".")
    known = kind in KINDS and field in fields(kind) and tail in LANGUAGES
    return Place(kind, record, field, tail) if known and record and len(id_) <= _LONGEST else None


@cache
def fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of record that people write texts in."""
    written = [name for name, how in inputs(kind).items() if how.kind in ("line", "text")]
    return tuple(name for name in written if name not in _KEPT.get(kind, ()))


def is_foreign(text: str, lang: str) -> bool:
    """Say whether a text is in the other language than `lang`, as its script tells.

    A single name or abbreviation in Latin letters ("Excel", "CRM") is at home in both.
    """
    if lang == "en":
        return bool(JAPANESE.search(text))
    words = _WORD.findall(text)
    return not JAPANESE.search(text) and (len(words) > 1 or any(word.islower() for word in words))


def said(journey: Journey, lang: str) -> list[Said]:
    """Return the texts that are in the other language than `lang`, with what stands beside them."""
    beside = _beside(journey)
    return [
        Said(place, text, beside.get((place.id, text), ""))
        for place, text in _texts(journey, lang)
        if is_foreign(text, lang)
    ]


def missing(journey: Journey, lang: str) -> list[Said]:
    """Return the texts that are in the other language than `lang` and have no translation."""
    done = {(one.id, one.text) for one in _translations(journey)}
    return [one for one in said(journey, lang) if not one.text and (one.place.id, one.original) not in done]


def telling(journey: Journey, lang: str) -> Tell:
    """Return what tells changes with the translations into `lang` that stand beside a journey's texts."""
    beside = _beside(journey)

    def tell(change: Change) -> Change:
        if change.kind not in KINDS or change.kind == "translation":
            return change
        told = {
            name: beside.get((Place(change.kind, change.record, name, lang).id, value), "") or value
            for name, value in change.fields.items()
            if isinstance(value, str)
        }
        return change._replace(fields={**change.fields, **told})

    return tell


def _texts(journey: Journey, lang: str) -> Iterator[tuple[Place, str]]:
    for kind in handed.kinds(journey):
        for record in handed.records(journey, kind) if fields(kind) else ():
            for name in fields(kind):
                if text := getattr(record, name):
                    yield Place(kind, record.id, name, lang), text


def _beside(journey: Journey) -> dict[tuple[str, str], str]:
    """Return what stands beside texts, by its id and the text it was written for."""
    return {(one.id, one.original): one.text for one in _translations(journey) if one.text}


def _translations(journey: Journey) -> tuple[Translation, ...]:
    return cast(tuple[Translation, ...], journey.records("translation"))
