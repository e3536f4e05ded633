"""What a chart says, in a sentence: for those who hear a picture, and for the line above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from journeykit import catalogue
from journeykit.insights.basis import firm as firm_of
from journeykit.insights.basis import shares
from journeykit.insights.buying import onward
from journeykit.insights.issues import issues_at
from journeykit.insights.priorities import candidates, ordered, top_under_all
from journeykit.log import Journey
from journeykit.records import Feeling, Persona, Stage

__all__ = ["describe_average", "describe_basis", "describe_emotion", "describe_issues", "describe_matrix"]


def describe_emotion(journey: Journey, persona: str | None = None, *, lang: str) -> str:
    """Return in words where the curve is lowest and highest, persona by persona, and where they stop."""
    people = [p for p in journey.personas if persona in (None, p.id)]
    told = [*(_extremes(journey, p, lang) for p in people), *onward(journey, lang, people)]
    return " ".join(told) if told else str(_words(lang)["no_feelings"])


def describe_average(journey: Journey, *, lang: str) -> str:
    """Return in words at which stages the personas together feel lowest and highest."""
    felt: dict[Stage, list[int]] = {}
    people = {p.id for p in journey.personas}
    for stage in journey.stages_in_scope:
        values = [f.value for (who, at), f in journey.feelings.items() if at == stage.id and who in people]
        felt |= {stage: values} if values else {}
    mean = {stage: sum(values) / len(values) for stage, values in felt.items()}
    if len(set(mean.values())) < 2:
        return "" if mean else _words(lang)["no_feelings"]
    ends = [[s.label(lang) for s in mean if mean[s] == pick(mean.values())] for pick in (min, max)]
    return _words(lang)["curves"].format(low=_listed(ends[0], lang), high=_listed(ends[1], lang))


def describe_basis(journey: Journey, *, lang: str) -> str:
    """Return in words how many entries are proven, and where most are still assumed."""
    counts, words = shares(journey), _words(lang)
    firm, total = firm_of(sum(counts.values(), Counter[str]()))
    if not total:
        return str(words["no_notes"])
    said = words["basis"].format(total=total, firm=firm, share=round(100 * firm / total))
    open_ = {stage: count["assumed"] + count[""] for stage, count in counts.items() if stage}
    most = [s.label(lang) for s in journey.stages_in_scope if open_[s.id] == max(open_.values())]
    if not any(open_.values()):
        return str(said)
    return str(said + words["basis_open"].format(stages=_listed(most, lang), count=max(open_.values())))


def describe_issues(journey: Journey, *, lang: str) -> str:
    """Return in words where most issues are felt, and how many are serious."""
    words, columns = _words(lang), list(issues_at(journey, lang=lang))
    most = max((count.total() for _, count in columns), default=0)
    if not most:
        return str(words["no_issues"])
    where = _listed([name for name, count in columns if count.total() == most], lang)
    serious = sum(issue.severity == "high" for issue in journey.issues)
    return str(words["issues"].format(total=len(journey.issues), serious=serious, stages=where, count=most))


def describe_matrix(journey: Journey, *, lang: str) -> str:
    """Return in words which actions are worth most for the effort, and which stay on top under all rules."""
    words, found = _words(lang), candidates(journey)
    rated = [action for action in found if action.value and action.effort]
    if not rated:
        return str(words["no_ratings" if found else "no_actions"])
    best = max(action.value / action.effort for action in rated)
    most = [action.title for action in rated if action.value / action.effort == best]
    said = words["matrix"].format(total=len(found), rated=len(rated), actions=_listed(most, lang))
    tops = set(top_under_all(journey))
    steady = [action.title for action in ordered(journey) if action.id in tops]
    return str(said + (words["matrix_top"].format(actions=_listed(steady, lang)) if steady else ""))


def _words(lang: str) -> dict[str, str]:
    return dict(catalogue.read("deck", lang)["charts"])


def _extremes(journey: Journey, persona: Persona, lang: str) -> str:
    words = _words(lang)
    name = persona.name or words["unnamed"]
    felt = {s: f for s in journey.stages_in_scope if (f := journey.feelings.get((persona.id, s.id)))}
    if not felt:
        return words["curve_empty"].format(name=name)
    low, high = (pick(f.value for f in felt.values()) for pick in (min, max))
    if low == high:
        return words["curve_flat"].format(name=name, value=catalogue.signed(low))
    return words["curve"].format(name=name, low=_where(felt, low, lang), high=_where(felt, high, lang))


def _where(felt: dict[Stage, Feeling], value: int, lang: str) -> str:
    words, at = _words(lang), [s for s, f in felt.items() if f.value == value]
    where = _listed([stage.label(lang) for stage in at], lang)
    why = felt[at[0]].why if len(at) == 1 else ""
    return words["place_why" if why else "place"].format(stages=where, value=catalogue.signed(value), why=why)


def _listed(names: Iterable[str], lang: str) -> str:
    words = _words(lang)
    return words["and"].join(words["quoted"].format(name=name) for name in names)
