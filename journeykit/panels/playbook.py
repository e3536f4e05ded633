"""The playbook: how the team talks with each of the four groups, on the starting playbook (B2, B5)."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.fields import field
from journeykit.panels.library import library
from journeykit.records import Play
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_WHEELS = ("dissatisfaction", "satisfaction", "extra")


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the four plays as they read now, the defaults behind them, and the topics to choose from."""
    groups = catalogue.read("stages", viewer.lang)["groups"]
    six = catalogue.read("stages", viewer.lang)["six"]
    in_scope = {six[stage.rolls_up]["group"] for stage in journey.stages_in_scope}
    issues = library(journey, viewer.lang)
    return {
        "plays": [
            {
                "number": groups[play.id]["number"],
                "label": groups[play.id]["label"],
                "in_scope": play.id in in_scope,
                **_play(play, journey, viewer.lang),
            }
            for play in journey.plays
        ],
        "library": [
            [issue["id"], f"{issue['industry_label']} / {issue['job_label']}", issue["text"]]
            for issue in issues
        ],
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save a play; a text that is the default is stored as empty, so it shows in either language."""
    fields = message.get("fields") if isinstance(message, dict) else None
    if isinstance(fields, dict):
        default = catalogue.read("playbook", viewer.lang).get(str(message.get("record")), {})
        fields = {k: "" if v and default.get(k) == v else v for k, v in fields.items()}
        message = {**message, "fields": fields}
    return take(workshop, viewer, message, {"play"})


def _play(play: Play, journey: Journey, lang: str) -> dict[str, Any]:
    default = catalogue.read("playbook", lang)[play.id]
    names = default["fields"]
    return {
        "id": play.id,
        "fields": [{**field("play", name, journey, lang), "wheel": name in _WHEELS} for name in names],
        "values": {name: getattr(play, name) or default.get(name, "") for name in names},
        "changed": [name for name in names if getattr(play, name) and name in default],
        "topics": list(play.topics),
    }
