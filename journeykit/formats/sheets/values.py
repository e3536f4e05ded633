"""What people wrote into a field, understood: words of a list in either language, numbers, dates, stages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from journeykit import catalogue
from journeykit.errors import InvalidAnswer, JourneyError
from journeykit.formats.incoming.stages import plain, six_of
from journeykit.formats.sheets.forms import chosen_from
from journeykit.records import clean, highest, inputs

__all__ = ["Words", "notes", "written"]

_MARKS = re.compile(r"[、,，;；\n]+")
_SHORT = re.compile(r"[0-9A-Za-z]{1,2}([\s・.]+[0-9A-Za-z]{1,2})*")
_NUMBER = re.compile(r"([+-]?[0-9]{1,12})(\.0{1,9})?(?![0-9.])")
_DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_MINUS = str.maketrans("−–—ー‐", "-----")
_BREAKS = re.compile(r"[\n;；]|(?<![^\s;；])[・•]")
_KANA = re.compile(r"[ぁ-ん]")
_ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!")
_LEAST_NOTE = 4


def written(raw: Any) -> str:
    """Return what a cell says as text: a whole number without its decimals, a day as it is written here."""
    if raw is None or isinstance(raw, str):
        return (raw or "").strip()
    if isinstance(raw, datetime | date):
        return raw.strftime("%Y-%m-%d")
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()


def notes(text: str) -> list[str]:
    """Return the notes that stand in one box: a line each, or set apart by a semicolon or a bullet.

    A 「・」 within a line parts two notes only where both look like one: 「点検・修理の記録」 stays whole.
    """
    parts = [part.strip() for part in _BREAKS.split(text.replace("\r\n", "\n").replace("\r", "\n"))]
    return [note for part in parts if part for note in _dotted(part)]


def _dotted(text: str) -> list[str]:
    parts = [part.strip() for part in text.split("・")]
    return parts if all(len(part) >= _LEAST_NOTE and _KANA.search(part) for part in parts) else [text]


class Words:
    """How words are understood: the language to explain in, and what the form calls stages and personas.

    `stages` are headings by what people may write for them, `personas` names by their numbers.
    """

    def __init__(
        self, lang: str, stages: Mapping[str, str], personas: Mapping[str, str] | None = None
    ) -> None:
        self.lang, self.labels = lang, stages
        self.stages = {plain(name): heading for name, heading in stages.items()}
        self.personas = personas or {}

    def value(self, kind: str, field: str, raw: Any) -> Any:
        """Return a field's value. Raises `JourneyError` with the reason where it cannot be taken."""
        text, how = written(raw), inputs(kind)[field]
        if text in _ERRORS:
            raise JourneyError("broken_cell", value=text)
        of = chosen_from(kind, field)
        if of in ("stage", "persona"):
            found = self._pointed(of, text, many=how.kind == "choices")
        elif how.kind == "choices":
            found = [self._choice(of, part) for part in _parts(text)]
        elif how.kind == "number":
            found = self._number(kind, field, text)
        else:
            found = self._choice(of, text) if of else _day(raw, text) if how.kind == "date" else text
        return _checked(kind, field, found)

    def _pointed(self, of: str, text: str, *, many: bool) -> Any:
        if of == "persona":
            return self.personas.get(unicodedata.normalize("NFKC", text), text)
        return [self.stage(part) for part in _parts(text)] if many else self.stage(text)

    def stage(self, text: str) -> str:
        """Return the heading that a stage's name, letter or id means."""
        found = self.stages.get(plain(text)) or six_of(text)
        if not found:
            shown = dict.fromkeys(self.stages.values())
            names = {heading: name for name, heading in reversed([*self.labels.items()])}
            raise self._unlisted(text, [names[heading] for heading in shown])
        return found

    def _choice(self, of: str, text: str) -> str:
        """Return the id that a label of a list means: in either language, its beginning or its number."""
        said, ids = plain(text), list(catalogue.choices(of, self.lang))
        number = unicodedata.normalize("NFKC", text)
        if len(number) < 4 and number.isdecimal() and 1 <= int(number) <= len(ids):
            return ids[int(number) - 1]
        labels = [
            (key, plain(catalogue.choices(of, lang)[key])) for lang in catalogue.LANGUAGES for key in ids
        ]
        same = [key for key, label in labels if said in (label, plain(key))]
        alike = {key for key, label in labels if len(said) > 1 and label.startswith(said)}
        if not same and len(alike) != 1:
            raise self._unlisted(text, catalogue.choices(of, self.lang).values())
        return next(iter(same or alike))

    def _number(self, kind: str, field: str, text: str) -> int:
        lowest, most = (-2 if kind == "feeling" else 0), highest(kind, field) or 0
        found = _NUMBER.match(unicodedata.normalize("NFKC", text).translate(_MINUS).replace(",", ""))
        if found and lowest <= int(found[1][:12]) <= most:
            return int(found[1])
        if kind == "feeling":
            return int(self._choice("feeling", text))
        raise JourneyError("not_in_range", value=_brief(text), lowest=lowest, highest=most)

    def _unlisted(self, text: str, options: Iterable[str]) -> JourneyError:
        shown = catalogue.enumerate_in(self.lang, options)
        return JourneyError("not_listed", value=_brief(text), choices=shown)


def _parts(text: str) -> list[str]:
    """Return what is listed in one cell; letters and numbers may also stand side by side."""
    parts = _MARKS.split(text)
    tidy = [unicodedata.normalize("NFKC", part).strip() for part in parts]
    short = [
        re.split(r"[\s・.]+", one) if _SHORT.fullmatch(one) else [part]
        for one, part in zip(tidy, parts, strict=True)
    ]
    return [part.strip() for several in short for part in several if part.strip()]


def _day(raw: Any, text: str) -> str:
    """Return a day as 2027-03-31, also from 2027/3/31, 2027年3月31日 and a spreadsheet's own number."""
    if isinstance(raw, int | float) and 20_000 < raw < 80_000:
        from openpyxl.utils.datetime import from_excel

        return str(from_excel(raw).date().isoformat())
    found = _DAY.match(unicodedata.normalize("NFKC", text))
    return "{:0>4}-{:0>2}-{:0>2}".format(*found.groups()) if found else text


def _checked(kind: str, field: str, value: Any) -> Any:
    try:
        return clean(kind, {field: value})[field]
    except InvalidAnswer as error:
        raise error.fields[field] from None


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
