"""Disagreement: how far people and roles are apart, as a heat map over the map, and what to discuss first."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.insights.claims import contradicted
from journeykit.insights.disagreement import ROWS, heat_map
from journeykit.insights.dispute import dispute, row_label, state
from journeykit.insights.opinions import Cell
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.deeds import Deed, Message, lead
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_SHADES = 4


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the heat map row by row, and the hottest cells with what each side said."""
    heat, lang = heat_map(journey), viewer.lang
    hot = heat.hottest
    ranks = {(cell.stage, cell.row): at for at, cell in enumerate(hot, 1)}
    stages = [[stage.id, stage.label(lang)] for stage in journey.stages if stage.id in heat.stages]
    rows = [
        {"id": row, "label": row_label(row, lang),
         "cells": [_square(heat.cells[stage, row], ranks) for stage, _ in stages]}
        for row in ROWS
    ]  # fmt: skip
    return {
        "state": state(heat, journey, lang),
        "few": heat.people < 2,
        "stages": stages,
        "rows": rows,
        "hot": [
            *(_proposed(cell, at, journey, viewer) for at, cell in enumerate(hot, 1)),
            *_denied(journey, viewer, len(hot)),
        ],
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Show everybody the note to talk about, or no longer; participants are refused."""
    return lead(workshop, viewer, message, _DEEDS)


def _square(cell: Cell, ranks: dict[tuple[str, str], int]) -> dict[str, Any]:
    """Return a cell of the heat map: its number, its shade, and its rank among what is proposed."""
    number = None if cell.heat is None else round(100 * cell.heat)
    shade = 0 if cell.heat is None else round(cell.heat * _SHADES)
    return {"heat": number, "shade": shade, "rank": ranks.get((cell.stage, cell.row), 0)}


def _proposed(cell: Cell, rank: int, journey: Journey, viewer: Viewer) -> dict[str, Any]:
    said = dispute(cell, journey, viewer.lang)
    return {
        "id": f"{cell.stage}/{cell.row}",
        "rank": rank,
        "heat": round(100 * (cell.heat or 0)),
        "place": said.place,
        "message": said.message,
        "sides": [list(side) for side in said.sides],
        "note": cell.note,
        "lit": cell.note != "" and cell.note == journey.room.highlight,
    }


def _denied(journey: Journey, viewer: Viewer, before: int) -> list[dict[str, Any]]:
    """Return the claims that the customer's data contradict, to be discussed after `before` others."""
    words = catalogue.read("claims", viewer.lang)["told"]
    return [
        {
            "id": f"claim/{claim.kind}/{claim.record}/{claim.stage}/{at}",
            "rank": at,
            "heat": None,
            "place": words["place"].format(stage=claim.place),
            "message": catalogue.say(f"claims.verdicts.{claim.verdict}", viewer.lang),
            "sides": [[words["team"], claim.said], [words["data"], claim.reason]],
            "note": claim.record if claim.kind == "note" else "",
            "lit": claim.kind == "note" and claim.record == journey.room.highlight,
        }
        for at, claim in enumerate(contradicted(journey, viewer.lang), before + 1)
    ]


def _discuss(workshop: Workshop, _: Viewer, message: Message, name: str) -> None:
    record = message.get("record")
    if not isinstance(record, str) or (record and workshop.journey.get("note", record) is None):
        raise JourneyError("bad_message")
    workshop.put("room", change=name, highlight=record)


_DEEDS: dict[str, Deed] = {"discuss": _discuss}
