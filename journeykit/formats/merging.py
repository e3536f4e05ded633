"""Another copy of the same workshop: what both sides did since they parted comes together, in any order.

The union of both logs is the merge: of two changes to one field the later one stands, whoever merges whose.
What both have in common is where they parted; where both changed the same field since, that is told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from os.path import isfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.curtain import Curtain
from journeykit.errors import ReadError, WorkshopError
from journeykit.formats.rows import names, shown
from journeykit.insights.changes import Changes, compare, tell, title_of
from journeykit.log import Change, Journey
from journeykit.records import KINDS, inputs
from journeykit.settings import FILE
from journeykit.workshop import Workshop

__all__ = ["Clash", "Merged", "arrived", "clash_told", "count_told", "is_copy", "is_log", "merged", "told"]

DROPPED = ""
"""Stands in the place of a field where one side deleted the record that the other changed."""


class Clash(NamedTuple):
    """A field that both sides changed since they parted: what each said, and what stands now."""

    kind: str
    record: str
    field: str
    ours: Any
    theirs: Any
    stands: Any


class Merged(NamedTuple):
    """What a merge brings: the changes that are new here, what they change on the map, and the clashes.

    What participants have not revealed comes along, and is not told.
    """

    new: tuple[Change, ...]
    changes: Changes
    clashes: tuple[Clash, ...]


def is_copy(path: Path) -> bool:
    """Say whether a path is the folder of a workshop, or the file that holds its log."""
    return path.name == "workshop.db" or isfile(path / FILE)  # asked of a name too long, a Path raises


def is_log(data: bytes) -> bool:
    """Say whether a file that came in is a database, as a copy's `workshop.db` is."""
    return data.startswith(b"SQLite format 3\0")


@contextmanager
def arrived(name: str, data: bytes, lang: str) -> Iterator[Workshop]:
    """Open another copy of which only the log came in, as the bytes of a file called `name`.

    They lie in a folder of their own while it is open, and are gone after that. Raises `ReadError`.
    """
    from sqlalchemy import URL

    from journeykit.store import Store

    with TemporaryDirectory(prefix="journeykit-") as folder:
        file = Path(folder) / "workshop.db"
        file.write_bytes(data)
        if _has_views(file):  # what is no plain table may compute for ever
            raise ReadError("not_a_workshop", file=name)
        with ExitStack() as open_files:
            try:
                store = Store(URL.create("sqlite", database=str(file)), create=False)
                other = Workshop(open_files.enter_context(closing(store)), folder=Path(name), lang=lang)
                other.id  # noqa: B018 - reads it all
            except WorkshopError as error:
                raise ReadError(error.key, **{**error.values, "file": name}) from error
            yield other


def _has_views(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as line:
        try:
            return bool(
                line.execute("SELECT 1 FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall()
            )
        except sqlite3.DatabaseError:
            return True


def merged(ours: Workshop, theirs: Workshop) -> Merged:
    """Return what merging would bring. Raises `ReadError` for another workshop than this one."""
    here = {change.id: change for change in ours.changes}
    there = {change.id: change for change in theirs.changes}
    if not here.keys() & there.keys():
        raise ReadError("another_workshop", folder=str(theirs.folder))
    new = tuple(_only(there, here))
    both = Curtain()
    both.take([*here.values(), *new])
    sides = (_only(here, there), new)
    own, other = ([c for c in side if not both.is_hidden(c.kind, c.record)] for side in sides)
    changes = compare(ours.curtain.public, both.public)
    return Merged(new, changes, tuple(_clashes(own, other, both.public)))


def count_told(found: Merged, lang: str) -> str:
    """Return how many changes a merge brings, as a sentence."""
    return catalogue.say("incoming.merge.new", lang, n=len(found.new))


def told(found: Merged, lang: str) -> list[tuple[str, list[str]]]:
    """Return what a merge changes on the map, and where both sides changed the same: headings with lines."""
    clashes = [clash_told(clash, found.changes.after, lang) for clash in found.clashes]
    heading = catalogue.say("incoming.merge.clashes", lang, n=len(clashes))
    return [*tell(found.changes, lang), *([(heading, clashes)] if clashes else [])]


def clash_told(clash: Clash, journey: Journey, lang: str) -> str:
    """Return a clash as a sentence."""
    record = journey.last_known(clash.kind, clash.record)
    words = catalogue.read("incoming", lang)["merge"]
    title = title_of(journey, record, lang) if record else ""
    label = catalogue.read("fields", lang).get(clash.kind, {}).get(clash.field, {}).get("label", "")

    def told(value: Any) -> str:
        if isinstance(value, bool):
            return str(words["gone" if value else "kept"])
        given = tuple(value) if isinstance(value, list) else value
        if given in ("", (), None) or record is None:
            return str(words["empty"])
        return str(shown(clash.kind, record, clash.field, given, names(journey, lang), lang))

    values = {name: told(getattr(clash, name)) for name in ("ours", "theirs", "stands")}
    return str(words["clash" if clash.field else "dropped"].format(title=title, field=label, **values))


def _clashes(own: Iterable[Change], new: Iterable[Change], both: Journey) -> Iterable[Clash]:
    ours, theirs = _last(own), _last(new)
    for kind, key, field in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[kind, key, field], theirs[kind, key, field]
        if mine != other and kind in KINDS and _is_asked(kind, field):
            yield Clash(kind, key, field, mine, other, _standing(both, kind, key, field))


def _only(here: Mapping[str, Change], there: Mapping[str, Change]) -> list[Change]:
    return [change for key, change in here.items() if key not in there]


def _last(changes: Iterable[Change]) -> Mapping[tuple[str, str, str], Any]:
    """Return what one side said last of each field; of a record, whether it deleted or changed it."""
    said: dict[tuple[str, str, str], Any] = {}
    for change in sorted(changes, key=lambda c: (c.at, c.id)):
        said[change.kind, change.record, DROPPED] = change.op == "drop"
        said |= {(change.kind, change.record, field): value for field, value in change.fields.items()}
    return said


def _is_asked(kind: str, field: str) -> bool:
    """Say whether people are asked for a field: where a card lies among others is no matter of dispute."""
    return field == DROPPED or (field in KINDS[kind].model_fields and inputs(kind)[field].kind != "hidden")


def _standing(journey: Journey, kind: str, key: str, field: str) -> Any:
    if field == DROPPED:
        return journey.get(kind, key) is None
    return getattr(journey.last_known(kind, key), field, None)
