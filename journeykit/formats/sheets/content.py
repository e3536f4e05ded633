"""What a workshop already holds, as the worksheets carry it: by the ids of their rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.formats import handed
from journeykit.formats.sheets.forms import LANES, LISTS, MARK, PLAY, Column, chosen_from
from journeykit.formats.sheets.grids import Values
from journeykit.formats.sheets.marks import feelings
from journeykit.formats.sheets.values import notes
from journeykit.log import Journey
from journeykit.records import GROUPS, Note, Record, inputs

__all__ = ["Content", "content", "named"]


class Content(NamedTuple):
    """The rows of the lists by kind, and the grids; a map with its persona's name."""

    rows: Mapping[str, list[Mapping[str, Any]]]
    maps: list[tuple[str, Values]]
    scope: Values
    plays: Values

    def names(self) -> list[str]:
        """Return the names of personas, to choose from."""
        given = [row["name"] for row in self.rows.get("persona", []) if row.get("name")]
        return list(dict.fromkeys([*given, *(whose for whose, _ in self.maps if whose)]))

    def shown(self, stages: list[Column]) -> list[Column]:
        """Return the columns of the maps: the stages in scope, and any that something stands in."""
        used = {heading for _, values in self.maps for _, heading in values}
        return [stage for stage in stages if stage.in_scope or stage.heading in used]


def named(journey: Journey | None) -> Content:
    """Return what blank forms hold: of a workshop only who its personas are."""
    personas = journey.personas if journey else ()
    return Content({}, [(persona.name, {}) for persona in personas], {}, {})


def content(journey: Journey, lang: str, stages: list[Column]) -> Content:
    """Return all that the worksheets can carry of a workshop."""
    at = {one.id: column for one, column in zip(journey.stages, stages, strict=True)}
    filling = _Filling(journey, lang, at)
    plain = [note for note in journey.notes if _is_plain(note)]
    rows = {kind: [*filling.rows(kind)] for kind in LISTS if kind != "note"}
    rows["note"] = [filling.row("note", note) for note in journey.notes if note not in plain]
    maps = [(persona.name, filling.map(persona.id, plain)) for persona in journey.personas]
    return Content(rows, maps, filling.scope(), filling.plays())


def _is_plain(note: Note) -> bool:
    """Say whether a box of a map holds all of a note; others get a row of their own."""
    return not (note.basis or note.source or note.as_of or note.inference) and notes(note.text) == [note.text]


class _Filling:
    """Turns records into cells, with labels and names in place of ids."""

    def __init__(self, journey: Journey, lang: str, stages: Mapping[str, Column]) -> None:
        self.journey, self.lang, self.stages = journey, lang, stages
        self.names = {persona.id: persona.name for persona in journey.personas}

    def rows(self, kind: str) -> Iterator[Mapping[str, Any]]:
        for record in handed.records(self.journey, kind):
            yield self.row(kind, record)

    def row(self, kind: str, record: Record) -> Mapping[str, Any]:
        cells: dict[str, Any] = {}
        for field in LISTS[kind]:
            value = getattr(record, field)
            if inputs(kind)[field].kind == "choices":
                ids = [self._heading(key) if field == "stages" else key for key in value]
                cells.update({f"{field}={key}": MARK for key in ids if key})
            elif value or field == "lane":
                cells[field] = self._shown(kind, field, value)
        return cells

    def _shown(self, kind: str, field: str, value: Any) -> Any:
        if field == "persona":
            return self.names.get(value, "")
        if field == "stage":
            return self.stages[value].label if value in self.stages else ""
        of = chosen_from(kind, field)
        return catalogue.choices(of, self.lang).get(value, value) if of else value

    def _heading(self, stage: str) -> str:
        return self.stages[stage].heading if stage in self.stages else ""

    def map(self, persona: str, plain: list[Note]) -> Values:
        values: dict[tuple[str, str], Any] = {}
        for key, column in self.stages.items():
            for lane in LANES:
                said = [n.text for n in plain if (n.persona, n.stage, n.lane) == (persona, key, lane)]
                values.update({(lane, column.heading): "\n".join(said)} if said else {})
            if felt := self.journey.feelings.get((persona, key)):
                onward = catalogue.choices("onward", self.lang).get(felt.onward, "")
                told = {"value": feelings(self.lang)[felt.value], "why": felt.why, "onward": onward}
                values.update({(row, column.heading): text for row, text in told.items() if text})
        return values

    def scope(self) -> Values:
        scope, stages = self.journey.scope, [self._heading(key) for key in self.journey.scope.stages]
        marked = [*(f"roles={key}" for key in scope.roles), *(f"stages={key}" for key in stages if key)]
        purpose = catalogue.choices("purposes", self.lang).get(scope.purpose, "")
        told = {"reason_unaware": scope.reason_unaware, "reason_retention": scope.reason_retention}
        cells = {**dict.fromkeys(marked, MARK), "purpose": purpose, **told}
        return {(row, "chosen"): text for row, text in cells.items() if text}

    def plays(self) -> Values:
        plays = zip(GROUPS, self.journey.plays, strict=True)
        return {(field, group): getattr(play, field) for group, play in plays for field in PLAY}
