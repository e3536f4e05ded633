"""From the sources of a rule file to the log."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journeykit.errors import ReadError
from journeykit.evidence.log import SCHEMA, Log, Progress, end_of, zone_of
from journeykit.evidence.reading import accounts, clocks, events, keys, leftout
from journeykit.evidence.reading.databases import is_url
from journeykit.evidence.reading.events import Events
from journeykit.evidence.reading.files import matching
from journeykit.evidence.reading.headers import plain
from journeykit.evidence.reading.joins import joined
from journeykit.evidence.reading.notes import notes
from journeykit.evidence.reading.people import whose
from journeykit.evidence.reading.running import Tell, database, run
from journeykit.evidence.reading.tables import Remark, Table, load

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from journeykit.evidence.rules import Rules, Source

__all__ = ["read"]

_READING = 0.6
"""The share of the work that is reading files, as far as progress is told."""


def read(
    rules: Rules, where: str | Path, *, progress: Progress | None = None, today: date | None = None
) -> Log:
    """Return the log of the sources of `rules`, from files of a folder or the tables of a database's URL.

    Raises `ReadError` for what cannot be read; what can be read in part stands in the log's remarks. Whatever
    goes wrong, no file of its own stays behind.
    """
    zone_of(rules.zone)
    if twice := {
        source.name for source in rules.sources if [s.name for s in rules.sources].count(source.name) > 1
    }:
        raise ReadError("source_twice", source=min(twice))
    db, folder = database()
    try:
        db.execute(SCHEMA)
        return _Loading(db, folder, rules, where, progress).log(
            today or datetime.now(zone_of(rules.zone)).date()
        )
    except BaseException:
        db.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise


class _Loading:
    """One load: its database, and how far it is."""

    def __init__(
        self, db: DuckDBPyConnection, folder: Path, rules: Rules, where: str | Path, progress: Progress | None
    ) -> None:
        self.db, self.folder, self.rules, self.where, self.progress = db, folder, rules, where, progress
        self.share, self.keys = 0.0, keys.Keys(frozenset())

    def log(self, today: date) -> Log:
        """Return the log, read up to a day."""
        tables = joined(self.db, self.rules, self._tables())
        self._shared()
        told = [
            Events.of(self.db, number, source, tables[source.name], self.rules, self._remark(source))
            for number, source in enumerate(self.rules.sources)
            if source.kind == "events" and tables[source.name].columns
        ]
        lists = accounts.lists(self.rules, tables)
        listed = [one.asked for one in lists if one.direct]
        self.keys = keys.fill(self.db, [one.asked for one in told] + listed)
        events.kinds(self.db, told)
        timed, untimed = [one for one in told if one.times], [one for one in told if not one.times]
        for at, one in enumerate(timed):
            self._insert(one, at / max(len(timed), 1), (at + 1) / max(len(timed), 1))
        as_of = self._as_of(today)
        for one in timed + untimed:
            notes(self.db, one, self._remark(one.source), as_of)
        for one in untimed:
            leftout.stand(self.db, one, self._remark(one.source), None if timed else as_of)
        accounts.fill(self.db, self.rules, self.keys, told, lists, self._remark)
        accounts.parties(self.db, self.rules, tables)
        self._count(told, tables)
        if self.progress:
            self.progress("", 1.0)
        return Log(
            self.db,
            zone=self.rules.zone,
            as_of=as_of,
            untimed=[one.source.name for one in untimed],
            snapshot=bool(untimed) and not timed,
            folder=self.folder,
        )

    def _remark(self, source: Source) -> Remark:
        def told(what: str, n: int, example: str) -> None:
            row = [source.name, what, n, example[:200]]
            self.db.execute("insert into remarks values ($1, $2, $3, $4)", row)

        return told

    def _tell(self, source: Source, low: float, high: float) -> Tell:
        def told(share: float) -> None:
            self.share = max(self.share, low + (high - low) * share)  # a second try does not go back
            if self.progress:
                self.progress(source.name, self.share)

        return told

    def _tables(self) -> dict[str, Table]:
        found: dict[str, Table] = {}
        share = _READING / max(len(self.rules.sources), 1)
        for at, source in enumerate(self.rules.sources):
            found[source.name] = load(
                self.db,
                self.folder,
                self.where,
                source,
                remark=self._remark(source),
                tell=self._tell(source, share * at, share * (at + 1)),
                only=_wanted(self.rules, source),
            )
        return found

    def _shared(self) -> None:
        """Tell of events that two sources read from the same column of the same file: they count twice."""
        seen: set[tuple[Path, str, str]] = set()
        told = [source for source in self.rules.sources if source.kind == "events"]
        for source in () if is_url(self.where) else told:
            paths = matching(Path(self.where), source)
            places = {(path, source.sheet, plain(time.column)) for path in paths for time in source.times}
            if again := sorted({path.name for path, *_ in places & seen}):
                self._remark(source)("file_twice", len(again), again[0])
            seen |= places

    def _insert(self, one: Events, low: float, high: float) -> None:
        """Put a source's events into the log; where the quick way loses some, anew, with every doubt told."""
        low, high = (_READING + (1 - _READING) * share for share in (low, high))
        tell = self._tell(one.source, low, high)
        first, before = self._first(), self._size()
        events.insert(self.db, one, self.keys, lambda statement: run(self.db, statement, tell))
        one = self._checked(one, first, self._size() - before, tell)
        clocks.odd_hours(self.db, one, first, self._remark(one.source))

    def _checked(self, one: Events, first: int, came: int, tell: Tell) -> Events:
        """Tell which rows became no events; return the events as they were read in the end."""
        remark = self._remark(one.source)
        if one.quick and came == one.table.rows * len(one.times):
            return one  # every row became an event: nothing is left to ask
        if not one.key_known:
            remark("no_key_column", one.table.rows, getattr(one.source, self.rules.key))
        elif not one.quick or came != leftout.expected(self.db, one):
            if one.quick:
                self.db.execute(f"delete from ev where rowid >= {first}")
                one = one.anew(self.db, self.rules, remark)
                events.insert(self.db, one, self.keys, lambda statement: run(self.db, statement, tell))
            leftout.doubts(self.db, one, remark)
        else:
            leftout.gaps(self.db, one, remark)
        return one

    def _first(self) -> int:
        """Return the number that the log's next row gets: where some were taken away, more than there are."""
        return int(self.db.execute("select coalesce(max(rowid) + 1, 0) from ev").fetchall()[0][0])

    def _size(self) -> int:
        return int(self.db.execute("select count(*) from ev").fetchall()[0][0])

    def _as_of(self, today: date) -> int:
        """Return the last second of the as-of day: what the rules say, or the last event's until today."""
        ends = end_of(today, self.rules.zone)
        if self.rules.as_of:
            day = date.fromisoformat(self.rules.as_of)
            if day > today:
                row = ["", "as_of_ahead", (day - today).days, self.rules.as_of]
                self.db.execute("insert into remarks values ($1, $2, $3, $4)", row)
            return end_of(day, self.rules.zone)
        last = self.db.execute(f"select max(t) from ev where t <= {ends}").fetchall()[0][0]
        if last is None:
            return ends
        return end_of(datetime.fromtimestamp(int(last), zone_of(self.rules.zone)).date(), self.rules.zone)

    def _count(self, told: list[Events], tables: dict[str, Table]) -> None:
        """Count events by kind and by source; kinds without any go."""
        db = self.db
        db.execute(
            "update kinds set n = c.n from (select kind, count(*) as n from ev group by kind) c"
            " where c.kind = kinds.kind"
        )
        events.renumber(db)
        for source in self.rules.sources:
            asked = "select coalesce(sum(n), 0) from kinds where source = $1"
            n = db.execute(asked, [source.name]).fetchall()[0][0]
            untimed = any(one.source is source and not one.times for one in told)
            rows = tables[source.name].rows if tables[source.name].columns else 0
            db.execute("insert into sources values ($1, $2, $3, $4)", [source.name, rows, int(n), untimed])


def _wanted(rules: Rules, source: Source) -> Callable[[str], bool]:
    """Return which columns of a source anybody asks for: those of its rules, and who is named there."""
    names = [getattr(source, field) for field in ("account", "deal", "contact", "what", "subtype", "text")]
    names += [source.amount, source.score, source.target, *source.segments]
    names += [time.column for time in source.times]
    names += [lookup.on for lookup in source.lookups]
    for other in rules.sources:
        for lookup in other.lookups:
            if lookup.source == source.name:
                names += [lookup.where or lookup.on, *lookup.take]
    asked = frozenset(plain(name) for name in names if name)
    return lambda name: plain(name) in asked or bool(whose(name))
