"""The slides about people: a profile per persona, and the issues that they carry."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Card, Cell, Fact, Slide, Table, cards, tables
from journeykit.formats.deck.measure import em
from journeykit.log import Journey
from journeykit.records import Issue, Persona
from journeykit.settings import Brand

__all__ = ["issues", "name_of", "personas"]

_LONGEST_FACT = 48
"""Em; what is longer stands among the cards instead of beside them."""
_MOST_ISSUES = 4
_RANK = {"high": 0, "medium": 1, "low": 2, "": 3}


def name_of(journey: Journey, persona: str, lang: str) -> str:
    """Return what to call a persona by id, also one without a name or none at all."""
    words = catalogue.read("deck", lang)["slides"]
    found = next((p for p in journey.personas if p.id == persona), None)
    return str((found.name or words["unnamed"]) if found else words["nobody"])


def personas(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return a profile per persona, in the order in which they were made."""
    words = catalogue.read("deck", lang)["slides"]
    if not journey.personas:
        slide = Slide("cards", words["personas"], {}, words["persona"], notes=_note("persona", lang))
        return cards(slide, [[Card("", words["no_personas"], "quiet")]])
    return [slide for persona in journey.personas for slide in _profile(journey, persona, lang)]


def _note(key: str, lang: str) -> tuple[str, ...]:
    return (catalogue.say(f"deck.notes.{key}", lang),)


def _profile(journey: Journey, persona: Persona, lang: str) -> list[Slide]:
    words, labels = catalogue.read("deck", lang)["slides"], catalogue.read("fields", lang)["persona"]
    facts = _facts(persona, lang)
    long = [Card(fact.label, fact.text) for fact in facts if em(fact.text) > _LONGEST_FACT]
    rows = [
        [Card("" if name == "quote" else labels[name]["label"], getattr(persona, name), tone)]
        for name, tone in (("quote", "quote"), ("situation", ""), ("goals", ""))
        if getattr(persona, name)
    ]
    rows += [[card] for card in [*_carries(journey, persona, lang), *long]]
    if not rows:
        rows = [[Card("", words["unstated"], "quiet")]]
    name = name_of(journey, persona.id, lang)
    slide = Slide("cards", name, {}, words["persona"], notes=_note("persona", lang))
    return cards(slide, rows, facts=[fact for fact in facts if em(fact.text) <= _LONGEST_FACT])


def _facts(persona: Persona, lang: str) -> list[Fact]:
    labels = catalogue.read("fields", lang)["persona"]
    values = {
        "job": persona.job,
        "buying_role": catalogue.choices("buying_role", lang).get(persona.buying_role, ""),
        "company": persona.company,
        "industry": catalogue.choices("industries", lang).get(persona.industry, ""),
    }
    facts = [Fact(labels[name]["label"], value) for name, value in values.items() if value]
    basis = catalogue.choices("basis", lang).get(persona.basis, "")
    if basis:
        facts.append(Fact(labels["basis"]["label"], basis, ("basis", persona.basis)))
    return [*facts, Fact(labels["source"]["label"], persona.source)] if persona.source else facts


def _carries(journey: Journey, persona: Persona, lang: str) -> list[Card]:
    words = catalogue.read("deck", lang)["slides"]
    own = sorted((i for i in journey.issues if i.persona == persona.id), key=_weight)
    texts = [issue.text for issue in own[:_MOST_ISSUES]]
    if len(own) > _MOST_ISSUES:
        texts.append(words["more_issues"].format(count=len(own) - _MOST_ISSUES))
    return [Card(words["issues_kicker"], "\n".join(texts), ideas=True)] if texts else []


def _weight(issue: Issue) -> tuple[int, str]:
    return _RANK[issue.severity], issue.id


def issues(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the issues as a table: persona by persona, the most serious first (A3)."""
    words, labels = catalogue.read("deck", lang)["slides"], catalogue.read("fields", lang)["issue"]
    slide = Slide("table", words["issues"], {}, words["issues_kicker"], notes=_note("issues", lang))
    if not journey.issues:
        return cards(slide, [[Card("", words["no_issues"], "quiet")]])
    order = {persona.id: at for at, persona in enumerate(journey.personas)}
    listed = sorted(journey.issues, key=lambda i: (order.get(i.persona, len(order)), *_weight(i)))
    heads = (labels["text"]["label"], words["whose"], words["when"], labels["severity"]["label"],
             labels["effect"]["label"], labels["basis"]["label"])  # fmt: skip
    rows = [_issue_row(journey, issue, lang) for issue in listed]
    slide = Slide(slide.kind, slide.title, {}, slide.kicker, _counted(journey, lang), slide.notes)
    return tables(slide, Table(words["issues"], heads, (38, 12, 18, 14, 10, 29), rows))


def _counted(journey: Journey, lang: str) -> str:
    high = sum(issue.severity == "high" for issue in journey.issues)
    ongoing = sum(issue.timing == "ongoing" for issue in journey.issues)
    total = len(journey.issues)
    return catalogue.say("deck.slides.issues_lead", lang, total=total, high=high, ongoing=ongoing)


def _issue_row(journey: Journey, issue: Issue, lang: str) -> tuple[Cell, ...]:
    severity, effects = catalogue.choices("severity", lang), catalogue.choices("effect", lang)
    basis = catalogue.choices("basis", lang).get(issue.basis, catalogue.say("deck.slides.unstated", lang))
    return (
        Cell(issue.text),
        Cell(name_of(journey, issue.persona, lang)),
        Cell(_when(journey, issue, lang)),
        Cell(severity.get(issue.severity, ""), ("severity", issue.severity) if issue.severity else ("", "")),
        Cell("\n".join(effects[effect] for effect in issue.effect)),
        Cell(basis, ("basis", issue.basis or "unstated"), more=issue.source),
    )


def _when(journey: Journey, issue: Issue, lang: str) -> str:
    words = catalogue.read("deck", lang)["slides"]
    if issue.timing != "moment":
        return str(words["throughout"]) if issue.timing else ""
    felt = [stage.label(lang) for stage in journey.stages if stage.id in _places(journey, issue)]
    return "\n".join(felt) or str(words["some_moment"])


def _places(journey: Journey, issue: Issue) -> set[str]:
    return {stage.id for key in issue.stages if (stage := journey.stage_of(key))}
