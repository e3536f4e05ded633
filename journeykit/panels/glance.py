"""Glance: the customer's data from afar: how far customers came, where the data disagree with the map.

All of it stands in the panel `evidence` as well, with everything else; there is nothing to press.
"""

from __future__ import annotations

from typing import Any

from journeykit.insights import figures
from journeykit.insights.claims import claims, summary
from journeykit.insights.evidence import Report, report
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.panels.saying import bars, claimed
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_MOST_CLAIMS, _MOST_SAID, _MOST_NOTES = 4, 2, 3
"""How many contradictions, claims of each, and notes on the quality of the data are shown at once."""

View = dict[str, Any]


def show(journey: Journey, viewer: Viewer) -> View:
    """Return the funnel, the contradictions first found, and what to know of the data."""
    text, told, lang = texts(viewer, "evidence", viewer.panel), report(journey), viewer.lang
    if told is None:
        nothing = {"standing": "", "told": "", "bars": [], "claims": [], "notes": []}
        return {"empty": text["empty_guest"], **nothing, "more": "", "more_notes": "", "text": text}
    found = _contradicted(claimed(journey, lang), text)
    notes = _notes(told, lang)
    return {
        "empty": "",
        "standing": figures.standing(told, lang),
        "bars": bars(told, journey, text, lang),
        "told": summary(claims(journey, lang), lang),
        "claims": found[:_MOST_CLAIMS],
        "more": _more(len(found) - _MOST_CLAIMS, text),
        "notes": notes[:_MOST_NOTES],
        "more_notes": _more(len(notes) - _MOST_NOTES, text),
        "text": text,
    }


def _contradicted(found: list[View], text: dict[str, str]) -> list[View]:
    """Return where data disagree with what: once for all that the same figure answers."""
    alike: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one["verdict"] == "contradicted":
            alike.setdefault((one["place"], one["why"]), []).append(one["said"])
    return [
        {"place": place, "why": why, "said": said[:_MOST_SAID], "more": _more(len(said) - _MOST_SAID, text)}
        for (place, why), said in alike.items()
    ]


def _notes(told: Report, lang: str) -> list[list[str]]:
    """Return what to know of the data: in words, where, and how often; not what was read as it should be."""
    rows = zip(told.quality, figures.quality(told, lang).rows, strict=True)
    return [row for one, row in rows if one.key != "events"]


def _more(n: int, text: dict[str, str]) -> str:
    return text["more"].format(n=n) if n > 0 else ""


def act(workshop: Workshop, viewer: Viewer, message: Any) -> View:
    """Nothing can be changed here."""
    return take(workshop, viewer, message, ())
