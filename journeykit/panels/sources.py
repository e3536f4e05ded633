"""Sources: the wizard. The tables of the data, what each column seems to hold and why, to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from pydantic import ValidationError

from journeykit.errors import JourneyError
from journeykit.evidence import rules as rulefile
from journeykit.evidence.place import stamp
from journeykit.evidence.proposing import Choice, Proposal, propose
from journeykit.evidence.proposing.columns import Table
from journeykit.evidence.rules import KEYS, Rules, Source
from journeykit.log import Journey
from journeykit.panels import holding, study
from journeykit.panels.answers import Viewer, texts
from journeykit.panels.deeds import Message, lead
from journeykit.workshop import Workshop
from journeykit.workshop.errand import Errand

__all__ = ["act", "show"]

_LONGEST = 120
"""So much of a cell is shown."""
_WHOLE = ("file", "kind", "rules")
"""What is chosen for a table as a whole, not for one of its columns."""
_SETTINGS = ("key", "zone", "as_of", "idle")
"""What holds for all tables."""

View = dict[str, Any]


def show(journey: Journey, viewer: Viewer) -> View:
    """Return the choices; the tables lie in files, and are asked for."""
    text = texts(viewer, "study", viewer.panel)
    return {
        "keys": [[key, text[f"key_{key}"]] for key in KEYS],
        "kinds": [[kind, text[f"kind_{kind}"]] for kind in ("events", "accounts", "other")],
        "orders": [[order, text[f"order_{order}"]] for order in ("", "ymd", "dmy", "mdy")],
        "roles": [[role, text[f"role_{role}"]] for role in holding.ROLES],
        "zones": sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc")),
        "text": text,
    }


def act(workshop: Workshop, viewer: Viewer, message: Any) -> View:
    """Tell what the tables hold ("open", anew "propose"), write what was confirmed ("save"), "cancel"."""
    deeds = {"open": _open, "propose": _propose, "save": _save, "cancel": _cancel}
    return lead(workshop, viewer, message, deeds)


def _open(workshop: Workshop, viewer: Viewer, message: Message, _: str) -> View:
    """Tell what was confirmed, or while it is being proposed `anew`, what the proposal is."""
    known = None if message.get("anew") is True else study.known(workshop)
    return _told(workshop, viewer, _looking(workshop, viewer) if study.where(workshop).files else None, known)


def _propose(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> View:
    """Look into the folder anew; what was confirmed before stays until something else is."""
    place = study.where(workshop)
    place.make()
    if old := workshop.errands.get("propose"):
        old.stop()
    return _told(workshop, viewer, _looking(workshop, viewer) if place.files else None, None)


def _cancel(workshop: Workshop, viewer: Viewer, _: Message, __: str) -> View:
    study.cancel(workshop)
    return _told(workshop, viewer, None, None)


def _looking(workshop: Workshop, viewer: Viewer) -> Errand:
    """Return the errand that finds out what the columns hold: once for the same files."""
    data, lang = study.where(workshop).data, viewer.lang

    def work(tell: Any) -> Proposal:
        return propose(data, lang, progress=tell)

    return workshop.errand("propose", (lang, stamp(data)), work)


def _told(workshop: Workshop, viewer: Viewer, errand: Errand | None, known: Rules | None) -> View:
    place = study.where(workshop)
    told = {
        **study.standing(workshop, errand, viewer.lang),
        "folder": str(place.data.resolve()),
        "saved": place.rules.is_file(),
        "tables": [],
        "notes": [],
    }
    proposal = errand.value if errand and errand.state == "done" else None
    return {**told, **_tables(proposal, known, viewer)} if proposal else told


def _tables(proposal: Proposal, known: Rules | None, viewer: Viewer) -> View:
    """Return the tables as they are confirmed, else as they are proposed."""
    text, rules = texts(viewer), known or proposal.rules
    sources = _sources(proposal, rules)
    whole = [choice.reason for choice in proposal.choices if not choice.source]
    unread = [text["unread"].format(file=file) for file in proposal.unread]
    return {
        "settings": {name: getattr(rules, name) for name in _SETTINGS},
        "notes": unread if known else whole + unread,
        "tables": [_table(table, sources[table.name], proposal.choices, text) for table in proposal.tables],
    }


def _sources(proposal: Proposal, rules: Rules) -> dict[str, Source]:
    """Return the source of each table: as it was confirmed, as it is proposed, else one of no use so far."""
    idle = [
        Source(name=table.name, file=table.file, sheet=table.sheet, table=table.table, kind="other")
        for table in proposal.tables
    ]
    return {source.name: source for source in (*idle, *proposal.rules.sources, *rules.sources)}


def _table(table: Table, source: Source, choices: Sequence[Choice], text: dict[str, str]) -> View:
    own = [choice for choice in choices if choice.source == source.name]
    by_column = {choice.value: choice for choice in own if choice.field not in _WHOLE}
    times = {time.column: time.what for time in source.times}
    columns = [
        {
            "name": name,
            "from": of,
            "role": holding.role(source, name),
            "what": times.get(name, ""),
            "why": by_column[name].reason if name in by_column else "",
            "unsure": name in by_column and by_column[name].sure == "guess",
        }
        for name, of in holding.columns(source, [column.name for column in table.columns])
    ]
    return {
        "name": source.name,
        "kind": source.kind,
        "order": source.order,
        "columns": columns,
        "used": sum(bool(column["role"]) for column in columns),
        "of": len(columns),
        "why": " ".join(choice.reason for choice in own if choice.field in _WHOLE),
        "rows": [[cell[:_LONGEST] for cell in row] for row in table.head],
        "lookups": [{"told": _lookup(one, text), "on": True} for one in source.lookups],
    }


def _lookup(one: Any, text: dict[str, str]) -> str:
    return text["lookup"].format(source=one.source, on=one.on, take=" / ".join(one.take))


def _save(workshop: Workshop, viewer: Viewer, message: Message, _: str) -> View:
    """Write what was confirmed; rules that are there stay, else those that are proposed come along."""
    errand, known = workshop.errands.get("propose"), study.known(workshop)
    if errand is None or errand.state != "done":
        raise JourneyError("bad_message")
    base = known or errand.value.rules
    sources, given = _sources(errand.value, base), message.get("sources")
    chosen = [_chosen(sources, one) for one in (given if isinstance(given, list) else [])]
    asked = {lookup.source for source in chosen for lookup in source.lookups}
    chosen = [source for source in chosen if source.kind != "other" or source.name in asked]
    rules = _checked({**base.model_dump(), **_settings(message), "sources": [*map(_plain, chosen)]}, viewer)
    rulefile.write(study.where(workshop).rules, rules, workshop.lang)
    return {**_told(workshop, viewer, errand, rules), "say": texts(viewer)["saved"]}


def _plain(source: Source) -> dict[str, Any]:
    return source.model_dump()


def _chosen(sources: Mapping[str, Source], given: Any) -> Source:
    """Return a source as a message says it is to be."""
    try:
        source = sources[given["name"]]
        kept = holding.joined(source, given["lookups"])
        gone = {name for one in source.lookups for name in one.take if one not in kept.lookups}
        columns = {
            one["column"]: (one["role"], one["what"]) for one in given["columns"] if one["column"] not in gone
        }
        return holding.held(kept, columns, kind=given["kind"], order=given["order"])
    except (KeyError, TypeError, ValidationError) as error:
        raise JourneyError("bad_message") from error


def _settings(message: Message) -> dict[str, Any]:
    return {name: message.get(name) for name in _SETTINGS}


def _checked(fields: dict[str, Any], viewer: Viewer) -> Rules:
    try:
        if fields["as_of"]:
            date.fromisoformat(fields["as_of"])
        return Rules.model_validate(fields)
    except (ValidationError, ValueError, TypeError) as error:
        place = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ("as_of",)
        field = next((str(part) for part in place if isinstance(part, str)), "")
        label = texts(viewer).get(field, field)
        raise JourneyError("bad_setting", field=label) from error
