"""Amounts and scores as people and their programs write them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from journeykit.catalogue import read as catalogue
from journeykit.evidence.log import fill
from journeykit.evidence.reading.tables import Remark, Table, column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["comma", "number", "numbers", "score"]

_NUMBERS = count()
_SIGNS = re.compile(
    r"[¥\\$€£₩]|円|ドル|ユーロ|点|\b(?:jpy|usd|eur|gbp|brl|krw|cny|yen|r(?=\s?\d))\b|r\$|税込み?|税抜き?"
)
_PLAIN = re.compile(r"[+-]?\d[\d.,' ]*")
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)|\d,\d{4,}|\.\d{3},|\d\.\d{3}\.\d{3}")
_POINT = re.compile(r"\d,\d{3}(?!\d)(?!.*\.\d{3},)")
_UNIT = re.compile(r"(千万|百万|千|万|億|k|m|mio)\.?$")
_FIRST = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)")
_CHAIN = re.compile(r"(\d[\d,.]*)(億|万|千)")


@cache
def _data() -> dict[str, Any]:
    return catalogue("dates", "en")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def comma(texts: Iterable[str]) -> bool:
    """Tell whether a column writes a comma before the decimals: "1.234,50"."""
    found = [0, 0]
    for text in texts:
        said = _plain(text)
        found[0] += bool(_COMMA.search(said)) and not re.search(r",\d{3}\.", said)
        found[1] += bool(re.search(r",\d{3}\.\d|,\d{3},", said)) or bool(_POINT.search(said))
    return found[0] > found[1]


def number(text: str, *, decimal_comma: bool = False) -> float | None:
    """Return the number that a text tells, None if it tells none.

    >>> number("￥１，２３４"), number("12万円"), number("(300)"), number("1.234,50", decimal_comma=True)
    (1234.0, 120000.0, -300.0, 1234.5)
    """
    said = _SIGNS.sub("", _plain(text)).replace("()", "").strip()
    less = bool(re.fullmatch(r"\(.*\)|[△▲−].*|.*\d-", said))
    said = said.strip("()△▲− ").removesuffix("-").strip()
    share = said.endswith("%")
    said = said.removesuffix("%").strip()
    found = _chained(said)
    if found is None:
        unit = _UNIT.search(said)
        found = _read(said[: unit.start()] if unit else said, decimal_comma)
        if found is not None and unit:
            found *= float(_data()["units"][unit[1]])
    if found is None or not math.isfinite(found):
        return None
    return (-found if less else found) / (100 if share else 1)


def _chained(said: str) -> float | None:
    """Return a number of several units: 1億2,000万."""
    parts = _CHAIN.findall(said)
    rest = _CHAIN.sub("", said).strip()
    if len(parts) + bool(rest) < 2 or (rest and not _PLAIN.fullmatch(rest)):
        return None
    values = [(_read(digits, False), _data()["units"][unit]) for digits, unit in parts]
    total = sum((value or 0) * float(unit) for value, unit in values)
    return total + (_read(rest, False) or 0 if rest else 0)


def _read(said: str, decimal_comma: bool) -> float | None:
    if not _PLAIN.fullmatch(said.strip()):
        with suppress(ValueError):
            return float(said) if re.fullmatch(r"[+-]?\d+(\.\d+)?e[+-]?\d+", said) else None
        return None
    digits = said.replace(" ", "").replace("'", "")
    digits = digits.replace(".", "").replace(",", ".") if decimal_comma else digits.replace(",", "")
    with suppress(ValueError):
        return float(digits)
    return None


def score(text: str, *, decimal_comma: bool = False) -> float | None:
    """Return a score: a number, with words behind it or not ("9 (very likely)", "7 / 10")."""
    found = number(text, decimal_comma=decimal_comma)
    first = _FIRST.match(_plain(text))
    return found if found is not None or not first else float(first[1].replace(",", "."))


def numbers(
    db: DuckDBPyConnection, table: Table, name: str, *, remark: Remark, scores: bool = False
) -> tuple[str, str]:
    """Return SQL for a column's numbers and the join it needs; tells of what was not read.

    A score is a number from 0 to 10; what lies outside is told and left out.
    """
    value = f"r.{column(name)}::varchar"
    some = f"from {table.name} r where {value} is not null"
    read, joins = f"try_cast({value} as double)", ""
    odd = db.execute(f"select count(*) {some} and not coalesce(isfinite({read}), false)").fetchall()[0][0]
    if odd:
        read, joins = _words(db, value, some, remark, scores)
    if not scores:
        return read, joins
    outside = f"from {table.name} r{joins} where {read} not between 0 and 10"
    n, example = db.execute(f"select count(*), min({value}) {outside}").fetchall()[0]
    if n:
        remark("score_range", int(n), str(example))
    return f"case when {read} between 0 and 10 then {read} end", joins


def _words(db: DuckDBPyConnection, value: str, some: str, remark: Remark, scores: bool) -> tuple[str, str]:
    """Read each distinct text once."""
    table = f"n{next(_NUMBERS)}"
    texts = {
        str(word): int(n)
        for word, n in db.execute(f"select {value}, count(*) {some} group by all").fetchall()
    }
    decimal = comma(texts)
    found = {text: (score if scores else number)(text, decimal_comma=decimal) for text in texts}
    nothing = _data()["nothing"]
    unread = [text for text, value in found.items() if value is None and _plain(text) not in nothing]
    if unread:
        remark("score_unread" if scores else "amount_unread", sum(texts[text] for text in unread), unread[0])
    db.execute(f"create temp table {table}(word varchar, number double)")
    fill(db, table, [(text, value) for text, value in found.items() if value is not None])
    return f"{table}.number", f" left join {table} on {table}.word = {value}"
