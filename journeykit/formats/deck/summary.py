"""The slides for those who decide: critical moments, what is uncertain, what was decided, what comes next.

Each is one slide, whatever the workshop holds: texts get shorter and lists stop earlier until it fits, and
what is left out is counted or marked with "…".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from journeykit import catalogue
from journeykit.formats.deck.layout import Card, Slide, Table, cards, tables
from journeykit.formats.deck.overview import short
from journeykit.formats.deck.people import name_of
from journeykit.formats.deck.priorities import about
from journeykit.insights.basis import firm, shares, unproven
from journeykit.insights.claims import contradicted
from journeykit.insights.days import day_of
from journeykit.insights.disagreement import heat_map
from journeykit.insights.dispute import dispute
from journeykit.insights.evidence import report
from journeykit.insights.headlines import footer
from journeykit.insights.moments import Moment, moments
from journeykit.insights.priorities import ordered, top_under_all
from journeykit.insights.research import research, urgent
from journeykit.insights.upkeep import review
from journeykit.log import Journey
from journeykit.records import Action, Issue, Persona
from journeykit.settings import Brand

__all__ = ["ahead", "decided", "doubts", "stakes"]

_STEPS = ((5, 140), (4, 110), (3, 80), (3, 50), (2, 34), (1, 20), (1, 8))
"""How many entries a list has, and how long each may be: from what tells most to what always fits."""

Build = Callable[[int, int], list[Slide]]
Words = dict[str, str]


def stakes(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the stages at which customers may be lost, and why."""
    words, found = _words("stakes", lang), moments(journey)
    slide = _slide(words, words["lead"] if found else words["none"])

    def build(most: int, longest: int) -> list[Slide]:
        row = [_moment(journey, one, words, most, longest, lang) for one in found]
        below = [_effects(journey, words, lang), _ongoing(journey, words, most, longest, lang)]
        rows = [row, [card for card in below if card.text]]
        return cards(slide, [r for r in rows if r] or [[Card("", words["none"], "quiet")]])

    return _one(build)


def _moment(journey: Journey, one: Moment, words: Words, most: int, longest: int, lang: str) -> Card:
    found = one.reasons.items()
    facts = [words[why].format(value=catalogue.signed(float(n), 1), count=n) for why, n in found]
    here = [i for i in _serious(journey) if i.timing == "moment" and _at(journey, i, one.stage.id)]
    issues = [words["issue"].format(text=short(i.text, longest)) for i in here[: max(most - 2, 1)]]
    low = sorted((f for f in journey.feelings.values() if f.stage == one.stage.id), key=lambda f: f.value)
    whys = [
        words["why"].format(name=short(name_of(journey, f.persona, lang), 30), text=short(f.why, longest))
        for f in low[: max(most - 3, 1)]
        if f.value < 0 and f.why
    ]
    return Card(short(one.stage.label(lang), 40), "\n".join([*facts, *issues, *whys]), "strong", ideas=True)


def _serious(journey: Journey) -> list[Issue]:
    return [issue for issue in journey.issues if issue.severity == "high"]


def _at(journey: Journey, issue: Issue, stage: str) -> bool:
    return any(getattr(journey.stage_of(key), "id", "") == stage for key in issue.stages)


def _effects(journey: Journey, words: Words, lang: str) -> Card:
    names = catalogue.choices("effect", lang)
    counts = Counter(effect for issue in _serious(journey) for effect in issue.effect)
    told = [words["effect"].format(effect=names[key], count=counts[key]) for key in names if counts[key]]
    return Card(words["effects"], "\n".join(told), ideas=True)


def _ongoing(journey: Journey, words: Words, most: int, longest: int, lang: str) -> Card:
    found = [issue.text for issue in _serious(journey) if issue.timing != "moment"]
    return Card(words["ongoing"], _listed(found, most - 1, longest, lang), ideas=True, share=2)


def doubts(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return where the team differs, and what it only assumes."""
    words, counts = _words("doubts", lang), shares(journey)
    sure, total = (sum(column) for column in zip(*map(firm, counts.values()), strict=True))
    share = round(100 * sure / total) if total else 0
    slide = _slide(words, words["lead"].format(total=total, firm=sure, share=share))
    said = [dispute(cell, journey, lang) for cell in heat_map(journey).hottest]
    disputes = [words["dispute"].format(place=one.place, message=one.message) for one in said]
    told = catalogue.read("claims", lang)["told"]["discuss"]
    denied, data = contradicted(journey, lang), report(journey)
    if denied and data:
        slide = replace(slide, lead=words["with_data"].format(lead=slide.lead, data=footer(data, lang)))
    disputes += [told.format(stage=one.place, claim=one.said, reason=one.reason) for one in denied]
    found = sorted(unproven(journey), key=lambda record: getattr(record, "severity", "") != "high")
    texts = [r.name if isinstance(r, Persona) else r.text for r in found]
    places = [
        (of["assumed"] + of[""], of.total(), stage.label(lang))
        for stage in journey.stages_in_scope
        for of in [counts[stage.id]]
    ]
    worst = [place for place in sorted(places, key=lambda place: -place[0]) if place[0]]

    def build(most: int, longest: int) -> list[Slide]:
        where = [words["place"].format(stage=short(s, longest), count=n, total=of) for n, of, s in worst[:3]]
        left = _card(words["disputed"], disputes, words["agreed"], most, 2 * longest, lang)
        label = words["assumed"].format(count=len(found))
        right = replace(_card(label, texts, words["proven"], most, longest, lang), share=1 if disputes else 2)
        below = [[Card(words["where"], "\n".join(where), ideas=True)]] if where else []
        return cards(slide, [[left, right], *below])

    return _one(build)


def decided(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the first actions with their owners and dates, and how many have none."""
    words, found = _words("decided", lang), ordered(journey)
    missing = {name: sum(not getattr(action, name) for action in found) for name in ("owner", "due")}
    label, tops = catalogue.read("fields", lang)["action"], top_under_all(journey)
    lead = words["lead"].format(count=len(found), **missing)
    heads = tuple(label[name]["label"] for name in ("title", "owner", "due", "status"))
    if not found:
        none = catalogue.say("deck.slides.no_actions", lang)
        return _one(lambda *_: cards(_slide(words, lead), [[Card("", none, "quiet")]]))

    def build(most: int, longest: int) -> list[Slide]:
        first = [_shorter(action, longest) for action in found[: most + 3]]
        rows = [about(n, action, action.id in tops, journey, lang) for n, action in enumerate(first, 1)]
        told = lead + words["shown"].format(count=len(first)) if len(first) < len(found) else lead
        return tables(_slide(words, told), Table(words["title"], heads, (52, 24, 18, 14), rows, strong=True))

    return _one(build)


def _shorter(action: Action, longest: int) -> Action:
    texts = {"title": short(action.title, longest), "owner": short(action.owner, longest)}
    return action.model_copy(update=texts)


def ahead(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the decision that the map serves, what is due first, what to ask customers, the next review."""
    words, nobody = _words("ahead", lang), catalogue.say("deck.slides.no_owner", lang)
    inquiries = urgent(research(journey, lang))
    dated = sorted((a for a in journey.actions if a.due and a.status != "done"), key=lambda a: (a.due, a.id))
    kept = [
        words["owner"].format(name=short(journey.brief.owner, 60) or words["nobody"]),
        words["review"].format(told=review(journey, day_of(journey.newest[0], lang), lang)),
    ]

    def build(most: int, longest: int) -> list[Slide]:
        decision = short(journey.brief.decision, 3 * longest)
        asked = [words["asked"].format(who=short(i.who, 24), question=i.question) for i in inquiries]
        due = [
            words["due"].format(
                day=catalogue.day(a.due, lang),
                title=short(a.title, longest),
                owner=short(a.owner, 30) or nobody,
            )
            for a in dated
        ]
        top = Card(words["decision"], decision or words["no_decision"], "strong" if decision else "quiet")
        ask = _card(words["ask"], asked, words["nothing_to_ask"], most - 1, 2 * longest, lang)
        first = _card(words["first"], due, words["no_due"], most - 1, 2 * longest, lang)
        return cards(_slide(words), [[top], [first, ask], [Card(words["keep"], "\n".join(kept), ideas=True)]])

    return _one(build)


def _one(build: Build) -> list[Slide]:
    """Return what `build` makes of the first step that fits one slide."""
    slides: list[Slide] = []
    for most, longest in _STEPS:
        slides = build(most, longest)
        if len(slides) == 1:
            break
    return slides[:1]


def _words(section: str, lang: str) -> Words:
    return dict(catalogue.read("summary", lang)[section])


def _slide(words: Words, lead: str = "") -> Slide:
    return Slide("cards", words["title"], {}, words["kicker"], lead, (words["note"],))


def _card(label: str, texts: list[str], none: str, most: int, longest: int, lang: str) -> Card:
    if not texts:
        return Card(label, none, "quiet")
    return Card(label, _listed(texts, most, longest, lang), ideas=True)


def _listed(texts: list[str], most: int, longest: int, lang: str) -> str:
    kept = [short(text, longest) for text in texts[: max(most, 1)] if text]
    left = len(texts) - max(most, 1)
    more = [catalogue.say("summary.overview.more", lang, count=left)] if left > 0 else []
    return "\n".join([*kept, *more])
