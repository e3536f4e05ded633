"""Our own Markdown pages as they come back: the notes and feelings of their maps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.decoding import begins, decoded
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.rows import felt, label
from journeykit.formats.sheets.values import Words
from journeykit.formats.workbook import MOST_ROWS

__all__ = ["page", "spoken"]

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|<br>")
_FIELDS = {"note": ("basis", "source", "as_of", "inference"), "feeling": ("onward",)}
"""What a line tells after its text, by kind."""
_LOOKED_AT = 200_000
_MOST_LINES = MOST_ROWS * 4


class _Place(NamedTuple):
    """Where a line stands: its number, whose it is, and at which stage."""

    line: int
    persona: str
    stage: str


def spoken(data: bytes) -> str:
    """Return the language of one of our pages; "" where the file is none."""
    lines = {line.rstrip() for line in begins(data, _LOOKED_AT).splitlines()}
    for lang in catalogue.LANGUAGES:
        kinds = catalogue.read("table", lang)["kinds"]
        lanes = tuple(f"- {start}" for start in _lanes(lang))
        if f"## {kinds['stage']}" in lines and any(line.startswith(lanes) for line in lines):
            return lang
    return ""


def page(data: bytes, lang: str) -> Incoming:
    """Return what the maps of one of our pages hold. Raises `ReadError` for what is none, or far too long."""
    lines, told = decoded(data).splitlines(), spoken(data)
    if len(lines) > _MOST_LINES:
        raise ReadError("too_many_rows", max=_MOST_LINES)
    if not told:
        raise ReadError("not_readable")
    parts = [*_Page(told, lang).parts(lines)]
    drafts = tuple(part for part in parts if isinstance(part, Draft))
    remarks = tuple(part for part in parts if isinstance(part, Remark))
    return Incoming(drafts, (*remarks, Remark("", JourneyError("only_map"))))


class _Page:
    """A page in one language, explained in another one."""

    def __init__(self, told: str, lang: str) -> None:
        self.told, self.words = told, Words(lang, {})
        page = catalogue.read("rows", told)["page"]
        self.more = page["more"].replace("{text}", "").replace("{more}", "")
        self.both, self.outside = page["and"], page["outside"]
        self.lanes = _lanes(told)
        self.nobody = [catalogue.say(f"deck.slides.{key}", told) for key in ("nobody", "unnamed")]

    def parts(self, lines: list[str]) -> Iterator[Draft | Remark]:
        persona = stage = ""
        for number, line in enumerate(lines, 1):
            if line.startswith("## "):
                persona, stage = _bare(line[3:]), ""
            elif line.startswith("### "):
                stage = _bare(line[4:])
            elif line.startswith("- "):
                start = next((one for one in self.lanes if line.startswith(one, 2)), "")
                if start:
                    place = _Place(number, persona, stage)
                    yield from self._part(place, self.lanes[start], line[2 + len(start) :].strip())

    def _part(self, place: _Place, lane: str, text: str) -> Iterator[Draft | Remark]:
        if place.persona == self.outside and not place.stage:
            text, _, where = text.rpartition(self.more)
            who, _, stage = where.partition(self.both)
            place = place._replace(persona=_bare(who), stage=_bare(stage))
        whose = "" if place.persona in self.nobody else place.persona
        about: dict[str, Any] = {"persona": whose, "stage": place.stage}
        kind, at = "feeling" if lane == "feeling" else "note", f"line {place.line}"
        text, fields = self._cut(kind, text)
        given: dict[str, Any] = {}
        for field, raw in fields.items():
            try:
                given[field] = self.words.value(kind, field, raw)
            except JourneyError as error:
                yield Remark(at, error)
        if kind == "note":
            yield Draft("note", {**about, "lane": lane, "text": _bare(text), **given}, at)
        elif found := self._felt(text):
            yield Draft("feeling", {**about, "value": found[0], "why": found[1], **given}, at)
        else:
            yield Remark(at, JourneyError("not_listed", value=text[:40], choices="−2…+2"))

    def _cut(self, kind: str, text: str) -> tuple[str, dict[str, str]]:
        """Return what a line says, and its further fields: behind the first dash that one's name follows."""
        form = catalogue.read("rows", self.told)["page"]["labelled"]
        starts = {form.format(label=label(kind, one, self.told), text=""): one for one in _FIELDS[kind]}
        at = text.find(self.more)
        while at >= 0:
            rest = text[at + len(self.more) :]
            if rest.startswith(tuple(starts)):
                return text[:at], self._fields(rest, starts)
            at = text.find(self.more, at + 1)
        return text, {}

    def _fields(self, rest: str, starts: dict[str, str]) -> dict[str, str]:
        """Return the fields of a text that begins with a name of one: each lasts until the next name."""
        names = "|".join(map(re.escape, starts))
        parts = re.split(f"{re.escape(self.both)}(?={names})", rest)
        told = ((next(one for one in starts if part.startswith(one)), part) for part in parts)
        return {starts[start]: _bare(part[len(start) :]) for start, part in told}

    def _felt(self, text: str) -> tuple[int, str] | None:
        for value in range(-2, 3):
            alone = felt(value, "", self.told)
            before, _ = felt(value, "\0", self.told).split("\0")
            if text == alone or text.startswith(before):
                return value, _bare(text[len(before) :])
        return None


def _lanes(lang: str) -> dict[str, str]:
    """Return what a line on the map begins with, and the lane that it means."""
    form = catalogue.read("rows", lang)["page"]["lane"]
    called = {**catalogue.choices("lane", lang), "feeling": catalogue.say("deck.map.feeling", lang)}
    return {form.format(label=name, text="").rstrip(): lane for lane, name in called.items()}


def _bare(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or "\n", text).strip()
