"""Rules: which event means which stage; at each change, how many events each rule takes, and what is left."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.evidence import rules as rulefile
from journeykit.evidence.counts import Count, Counts, count
from journeykit.evidence.log import Log
from journeykit.evidence.matching import Kind
from journeykit.evidence.results.bearings import kinds
from journeykit.evidence.rules import LEFT, Rule, Rules
from journeykit.evidence.starters import starters
from journeykit.log import Journey
from journeykit.panels import study
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.deeds import Message, lead, one_of
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_MOST = 60
"""So many kinds of events that no rule takes are shown, the most frequent first."""
_MOST_RULES = 300
_MOST_NAMES = 500

View = dict[str, Any]


def show(journey: Journey, viewer: Viewer) -> View:
    """Return the stages and the other choices; the rules lie in a file, and are asked for."""
    text = texts(viewer, "study", viewer.panel)
    return {
        "stages": [["", text["no_stage"]], *_stages(journey, viewer.lang), [LEFT, text["left_stage"]]],
        "moves": [[name, text[f"moves_{name}"]] for name in ("any", "up", "none")],
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> View:
    """Tell the rules ("open"), write changed ones ("save") or those of a starter, stop reading ("cancel")."""
    deeds = {"open": _open, "save": _save, "starter": _starter, "cancel": _cancel}
    return lead(workshop, viewer, message, deeds)


def _stages(journey: Journey, lang: str) -> list[list[str]]:
    return [[stage.id, stage.label(lang)] for stage in journey.stages]


def _open(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> View:
    rules = study.known(workshop)
    return {"saved": False, "running": ""} if rules is None else _told(workshop, viewer, rules)


def _save(workshop: Workshop, viewer: Viewer, message: Message, _: str) -> View:
    known, given = study.known(workshop), message.get("rules")
    if known is None or not isinstance(given, list):
        raise JourneyError("bad_message")
    if len(given) > max(_MOST_RULES, len(known.rules)):  # what stands in the file already may stay there
        raise JourneyError("too_many_rules", n=len(given), max=_MOST_RULES)
    try:
        rules = known.model_copy(update={"rules": tuple(Rule.model_validate(one) for one in given)})
    except ValidationError as error:
        field = next((str(part) for part in reversed(error.errors()[0]["loc"])), "")
        raise JourneyError("bad_rule", field=texts(viewer).get(field, field)) from error
    return _written(workshop, viewer, rules)


def _starter(workshop: Workshop, viewer: Viewer, message: Message, _: str) -> View:
    known = study.known(workshop)
    if known is None:
        raise JourneyError("bad_message")
    found = {one.name: one.rules for one in starters(viewer.lang)}
    more = [_here(rule, known) for rule in found[one_of(message, "name", found)].rules]
    told = (rule for rule in dict.fromkeys(more) if rule.source or rule.what or rule.subtype)
    new = tuple(rule for rule in told if rule not in known.rules)
    return _written(workshop, viewer, known.model_copy(update={"rules": known.rules + new}))


def _here(rule: Rule, rules: Rules) -> Rule:
    """Return a starter's rule for tables that are called otherwise than those of the starter."""
    names = {source.name for source in rules.sources}
    return rule.model_copy(update={"source": tuple(name for name in rule.source if name in names)})


def _cancel(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> View:
    study.cancel(workshop)
    rules = study.known(workshop)
    return {"saved": rules is not None, "running": "", **(_listed(workshop, viewer, rules) if rules else {})}


def _written(workshop: Workshop, viewer: Viewer, rules: Rules) -> View:
    rulefile.write(study.where(workshop).rules, rules, workshop.lang)
    return _told(workshop, viewer, rules)


def _told(workshop: Workshop, viewer: Viewer, rules: Rules) -> View:
    errand = study.loaded(workshop, rules)
    log = errand.value if errand.state == "done" else None
    return {
        **study.standing(workshop, errand, viewer.lang),
        "saved": True,
        **_listed(workshop, viewer, rules, log),
    }


def _listed(workshop: Workshop, viewer: Viewer, rules: Rules, log: Log | None = None) -> View:
    """Return the rules in words, with what each takes as soon as the data are read."""
    text, counted = texts(viewer), count(rules, log) if log else None
    labels = catalogue.choices("six", viewer.lang) | dict(_stages(workshop.journey, viewer.lang))
    labels |= {"": text["no_stage"], LEFT: text["left_stage"]}
    return {
        "rules": [
            {
                "rule": rule.model_dump(),
                "told": _rule_told(rule, text),
                "stage": labels.get(rule.stage, rule.stage),
                "count": _n(counted.rules[at].events, text) if counted else "",
                "warning": _warning(counted.rules[at], text) if counted else "",
            }
            for at, rule in enumerate(rules.rules)
        ],
        "sources": [[source.name, source.name] for source in rules.sources if source.kind != "other"],
        "starters": [[one.name, one.label] for one in starters(viewer.lang)],
        "names": _names(kinds(log) if log else []),
        "counted": counted is not None,
        **_left(counted, text),
    }


def _rule_told(rule: Rule, text: dict[str, str]) -> str:
    values = [" | ".join(part) for part in (rule.source, rule.what, rule.subtype) if part]
    low, _, high = rule.nth.rstrip("+").partition("-")
    key = "nth_from" if rule.nth.endswith("+") else "nth_between" if high else "nth_told"
    nth = [text[key].format(low=low, high=high)] if rule.nth else []
    return " / ".join([*values, *nth]) or text["every"]


def _n(n: int, text: dict[str, str]) -> str:
    return text["events"].format(n=f"{n:,}")


def _warning(counted: Count, text: dict[str, str]) -> str:
    """Return why a rule takes nothing; "" where it takes something."""
    if counted.hidden and counted.by is not None:
        return text["hidden"].format(by=counted.by + 1)
    return text["takes_nothing"] if counted.empty else ""


def _names(known: list[Kind]) -> dict[str, list[str]]:
    """Return the values that events have, to choose from while a condition is typed."""
    found = {"what": {kind.what for kind in known}, "subtype": {kind.subtype for kind in known}}
    return {name: sorted(values - {""})[:_MOST_NAMES] for name, values in found.items()}


def _left(counted: Counts | None, text: dict[str, str]) -> View:
    """Return what no rule takes, and how many events that is of how many."""
    if counted is None:
        return {"unmapped": [], "left": "", "told": ""}
    total, left = counted.events, sum(kind.n for kind in counted.unmapped)
    share = 100 * left / total if total else 0
    return {
        "unmapped": [
            {
                **{name: getattr(kind, name) for name in ("source", "what", "subtype")},
                "told": " / ".join(filter(None, (kind.source, kind.what, kind.subtype))),
                "count": _n(kind.n, text),
            }
            for kind in counted.unmapped[:_MOST]
        ],
        "left": text["unmapped"].format(kinds=len(counted.unmapped), n=f"{left:,}"),
        "told": text["told"].format(n=f"{total:,}", left=f"{left:,}", share=f"{share:.1f}"),
    }
