"""The stages: rename, describe, split, reorder; three views beside each other (A1, A6, A8, B1, B2)."""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.insights.views import is_changed, three_views
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, identified, take, texts
from journeykit.panels.fields import field
from journeykit.records import SIX, Stage, new_id
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_TEXTS = ("name", "meaning", "sign")


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the team's stages with the defaults behind them, and the three views."""
    lang, text = viewer.lang, texts(viewer)
    changed = [stage.label(lang) for stage in journey.stages if is_changed(stage)]
    return {
        "stages": [_stage(stage, journey, lang) for stage in journey.stages],
        "fields": [field("stage", name, journey, lang) for name in _TEXTS],
        "views": {name: [block._asdict() for block in row] for name, row in three_views(lang).items()},
        "own": [{"id": s.id, "label": s.label(lang), "six": s.rolls_up} for s in journey.stages],
        "differs": text["differs" if changed else "unchanged"].format(
            list=catalogue.enumerate_in(lang, changed)
        ),
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Save a stage's texts, or "split", "move" (`by` −1 or 1), "reset" or "drop" one."""
    verbs = {"split": _split, "move": _move, "reset": _reset, "drop": _drop}
    do = message.get("do") if isinstance(message, dict) else None
    if not isinstance(do, str) or do not in verbs:
        return take(workshop, viewer, _texts_only(viewer, message), {"stage"})
    return answer(viewer, message, lambda: verbs[do](workshop, viewer, message))


def _stage(stage: Stage, journey: Journey, lang: str) -> dict[str, Any]:
    default = catalogue.read("stages", lang)["six"][stage.rolls_up]
    base = {"name": default["label"], "meaning": default["meaning"], "sign": default["sign"]}
    return {
        "id": stage.id,
        "label": stage.label(lang),
        "values": {name: getattr(stage, name) or base[name] for name in _TEXTS},
        "six": default["label"],
        "added": stage.id not in SIX,
        "changed": is_changed(stage),
        "last": sum(s.rolls_up == stage.rolls_up for s in journey.stages) == 1,
    }


def _texts_only(viewer: Viewer, message: Any) -> Any:
    """Let only the texts be saved, and for a default store nothing: it then shows in either language."""
    fields = message.get("fields") if isinstance(message, dict) else None
    if not isinstance(fields, dict) or not set(fields) <= set(_TEXTS):
        return None
    six = catalogue.read("stages", viewer.lang)["six"]
    base = six.get(str(message.get("record")), {})
    default = {"name": base.get("label"), "meaning": base.get("meaning"), "sign": base.get("sign")}
    return {**message, "fields": {k: "" if default.get(k) == v else v for k, v in fields.items()}}


def _found(journey: Journey, message: Any) -> tuple[int, Stage]:
    for at, stage in enumerate(journey.stages):
        if stage.id == message.get("record"):
            return at, stage
    raise JourneyError("bad_message")


def _split(workshop: Workshop, viewer: Viewer, message: Any) -> None:
    """Add a second part right behind the stage; it is in scope if the first part is."""
    journey = workshop.journey
    at, stage = _found(journey, message)
    later = [s.order for s in journey.stages[at + 1 : at + 2]] or [stage.order + 2]
    name = texts(viewer)["part"].format(stage=stage.label(viewer.lang))
    fields = {"name": name[:200], "rolls_up": stage.rolls_up, "order": (stage.order + later[0]) / 2}
    new = new_id()
    changes = [workshop.change("put", "stage", new, **fields)]
    scope = journey.scope.stages
    if stage.id in scope:
        behind = scope.index(stage.id) + 1
        stages = [*scope[:behind], new, *scope[behind:]]
        changes.append(workshop.change("put", "scope", "scope", stages=stages))
    workshop.append(*changes, as_id=identified(message))


def _move(workshop: Workshop, _: Viewer, message: Any) -> None:
    """Let the stage change places with its neighbour."""
    stages = workshop.journey.stages
    at, stage = _found(workshop.journey, message)
    to = at + (1 if message.get("by") == 1 else -1)
    if 0 <= to < len(stages):
        here, there = stage.order, stages[to].order
        there = there if there != here else here + (to - at) * 0.5
        workshop.append(
            workshop.change("put", "stage", stage.id, order=there),
            workshop.change("put", "stage", stages[to].id, order=here),
            as_id=identified(message),
        )


def _reset(workshop: Workshop, _: Viewer, message: Any) -> None:
    stage = _found(workshop.journey, message)[1]
    if stage.id in SIX:
        default = {"name": "", "meaning": "", "sign": "", "order": float(SIX.index(stage.id))}
        workshop.put("stage", stage.id, change=identified(message), **default)


def _drop(workshop: Workshop, viewer: Viewer, message: Any) -> None:
    journey = workshop.journey
    stage = _found(journey, message)[1]
    if not any(s.rolls_up == stage.rolls_up and s.id != stage.id for s in journey.stages):
        raise JourneyError("last_stage", stage=catalogue.choices("six", viewer.lang)[stage.rolls_up])
    workshop.drop("stage", stage.id, change=identified(message))
