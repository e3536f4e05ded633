"""Another copy of the same workshop: what both sides did since they parted comes together, in any order.

The union of both logs is the merge: of two changes to one field the later one stands, whoever merges whose.
What both have in common is where they parted; where both changed the same field since, that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os.path import isfile
from pathlib import Path
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.curtain import Curtain
from journeykit.errors import ReadError
from journeykit.formats.rows import names, shown
from journeykit.insights.changes import Changes, compare, title_of
from journeykit.log import Change, Journey
from journeykit.records import KINDS, inputs
from journeykit.settings import FILE
from journeykit.workshop import Workshop

__all__ = ["Clash", "Merged", "clash_told", "is_copy", "merged"]

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
