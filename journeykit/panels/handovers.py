"""Who looks after which stage, and how each role passes the customer on to the next."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.insights.handover import (
    ASKED,
    Pass,
    lacking,
    passes,
    proposed,
    told,
)
from journeykit.insights.roles import Cover, by_stage, covers, gaps, overlaps
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, take, texts
from journeykit.panels.fields import field
from journeykit.records import Handover
from journeykit.workshop import Workshop

__all__ = ["act", "show"]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the roles over the stages, what lies open or double, and a form for each hand-over."""
    lang, text = viewer.lang, texts(viewer)
    return {
        "stages": [[stage.id, stage.label(lang)] for stage in journey.stages_in_scope],
        "roles": [_role(cover, text, lang) for cover in covers(journey)],
        "marks": _marks(journey, text, lang),
        "told": told(journey, lang),
        "fields": [field("handover", name, journey, lang) for name in ASKED],
        "handovers": [_handover(journey, one, lang) for one in passes(journey)],
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save a role's stages or a hand-over; whose it is stands in the message's `record`."""
    fields = message.get("fields") if isinstance(message, dict) else None
    if not isinstance(fields, dict) or message.get("kind") not in ("range", "handover"):
        return take(workshop, viewer, message, ())
    roles = str(message.get("record")).split(".")
    known = catalogue.choices("roles", "ja")
    needed = 2 if message["kind"] == "handover" else 1
    if not len(roles) == len(set(roles)) == needed or any(role not in known for role in roles):
        return answer(viewer, message, _refuse)
    if message["kind"] == "handover":
        message = {**message, "fields": {**fields, "giver": roles[0], "taker": roles[1]}}
    return take(workshop, viewer, message, {"range", "handover"})


def _refuse() -> None:
    raise JourneyError("bad_message")


def _role(cover: Cover, text: dict[str, str], lang: str) -> dict[str, Any]:
    state = text["usual"] if cover.usual else text["chosen"]
    return {
        "id": cover.role,
        "label": catalogue.choices("roles", lang)[cover.role],
        "stages": list(cover.stages),
        "usual": cover.usual,
        "state": text["beside"] if cover.beside else state,
    }


def _marks(journey: Journey, text: dict[str, str], lang: str) -> dict[str, list[str]]:
    """Return what to mark below each stage: a sign that needs no colour, and the words for it."""
    if not covers(journey):
        return {}
    empty, double, all_ = set(gaps(journey)), overlaps(journey), by_stage(journey)
    marks = {key: ["ok", text["covered"]] for key in all_}
    marks |= {key: ["double", text["double"].format(n=len(roles))] for key, roles in double.items()}
    return marks | {key: ["gap", text["nobody"]] for key in empty}


def _handover(journey: Journey, one: Pass, lang: str) -> dict[str, Any]:
    names, fields = catalogue.choices("roles", lang), catalogue.read("fields", lang)["handover"]
    written = journey.handovers.get((one.giver, one.taker), Handover())
    stage = journey.stage_of(one.stage)
    return {
        "id": f"{one.giver}.{one.taker}",
        "title": catalogue.say("roles.handover.title", lang, giver=names[one.giver], taker=names[one.taker]),
        "stage": stage.label(lang) if stage else "",
        "values": {name: getattr(written, name) for name in ASKED},
        "lacks": [fields[name]["label"] for name in lacking(journey, one)],
        "proposed": [
            [fields[name]["label"], words]
            for name, words in proposed(journey, one, lang).items()
            if words and not getattr(written, name)
        ],
    }
