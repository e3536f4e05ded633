"""What each column of one table is for, told from its heading and its values together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from journeykit import catalogue
from journeykit.evidence.proposing.columns import Column, Table
from journeykit.evidence.words import hits, plain

__all__ = ["ENTITIES", "Head", "heads", "stage_of", "theme_of"]

ENTITIES = ("account", "contact", "deal", "order", "ticket", "survey")
"""Whom or what an id or a name in a table may be of."""

_OWN = {"lead": "contact", "fair": "contact", "process": "deal"}
"""The entity that the rows of a table are, by its theme, where the theme's name is not the entity's."""

_NOT_KEYS = {
    "staff",
    "thing",
    "segment",
    "status",
    "what",
    "amount",
    "score",
    "points",
    "plan",
    "phone",
    "place",
}
_NOT_KEYS |= {"url", "text", "target", "price", "born", "admin", "before", "subject", "close", "made", "day"}


class Head(NamedTuple):
    """A column with what its heading says, in the heading's order; `own` if it only says "id" or "name"."""

    column: Column
    says: tuple[str, ...]
    own: bool

    @property
    def name(self) -> str:
        """The heading as it is written."""
        return self.column.name

    @property
    def is_day(self) -> bool:
        """Whether the column holds days or times, of whatever sort."""
        timely = {"day", "made", "close", "admin", "plan"} & set(self.says)
        return self.column.day >= 0.8 or (bool(timely) and self.column.epoch >= 0.9)

    def key(self, entity: str) -> float:
        """How well the column names such an entity; 0 if it does not."""
        column, says = self.column, set(self.says)
        wordy = not self.is_day and column.link < 0.5 and column.length < 80 and column.distinct > 1
        if not wordy or says & _NOT_KEYS or (column.flag > 0.95 and column.distinct < 4):
            return 0.0
        if entity == "contact" and column.mail > 0.8 and not says & {"account", "staff"}:
            return 4.9 + column.filled
        kinds = [word for word in self.says if word in ENTITIES]
        counted = column.number > 0.8 and "id" not in says and column.length < 4 and not column.unique
        if entity not in kinds or counted:
            return 0.0
        few = column.distinct <= 3 < sum(n for _, n in column.values) // 4
        if few and not {"id", "name"} & says:
            return 0.0
        last = kinds[-1] == entity
        return (
            (4.0 if last else 2.0) + (1.0 if "id" in says else 0.5 if "name" in says else 0.7) + column.filled
        )


def _common(table: Table) -> str:
    """The first word of nearly all headings, such as a tool's name: it says nothing."""
    first = Counter(plain(column.name).split(" ")[0] for column in table.columns)
    word, n = first.most_common(1)[0] if first else ("", 0)
    return word if n >= 4 and n >= 0.8 * len(table.columns) and not hits("header", word) else ""


def heads(table: Table, theme: str) -> tuple[Head, ...]:
    """Return a table's columns with what their headings say."""
    common, found = _common(table), []
    for column in table.columns:
        said = plain(column.name)
        words = said.removeprefix(f"{common} ") if common else said
        found_words = hits("header", words)
        says = tuple(hit.concept for hit in found_words)
        bare = (
            bool(says) and set(says) <= {"id", "name"} and " ".join(hit.word for hit in found_words) == words
        )
        if bare:
            says = (_OWN.get(theme, theme), *says)
        found.append(Head(column, says, bare))
    return tuple(_disowned(found))


def _disowned(found: list[Head]) -> list[Head]:
    """Where another column names the deal, the table's own id is only that of a row about it."""
    named = {
        word for head in found if not head.own and "id" in head.says for word in head.says if head.key(word)
    }
    return [
        head._replace(says=head.says[1:], own=False) if head.own and head.says[0] in named else head
        for head in found
    ]


@cache
def _order() -> dict[str, int]:
    return {name: number for number, name in enumerate(catalogue.read("columns", "en")["meanings"])}


@cache
def stage_of(text: str) -> str:
    """Return the stage that an event's name tells of, "left", "none" (known to mean no stage) or "".

    >>> stage_of("Closed Won"), stage_of("資料請求"), stage_of("見積書送付"), stage_of("42")
    ('purchase', 'interest', 'consideration', '')
    """
    found = hits("meanings", text)
    if not found or any(hit.concept == "left" for hit in found):
        return "left" if found else ""
    return min(found, key=lambda hit: (-_weight(hit.word), _order()[hit.concept], hit.begin)).concept


def _weight(word: str) -> int:
    """How much a word says: its length, a Japanese letter for two; words of like length are equal."""
    return sum(2 if letter > "\u2e80" else 1 for letter in word) // 5


def theme_of(table: Table) -> str:
    """Return what a table is about: a theme of the catalogue, or "" where nothing tells."""
    named = [hit.concept for name in _names(table) for hit in hits("themes", name)]
    if named:
        return named[-1]
    votes: Counter[str] = Counter()
    for column in table.columns:
        said = plain(column.name)
        votes.update({hit.concept: 2 if len(hit.word) > 4 else 1 for hit in hits("themes", said)})
        votes.update(_by_entity(hit.concept for hit in hits("header", said)))
    if votes["process"]:
        return "process"
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] >= 2 else ""


def _names(table: Table) -> Iterable[str]:
    """The names a table goes by, the best last."""
    return [name for name in (PurePath(table.file).stem, table.sheet, table.table) if name] or [table.name]


def _by_entity(says: Iterable[str]) -> list[str]:
    known = {"deal": "deal", "order": "order", "ticket": "ticket", "survey": "survey", "contact": "lead"}
    return [known[word] for word in says if word in known] + ["web" for word in says if word == "url"]
