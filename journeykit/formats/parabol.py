"""Parabol's export of a meeting: reflections and comments become notes, tasks actions, groups themes.

A prompt that is called like a stage is the stage of what was written to it; else a note lies beside the map
until the team gives it one. The file tells only how many votes a group has: so many votes of the round
"opinions", each of somebody who never joined, go to the group's first note. It names authors; they are
left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid5

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.decoding import decoded
from journeykit.formats.grid.table import Table, rows_of
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.incoming.stages import SPACE, six_of
from journeykit.records import PARTICIPANT

__all__ = ["ENDINGS", "read", "recognises"]

ENDINGS = (".csv",)

_HEADS = {"type", "content", "createdat", "discussionthread"}
_GROUPS = ("reflectiongroup", "agendaitem")
_SORTS = {"Reflection": "note", "Comment": "note", "Reply": "note", "Task": "action"}
_MOST, _MOST_OF_ALL = 500, 10_000
"""So many votes of a group are taken, and of all: more than a team has to give."""

Row = dict[str, str]


def recognises(data: bytes) -> bool:
    """Say whether the first line names the columns of such an export."""
    line = data[:2_000].split(b"\n")[0].decode("utf-8-sig", "replace")
    return _is_meeting([head.strip().strip('"').lower() for head in line.split(",")])


def _is_meeting(heads: list[str]) -> bool:
    return set(heads) >= _HEADS and any(head in heads for head in _GROUPS)


def read(data: bytes, lang: str) -> Incoming:
    """Return what a meeting left. Raises `ReadError` where the columns are others."""
    table = Table(rows_of(decoded(data)))
    heads = [head.strip().lower() for head in table.rows[0]] if table.rows else []
    if not _is_meeting(heads):
        raise ReadError("no_votes_here")
    rows = [(f"A{at}", dict(zip(heads, row, strict=True))) for at, row in enumerate(table.rows[1:], 2)]
    parts = [part for place, row in rows for part in _told(row, place, lang)]
    notes = [part for part in parts if isinstance(part, Draft)]
    return Incoming((*notes, *_groups(rows)), tuple(part for part in parts if isinstance(part, Remark)))


def _told(row: Row, place: str, lang: str) -> Iterator[Draft | Remark]:
    text, sort = row["content"], row["type"].strip()
    if sort not in _SORTS:
        yield Remark(place, JourneyError("unknown_heading", heading=sort[:60]))
    elif text.strip() and _SORTS[sort] == "action":
        yield Draft("action", {"title": text, "stage": _stage(row)}, place)
    elif text.strip():
        told = {"persona": "", "stage": _stage(row), "lane": "thought", "text": text}
        yield Draft("note", {**told, "source": _source(row, lang)}, place, key=_key(row))


def _stage(row: Row) -> str:
    prompt = row.get("prompt", "").strip()[:200]
    return prompt if six_of(prompt) else ""


def _source(row: Row, lang: str) -> str:
    votes = _votes(row)
    group = " / ".join(filter(None, (row.get("prompt", "").strip(), _group(row))))[:150]
    return catalogue.say(f"elsewhere.parabol.{'voted' if votes else 'source'}", lang, group=group, n=votes)


def _groups(rows: list[tuple[str, Row]]) -> Iterator[Draft]:
    """Yield a theme for each group of several notes, and the votes that the group has."""
    groups: dict[str, list[tuple[str, Row]]] = {}
    for place, row in rows:
        if _SORTS.get(row["type"].strip()) == "note" and row["content"].strip():
            groups.setdefault(_group(row), []).append((place, row))
    left = _MOST_OF_ALL
    for title, of in groups.items():
        keys = list(dict.fromkeys(_key(row) for _, row in of))
        if title and len(keys) > 1:
            yield Draft("theme", {"title": title, "notes": keys[:60]}, of[0][0], key=f"parabol {title}")
        votes = min(max(_votes(row) for _, row in of), _MOST, left)
        left -= votes
        for number in range(votes):
            author = f"{PARTICIPANT}{uuid5(SPACE, f'parabol {title} {number}')}"
            vote = {"round": "opinions", "item": keys[0], "weight": 1}
            yield Draft("vote", vote, of[0][0], by=author)


def _group(row: Row) -> str:
    return next((row[head].strip() for head in _GROUPS if row.get(head)), "")[:200]


def _key(row: Row) -> str:
    return f"parabol {row['createdat'].strip()} {row['content'].strip()}"


def _votes(row: Row) -> int:
    told = row.get("votes", "").strip().removesuffix(".0")
    return int(told) if told.isdecimal() and len(told) < 9 else 0
