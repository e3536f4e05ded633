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
from journeykit.insights.evidence import report
from journeykit.log import Journey
from journeykit.panels import study as desk
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.deeds import Message, lead, one_of
from journeykit.panels.saying import claimed, findings, grouped, tabled, voices
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
        "quality": tabled(figures.quality(told, lang)),
        "groups": [grouped(told, journey, one, text, lang) for one in told.groups],
        "shared": [tabled(table) for table in figures.scores(told, journey, lang)],
        "told": summary(claims(journey, lang), lang),
        "claims": claimed(journey, lang),
        "texts": voices(told, journey, lang),
        "findings": [] if viewer.guest else findings(journey, lang),
        "text": text,
    }


_NOTHING: View = {
    **{"standing": "", "told": "", "quality": {"heads": [], "rows": []}},
    **{name: [] for name in ("groups", "shared", "claims", "texts", "findings")},
}


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


def _accept(workshop: Workshop, viewer: Viewer, message: Message, _: str) -> None:
    known = {one.finding.id for one in proposed(workshop.journey, viewer.lang)}
    accept(workshop, [one_of(message, "finding", known)], viewer.lang)
