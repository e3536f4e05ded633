"""A first rule file for an export that nobody has seen before: proposed, with a reason for each choice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from journeykit import catalogue
from journeykit.evidence.proposing.columns import Table
from journeykit.evidence.proposing.firstrules import first_rules
from journeykit.evidence.proposing.following import Following, Key
from journeykit.evidence.proposing.joining import Joined
from journeykit.evidence.proposing.roles import Reading
from journeykit.evidence.proposing.surveying import surveyed
from journeykit.evidence.reading import tables
from journeykit.evidence.reading.running import database
from journeykit.evidence.rules import KEYS, Lookup, Rule, Rules, Source, Time

__all__ = ["Choice", "Proposal", "propose"]

Sure = Literal["sure", "likely", "guess"]
_ZONES = {"ja": "Asia/Tokyo", "en": "UTC"}


class Choice(NamedTuple):
    """One choice of a proposal: a source's field ("" for the whole file's), its column or value, and why."""

    source: str
    field: str
    value: str
    sure: Sure
    reason: str


class Proposal(NamedTuple):
    """Rules to confirm, the reasons, the tables with ten rows each, and the files that are no table."""

    rules: Rules
    choices: tuple[Choice, ...]
    tables: tuple[Table, ...]
    unread: tuple[str, ...] = ()


def propose(
    where: str | Path, lang: str, *, progress: Callable[[str, float], object] | None = None
) -> Proposal:
    """Return proposed rules for the tables of a folder or a database, nothing but read.

    Raises `ReadError` where there is no table at all.
    """
    db, folder = database()
    try:
        found = surveyed(db, folder, where, progress)
        return _Proposer(Joined(db, found.read, found.relations), lang, found.files).proposal(found.unread)
    finally:
        db.close()
        shutil.rmtree(folder, ignore_errors=True)


class _Proposer:
    """Puts the readings of all tables together, and keeps the reasons."""

    def __init__(self, joined: Joined, lang: str, series: Mapping[str, int]) -> None:
        self.joined, self.lang, self.series = joined, lang, series
        self.choices: list[Choice] = []
        self.following = Following(joined)
        self.ways = self.following.ways

    def because(self, name: str, field: str, value: str, sure: Sure, why: str, /, **values: object) -> None:
        reason = catalogue.say(f"evidence.reasons.{why}", self.lang, **values)
        self.choices.append(Choice(name, field, value, sure, reason))

    def proposal(self, unread: tuple[str, ...]) -> Proposal:
        key = self._key()
        self.because("", "zone", _ZONES[self.lang], "guess", "zone", zone=_ZONES[self.lang])
        readings = self.joined.readings
        every = tuple(self._source(name, reading, key) for name, reading in readings.items())
        needed = {hop.source for source in every if source.kind != "other" for hop in source.lookups}
        sources = tuple(source for source in every if source.kind != "other" or source.name in needed)
        for idle in (source for source in every if source not in sources):
            self.because(idle.name, "kind", "", "likely", "unused")
        rules = tuple(rule for source in sources for rule in self._rules(source, key))
        proposed = Rules(key=key, zone=_ZONES[self.lang], sources=sources, rules=rules)
        return Proposal(proposed, tuple(self.choices), tuple(r.table for r in readings.values()), unread)

    def _key(self) -> Key:
        key, why, deals = self.following.chosen
        reach = catalogue.enumerate_in(self.lang, self.ways[key])
        self.because("", "key", key, "guess" if why == "key_none" else "likely", why, sources=reach, n=deals)
        return key

    # The sources

    def _source(self, name: str, reading: Reading, key: str) -> Source:
        table = reading.table
        columns = {entity: self.joined.keys[entity].get(name, "") for entity in KEYS}
        way = self.ways[key].get(name)
        lookups = way.lookups if way and not columns[key] else ()
        if way:
            columns[key] = way.column
        kind = reading.kind if way else "other"
        segments, more = self._segments(name, reading, key, kind)
        self._tell(name, reading, kind, columns, lookups)
        if kind != "other" and (n := self.series.get(name, 1)) > 1:
            self.because(name, "file", table.file, "likely", "files", n=n)
        return Source(
            name=name,
            file=table.file,
            sheet=table.sheet,
            table=table.table,
            kind=kind,
            **columns,
            times=tuple(
                Time(column=time.column, what=self._event(reading, time.column)) for time in reading.times
            )
            if kind == "events"
            else (),
            segments=segments,
            lookups=(*lookups, *more),
            **(reading.fields if kind != "other" else {}),
        )

    def _event(self, reading: Reading, column: str) -> str:
        return "" if reading.long or "what" in reading.fields else column

    def _segments(
        self, name: str, reading: Reading, key: str, kind: str
    ) -> tuple[tuple[str, ...], tuple[Lookup, ...]]:
        """The source's segments; followed by deal or person, those of its company stand with the company."""
        if kind == "other":
            return (), ()
        account = self.joined.keys["account"].get(name, "")
        if key == "account" or not account or kind != "events":
            return reading.segments, ()
        masters = [other for other, found in self.joined.readings.items() if found.kind == "accounts"]
        for master in masters:
            where, theirs = self.joined.keys["account"].get(master, ""), self.joined.readings[master].segments
            own = {column.name for column in reading.table.columns}
            take = tuple(column for column in theirs if column not in own)
            if where and take:
                lookup = Lookup(source=master, on=account, where=where if where != account else "", take=take)
                self.because(name, "segments", ", ".join(take), "likely", "segments_of", source=master)
                return (*reading.segments, *take), (lookup,)
        return reading.segments, ()

    def _tell(
        self, name: str, reading: Reading, kind: str, columns: Mapping[str, str], lookups: tuple[Lookup, ...]
    ) -> None:
        about = catalogue.say(f"evidence.themes.{reading.theme or 'none'}", self.lang)
        why = kind if kind != "events" or reading.times else "no_time"
        if kind == "other" and not any(columns.values()):
            return
        self.because(name, "kind", kind, "likely" if reading.theme else "guess", f"kind_{why}", about=about)
        for entity, column in columns.items():
            if column and not (lookups and column == lookups[-1].take[-1]):
                head = reading.head(column)
                sure: Sure = "sure" if head.key(entity) >= 5 else "likely"
                self.because(name, entity, column, sure, "key_column", n=head.column.distinct)
        if lookups:
            by = " → ".join(f"{hop.on} → {hop.source}" for hop in lookups)
            self.because(name, "lookups", lookups[-1].take[-1], "likely", "lookup", way=by)
        if kind == "events":
            for time in reading.times:
                share = round(100 * reading.head(time.column).column.filled)
                self.because(
                    name, "times", time.column, "sure" if share > 50 else "likely", "time", share=share
                )
        for field, column in reading.fields.items() if kind != "other" else ():
            said = bool(reading.head(column).says)
            self.because(
                name,
                field,
                column,
                "likely" if said else "guess",
                field,
                n=reading.head(column).column.distinct,
            )
        for column in reading.segments if kind != "other" else ():
            named = "segment" in reading.head(column).says
            n = reading.head(column).column.distinct
            self.because(name, "segments", column, "likely" if named else "guess", "segment", n=n)
        for field, column, out in reading.left_out if kind != "other" else ():
            self.because(name, field, column, "likely", out)

    # The rules

    def _rules(self, source: Source, key: str) -> list[Rule]:
        if source.kind != "events":
            return []
        reading = self.joined.readings[source.name]
        lines = self._lines(reading)
        if lines and key != "deal":
            self.because(source.name, "rules", lines, "likely", "order_lines")
        found = first_rules(
            source.name, reading, self._kinds(source), repeats=key != "deal" and not lines, lang=self.lang
        )
        if not found:
            self.because(source.name, "rules", "", "guess", "no_rules")
        return found

    def _lines(self, reading: Reading) -> str:
        """The column of order numbers where an order has several rows: a second row is no second order."""
        for head in reading.heads:
            if (
                head.key("order") >= 4
                and head.column.distinct < 0.95 * head.column.filled * reading.table.rows
            ):
                return head.name
        return ""

    def _kinds(self, source: Source) -> list[tuple[str, str]]:
        of = tables.column(self.joined.relations[source.name])
        what, subtype = (
            f"coalesce(trim({tables.column(name)}::varchar), '')" if name else "''"
            for name in (source.what, source.subtype)
        )
        query = (
            f"select {what}, {subtype}, count(*) as n from {of} group by all order by n desc, 1, 2 limit 400"
        )
        return [(str(row[0]), str(row[1])) for row in self.joined.db.execute(query).fetchall()]
