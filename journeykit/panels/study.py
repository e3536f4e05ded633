"""What the panels of the customer's own data share: what is being done, how far it is, what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeykit import catalogue
from journeykit.errors import ReadError
from journeykit.evidence import rules as rulefile
from journeykit.evidence.log import Log
from journeykit.evidence.place import Place, place, stamp
from journeykit.evidence.reading import read
from journeykit.evidence.rules import Rules
from journeykit.workshop import Workshop
from journeykit.workshop.errand import Errand

__all__ = ["cancel", "known", "loaded", "standing", "where"]

NAMES = ("propose", "load", "run")
"""The errands, in the order in which one needs another."""


def where(workshop: Workshop) -> Place:
    """Return the place of the workshop's data. Raises `ReadError` where the workshop has no folder."""
    if workshop.folder == Path():  # in memory, as in tests
        raise ReadError("no_data_folder")
    return place(workshop.folder)


def known(workshop: Workshop) -> Rules | None:
    """Return the workshop's rules, None where none were made yet."""
    file = where(workshop).rules
    return rulefile.read(file) if file.is_file() else None


def loaded(workshop: Workshop, rules: Rules) -> Errand:
    """Return the errand that reads the data into a log: once for the same sources and files."""
    data = where(workshop).data
    of = (rules.sources, rules.key, rules.zone, rules.as_of, stamp(data))

    def work(tell: Any) -> Log:
        return read(rules, data, progress=tell)

    return workshop.errand("load", of, work)


def standing(workshop: Workshop, errand: Errand | None, lang: str) -> dict[str, Any]:
    """Return how an errand stands: what is `running` and its `part`, or what is the `trouble` with it."""
    if errand is None or errand.state in ("done", "stopped"):
        return {"running": "", "part": 0, "trouble": ""}
    if errand.state == "failed":
        trouble = catalogue.explain(errand.error, lang) if errand.error else ""
        return {"running": "", "part": 0, "trouble": trouble}
    name = next((name for name in NAMES if workshop.errands.get(name) is errand), "")
    return {"running": name or "load", "part": errand.part, "doing": errand.doing, "trouble": ""}


def cancel(workshop: Workshop) -> None:
    """Call off whatever is being done."""
    for name in NAMES:
        errand = workshop.errands.get(name)
        if errand and errand.state == "running":
            errand.stop()
