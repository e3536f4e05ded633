"""Freshness: who looks after the map, when it is reviewed, how old what it rests on is, what is overdue."""

from __future__ import annotations

from datetime import date
from typing import Any

from journeykit import catalogue
from journeykit.insights.changes import capped
from journeykit.insights.days import day_of
from journeykit.insights.freshness import Age, ages, days_left
from journeykit.insights.upkeep import lists, review, summary
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, take, texts
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_MOST = 12
"""How many lines of a list are shown before the rest is only counted."""


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return what is told as of the viewer's today, else of the day of the last change."""
    lang, words = viewer.lang, catalogue.read("freshness", viewer.lang)["told"]
    today = date.fromisoformat(viewer.today) if viewer.today else day_of(journey.newest[0], lang)
    return {
        "today": catalogue.say("panels.freshness.as_of", lang, day=catalogue.day(today.isoformat(), lang)),
        "kept": [
            [words["owner"], journey.brief.owner or words["no_owner"], not journey.brief.owner],
            [words["review"], review(journey, today, lang), (days_left(journey, today) or 0) < 0],
        ],
        "summary": summary(journey, today, lang),
        "heads": [words[key] for key in ("basis", "count", "undated", "middle", "oldest", "stale_count")],
        "rows": [_row(age, lang) for age in ages(journey, today)],
        "lists": [[heading, capped(lines, _MOST, lang)] for heading, lines in lists(journey, today, lang)],
        "all_well": words["all_well"],
        "text": texts(viewer),
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Nothing can be changed here."""
    return take(workshop, viewer, message, ())


def _row(age: Age, lang: str) -> dict[str, Any]:
    """Return an age as a row: words for each column, and how much of its limit the oldest has used up."""
    words = catalogue.read("freshness", lang)["told"]
    label = {"": words["unstated"], "finding": words["finding"]} | catalogue.choices("basis", lang)
    days = [words["unknown"] if n is None else words["days"].format(n=n) for n in (age.middle, age.oldest)]
    return {
        "basis": label[age.basis],
        "limit": words["within"].format(n=age.limit),
        "cells": [str(age.total), str(age.total - age.known), *days, str(age.stale)],
        "part": min(100 * (age.oldest or 0) // age.limit, 100),
        "stale": age.stale > 0,
    }
