"""The recap that closes a step: what was decided, what is still missing, the way on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from journeykit import catalogue
from journeykit.insights.basis import unproven
from journeykit.insights.coverage import hints, missing, persona_name
from journeykit.insights.evidence import report
from journeykit.insights.figures import standing
from journeykit.insights.priorities import decided
from journeykit.insights.scope import left_out
from journeykit.insights.views import changed_plays, is_changed
from journeykit.log import Journey
from journeykit.panels.answers import Viewer, answer, texts
from journeykit.panels.steps import LAST, is_beside, step_titles
from journeykit.workshop import Workshop

__all__ = ["act", "show"]

_MOST = 6
"""How many missing things a recap lists before it only counts them."""

Line = tuple[str, str]


def show(journey: Journey, viewer: Viewer) -> dict[str, Any]:
    """Return what the step decided as `[label, text]`, what it lacks, and its neighbours.

    Those who take part are shown what was decided, and no way into the notebooks.
    """
    text, titles = texts(viewer), step_titles(viewer.lang)
    decided = [list(line) for line in _decided(journey, viewer) if line[1]]
    if viewer.guest:
        return {"decided": decided, "missing": [], "previous": None, "next": None, "text": text}
    last = viewer.step == LAST  # nothing may be missing anywhere
    gaps = [gap.text for gap in missing(journey, viewer.lang) if last or gap.step == viewer.step]
    names = [name for name in titles if not is_beside(name)]
    at = names.index(viewer.step) if viewer.step in names else -1  # from beside, the way leads to the first
    more = [text["more"].format(n=len(gaps) - _MOST)] if len(gaps) > _MOST else []
    return {
        "decided": decided,
        "missing": gaps[:_MOST] + more,
        "beside": is_beside(viewer.step),
        "previous": _link(names[at - 1], titles) if at > 0 else None,
        "next": _link(names[at + 1], titles) if at + 1 < len(names) else None,
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> dict[str, Any]:
    """Nothing can be changed here."""
    return answer(viewer, message, lambda: None)


def _link(name: str, titles: dict[str, str]) -> list[str]:
    return [name, titles[name]]


def _decided(journey: Journey, viewer: Viewer) -> Iterator[Line]:
    tellers = {
        "00_start": _brief,
        "01_stages": _stages,
        "02_scope": _scope,
        "03_personas": _personas,
        "04_issues": _issues,
        "05_map": _map,
        "06_communication": _plays,
        "07_evidence": _evidence,
        "08_priorities": _actions,
        "09_share": _share,
        "10_cockpit": _cockpit,
    }
    tell = tellers.get(viewer.step)
    return tell(journey, viewer.lang, texts(viewer)) if tell else iter(())


def _brief(journey: Journey, lang: str, _: dict[str, str]) -> Iterator[Line]:
    words, brief = catalogue.read("fields", lang)["brief"], journey.brief
    for name in ("title", "product", "service_model", "purpose", "decision", "owner", "review_by"):
        value = getattr(brief, name)
        choices = catalogue.choices(name, lang) if name == "service_model" else {}
        yield words[name]["label"], choices.get(value) or catalogue.day(value, lang)


def _stages(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    yield text["stages"], " → ".join(stage.label(lang) for stage in journey.stages)
    yield (
        text["changed"],
        catalogue.enumerate_in(lang, [s.label(lang) for s in journey.stages if is_changed(s)]),
    )


def _scope(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    words, scope = catalogue.read("fields", lang)["scope"], journey.scope
    roles, purposes = catalogue.choices("roles", lang), catalogue.choices("purposes", lang)
    yield words["roles"]["label"], catalogue.enumerate_in(lang, [roles[role] for role in scope.roles])
    yield words["purpose"]["label"], purposes.get(scope.purpose, "")
    if scope.stages:
        yield words["stages"]["label"], " → ".join(s.label(lang) for s in journey.stages_in_scope)
        six = catalogue.choices("six", lang)
        yield text["left_out"], catalogue.enumerate_in(lang, [six[key] for key in left_out(journey)])


def _personas(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    roles = catalogue.choices("buying_role", lang)
    for persona in journey.personas:
        about = [persona.job, roles.get(persona.buying_role, ""), persona.company]
        yield persona_name(persona, lang), " / ".join(part for part in about if part) or text["blank"]


def _issues(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    count = Counter(issue.persona for issue in journey.issues)
    each = text["of_persona"]
    parts = [each.format(persona=persona_name(p, lang), n=count[p.id]) for p in journey.personas]
    yield text["issues"], catalogue.enumerate_in(lang, parts) if journey.issues else ""


def _map(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    count = Counter(note.persona for note in journey.notes)
    total = len(journey.stages_in_scope)
    notes, curves = [], []
    for persona in journey.personas:
        name = persona_name(persona, lang)
        filled = sum((persona.id, stage.id) in journey.feelings for stage in journey.stages_in_scope)
        notes.append(text["of_persona"].format(persona=name, n=count[persona.id]))
        curves.append(text["filled"].format(persona=name, n=filled, total=total))
    yield text["notes"], catalogue.enumerate_in(lang, notes) if journey.notes else ""
    yield text["feelings"], catalogue.enumerate_in(lang, curves) if journey.feelings else ""
    yield text["wording"], catalogue.enumerate_in(lang, [hint.text for hint in hints(journey, lang)])


def _plays(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    groups = catalogue.choices("groups", lang)
    yield text["changed"], catalogue.enumerate_in(lang, [groups[play.id] for play in changed_plays(journey)])
    for play in journey.plays:
        if play.owner:
            yield groups[play.id], play.owner


def _evidence(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    found = report(journey)
    if found is None:
        return
    yield text["standing"], standing(found, lang)
    known = [finding for finding in journey.findings if finding.id.startswith("evidence.")]
    yield text["findings"], text["entries"].format(n=len(known)) if known else ""


def _actions(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    status = catalogue.choices("status", lang)
    for action in decided(journey):
        about = (action.owner, catalogue.day(action.due, lang), status.get(action.status, ""))
        yield action.title, " / ".join(part for part in about if part) or text["blank"]


def _share(journey: Journey, lang: str, text: dict[str, str]) -> Iterator[Line]:
    words, brief = catalogue.read("fields", lang)["brief"], journey.brief
    for name in ("title", "owner", "review_by"):
        yield words[name]["label"], catalogue.day(getattr(brief, name), lang)
    unsure = len(unproven(journey))
    yield text["unproven"], text["entries"].format(n=unsure) if unsure else ""


def _cockpit(journey: Journey, lang: str, _: dict[str, str]) -> Iterator[Line]:
    words, room, people = catalogue.read("panels", lang)["cockpit"], journey.room, len(journey.participants)
    yield words["recap_step"], step_titles(lang).get(room.step, "")
    yield words["recap_people"], words["recap_count"].format(n=people) if people else ""
    rounds = catalogue.read("agenda", lang)["rounds"]
    revealed = [rounds[one] for one in room.revealed if one in rounds]
    yield words["recap_revealed"], catalogue.enumerate_in(lang, revealed)
    yield words["recap_state"], words["is_ended"] if room.ended else ""
