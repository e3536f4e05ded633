"""Markdown that reads well where repositories are shown, and whose differences tell what has changed.

Each record is one line, in the order that the team has given it: no ids, no dates of the file, no table
whose lines all change with one word. Texts of people are escaped: none is taken for markup or a link.
Single votes and translations are not told; the JSON file holds them. Of a page that comes back its notes
and feelings are read (see `pages`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from journeykit import catalogue
from journeykit.formats import handed
from journeykit.formats.deck.grid import unplaced
from journeykit.formats.deck.people import name_of
from journeykit.formats.incoming import Incoming
from journeykit.formats.markup import plain
from journeykit.formats.rows import entries, felt, names
from journeykit.log import Journey
from journeykit.records import Feeling, Note, Record, Stage
from journeykit.workshop import Workshop

__all__ = ["ENDINGS", "SUFFIX", "read", "recognises", "write"]

SUFFIX = ".md"
ENDINGS = (SUFFIX, ".markdown")

_TOLD = ("brief", "stage", "persona", "note", "feeling", "vote", "translation")
"""The kinds that have a place of their own on the page, and those that it does not tell."""
_MAIN = ("text", "title", "name")
"""The fields that a line begins with, the first that a record has."""
_UNTOLD = ("persona", "stage", "lane", "text", "order", "merged", "library", "as_is", "scribe")
"""What a line of a note does not tell after its text: where it stands, and what only programs need."""


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the page as UTF-8."""
    page = _Page(workshop.journey, lang)
    return "".join(f"{line}\n" for line in page.lines()).encode("utf-8", "replace")


def recognises(data: bytes) -> bool:
    """Say whether a file is one of these pages, in either language."""
    from journeykit.formats.pages import spoken

    return bool(spoken(data))


def read(data: bytes, lang: str) -> Incoming:
    """Return the notes and feelings of a page. Raises `ReadError` where it is none, or far too long."""
    from journeykit.formats.pages import page

    return page(data, lang)


class _Page:
    """The page of a journey in one language, section by section."""

    def __init__(self, journey: Journey, lang: str) -> None:
        self.journey, self.lang = journey, lang
        self.words, self.known = catalogue.read("rows", lang)["page"], names(journey, lang)

    def lines(self) -> Iterator[str]:
        title = self.journey.brief.title or catalogue.say("rows.map.untitled", self.lang)
        yield f"# {plain(title)}"
        yield from self._section("", self._fields("brief", self.journey.brief, ("title",)))
        yield from self._section("## " + self._kind("stage"), map(self._stage, self.journey.stages))
        for persona in (*self.journey.personas, None):
            yield from self._map(persona.id if persona else "")
        lost = (record for record in unplaced(self.journey) if plain(getattr(record, "text", "-")))
        rest = map(self._where, lost)
        yield from self._section("## " + self.words["outside"], rest)
        for kind in handed.kinds(self.journey):
            if kind not in _TOLD:
                yield from self._records(kind)

    def _section(self, head: str, lines: Iterable[str]) -> Iterator[str]:
        """Yield a heading and its list; nothing where the list is empty."""
        found = [f"- {line}" for line in lines]
        yield from ("", head, "", *found) if found and head else ("", *found) if found else ()

    def _kind(self, kind: str) -> str:
        return str(catalogue.read("table", self.lang)["kinds"][kind])

    def _map(self, persona: str) -> Iterator[str]:
        """Yield who a persona is, and stage by stage what they do and feel."""
        told = [line for stage in self.journey.stages_in_scope for line in self._cell(persona, stage)]
        record = self.journey.get("persona", persona) if persona else None
        if record or told:
            yield from ("", f"## {plain(name_of(self.journey, persona, self.lang))}")
        if record:
            yield from self._section("", self._fields("persona", record, ("name", "order")))
        yield from told

    def _cell(self, persona: str, stage: Stage) -> Iterator[str]:
        lanes = catalogue.choices("lane", self.lang)
        here = [n for n in self.journey.notes if n.persona == persona and self._at(n.stage) == stage]
        lines = [self._note(n) for lane in lanes for n in here if n.lane == lane and plain(n.text)]
        if feeling := self.journey.feelings.get((persona, stage.id)):
            lines.append(self._feeling(feeling))
        yield from self._section(f"### {plain(stage.label(self.lang))}", lines)

    def _at(self, stage: str) -> Stage | None:
        return self.journey.stage_of(stage)

    def _note(self, note: Note) -> str:
        lane = catalogue.choices("lane", self.lang)[note.lane]
        return self._lane(lane, self._more(plain(note.text, "<br>"), "note", note, _UNTOLD))

    def _feeling(self, feeling: Feeling) -> str:
        said = felt(feeling.value, plain(feeling.why), self.lang)
        told = self._more(said, "feeling", feeling, ("persona", "stage", "value", "why"))
        return self._lane(catalogue.say("deck.map.feeling", self.lang), told)

    def _lane(self, label: str, text: str) -> str:
        return str(self.words["lane"].format(label=label, text=text))

    def _where(self, record: Note | Feeling) -> str:
        """Return a line for what stands in no column: whose it is, and at which stage it was."""
        line = self._note(record) if isinstance(record, Note) else self._feeling(record)
        who, stage = name_of(self.journey, record.persona, self.lang), self._at(record.stage)
        return self._joined(line, map(plain, (who, stage.label(self.lang)) if stage else (who,)))

    def _stage(self, stage: Stage) -> str:
        """Return a line for a stage; which of the six it is, only where its name does not tell that."""
        label = stage.label(self.lang)
        own = label != catalogue.choices("six", self.lang)[stage.rolls_up]
        return self._more(plain(label), "stage", stage, ("name", "order", "" if own else "rolls_up"))

    def _records(self, kind: str) -> Iterator[str]:
        """Yield the records of a kind: a line each; of the few that are large, a line for each field."""
        records, head = handed.records(self.journey, kind), self._kind(kind)
        if kind in ("scope", "link", "evidence"):
            yield from self._section(f"## {head}", (line for r in records for line in self._fields(kind, r)))
        elif kind == "play":
            yield from self._large(kind, records, catalogue.choices("groups", self.lang))
        else:
            yield from self._section(f"## {head}", (self._line(kind, record) for record in records))

    def _large(self, kind: str, records: list[Record], called: Mapping[str, str]) -> Iterator[str]:
        yield from ("", f"## {self._kind(kind)}") if records else ()
        for record in records:
            head = called.get(record.id) or plain(record.id)
            yield from self._section(f"### {head}", self._fields(kind, record))

    def _line(self, kind: str, record: Record) -> str:
        main = next((field for field in _MAIN if getattr(record, field, "")), "")
        called = catalogue.choices("roles", self.lang).get(record.id, record.id) if kind == "range" else ""
        begin = plain(str(getattr(record, main)) if main else called, "<br>")
        return self._more(begin, kind, record, (main, "order", "merged", "library", "as_is", "scribe"))

    def _more(self, begin: str, kind: str, record: Record, without: Iterable[str]) -> str:
        return self._joined(begin, self._fields(kind, record, without))

    def _joined(self, begin: str, more: Iterable[str]) -> str:
        rest = self.words["and"].join(more)
        return str(self.words["more"].format(text=begin, more=rest)) if begin and rest else begin or rest

    def _fields(self, kind: str, record: Record, without: Iterable[str] = ()) -> Iterator[str]:
        """Yield what a record says in each field, after what the field is called."""
        left = {*without}
        for field, label, text, _ in entries(kind, record, self.known, self.lang):
            if field not in left and text is not False:
                told = "○" if text is True else plain(str(text), "<br>")
                if told:
                    yield self.words["labelled"].format(label=label, text=told)
