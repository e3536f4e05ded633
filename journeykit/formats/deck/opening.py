"""The opening slides: title, what the map is for, what it covers, its stages and their three views."""

from __future__ import annotations

from math import ceil
from typing import Any

from journeykit import catalogue
from journeykit.formats.deck.layout import Card, Cell, Fact, Slide, Table, cards, tables
from journeykit.insights.days import day_of
from journeykit.insights.scope import ENDS, left_out
from journeykit.insights.views import is_changed, three_views
from journeykit.log import Journey
from journeykit.records import SIX, Stage
from journeykit.settings import Brand

__all__ = ["brief", "scope", "stages", "title", "views"]

_MOST_BESIDE = 8


def _words(lang: str) -> dict[str, str]:
    return dict(catalogue.read("deck", lang)["slides"])


def _note(key: str, lang: str) -> tuple[str, ...]:
    return (catalogue.say(f"deck.notes.{key}", lang),)


def _field(name: str, lang: str) -> str:
    return str(catalogue.read("fields", lang)["brief"][name]["label"])


def title(journey: Journey, lang: str, brand: Brand) -> list[Slide]:
    """Return the title: the workshop's name, and the journey it is about."""
    words = _words(lang)
    body = {
        "brand": brand.name,
        "product": journey.brief.product,
        "date": _date(journey, lang),
        "stages": [stage.label(lang) for stage in journey.stages_in_scope],
        "columns": _columns(len(journey.stages_in_scope)),
    }
    name = journey.brief.title or words["untitled"]
    return [Slide("title", name, body, kicker=words["kind"], notes=_note("title", lang))]


def _columns(count: int) -> int:
    """Return how many of `count` stages stand beside each other: rows are about equally long."""
    return ceil(count / max(ceil(count / _MOST_BESIDE), 1))


def _date(journey: Journey, lang: str) -> str:
    """Return the day of the last change; today's date would change the file without a reason."""
    at = journey.newest[0]
    if not at:
        return ""
    return _words(lang)["date"].format(day=catalogue.day(day_of(at, lang).isoformat(), lang))


def brief(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return what the map is for: purpose and decision, beside the product and who looks after the map."""
    words, given = _words(lang), journey.brief
    model = catalogue.choices("service_model", lang).get(given.service_model, "")
    names = ("product", "service_model", "owner", "review_by")
    values = {**given.model_dump(include=set(names)), "service_model": model}
    values["review_by"] = catalogue.day(given.review_by, lang)
    facts = [Fact(_field(name, lang), value) for name in names if (value := values[name])]
    rows = [
        [Card(_field(name, lang), getattr(given, name), tone)]
        for name, tone in (("decision", "strong"), ("purpose", ""))
        if getattr(given, name)
    ]
    slide = Slide("cards", words["brief"], {}, words["brief_kicker"], notes=_note("brief", lang))
    return cards(slide, rows or [[Card("", words["brief_empty"], "quiet")]], facts=facts, largest=26)


def scope(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the range of the map, for whom it was chosen, and what was left out and why (A4, A5)."""
    words, chosen = _words(lang), journey.scope
    rows = [_for_whom(journey, lang)]
    rows += [_dropped(journey, end, lang) for end in ENDS if end in left_out(journey)]
    covered = len(SIX) - len(left_out(journey))
    lead = "scope_open" if not chosen.stages else "scope_all" if covered == len(SIX) else "scope_some"
    slide = Slide("cards", words["scope"], {}, words["scope_kicker"], words[lead].format(count=covered))
    return [*cards(_with_note(slide, "scope", lang), rows, track=_track(journey, lang))]


def _with_note(slide: Slide, key: str, lang: str) -> Slide:
    return Slide(slide.kind, slide.title, slide.body, slide.kicker, slide.lead, _note(key, lang))


def _track(journey: Journey, lang: str) -> list[dict[str, Any]]:
    """Return the six as steps of a path: covered or left out."""
    words, gone = _words(lang), left_out(journey)
    labels = catalogue.choices("six", lang)
    return [
        {"label": labels[six], "inside": inside, "said": words["in_scope" if inside else "out_of_scope"]}
        for six in SIX
        for inside in [six not in gone]
    ]


def _for_whom(journey: Journey, lang: str) -> list[Card]:
    words, rows, labels = _words(lang), catalogue.read("scope", lang), catalogue.read("fields", lang)["scope"]
    chosen = [rows["roles"][role] for role in journey.scope.roles]
    roles = [words["labelled"].format(label=role["label"], text=role["note"]) for role in chosen]
    whose = Card(labels["roles"]["label"], "\n".join(roles), ideas=True, share=2)
    if not roles:
        whose = Card(labels["roles"]["label"], words["no_roles"], "quiet", share=2)
    if not journey.scope.purpose:
        return [whose]
    purpose = rows["purposes"][journey.scope.purpose]
    return [whose, Card(labels["purpose"]["label"], f"{purpose['label']}\n{purpose['note']}")]


def _dropped(journey: Journey, end: str, lang: str) -> list[Card]:
    words, row = _words(lang), catalogue.read("scope", lang)["ends"][end]
    ours = getattr(journey.scope, f"reason_{end}")
    label = words["our_reason"].format(stage=catalogue.read("stages", lang)["six"][end]["short"])
    return [
        Card(label, ours or words["no_reason"], "strong" if ours else "quiet", share=2),
        Card(words["reason_drop"], row["drop"]),
        Card(words["reason_keep"], row["keep"]),
    ]


def stages(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the stages with their meaning and sign, and what the team changed (A1, A6, A8)."""
    words, fields = _words(lang), catalogue.read("fields", lang)["stage"]
    heads = (words["stage"], fields["meaning"]["label"], fields["sign"]["label"], words["six"])
    changed = sum(is_changed(stage) for stage in journey.stages)
    lead = words["stages_lead_changed" if changed else "stages_lead"].format(count=changed)
    rows = [_stage_row(stage, lang) for stage in journey.stages]
    slide = Slide("table", words["stages"], {}, words["stages_kicker"], lead, _note("stages", lang))
    return tables(slide, Table(words["stages"], heads, (20, 42, 30, 16), rows, strong=True))


def _stage_row(stage: Stage, lang: str) -> tuple[Cell, ...]:
    words, default = _words(lang), catalogue.read("stages", lang)["six"][stage.rolls_up]
    pill = words["changed" if stage.id in SIX else "added"] if is_changed(stage) else ""
    return (
        Cell(stage.label(lang), pill=pill),
        Cell(stage.meaning or default["meaning"]),
        Cell(stage.sign or default["sign"]),
        Cell(default["label"]),
    )


def views(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return nine, six and four over each other, with the team's own stages between them (B1, B2)."""
    words, rows = _words(lang), three_views(lang)
    own = [_own_stages(journey, block.id, block.span, lang) for block in rows["six"]]
    named = [(words["nine"], "nine"), (words["six"], "six"), (words["own"], "own"), (words["four"], "four")]
    table = {
        key: {"label": label, "blocks": [b._asdict() for b in rows[key]] if key in rows else own}
        for label, key in named
    }
    note = _note("views", lang)
    return [Slide("views", words["views"], {"rows": table}, words["views_kicker"], words["views_lead"], note)]


def _own_stages(journey: Journey, six: str, span: int, lang: str) -> dict[str, Any]:
    inside = {stage.id for stage in journey.stages_in_scope}
    of_six = [stage for stage in journey.stages if stage.rolls_up == six]
    return {
        "span": span,
        "stages": [{"label": stage.label(lang), "inside": stage.id in inside} for stage in of_six],
    }
