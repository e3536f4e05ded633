"""A workshop without names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from journeykit import catalogue
from journeykit.curtain import is_participant
from journeykit.formats.against import Against
from journeykit.formats.redact.forms import words
from journeykit.formats.redact.names import NAMED, Names
from journeykit.formats.twin import Tell, twin
from journeykit.insights.evidence import retold
from journeykit.log import Change
from journeykit.records import KINDS, inputs, limit
from journeykit.workshop import Workshop

__all__ = ["note", "redacted", "suspects"]

_OURS = ("", "facilitator")
_POINTS = {
    *("persona", "stage", "stages", "item", "topics", "library", "merged", "notes", "highlight", "scribe")
}
"""The fields that hold ids of other records."""
_MOST = 8
_PERHAPS = re.compile(
    "((?:[\u3400-\u9fff\u3005]{1,4}|[\u30a1-\u30fa\u30fc]{2,8}|(?<![A-Za-z])(?:Mr|Mrs|Ms|Dr)\\.? [A-Z][a-z]+)"
    "(?:さん|様|氏)?)"
)


def redacted(
    workshop: Workshop, lang: str, against: Against | None = None
) -> tuple[Workshop, Against | None]:
    """Return the workshop without names, and so what it is compared with.

    Replaced, always by the same label: the names of personas, their companies, owners and participants, also
    as they were before and in translations; wherever they stand in texts, the surname alone, with a title,
    in another width or case; what a legal form (株式会社, Inc.) shows to be a company; e-mail addresses,
    telephone numbers and web addresses. The brand gives way to its colour. A name that stands in no field for
    names cannot be told from another word, and stays (see `suspects`); so do the names of products.
    """
    names = Names(lang, workshop.brand.name)
    changes = sorted(workshop.curtain.shown, key=lambda change: (change.at, change.id))
    if against:
        names.learn((), against.journey)
    names.learn(changes, workshop.journey)
    tell = _telling(names)
    brand = replace(workshop.brand, name="", logo=None)
    return twin(workshop, tell, brand), against and _without(against, names, tell)


def suspects(workshop: Workshop) -> list[str]:
    """Return the words of a redacted workshop that look like names: those that さん, 様 or Mr goes with."""
    common, found = set(words("common")), dict[str, None]()
    for text in _all(workshop):
        for match in _PERHAPS.finditer(text):
            told = match.group(1)
            bare = re.sub("(さん|様|氏)$", "", told)
            if bare != told or told[0] in "MD":
                known = bare.casefold() in common or any(bare.endswith(word) for word in words("titles"))
                found |= {} if known or "ペルソナ" in bare or "担当者" in bare else {told: None}
    return list(found)


def note(workshop: Workshop, lang: str) -> str:
    """Return what to tell about a redacted workshop: what is not found, and what may be a name."""
    told, found = catalogue.read("redact", lang)["note"], suspects(workshop)
    rest = [told["more"].format(count=len(found) - _MOST)] if len(found) > _MOST else []
    left = told["left"].format(words=catalogue.enumerate_in(lang, [*found[:_MOST], *rest])) if found else ""
    return str(told["done"]) + left


def _telling(names: Names) -> Tell:
    def tell(change: Change) -> Change:
        known = change.kind in KINDS
        fields = {name: _value(names, change, name, value) for name, value in change.fields.items() if known}
        author = change.author
        if author not in _OURS and not is_participant(author):
            author = names.label("owner", author)
        return change._replace(record=names.told_id(change.record), author=author, fields=fields)

    return tell


def _value(names: Names, change: Change, field: str, value: Any) -> Any:
    kind, asked = change.kind, inputs(change.kind).get(field)
    of, name, record = kind, field, change.record
    if kind == "translation":
        of, _, rest = change.record.partition(".")
        record, _, name = rest.rpartition(".")[0].rpartition(".")
    if field in _POINTS and isinstance(value, list | tuple):
        return [names.told_id(one) if isinstance(one, str) else one for one in value]
    if not isinstance(value, str) or asked is None:
        return value if asked else ""
    if (kind, field) == ("link", "file"):
        return value and names.words["file"]
    if (kind, field) == ("evidence", "figures"):
        return retold(value, names.told, names.told_id)
    if (of, name) in NAMED:
        label = names.label(NAMED[of, name], value, record if (of, name) == ("persona", "name") else "")
        return _within(kind, field, label)
    if asked.kind in ("line", "text") or kind == "translation":
        return _within(kind, field, names.told(value))
    return names.told_id(value) if field in _POINTS else value


def _within(kind: str, field: str, text: str) -> str:
    """Return a text no longer than its field takes: labels may be longer than names."""
    most = limit(kind, field) or len(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _without(against: Against, names: Names, tell: Tell) -> Against:
    now = against.now and against.now.retold(tell)
    return against._replace(journey=against.journey.retold(tell), title=names.told(against.title), now=now)


def _all(workshop: Workshop) -> list[str]:
    journey = workshop.journey
    return [
        getattr(record, name)
        for kind in KINDS for record in journey.records(kind)
        for name, how in inputs(kind).items() if how.kind in ("line", "text")
    ]  # fmt: skip
