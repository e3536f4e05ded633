"""Maps written as Markdown text: a heading for each stage, below it the lanes as headings or in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from journeykit.errors import JourneyError
from journeykit.formats.grid.cells import Cell, drafts
from journeykit.formats.grid.names import lane_of, persona_in, tidy
from journeykit.formats.incoming import Draft, Incoming, Remark, bounded
from journeykit.formats.incoming.stages import six_of
from journeykit.formats.workbook import MOST_ROWS

__all__ = ["loose", "sections"]

_HEADING = re.compile(r"^(#{1,6})\s+(\S.*)$")
_LABEL = re.compile(r"^(?:[-*+]\s+)?(\*\*|__)?([^*:：]{1,40}?)\s*(?:\1)?\s*[:：]\s*(?:\1)?")
_ENTRY = re.compile(r"^\s*(?:[-*+•・]|\d{1,2}[.)])\s+(\S.*)$")
_WITHIN = 80
"""A label ends within so many signs of its line."""
_NUMBERED = re.compile(r"^(?:stage|phase|段階|ステージ|フェーズ)\s*[0-9]+", re.IGNORECASE)


def sections(text: str) -> Incoming | None:
    """Return what the sections of a text hold, or None where fewer than two of them are stages."""
    lines = text.splitlines()
    if len(lines) > MOST_ROWS * 4:
        return None
    stages = [name for line in lines if (name := _stage(line))]
    if len(stages) < 2:
        return None
    cells = [(key, [one[1] for one in of]) for key, of in groupby(_cells(lines), lambda one: one[0])]
    found = (
        Cell(lane, stage, "\n".join(told), f"line {at}", whose) for (lane, stage, whose, at), told in cells
    )
    parts = list(bounded(part for cell in found for part in _told(cell)))
    kept = tuple(part for part in parts if isinstance(part, Draft))
    return Incoming(kept, tuple(part for part in parts if isinstance(part, Remark)), tuple(stages))


def _told(cell: Cell) -> Iterator[Draft | Remark]:
    if cell.lane in ("", "aside", "persona"):
        yield Remark(cell.place, JourneyError("unknown_heading", heading=cell.text.strip()[:60]))
    else:
        yield from drafts(cell)


def _stage(line: str) -> str:
    """Return the stage that a line is the heading of; "" if none."""
    found = _HEADING.match(line)
    name = _title(found)[:200] if found else ""
    return name if name and (six_of(name) or _NUMBERED.match(name)) else ""


def _title(heading: re.Match[str]) -> str:
    return tidy(heading[2].rstrip().rstrip("#").rstrip())


def _cells(lines: list[str]) -> Iterator[tuple[tuple[str, str, str, int], str]]:
    """Yield each line that says something with its lane, stage, persona and the line its lane began on."""
    stage = persona = ""
    lane, begun, depth = "action", 0, 0
    for at, line in enumerate(lines, 1):
        persona = persona_in([line]) or persona
        heading, label = _HEADING.match(line), _LABEL.match(line.lstrip()[:_WITHIN])
        if name := _stage(line):
            stage, lane, begun, depth = name, "action", at, len(heading[1]) if heading else 0
        elif heading and (len(heading[1]) <= depth or not stage):
            stage = ""
        elif heading:
            lane, begun = lane_of(_title(heading)), at
        elif label and stage and (lane_of(label[2]) or label[1]):
            lane, begun = lane_of(label[2]), at
            if said := line.lstrip()[label.end() :].strip():
                yield (lane, stage, persona, begun), said if lane else line
        elif line.strip() and stage and not persona_in([line]):
            yield (lane, stage, persona, begun), line


def loose(text: str) -> Iterator[Draft | Remark]:
    """Yield what lists outside of tables hold: issues under such a heading; for other lists a remark."""
    heading = told = ""
    for at, line in enumerate(text.splitlines(), 1):
        if found := _HEADING.match(line):
            heading, told = _title(found), ""
        elif entry := _ENTRY.match(line):
            if lane_of(heading) == "issue":
                yield Draft("issue", {"persona": "", "text": entry[1], "timing": "ongoing"}, f"line {at}")
            elif told != heading or not heading:
                told = heading
                yield Remark(f"line {at}", JourneyError("not_in_table"))
