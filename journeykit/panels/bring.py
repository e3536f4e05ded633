"""Bring in: files from elsewhere are shown first, with what each part of them comes to, and then taken over.

A message brings the files themselves, in `data`, one after another as `files` names them: nothing of them is
kept between two messages. What is taken over is what was shown, or else it is shown anew.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats import merging
from journeykit.formats.arriving import arrivals
from journeykit.formats.incoming import Plan, take
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.confirm import copy_told, files_told, plain
from journeykit.panels.deeds import Message, lead
from journeykit.workshop import Workshop

__all__ = ["MOST_BYTES", "act", "show"]

MOST_BYTES = 10_000_000
"""The most that files may have together: what a notebook's line takes at once."""

_MOST_FILES = 50

Files = list[tuple[str, bytes]]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return the texts and limits; what is in files is asked for."""
    return {"most": MOST_BYTES, "most_files": _MOST_FILES, "text": texts(viewer)}


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Tell what files hold ("read"), take it over ("take") or back ("undo"); participants are refused."""
    return lead(workshop, viewer, message, {"read": _read, "take": _take, "undo": _undo})


def _read(workshop: Workshop, viewer: Viewer, message: Message, _: str) -> dict[str, Any]:
    files, chosen, lang = _files(message), _chosen(message), viewer.lang
    if _is_copy(files):
        with merging.arrived(*files[0], lang) as other:
            return copy_told(files[0][0], merging.merged(workshop, other), lang)
    return files_told(workshop.journey, [*arrivals(workshop, files, lang, chosen)], lang)


def _take(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    files, chosen, lang = _files(message), _chosen(message), viewer.lang
    if _is_copy(files):
        with merging.arrived(*files[0], lang) as other:
            view = copy_told(files[0][0], merging.merged(workshop, other), lang)
            return _again(view, message, viewer) or _done(workshop.merge(other), [], lang)
    found = [*arrivals(workshop, files, lang, chosen)]
    if again := _again(files_told(workshop.journey, found, lang), message, viewer):
        return again
    plans = [arrival.planned for arrival in found]
    return {**_done(take(workshop, *plans, as_id=name), plans, lang), "taken": name}


def _undo(workshop: Workshop, viewer: Viewer, message: Message, name: str) -> dict[str, Any]:
    of, text = message.get("of"), texts(viewer)
    if not isinstance(of, str) or not of:
        raise JourneyError("bad_message")
    undone = workshop.undo(as_id=name, of=of)
    if undone is None and not any(change.id.startswith(f"{name}.") for change in workshop.changes):
        raise JourneyError("not_last")
    return {"undone": True, "say": text["undone"]}


def _files(message: Message) -> Files:
    """Return the files of a message, cut from its `data`. Raises `JourneyError` where they are none."""
    listed, data = message.get("files"), message.get("data")
    if not isinstance(listed, list) or not isinstance(data, bytes) or not 0 < len(listed) <= _MOST_FILES:
        raise JourneyError("bad_message")
    if len(data) > MOST_BYTES:
        raise ReadError("too_large")
    if not all(isinstance(one, dict) and _is_size(one.get("size")) for one in listed):
        raise JourneyError("bad_message")
    ends = [*accumulate((one["size"] for one in listed), initial=0)]
    names = [one.get("name") for one in listed]
    if ends[-1] != len(data) or not all(isinstance(name, str) and name for name in names):
        raise JourneyError("bad_message")
    return [(plain(str(n)), data[a:b]) for n, a, b in zip(names, ends, ends[1:], strict=False)]


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_BYTES


def _chosen(message: Message) -> dict[str, str]:
    """Return which stages people say that headings mean."""
    chosen = message.get("chosen", {})
    if not isinstance(chosen, dict) or not all(isinstance(stage, str) for stage in chosen.values()):
        raise JourneyError("bad_message")
    return {str(heading): stage for heading, stage in chosen.items() if stage}


def _is_copy(files: Files) -> bool:
    """Say whether a copy of the workshop came in; it comes alone, for it is merged and not planned."""
    copies = [name for name, data in files if merging.is_log(data)]
    if copies and len(files) > 1:
        raise ReadError("copy_alone", file=copies[0])
    return bool(copies)


def _again(view: dict[str, Any], message: Message, viewer: Viewer) -> dict[str, Any] | None:
    """Return what would be done now where that is not what was shown, or None."""
    return None if view["shown"] == message.get("shown") else {**view, "say": texts(viewer)["again"]}


def _done(count: int, plans: list[Plan], lang: str) -> dict[str, Any]:
    """Return how many records were taken over, and of which kinds."""
    if not count:
        return {"done": [], "say": catalogue.say("incoming.told.nothing_new", lang)}
    kinds = Counter(line.kind for planned in plans for line in planned.lines if line.state == "taken")
    labels = catalogue.read("table", lang)["kinds"]
    done = [catalogue.say("panels.bring.of_kind", lang, kind=labels[kind], n=n) for kind, n in kinds.items()]
    return {"done": done, "say": catalogue.say("incoming.told.done", lang, n=count)}
