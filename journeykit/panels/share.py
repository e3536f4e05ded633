"""Share: what is still missing, the preview, the export, and where the file went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeykit import formats
from journeykit.errors import JourneyError
from journeykit.insights.coverage import missing
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, texts
from journeykit.panels.steps import step_titles
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_OFFERED = ("deck", "json", "csv")


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return what is missing by step, and the formats."""
    gaps, titles = missing(journey, viewer.lang), step_titles(viewer.lang)
    steps = dict.fromkeys(gap.step for gap in gaps)
    return {
        "gaps": [[step, titles[step], [g.text for g in gaps if g.step == step]] for step in steps],
        "count": len(gaps),
        "formats": list(_OFFERED),
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Write a file ("export", with `format`) or return the deck's HTML ("preview")."""

    def action() -> dict[str, Any]:
        do = message.get("do") if isinstance(message, dict) else None
        if do == "preview":
            lang = workshop.journey.brief.language or workshop.lang
            return {"html": formats.find("deck").write(workshop, lang).decode()}
        if do == "export" and message.get("format") in _OFFERED:
            file = formats.export(workshop, message["format"])
            return {"file": _shown(file, workshop), "say": _written(file, workshop, viewer)}
        raise JourneyError("bad_message")

    return answer(viewer, message, action)


def _shown(file: Path, workshop: Workshop) -> str:
    return str(file.relative_to(workshop.folder) if file.is_relative_to(workshop.folder) else file)


def _written(file: Path, workshop: Workshop, viewer: Viewer) -> str:
    return texts(viewer)["written"].format(file=_shown(file, workshop))
