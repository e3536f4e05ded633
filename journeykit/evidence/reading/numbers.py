"""Amounts and scores as people and their programs write them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
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
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""A number that is a thousand times as much where a point stands between thousands."""
_CURRENCY = {
    "jpy": re.compile(r"[¥\\]|円|\b(?:jpy|yen)\b"),
    "usd": re.compile(r"(?<!r)\$|ドル|\busd\b"),
    "eur": re.compile(r"€|ユーロ|\beur\b"),
    "gbp": re.compile(r"£|\bgbp\b"),
    "brl": re.compile(r"r\$|\bbrl\b"),
    "krw": re.compile(r"₩|\bkrw\b"),
    "cny": re.compile(r"\b(?:cny|rmb)\b|人民元"),
}
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
    if not odd and not scores and table.types[name] == "VARCHAR":
        _points(db, value, some, remark)
    if odd:
        read, joins = _words(db, value, some, remark, scores)
    if not scores:
        return read, joins
    outside = f"from {table.name} r{joins} where {read} not between 0 and 10"
    n, example = db.execute(f"select count(*), min({value}) {outside}").fetchall()[0]
    if n:
        remark("score_range", int(n), str(example))
    return f"case when {read} between 0 and 10 then {read} end", joins


def _points(db: DuckDBPyConnection, value: str, some: str, remark: Remark) -> None:
    """Tell of a column whose numbers may all have a point between thousands: "1.000", "12.500"."""
    shaped = f"regexp_full_match(trim({value}), '{_THOUSANDS.pattern}')"
    other = f"contains({value}, '.') and not {shaped}"
    asked = f"select count(*) filter ({shaped}), count(*) filter ({other}), min({value}) filter ({shaped})"
    n, sure, example = db.execute(f"{asked} {some}").fetchall()[0]
    if n and not sure:
        remark("amount_open", int(n), str(example))


def _doubts(texts: dict[str, int], decimal: bool, remark: Remark) -> None:
    """Tell of amounts of several currencies in a column, and of points that may part thousands."""
    said = {text: _SIGNS.sub("", _plain(text)).strip() for text in texts}
    points = [text for text, rest in said.items() if "." in rest and not decimal]
    opened = [text for text in points if _THOUSANDS.fullmatch(said[text])]
    if opened and len(opened) == len(points):
        remark("amount_open", sum(texts[text] for text in opened), opened[0])
    known = {text: _currency(text) for text in texts}
    most = Counter(name for name in known.values() if name).most_common()
    if len(most) > 1:
        others = [text for text, name in known.items() if name and name != most[0][0]]
        remark("currencies", sum(texts[text] for text in others), others[0])


def _currency(text: str) -> str:
    """Return the currency that an amount names, "" if it names none."""
    said = _plain(text)
    return next((name for name, sign in _CURRENCY.items() if sign.search(said)), "")


def _words(db: DuckDBPyConnection, value: str, some: str, remark: Remark, scores: bool) -> tuple[str, str]:
    """Read each distinct text once."""
    table = f"n{next(_NUMBERS)}"
    texts = {
        str(word): int(n)
        for word, n in db.execute(f"select {value}, count(*) {some} group by all").fetchall()
    }
    decimal = comma(texts)
    found = {text: (score if scores else number)(text, decimal_comma=decimal) for text in texts}
    if not scores:
        _doubts(texts, decimal, remark)
    nothing = _data()["nothing"]
    unread = [text for text, value in found.items() if value is None and _plain(text) not in nothing]
    if unread:
        remark("score_unread" if scores else "amount_unread", sum(texts[text] for text in unread), unread[0])
    db.execute(f"create temp table {table}(word varchar, number double)")
    fill(db, table, [(text, value) for text, value in found.items() if value is not None])
    return f"{table}.number", f" left join {table} on {table}.word = {value}"
