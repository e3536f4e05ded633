"""The steps of the workshop: where we are, undo, the other language."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.insights.coverage import missing
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, identified, texts
from journeykit.workshop import Workshop

__all__ = ["LAST", "act", "is_beside", "show", "step_titles"]

LAST = "09_share"
"""The step that is done when nothing is missing anywhere."""


def step_titles(lang: str) -> dict[str, str]:
    """Return the steps' titles in their order."""
    return {name: step["title"] for name, step in catalogue.read("steps", lang)["steps"].items()}


def is_beside(name: str) -> bool:
    """Say whether a step stands beside the others: it has no time of its own and is never done."""
    return not catalogue.read("steps", catalogue.LANGUAGES[0])["steps"][name]["minutes"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the steps, whether each still lacks something, and the present one."""
    steps = catalogue.read("steps", viewer.lang)["steps"]
    open_ = {gap.step for gap in missing(journey, viewer.lang)}
    return {
        "steps": [
            {
                "id": name,
                "number": name[:2],
                "title": step["title"],
                "minutes": step["minutes"],
                "here": name == viewer.step,
                "beside": is_beside(name),
                "open": name in open_ or (name == LAST and bool(open_)),
            }
            for name, step in steps.items()
        ],
        "other": "en" if viewer.lang == "ja" else "ja",
        "step": viewer.step,
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Take back the last change."""

    def action() -> dict[str, Any]:
        if not isinstance(message, dict) or message.get("do") != "undo":
            raise JourneyError("bad_message")
        undone = workshop.undo(as_id=identified(message))
        return {"say": texts(viewer)["undone" if undone else "nothing"]}

    return answer(viewer, message, action)
