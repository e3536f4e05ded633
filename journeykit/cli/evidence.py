"""The command that puts the customer's own data beside the map: quality first, then figures."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit import catalogue
from journeykit.cli import tables
from journeykit.cli.options import HELP, Folder, Lang
from journeykit.errors import ReadError
from journeykit.terminal import console, progress, say, short, tidy, told

if TYPE_CHECKING:
    from journeykit.evidence.log import Log
    from journeykit.evidence.place import Place
    from journeykit.evidence.proposing import Choice
    from journeykit.evidence.results.signals import Signal
    from journeykit.evidence.rules import Rules
    from journeykit.insights.evidence import Report
    from journeykit.insights.figures import Table
    from journeykit.workshop import Workshop

__all__ = ["evidence"]

File = Annotated[Path | None, typer.Option("--rules", help=HELP["rules"], show_default=False)]
Data = Annotated[str, typer.Option("--data", help=HELP["data"], show_default=False)]
Engine = Annotated[str, typer.Option("--engine", help=HELP["engine"])]
Url = Annotated[str, typer.Option("--url", help=HELP["url"], show_default=False)]
Propose = Annotated[bool, typer.Option("--propose", help=HELP["propose"])]
Signals = Annotated[bool, typer.Option("--signals", help=HELP["signals"])]
EventLog = Annotated[Path | None, typer.Option("--eventlog", help=HELP["eventlog"], show_default=False)]


def evidence(
    folder: Folder = Path(),
    rules: File = None,
    data: Data = "",
    engine: Engine = "duckdb",
    url: Url = "",
    propose: Propose = False,
    signals: Signals = False,
    eventlog: EventLog = None,
    lang: Lang = "",
) -> None:
    with told(lang), tidy():
        from journeykit import workshop
        from journeykit.evidence import engines
        from journeykit.evidence.place import place

        engines.ready(engine, url)
        with closing(workshop.open(folder, lang=lang or None)) as opened:
            at = place(opened.folder)
            if not data:
                at.make()
            where = data or at.data
            file = rules or at.rules
            if rules and not propose and not rules.is_file():
                raise ReadError("no_such_rules", file=short(rules))
            read = _rules(opened, at, file, where, anew=propose)
            if propose:
                return
            with _loaded(opened, read, where) as log:
                found = _studied(opened, log, read, at, engine, url)
                if signals:
                    _names(found, opened.lang)
                if eventlog:
                    _events(log, eventlog, opened.lang)


def _rules(opened: Workshop, at: Place, file: Path, where: str | Path, *, anew: bool) -> Rules:
    """Return the rules; where there are none yet, what the columns seem to hold is proposed and written."""
    from journeykit.evidence import rules as rulefile

    if file.is_file() and not anew:
        return rulefile.read(file)
    if isinstance(where, Path) and not at.files:
        raise ReadError("no_data", folder=str(short(where)))
    from journeykit.evidence.proposing import propose

    with progress("looking", opened.lang) as tell:
        proposal = propose(where, opened.lang, progress=tell)
    heads = catalogue.read("evidence", opened.lang)["proposal"]
    for source in dict.fromkeys(choice.source for choice in proposal.choices):
        console().print(source or heads["whole"], style="bold", markup=False)
        own = [choice for choice in proposal.choices if choice.source == source]
        rows = [[_value(choice, opened.lang), choice.reason] for choice in own]
        tables.show((heads["value"], heads["reason"]), rows)
    if file.exists():
        file = file.with_name(f"{file.stem}.proposed.toml")
    file.parent.mkdir(parents=True, exist_ok=True)
    rulefile.write(file, proposal.rules, opened.lang)
    say("proposed", opened.lang, file=short(file))
    return proposal.rules


def _value(choice: Choice, lang: str) -> str:
    """Return what is proposed as the panel of step 07 calls it; a column goes by its name."""
    if choice.field in ("key", "kind"):
        words = catalogue.read("panels", lang)["sources"]
        return str(words.get(f"{choice.field}_{choice.value}", words["role_"]))
    return choice.value


def _loaded(opened: Workshop, rules: Rules, where: str | Path) -> Log:
    from journeykit.evidence.reading import read

    with progress("loading", opened.lang) as tell:
        return read(rules, where, progress=tell)


def _studied(opened: Workshop, log: Log, rules: Rules, at: Place, engine: str, url: str) -> list[Signal]:
    """Work out, print and record the figures; return who calls for closer care."""
    from journeykit.evidence.results import record, signals
    from journeykit.evidence.study import study

    lang = opened.lang
    with progress("counting", lang) as tell:
        done = study(log, rules, opened.journey, lang, engine=engine, url=url, progress=tell)
    _figures(opened, done.report)
    record(opened, done)
    say("recorded", lang)
    found = list(done.signals)
    signals.write(at.signals, found, lang)
    say("signals", lang, n=len(found), file=short(at.signals))
    return found


def _names(found: list[Signal], lang: str) -> None:
    heads = catalogue.read("signals", lang)["heads"]
    console().print()
    for label in dict.fromkeys(one.label for one in found):
        console().print(label, style="bold", markup=False)
        rows = [[one.name, one.reason, one.last] for one in found if one.label == label]
        tables.show(tuple(heads[name] for name in ("name", "reason", "last")), rows)


def _events(log: Log, file: Path, lang: str) -> None:
    from journeykit.evidence.results import eventlog

    eventlog.write(log, file, lang)
    say("written", lang, file=short(file))


def _figures(opened: Workshop, report: Report) -> None:
    """Print what is to be known of the data, and then what they say."""
    from journeykit.insights import figures

    journey, lang = opened.journey, opened.lang
    tables.tell(figures.standing(report, lang))
    console().print()
    found = [
        figures.quality(report, lang),
        figures.stands(report, journey, lang),
        figures.dwell(report, journey, lang),
        figures.moves(report, journey, lang),
        *figures.scores(report, journey, lang),
    ]
    for table in found:
        _print(table)


def _print(table: Table) -> None:
    console().print(table.title, style="bold", markup=False)
    if table.rows:
        tables.show(table.heads, table.rows)
    else:
        tables.tell(table.empty)
        console().print()
