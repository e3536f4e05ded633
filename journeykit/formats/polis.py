"""pol.is exports: statements become notes, votes on them votes of the round "opinions".

`comments.csv` comes first, then `votes.csv` or `participants-votes.csv`; these two hold the same votes. No
statement tells a stage, so its note lies beside the map until the team gives it one. Voters have numbers
in these files, and here authors made from them, who never joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from uuid import uuid5

from journeykit import catalogue
from journeykit.errors import JourneyError, ReadError
from journeykit.formats.decoding import decoded
from journeykit.formats.grid.table import Rows, Table, rows_of
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.incoming.stages import SPACE
from journeykit.records import PARTICIPANT

__all__ = ["ENDINGS", "MOST_VOTES", "read", "recognises"]

ENDINGS = (".csv",)
MOST_VOTES = 50_000

_COMMENTS = {"comment-id", "comment-body"}
_VOTES = {"comment-id", "voter-id", "vote"}
_PEOPLE = {"participant", "n-votes", "n-agree", "n-disagree"}
_WEIGHTS = {"1": 1, "1.0": 1, "-1": -1, "-1.0": -1}

Row = dict[str, str]


def recognises(data: bytes) -> bool:
    """Say whether the first line names the columns of one of the three files."""
    return any(sort <= set(_heads(data)) for sort in (_COMMENTS, _VOTES, _PEOPLE))


def _heads(data: bytes) -> list[str]:
    line = data[:20_000].split(b"\n")[0].decode("utf-8-sig", "replace")
    return [head.strip().strip('"').lower() for head in line.split(",")]


def read(data: bytes, lang: str) -> Incoming:
    """Return the statements or the votes of a file. Raises `ReadError` where it has neither."""
    table = Table(rows_of(decoded(data), MOST_VOTES + 1))
    heads = [head.strip().lower() for head in table.rows[0]] if table.rows else []
    if set(heads) >= _COMMENTS:
        return _statements(table, heads, lang)
    if not (set(heads) >= _VOTES or set(heads) >= _PEOPLE):
        raise ReadError("no_votes_here")
    found = _single(table.rows, heads) if set(heads) >= _VOTES else _by_person(table.rows, heads)
    votes = list(islice(found, MOST_VOTES + 1))
    if len(votes) > MOST_VOTES:
        raise ReadError("too_many_rows", max=MOST_VOTES)
    return Incoming(tuple(votes))


def _statements(table: Table, heads: list[str], lang: str) -> Incoming:
    notes: list[Draft] = []
    remarks: list[Remark] = []
    for at in range(1, len(table.rows)):
        row, place = dict(zip(heads, table.rows[at], strict=True)), table.place(at, 0)
        if row.get("moderated", "").strip() in ("-1", "-1.0"):
            remarks.append(Remark(place, JourneyError("rejected")))
        elif row["comment-body"].strip():
            notes.append(_note(row, place, lang))
    return Incoming(tuple(notes), tuple(remarks))


def _note(row: Row, place: str, lang: str) -> Draft:
    name = row["comment-id"].strip()[:40]
    counts = {
        key: row.get(head, "").strip()[:12] or "0" for key, head in (("yes", "agrees"), ("no", "disagrees"))
    }
    source = catalogue.say("elsewhere.polis.source", lang, id=name, **counts)
    told = {"persona": "", "stage": "", "lane": "thought", "text": row["comment-body"], "source": source}
    return Draft("note", told, place, key=f"pol.is #{name}")


def _single(rows: Rows, heads: list[str]) -> Iterator[Draft]:
    """Yield a vote for each person and statement: the one they cast last."""
    last: dict[tuple[str, str], tuple[float, int, str]] = {}
    for at, cells in enumerate(rows[1:], 2):
        row = dict(zip(heads, cells, strict=True))
        whose = row["voter-id"].strip(), row["comment-id"].strip()
        cast = _number(row.get("timestamp", "")), at, row["vote"].strip()
        last[whose] = max(cast, last.get(whose, cast))
    for (voter, statement), (_, at, vote) in last.items():
        if weight := _WEIGHTS.get(vote):
            yield _vote(voter, statement, weight, f"A{at}")


def _by_person(rows: Rows, heads: list[str]) -> Iterator[Draft]:
    """Yield the votes of a file with a line for each person and a column for each statement."""
    columns = [(at, head) for at, head in enumerate(heads) if head.isdecimal()]
    person, agree = heads.index("participant"), heads.index("n-agree")
    table = [[_WEIGHTS.get(row[at].strip(), 0) for at, _ in columns] for row in rows[1:]]
    # Some exports have the signs of the database, where -1 is to agree: each person's count tells.
    told = [(int(_number(row[agree])), weights) for row, weights in zip(rows[1:], table, strict=True)]
    right, wrong = (sum(n == weights.count(sign) for n, weights in told) for sign in (1, -1))
    sign = -1 if wrong > right else 1
    for row, (cells, weights) in enumerate(zip(rows[1:], table, strict=True), 2):
        for (_, statement), weight in zip(columns, weights, strict=True):
            if weight:
                yield _vote(cells[person].strip(), statement, weight * sign, f"A{row}")


def _vote(voter: str, statement: str, weight: int, place: str) -> Draft:
    author = f"{PARTICIPANT}{uuid5(SPACE, f'pol.is {voter}')}"
    told = {"round": "opinions", "item": f"pol.is #{statement[:40]}", "weight": weight}
    return Draft("vote", told, place, by=author)


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if abs(found) < 1e18 else 0.0
