"""What is shown before an import is agreed to: what becomes of each part of files, and of their stages."""

from __future__ import annotations

import hashlib
from typing import Any

from journeykit import catalogue
from journeykit.formats import merging
from journeykit.formats.arriving import Arrival
from journeykit.formats.incoming import told
from journeykit.insights.changes import capped
from journeykit.log import Journey

__all__ = ["copy_told", "files_told", "plain"]

_MOST_TEXT = 300
"""So much of a text is shown before it is taken over."""

_MOST_STAGES = 40
"""Of so many headings people are asked which stage they mean."""

_CHANGES = 30
"""How many lines of a group of changes are shown before the rest is only counted."""

_ORDER = {"left": 0, "known": 2}
"""What is to be looked at first, and last, of what becomes of the parts of a file."""


def files_told(journey: Journey, found: list[Arrival], lang: str) -> dict[str, Any]:
    """Return what importing would do, for people to agree to."""
    lines = [[one.name, *line[:4]] for one in found for line in one.planned.lines]
    return {
        "files": [_file(arrival, lang) for arrival in found],
        "stages": [*_headings(journey, found, lang).values()][:_MOST_STAGES],
        "options": [[stage.id, stage.label(lang)] for stage in journey.stages],
        "any": any(line[2] == "taken" for line in lines),
        "shown": _mark(lines),
    }


def _file(arrival: Arrival, lang: str) -> dict[str, Any]:
    planned, trouble = arrival.planned, arrival.trouble
    more = len(planned.lines) - told.MOST_LINES
    return {
        "name": arrival.name,
        "trouble": plain(catalogue.explain(trouble, lang)) if trouble else "",
        "counts": "" if trouble else told.counts(planned, lang),
        "lines": sorted(
            ([*map(plain, row)] for row in told.rows(planned, lang)), key=lambda row: _ORDER.get(row[1], 1)
        ),
        "more": catalogue.say("incoming.told.more", lang, n=more) if more > 0 else "",
        "left": planned.count("left"),
    }


def _headings(journey: Journey, found: list[Arrival], lang: str) -> dict[str, dict[str, str]]:
    """Return what the files call their stages, each once, and what it is taken for.

    Of one that is called as a stage is called here, nothing is asked.
    """
    own = {name for stage in journey.stages for name in (stage.id, *map(stage.label, catalogue.LANGUAGES))}
    headings: dict[str, dict[str, str]] = {}
    for match in (match for arrival in found for match in arrival.planned.matches):
        name = " ".join(match.heading.encode("utf-8", "replace").decode().split())
        stage, split = ("", told.split(match, lang)) if match.new else (match.stage, "")
        if name not in own:
            row = {"id": name, "heading": plain(match.shown), "stage": stage, "split": split}
            headings.setdefault(name, row)
    return headings


def copy_told(name: str, found: merging.Merged, lang: str) -> dict[str, Any]:
    """Return what merging a copy would do, for people to agree to."""
    new = len(found.new)
    groups = [
        [head, len(lines), [*map(plain, capped(lines, _CHANGES, lang))]]
        for head, lines in merging.told(found, lang)
    ]
    counts = merging.count_told(found, lang) if new else catalogue.say("incoming.told.nothing_new", lang)
    file = {
        "name": name,
        "trouble": "",
        "counts": counts,
        "lines": [],
        "more": "",
        "left": 0,
        "groups": groups,
    }
    shown = _mark(sorted(change.id for change in found.new))
    return {"files": [file], "stages": [], "options": [], "any": new > 0, "copy": True, "shown": shown}


def _mark(value: object) -> str:
    """Return what tells one state of the confirmation from another."""
    return hashlib.sha256(repr(value).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def plain(text: str) -> str:
    """Return a text as it can be sent, cut where it is long."""
    sent = text.encode("utf-8", "replace").decode()
    return f"{sent[:_MOST_TEXT]}…" if len(sent) > _MOST_TEXT else sent
