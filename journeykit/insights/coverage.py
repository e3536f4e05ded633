"""What a workshop still lacks, step by step: the lines of `journeykit check` and of each recap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from journeykit import catalogue
from journeykit.insights.claims import contradicted
from journeykit.insights.handover import unsettled
from journeykit.insights.priorities import candidates, decided, standings
from journeykit.insights.scope import unexplained
from journeykit.insights.wording import questioned
from journeykit.log import Journey
from journeykit.records import Persona

__all__ = ["Gap", "hints", "missing", "persona_name", "unrevealed"]


class Gap(NamedTuple):
    """One thing that is missing: the step in which to fill it in, and a sentence for people.

    A hint is worth a look, but nothing is missing: it counts for nothing.
    """

    step: str
    text: str
    hint: bool = False


def missing(journey: Journey, lang: str) -> list[Gap]:
    """Return what is missing, in the order of the steps."""
    steps = {
        "00_start": _brief,
        "01_stages": _stages,
        "02_scope": _scope,
        "03_personas": _personas,
        "04_issues": _issues,
        "05_map": _map,
        "06_communication": _plays,
        "08_priorities": _actions,
    }
    return [Gap(step, text) for step, find in steps.items() for text in find(journey, lang)]


def hints(journey: Journey, lang: str) -> list[Gap]:
    """Return what is worth a look though nothing is missing."""
    asked, denied = len(questioned(journey)), len(contradicted(journey, lang))
    found = [Gap("05_map", _say("wording", lang, n=asked), hint=True)] if asked else []
    said = catalogue.say("claims.told.hint", lang, n=denied)
    return [*found, Gap("07_evidence", said, hint=True)] if denied else found


def unrevealed(waiting: Mapping[str, int], lang: str) -> list[Gap]:
    """Return what of participants' answers is not revealed, and so in no file; `waiting` counts by round."""
    steps, words = catalogue.read("agenda", lang)["steps"], catalogue.read("agenda", lang)["rounds"]
    found = ((step, round_) for step, row in steps.items() for round_ in row["rounds"] if waiting.get(round_))
    return [Gap(step, _say("hidden", lang, round=words[of], n=waiting[of])) for step, of in found]


def persona_name(persona: Persona, lang: str) -> str:
    """Return what to call a persona, also before it has a name."""
    return persona.name or _say("unnamed", lang)


def _say(key: str, lang: str, **values: object) -> str:
    return catalogue.say(f"messages.missing.{key}", lang, **values)


def _label(kind: str, field: str, lang: str) -> str:
    return str(catalogue.read("fields", lang)[kind][field]["label"])


def _brief(journey: Journey, lang: str) -> Iterator[str]:
    for field in journey.brief.missing():
        yield _say("field", lang, field=_label("brief", field, lang))


def _stages(journey: Journey, lang: str) -> Iterator[str]:
    named = Counter(stage.label(lang) for stage in journey.stages)
    for name, times in named.items():
        if times > 1:
            yield _say("nameless_stage", lang, stage=name)


def _scope(journey: Journey, lang: str) -> Iterator[str]:
    scope = journey.scope
    for key, value in (("no_roles", scope.roles), ("no_purpose", scope.purpose), ("no_range", scope.stages)):
        if not value:
            yield _say(key, lang)
    for end in unexplained(journey):
        yield _say("no_reason", lang, stage=catalogue.choices("six", lang)[end])


def _personas(journey: Journey, lang: str) -> Iterator[str]:
    if not journey.personas:
        yield _say("no_personas", lang)
    for persona in journey.personas:
        for field in persona.missing():
            name = persona_name(persona, lang)
            yield _say("persona_field", lang, persona=name, field=_label("persona", field, lang))


def _issues(journey: Journey, lang: str) -> Iterator[str]:
    if not journey.issues and not journey.personas:
        yield _say("no_issue", lang)
    owned = {issue.persona for issue in journey.issues}
    for persona in journey.personas:
        if persona.id not in owned:
            yield _say("no_issues", lang, persona=persona_name(persona, lang))
    for issue in journey.issues:
        for field in issue.missing():
            title = issue.text or _say("untitled", lang)
            yield _say("issue_field", lang, issue=title, field=_label("issue", field, lang))


def _map(journey: Journey, lang: str) -> Iterator[str]:
    if not journey.personas:
        yield _say("no_map", lang)
    placed = {(n.persona, stage.id) for n in journey.notes if (stage := journey.stage_of(n.stage))}
    for persona in journey.personas:
        name = persona_name(persona, lang)
        for stage in journey.stages_in_scope:
            at = (persona.id, stage.id)
            if at not in placed:
                yield _say("no_notes", lang, persona=name, stage=stage.label(lang))
            if at not in journey.feelings:
                yield _say("no_feeling", lang, persona=name, stage=stage.label(lang))


def _plays(journey: Journey, lang: str) -> Iterator[str]:
    six = catalogue.read("stages", lang)["six"]
    groups = {six[stage.rolls_up]["group"] for stage in journey.stages_in_scope}
    for play in journey.plays:
        if play.id in groups and not play.owner:
            yield _say("no_owner", lang, group=catalogue.choices("groups", lang)[play.id])
    yield from unsettled(journey, lang)


def _actions(journey: Journey, lang: str) -> Iterator[str]:
    chosen = decided(journey)
    if not candidates(journey):
        yield _say("no_actions", lang)
    elif not chosen and not standings(journey) and not all(action.status for action in candidates(journey)):
        yield _say("undecided", lang)
    for action in chosen:
        for field in ("owner", "due"):
            if not getattr(action, field):
                yield _say("action_field", lang, action=action.title, field=_label("action", field, lang))
