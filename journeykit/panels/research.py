"""The research list: where the map has no firm ground, and a question ready to be asked for each place."""

from __future__ import annotations

from typing import Any

from journeykit import formats
from journeykit.errors import JourneyError
from journeykit.insights.research import Inquiry, research, summary
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, texts
from journeykit.panels.backstage import hidden
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return what to ask, persona by persona."""
    inquiries = research(journey, viewer.lang)
    people: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in inquiries:
        people.setdefault((one.persona, one.who), []).append(_asked(one))
    return {
        "summary": summary(inquiries, journey, viewer.lang),
        "people": [{"id": who, "name": name, "asked": asked} for (who, name), asked in people.items()],
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Write the list as a file ("export"); participants are refused."""

    def action() -> dict[str, Any]:
        if not isinstance(message, dict) or message.get("do") != "export" or viewer.guest:
            raise JourneyError("bad_message")
        file = str(formats.export(workshop, "research"))
        said = texts(viewer)["written"].format(file=file)
        return {"file": file, "say": f"{said} {hidden(workshop, viewer.lang)}".rstrip()}

    return answer(viewer, message, action)


def _asked(one: Inquiry) -> dict[str, Any]:
    return {
        "id": f"{one.persona}/{one.stage}/{one.lane}",
        "stage": one.where,
        "lane": one.what,
        "question": one.question,
        "probe": one.probe,
        "assumed": list(one.assumed),
    }
