"""The rule file: where events and accounts come from, and which event means which stage.

`rules.toml` is declarative: sources say which columns hold what, rules are tried from the top, and the first
that matches an event counts. `read` and `write` leave the file as people wrote it, comments included.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from journeykit.errors import ReadError, WorkshopError
from journeykit.evidence import rulefile

__all__ = ["KEYS", "LEFT", "Lookup", "Rule", "Rules", "Source", "Time", "parse", "read", "text", "write"]

KEYS = ("account", "deal", "contact")
LEFT = "left"
"""The stage of a rule by which a customer leaves: a deal lost, a contract ended."""

MOST = 2_000_000
"""The largest rule file that is read, in bytes."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # what zoneinfo raises for names that are none
        raise PydanticCustomError("rules_zone", "no such time zone") from error
    return name


def _day(iso: str) -> str:
    if iso:
        date.fromisoformat(iso)
    return iso


def _count(nth: str) -> str:
    low, dash, high = nth.partition("-")
    if dash and int(low) > int(high):
        raise PydanticCustomError("rules_nth", "the wrong way round")
    return nth


Name = Annotated[str, Field(max_length=200)]
Names = tuple[Name, ...]
Nth = Annotated[str, Field(pattern=r"^([1-9]\d{0,8}(\+|-[1-9]\d{0,8})?)?$"), AfterValidator(_count)]
Zone = Annotated[Name, AfterValidator(_zone)]
Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$"), AfterValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Time(_Part):
    """A column that holds when something happened; `what` names the event where no column of the source does.

    A source with several of them tells several events a row: `engage_date`, `close_date`.
    """

    column: Name
    what: Name = ""


class Lookup(_Part):
    """A column taken from another source: where `on` is equal in both, `take` stands beside the row.

    `on` is the column's name in this source, `where` in the other (default: the same name).
    """

    source: Name
    on: Name
    where: Name = ""
    take: Names


class Source(_Part):
    """One table of an export, and what its columns hold; "" where there is no such column.

    `file` is a name or a pattern ("calls_*.csv") in the data folder, `sheet` a sheet of a workbook, `table` a
    table or view where the data are asked by URL. `order` says how days are written: "ymd", "dmy" or "mdy";
    "" finds out. A source of kind "accounts" tells segments and whom the company aims at (`target`); one of
    kind "other" is only looked up.
    """

    name: Name
    file: Name = ""
    sheet: Name = ""
    table: Name = ""
    kind: Literal["events", "accounts", "other"] = "events"
    account: Name = ""
    deal: Name = ""
    contact: Name = ""
    times: tuple[Time, ...] = ()
    order: Literal["", "ymd", "dmy", "mdy"] = ""
    what: Name = ""
    subtype: Name = ""
    text: Name = ""
    amount: Name = ""
    score: Name = ""
    segments: Names = ()
    target: Name = ""
    lookups: tuple[Lookup, ...] = ()


class Rule(_Part):
    """Which events mean which stage; an empty condition holds for all, several values are alternatives.

    Values are compared without regard to case and width (NFKC), `*` stands for anything. `nth` counts the
    events of one key that fit this rule's other conditions, by time: "1", "2+", "2-4". `stage` is one of the
    workshop's stages or of the six, "left" where the customer leaves, "" where the event means no stage.

    `moves`: "any" puts the customer at the stage; "up" only if they are not further already; "none" tells of
    the stage (its texts, its scores) without moving anybody. `sticky`: no later event takes them below it.
    """

    source: Names = ()
    what: Names = ()
    subtype: Names = ()
    nth: Nth = ""
    stage: Name = ""
    moves: Literal["any", "up", "none"] = "any"
    sticky: bool = False
    note: Annotated[str, Field(max_length=400)] = ""


class Rules(_Part):
    """The whole file. `key` says whose journey is followed; times without a zone are read in `zone` (IANA).

    `as_of` (ISO day) is the day to which figures hold, "" that of the last event not ahead of today.
    Who was not seen for `idle` days counts as idle.
    """

    version: Literal[1] = 1
    key: Literal["account", "deal", "contact"] = "account"
    zone: Zone = "Asia/Tokyo"
    as_of: Day = ""
    idle: Annotated[int, Field(ge=1, le=3660)] = 90
    sources: tuple[Source, ...] = ()
    rules: tuple[Rule, ...] = ()

    @field_validator("sources")
    @classmethod
    def _known(cls, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        names = [source.name for source in sources]
        for at, source in enumerate(sources):
            if source.name in names[:at]:
                raise PydanticCustomError("rules_twice", "twice", {"at": (at, "name"), "value": source.name})
            for lookup in source.lookups:
                if lookup.source not in names:
                    raise PydanticCustomError(
                        "rules_no_source", "no such source", {"at": (at, "lookups"), "value": lookup.source}
                    )
        return sources


def read(path: Path) -> Rules:
    """Return what a rule file says. Raises `ReadError`, which names the line and the field."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise ReadError("cannot_read", file=path.name) from error
    if len(data) > MOST:
        raise ReadError("too_large")
    try:
        return parse(data.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ReadError("rules_not_utf8", file=path.name, line=line) from error


def parse(said: str, name: str = "rules.toml") -> Rules:
    """Return what the text of a rule file says; `name` is how errors call it."""
    tree = rulefile.tree(said, name)
    try:
        return Rules.model_validate(tree)
    except ValidationError as error:
        raise rulefile.told(error, said, name) from error


def text(rules: Rules, lang: str) -> str:
    """Return a new rule file, with a few words on how to read it."""
    return rulefile.fresh(_plain(rules), lang)


def write(path: Path, rules: Rules, lang: str) -> None:
    """Write the rules over a rule file: what did not change stays as it was written, comments too."""
    said = text(rules, lang)
    if path.exists():
        changed = _changed(path, rules, lang)
        said = said if changed is None else changed
    new = path.with_name(path.name + ".new")
    try:
        new.write_text(said, "utf-8", newline="\n")
        os.replace(new, path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise WorkshopError("cannot_write", file=path.name) from error


def _changed(path: Path, rules: Rules, lang: str) -> str | None:
    """Return the file's text with what changed put in; None where it was no rule file to begin with."""
    try:
        was = read(path)
        said = rulefile.edited(path.read_text("utf-8-sig"), _plain(was), _plain(rules), lang)
        return said if parse(said) == rules else None
    except ReadError:
        return None


def _plain(rules: Rules) -> rulefile.Tree:
    tree = rules.model_dump(mode="json", exclude={"sources", "rules"})
    for part in ("sources", "rules"):
        tree[part] = [item.model_dump(mode="json", exclude_defaults=True) for item in getattr(rules, part)]
    return tree
