"""Evidence: what the customer's own data say beside the map; first how good the data are.

What is shown comes from the workshop's record, which holds no names and no small groups. Who calls for closer
care is told to who leads alone, in the answer to a message, and is in no record.
"""

from __future__ import annotations

from typing import Any

from journeykit import catalogue
from journeykit.errors import JourneyError
from journeykit.evidence.results import Results, record
from journeykit.evidence.results import signals as care
from journeykit.evidence.results.findings import accept, proposed
from journeykit.evidence.study import study
from journeykit.insights import figures
from journeykit.insights.claims import claims, summary
from journeykit.insights.evidence import Group, Report, Stand, report
from journeykit.insights.figures import Table
from journeykit.log import Journey
from journeykit.panels import study as desk
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.deeds import Message, lead, one_of
from journeykit.workshop import Workshop
from journeykit.workshop.errand import Errand

__all__ = ["act", "show"]

View = dict[str, Any]


def show(journey: Journey, viewer: Viewer) -> View:
    """Return what the last run found, with nothing to press for those who take part."""
    text, told, lang = texts(viewer, "study", viewer.panel), report(journey), viewer.lang
    if told is None:
        return {"empty": text["empty_guest" if viewer.guest else "empty"], **_NOTHING, "text": text}
    return {
        "empty": "",
        "standing": figures.standing(told, lang),
        "quality": _table(figures.quality(told, lang)),
        "groups": [_group(told, journey, one, text, lang) for one in told.groups],
        "shared": [_table(table) for table in figures.scores(told, journey, lang)],
        "told": summary(claims(journey, lang), lang),
        "claims": _claims(journey, lang),
        "texts": _texts(told, journey, lang),
        "findings": [] if viewer.guest else _findings(journey, lang),
        "text": text,
    }


_NOTHING: View = {
    **{"standing": "", "told": "", "quality": {"heads": [], "rows": []}},
    **{name: [] for name in ("groups", "shared", "claims", "texts", "findings")},
}


def _table(table: Table) -> View:
    return {**table._asdict(), "heads": list(table.heads)}


def _group(told: Report, journey: Journey, which: Group, text: dict[str, str], lang: str) -> View:
    tables = [make(told, journey, lang, which) for make in (figures.stands, figures.dwell, figures.moves)]
    line = told.line(which)
    most = max((one.beyond or one.reached or 0 for one in line), default=0) or 1
    stages = [row[0] for row in tables[0].rows]
    return {
        "id": "\n".join(which),
        "label": figures.group(which, lang),
        "bars": [_bar(one, stage, most, text, lang) for one, stage in zip(line, stages, strict=True)],
        "tables": [_table(table) for table in tables],
    }


def _bar(one: Stand, stage: str, most: int, text: dict[str, str], lang: str) -> View:
    """Return a stage's bar; where nobody was seen there is none, also if others came further."""
    seen = one.reached != 0
    counts = {"reached": figures.number(one.reached, lang), "beyond": figures.number(one.beyond, lang)}
    return {
        "stage": stage,
        "told": text["bar"].format(**counts) if seen else text["no_evidence"],
        "share": round(100 * (one.reached or 0) / most, 1),
        "share_beyond": round(100 * (one.beyond or 0) / most, 1) if seen else 0,
    }


def _texts(told: Report, journey: Journey, lang: str) -> list[list[Any]]:
    """Return what customers said, stage by stage."""
    found = []
    for at, stage in enumerate(told.stages):
        quotes = [one.text for one in told.texts if one.stage == at]
        known = journey.stage_of(stage)
        if quotes:
            found.append([known.label(lang) if known else stage, quotes])
    return found


def act(workshop: Workshop, viewer: Viewer, message: Any) -> View:
    """Tell how a run stands ("open"), begin one ("update"), stop it, keep a finding ("accept")."""
    deeds = {"open": _open, "update": _update, "cancel": _cancel, "accept": _accept}
    return lead(workshop, viewer, message, deeds)


class Run:
    """What a run found, and whether it went into the record: once, so that an undo stays one."""

    def __init__(self, results: Results) -> None:
        self.results, self.kept = results, False


def _open(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> View:
    return _told(workshop, viewer, workshop.errands.get("run"))


def _update(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> View:
    """Work everything out anew, in a thread of its own: the log is read, and the rules applied to it."""
    rules = desk.known(workshop)
    if rules is None:
        raise JourneyError("no_rules")
    journey, loading = workshop.journey, desk.loaded(workshop, rules)

    def work(tell: Any) -> Run:
        while loading.state == "running":
            tell(loading.doing, loading.part * _LOADING)
            loading.wait(0.2)
        if loading.error:
            raise loading.error

        def further(doing: str, part: float) -> None:
            tell(doing, _LOADING + (1 - _LOADING) * part)

        return Run(study(loading.value, rules, journey, viewer.lang, progress=further))

    if old := workshop.errands.pop("run", None):
        old.stop()
    return _told(workshop, viewer, workshop.errand("run", rules, work))


_LOADING = 2 / 3
"""The part of a run that reading the data usually is."""


def _cancel(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> View:
    desk.cancel(workshop)
    return _told(workshop, viewer, None)


def _told(workshop: Workshop, viewer: Viewer, errand: Errand | None) -> View:
    """Return how a run stands; what a finished one found goes into the record, and the names to who leads."""
    text = texts(viewer)
    told = {
        **desk.standing(workshop, errand, viewer.lang),
        "ready": desk.where(workshop).rules.is_file(),
        "told": "",
    }
    if errand is None or errand.state != "done":
        return told
    run: Run = errand.value
    if not run.kept:
        run.kept = True
        record(workshop, run.results)
        care.write(desk.where(workshop).signals, list(run.results.signals), workshop.lang)
        told["told"] = text["kept"]
    return {**told, "signals": _signals(run.results, workshop, viewer, text)}


def _signals(done: Results, workshop: Workshop, viewer: Viewer, text: dict[str, str]) -> View:
    heads = catalogue.read("signals", viewer.lang)["heads"]
    rows = [[one.name, one.label, one.reason, one.last] for one in done.signals]
    return {
        "heads": [heads[name] for name in ("name", "signal", "reason", "last")],
        "rows": rows[:_MOST],
        "told": text["more_signals"].format(n=len(rows) - _MOST) if len(rows) > _MOST else "",
        "file": text["signals_file"].format(file=desk.where(workshop).signals),
    }


_MOST = 100
"""So many signals are shown; all of them are in the file."""


def _findings(journey: Journey, lang: str) -> list[View]:
    """Return the findings that can be kept; those that are, as they stand, cannot be pressed again."""
    lanes, say = catalogue.choices("data", lang), catalogue.read("evidence", lang)["findings"]
    found = []
    for one in proposed(journey, lang):
        stage = journey.stage_of(one.finding.stage)
        rests = say["rests" if one.finding.n else "rests_few"]
        on = rests.format(n=f"{one.finding.n:,}", day=catalogue.day(one.finding.as_of, lang))
        where = (stage.label(lang) if stage else "", lanes.get(one.finding.data, ""), one.finding.source, on)
        found.append(
            {
                "id": one.finding.id,
                "text": one.finding.text,
                "where": " / ".join(filter(None, where)),
                "state": one.state,
            }
        )
    return found


def _accept(workshop: Workshop, viewer: Viewer, message: Message, _: str) -> None:
    known = {one.finding.id for one in proposed(workshop.journey, viewer.lang)}
    accept(workshop, [one_of(message, "finding", known)], viewer.lang)


def _claims(journey: Journey, lang: str) -> list[View]:
    """Return what the team claims with what the data answer, contradictions first."""
    labels = catalogue.read("claims", lang)["verdicts"]
    return [
        {**one._asdict(), "label": labels[one.verdict], "why": one.reason}
        for one in claims(journey, lang)[:_MOST_CLAIMS]
    ]


_MOST_CLAIMS = 120
