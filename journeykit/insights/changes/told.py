"""What changed, in sentences for people, group by group."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.insights.changes.compare import GROUPS, Changes, Entry
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.records import Action, Brief, Feeling, Persona, Record, Stage, Theme

__all__ = ["Told", "capped", "sentence", "tell", "title_of"]

Told = list[tuple[str, list[str]]]


def tell(changes: Changes, lang: str) -> Told:
    """Return the groups in which anything changed, each as its heading and its sentences."""
    heads = catalogue.read("changes", lang)["groups"]
    lines: dict[str, list[str]] = {group: [] for group in GROUPS}
    for entry in changes.entries:
        lines[entry.group].append(sentence(changes, entry, lang))
    return [(heads[group], found) for group, found in lines.items() if found]


def sentence(changes: Changes, entry: Entry, lang: str) -> str:
    """Return one change as a sentence."""
    words, shown = catalogue.read("changes", lang), entry.after or entry.before
    assert shown is not None
    journey = changes.after if entry.after else changes.before
    whose = _persona(journey, getattr(shown, "persona", ""), lang)
    values = {
        "title": title_of(journey, shown, lang),
        "whose": words["titles"]["whose"].format(persona=whose) if whose else "",
        "old": _value(changes.before, entry, entry.before, lang),
        "new": _value(changes.after, entry, entry.after, lang),
        "kind": words["kinds"].get(type(shown).__name__.lower(), ""),
        "field": catalogue.read("fields", lang)["brief"][entry.field]["label"] if entry.field else "",
    }
    return str(words[entry.group][entry.what].format(**values))


def capped(lines: list[str], most: int, lang: str) -> list[str]:
    """Return the first `most` lines, and how many more there are."""
    more = catalogue.say("changes.told.more", lang, n=len(lines) - most)
    return lines if len(lines) <= most else [*lines[:most], more]


def title_of(journey: Journey, record: Record, lang: str) -> str:
    """Return what to call a record of a journey."""
    words = catalogue.read("changes", lang)["titles"]
    if isinstance(record, Brief):
        return record.title
    if isinstance(record, Stage):
        return record.label(lang)
    if isinstance(record, Persona):
        return persona_name(record, lang)
    if isinstance(record, Feeling):
        who, where = _persona(journey, record.persona, lang), _stage(journey, record.stage, lang)
        return str(words["feeling"].format(persona=who, stage=where))
    if isinstance(record, Action | Theme):
        return record.title or str(words["untitled"])
    return str(getattr(record, "text", "") or words["untitled"])


def _persona(journey: Journey, key: str, lang: str) -> str:
    found = journey.last_known("persona", key) if key else None
    return persona_name(found, lang) if isinstance(found, Persona) else ""


def _stage(journey: Journey, key: str, lang: str) -> str:
    found = journey.stage_of(key)
    return found.label(lang) if found else str(catalogue.read("changes", lang)["titles"]["no_stage"])


def _value(journey: Journey, entry: Entry, record: Record | None, lang: str) -> str:
    """Return what an entry tells of a record, before or after."""
    words = catalogue.read("changes", lang)["titles"]
    if record is None:
        return ""
    if entry.group == "brief":
        value = str(getattr(record, entry.field))
        shown = {"review_by": catalogue.day, "service_model": _service_model}.get(entry.field)
        return (shown(value, lang) if shown else value) or str(words["empty"])
    if entry.group == "basis":
        return catalogue.choices("basis", lang).get(getattr(record, "basis", ""), str(words["unstated"]))
    if isinstance(record, Stage):
        return _of_stage(journey, record, entry.what, lang)
    if isinstance(record, Feeling):
        return catalogue.signed(record.value)
    if isinstance(record, Action):
        return catalogue.choices("status", lang).get(record.status, str(words["no_status"]))
    return _stage(journey, getattr(record, "stage", ""), lang)


def _service_model(key: str, lang: str) -> str:
    return catalogue.choices("service_model", lang).get(key, "")


def _of_stage(journey: Journey, stage: Stage, what: str, lang: str) -> str:
    if what == "moved":
        return str([one.id for one in journey.stages].index(stage.id) + 1)
    return catalogue.choices("six", lang)[stage.rolls_up] if what == "regrouped" else stage.label(lang)
