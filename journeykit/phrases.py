"""Where a line may break: in Japanese between phrases, as budoux finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

__all__ = ["JAPANESE", "KANA", "phrases", "wrap"]

KANA = re.compile(r"[\u3041-\u30ff]")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_OPENING = re.compile(r"(?<=[^\s(\uff08「『“])(?=[(\uff08「『“])")
"""Before an opening bracket a line may break as well."""
_TRAILING = re.compile(r"([(\uff08「『“]+)(\0)")
"""A bracket that budoux leaves at the end of a phrase opens the next."""
_WITHIN = re.compile(r"(?<=[0-9A-Za-z])\0(?=[0-9A-Za-z])")
"""A number or a Latin word is one."""
_LONGEST = 8
_RUN = re.compile(r"[ァ-ヴー]+[^ァ-ヴー一-鿿]*|[^ァ-ヴー]+")
_SEAM = re.compile(
    "(?<=[ァ-ヴー]{3})(?=カスタマー|ジャーニー|サービス|システム|サポート|センター|マネージャー|マーケティング"
    "|ソリューション|コミュニケーション)"
)
"""Before a word of its own in a long katakana compound, which nothing else tells apart."""
_OTHER = re.compile(r"[^ァ-ヴー]")
_NEVER_FIRST = (
    "、。,.・:;?!%ー〜」』)}]”ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    "0123456789\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff05"
)
_NEVER_LAST = "(「『“\uff08"


@cache
def _parser() -> Any:
    import budoux

    return budoux.load_default_japanese_parser()


@cache
def phrases(text: str) -> tuple[str, ...]:
    """Return a text in the phrases that belong together; one without Japanese stays whole.

    >>> phrases("点検の記録が紙のまま")
    ('点検の', '記録が', '紙のまま')
    """
    if not JAPANESE.search(text):
        return (text,)
    found = _WITHIN.sub("", _TRAILING.sub(r"\2\1", "\0".join(_parser().parse(text)))).split("\0")
    parts = (part for phrase in found for part in _OPENING.split(phrase) if part)
    return tuple(piece for part in parts for piece in _short(part))


def _short(phrase: str) -> list[str]:
    """Return a phrase that a narrow column could not hold in two or more, never before a closing sign."""
    if len(phrase) <= _LONGEST or phrase.isascii():
        return [phrase]
    runs = _RUN.findall(phrase)
    if len(runs) > 1:
        return [piece for run in runs for piece in _short(run)]
    if not _OTHER.search(phrase):
        return _SEAM.split(phrase)
    middle = next((at for at in range(len(phrase) // 2, len(phrase)) if _may_part(phrase, at)), 0)
    return [phrase[:middle], phrase[middle:]] if middle else [phrase]


def _may_part(phrase: str, at: int) -> bool:
    """Say whether a line may end before place `at`: not within a number, not behind an opening bracket."""
    before, after = phrase[at - 1], phrase[at]
    in_number = before.isascii() and after.isascii()
    return after not in _NEVER_FIRST and before not in _NEVER_LAST and not in_number


def wrap(text: str, width: float, most: int) -> list[str]:
    """Return `text` in at most `most` lines of about `width` em, broken where a Japanese phrase may end."""
    parts = [part for line in text.splitlines() for part in _parts(line)]
    count = len(_filled(parts, width))
    longest = max((_em(part.rstrip()) for part in parts), default=1)
    narrow = range(int(min(longest, width)) + 1, int(width) + 2)
    even = next((w for w in narrow if len(_filled(parts, w)) <= count), width)
    lines = [line.strip() for line in _filled(parts, min(even, width) if count <= most else width)]
    return [*lines[: most - 1], lines[most - 1][:-1] + "…"] if len(lines) > most else lines


def _parts(line: str) -> list[str]:
    if not JAPANESE.search(line):
        return [word + " " for word in line.split()]
    return [part for phrase in phrases(line) for part in re.split(r"(?<=[//・])", phrase)]


def _filled(parts: Sequence[str], width: float) -> list[str]:
    lines = [""]
    for piece in (piece for part in parts for piece in _pieces(part, width)):
        if lines[-1] and _em(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(phrase: str, width: float) -> list[str]:
    longest = max(int(width), 1)
    if _em(phrase) <= width:
        return [phrase]
    return [phrase[at : at + longest] for at in range(0, len(phrase), longest)]


def _em(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)
