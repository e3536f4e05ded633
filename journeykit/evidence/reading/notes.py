"""What rows say beside their events: texts, amounts, scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeykit.evidence.reading import numbers
from journeykit.evidence.reading.events import Events
from journeykit.evidence.reading.joins import trimmed
from journeykit.evidence.reading.tables import Remark

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["notes"]


def notes(db: DuckDBPyConnection, one: Events, remark: Remark, at_last: int | None) -> None:
    """Put what rows say into `notes`: their text and score at their latest time, their amount at each.

    `at_last` is the moment of a source without times.
    """
    source = one.source
    if not (source.text or source.amount or source.score):
        return
    given = {
        "amount": numbers.numbers(db, one.table, one.column(source.amount), remark=remark)
        if source.amount
        else None,
        "score": numbers.numbers(db, one.table, one.column(source.score), remark=remark, scores=True)
        if source.score
        else None,
    }
    more = [f"{trimmed(one.text(source.text)) if source.text else 'NULL::varchar'} as said_text"]
    more += [
        f"{sql} as {name}|{joins}"
        for name, found in given.items()
        for sql, joins in [found or ("NULL::double", "")]
    ]
    rows = one.rows(*more)
    for at in range(max(len(one.times), 1)):
        t = f"t{at}" if one.times else str(at_last)
        later = [
            f"coalesce(t{other}, -1) {'>' if other < at else '>='} {t}"
            for other in range(len(one.times))
            if other != at
        ]
        last = f"not ({' or '.join(later)})" if later else "true"
        db.execute(
            f"insert into notes select key, {t}, kind, case when {last} then said_text end, amount,"
            f" case when {last} then score end from ({rows}) x join names using (name)"
            f" join (from told where source_number = {one.number} and at_time = {at}) k"
            f" on k.raw_what = what{at} and k.raw_subtype = x.subtype where {t} is not null"
            f" and (amount is not null or ({last} and (said_text is not null or score is not null)))"
        )
