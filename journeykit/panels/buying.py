"""The buying group side by side: a row a persona, a column a stage, and what it tells (A7)."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.buying import Cell, side_by_side, told
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.records import Persona
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the personas with their part in buying, their cells, and the sentences."""
    rows, lang = side_by_side(journey), viewer.lang
    return {
        "stages": [[stage.id, stage.label(lang)] for stage in journey.stages_in_scope] if rows else [],
        "rows": [{**_who(row.persona, lang), "cells": [_cell(c, lang) for c in row.cells]} for row in rows],
        "told": told(journey, lang),
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Nothing can be changed here."""
    return take(workshop, viewer, message, ())


def _who(persona: Persona, lang: str) -> dict[str, str]:
    part = catalogue.choices("buying_role", lang).get(persona.buying_role, "")
    return {"id": persona.id, "name": persona_name(persona, lang), "part": part}


def _cell(cell: Cell, lang: str) -> dict[str, Any]:
    word = catalogue.choices("feeling", lang).get(str(cell.value), catalogue.say("roles.buying.unset", lang))
    return {
        "value": "" if cell.value is None else catalogue.signed(cell.value),
        "word": word,
        "onward": catalogue.choices("onward", lang).get(cell.onward, ""),
        "sign": cell.onward,
        "notes": list(cell.notes),
        "more": catalogue.say("roles.buying.more", lang, n=cell.more) if cell.more else "",
    }
