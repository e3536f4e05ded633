"""Where a Japanese line may break: between phrases, as budoux finds them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["JAPANESE", "phrases"]

JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_OPENING = re.compile(r"(?<=[^\s(\uff08「『“])(?=[(\uff08「『“])")
"""Before an opening bracket a line may break as well."""
_LONGEST = 8
_RUN = re.compile(r"[ァ-ヴー]+[^ァ-ヴー一-鿿]*|[^ァ-ヴー]+")
_OTHER = re.compile(r"[^ァ-ヴー]")
_NEVER_FIRST = (
    "、。,.・:;?!%ー〜」』)}]”ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    "0123456789\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff05"
)


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
    parts = (part for phrase in _parser().parse(text) for part in _OPENING.split(phrase))
    return tuple(piece for part in parts for piece in _short(part))


def _short(phrase: str) -> list[str]:
    """Return a phrase that a narrow column could not hold in two or more, never before a closing sign."""
    if len(phrase) <= _LONGEST or phrase.isascii():
        return [phrase]
    runs = _RUN.findall(phrase)
    if len(runs) > 1:
        return [piece for run in runs for piece in _short(run)]
    if not _OTHER.search(phrase):
        return [phrase]
    middle = next((at for at in range(len(phrase) // 2, len(phrase)) if phrase[at] not in _NEVER_FIRST), 0)
    return [phrase[:middle], phrase[middle:]] if middle else [phrase]
