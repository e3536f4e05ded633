"""Share: what is still missing, the preview, the export, and where the file went."""

from __future__ import annotations

from typing import Any

from journeykit import formats
from journeykit.errors import JourneyError
from journeykit.formats.listing import offered
from journeykit.insights.coverage import missing
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, texts
from journeykit.panels.backstage import hidden
from journeykit.panels.steps import step_titles
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_OFFERED = ("deck", "pptx", "pdf", "png", "xlsx", "research", "bundle")


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return what is missing by step, and the formats."""
    gaps, titles = missing(journey, viewer.lang), step_titles(viewer.lang)
    steps = dict.fromkeys(gap.step for gap in gaps)
    return {
        "gaps": [[step, titles[step], [g.text for g in gaps if g.step == step]] for step in steps],
        "count": len(gaps),
        "formats": offered(_OFFERED, viewer.lang),
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Write a file ("export", with `format`) or return the deck's HTML ("preview")."""

    def action() -> dict[str, Any]:
        do = message.get("do") if isinstance(message, dict) else None
        if do == "preview":
            return {"html": formats.write(workshop, "deck", formats.language(workshop)).decode()}
        if do == "export" and message.get("format") in _OFFERED:
            file = str(formats.export(workshop, message["format"]))
            said = texts(viewer)["written"].format(file=file)
            return {"file": file, "say": f"{said} {hidden(workshop, viewer.lang)}".rstrip()}
        raise JourneyError("bad_message")

    return answer(viewer, message, action)
