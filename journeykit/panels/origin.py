"""The journey that this one springs from, and the chain of the two (A7)."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.insights.chain import Chain, chain, told
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.fields import fields, values
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the form of the link, and the chain as far as it is known. A file is told, never opened."""
    found = chain(journey)
    return {
        "fields": fields("link", journey, viewer.lang),
        "values": values(journey.link),
        "chain": _drawn(found, journey, viewer) if found else None,
        "told": told(journey, viewer.lang),
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save the link."""
    return take(workshop, viewer, message, {"link"})


def _drawn(found: Chain, journey: Journey, viewer: Viewer) -> dict[str, Any]:
    six = catalogue.choices("six", viewer.lang)
    return {
        "first": " / ".join(filter(None, (found.product, found.persona, found.file))),
        "six": [[six[key], key == found.stage] for key in found.six],
        "sort": catalogue.choices("link", viewer.lang).get(found.sort, ""),
        "ours": journey.brief.product,
        "stages": [stage.label(viewer.lang) for stage in journey.stages_in_scope],
    }
