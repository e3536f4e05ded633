"""What to tell of how well a map is kept: its owner, its review date, what is stale, ownerless, overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from journeykit import catalogue
from journeykit.insights.coverage import Gap, persona_name
from journeykit.insights.freshness import (
    Dated,
    Source,
    ages,
    days_left,
    overdue,
    ownerless,
    stale,
    stale_by_review,
)
from journeykit.log import Journey
from journeykit.records import Action, Finding, Issue, Note, Persona

__all__ = ["alerts", "lists", "review", "summary"]

_STEPS = {Persona: "03_personas", Issue: "04_issues", Note: "05_map", Finding: "05_map"}
_ACTIONS = "08_priorities"


def alerts(journey: Journey, today: date, lang: str) -> list[Gap]:
    """Return what is ownerless, overdue or stale, as lines of `journeykit check`, by step.

    That a play or an action has no owner is told by `coverage.missing`.
    """
    return sorted(_alerts(journey, today, lang), key=lambda gap: gap.step)


def _alerts(journey: Journey, today: date, lang: str) -> Iterator[Gap]:
    words = _words("alerts", lang)
    nobody, _ = ownerless(journey)
    over, late = overdue(journey, today)
    if nobody:
        yield Gap("00_start", words["no_owner"])
    if over:
        yield Gap("00_start", words["review_over"].format(day=catalogue.day(journey.brief.review_by, lang)))
    for entry in stale(journey, today):
        yield _stale(journey, entry, lang)
    for action in late:
        day = catalogue.day(action.due, lang)
        yield Gap(_ACTIONS, words["late"].format(action=_title(action, lang), day=day))


def lists(journey: Journey, today: date, lang: str) -> list[tuple[str, list[str]]]:
    """Return what is stale, ownerless, overdue, or stale by the review date: headings with their lines."""
    words, alert = _words("told", lang), _words("alerts", lang)
    nobody, unowned = ownerless(journey)
    over, late = overdue(journey, today)
    found = {
        "stale": [_as_of(journey, entry, lang) for entry in stale(journey, today)],
        "ownerless": [alert["no_owner"]] * nobody + [_title(action, lang) for action in unowned],
        "overdue": [review(journey, today, lang)] * over + [_late(action, lang) for action in late],
        "soon": [_as_of(journey, entry, lang) for entry in stale_by_review(journey, today)],
    }
    return [(words[key], lines) for key, lines in found.items() if lines]


def review(journey: Journey, today: date, lang: str) -> str:
    """Return when the map is to be reviewed, and in how many days that is."""
    words, left = _words("told", lang), days_left(journey, today)
    if left is None:
        return str(words["no_review"])
    key = "review_in" if left > 0 else "review_over" if left else "review_today"
    return str(words[key].format(day=catalogue.day(journey.brief.review_by, lang), n=abs(left)))


def summary(journey: Journey, today: date, lang: str) -> str:
    """Return in words how much is stale, and of how much nobody knows the age."""
    words, found = _words("told", lang), ages(journey, today)
    total, known = sum(age.total for age in found), sum(age.known for age in found)
    if not known:
        return str(words["none_dated" if total else "nothing"])
    told = words["summary"].format(known=known, stale=sum(age.stale for age in found))
    rest = words["some_undated"].format(total=total, n=total - known) if known < total else ""
    return " ".join(filter(None, (told, rest))) if lang == "en" else f"{told}{rest}"


def _words(section: str, lang: str) -> dict[str, Any]:
    return dict(catalogue.read("freshness", lang)[section])


def _title(action: Action, lang: str) -> str:
    words = _words("alerts", lang)
    return str(words["action"].format(title=action.title or words["untitled"]))


def _late(action: Action, lang: str) -> str:
    day = catalogue.day(action.due, lang)
    return str(_words("told", lang)["due"].format(action=_title(action, lang), day=day))


def _as_of(journey: Journey, entry: Dated, lang: str) -> str:
    day, name = catalogue.day(entry.record.as_of, lang), _named(journey, entry.record, lang)
    return str(_words("told", lang)["entry_as_of"].format(entry=name, day=day))


def _stale(journey: Journey, entry: Dated, lang: str) -> Gap:
    day, name = catalogue.day(entry.record.as_of, lang), _named(journey, entry.record, lang)
    told = _words("alerts", lang)["stale"].format(entry=name, day=day, limit=entry.limit)
    return Gap(_STEPS[type(entry.record)], told)


def _named(journey: Journey, record: Source, lang: str) -> str:
    """Return what to call an entry: its kind and its text, behind the persona whose it is."""
    words = _words("entries", lang)
    if isinstance(record, Persona):
        return str(words["persona"].format(text=persona_name(record, lang)))
    whose = journey.get("persona", record.persona)
    kind = {Issue: "issue", Note: "note", Finding: "finding"}[type(record)]
    text = str(words[kind].format(text=record.text or words["untitled"]))
    of = words["of"].format(persona=persona_name(whose, lang)) if isinstance(whose, Persona) else ""
    return f"{of}{text}"
