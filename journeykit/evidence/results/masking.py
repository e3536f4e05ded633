"""What points to a person in a text gives way to a label, before the text is shown to anybody else.

The patterns are data (`catalogue/masking.toml`). Whom the data name, in columns for staff and contacts, is
known by name. Of others a rare surname alone, without 様 or Mr, is told from no other word and stays. So
whoever shows texts reads them first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from journeykit import catalogue
from journeykit.evidence.results import people as persons

__all__ = ["bare_names", "mask"]

_LETTERS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_WIDE = {code: code - 0xFEE0 for code in _LETTERS}
_SIGNS = dict(zip(map(ord, "＠．－＋＿（）："), "@.-+_():", strict=True))
_LEGAL = re.compile(
    r"株式会社|有限会社|合同会社|一般社団法人|医療法人|学校法人|\((?:株|有|同|社)\)|[㈱㈲]"
    r"|,?\s*\b(?:inc|ltd|llc|corp|corporation|co|gmbh|k\.?k|limited|company|plc)\b\.?",
    re.IGNORECASE,
)
_LONGEST = 4000
"""Of a longer text no more is looked at, and no more shown."""


def mask(text: str, lang: str, names: Iterable[str] = (), people: Iterable[str] = ()) -> str:
    """Return a text without mails, phones, addresses, long numbers, people's names and customers' `names`.

    `people` are the names of people that are known besides: whole ones, or parts of them.

    >>> mask("田中様(090-1234-5678)から、急ぎとのこと", "ja")
    '[氏名]様([電話])から、急ぎとのこと'
    """
    plain = "".join(sign for sign in text[:_LONGEST] if unicodedata.category(sign) != "Cf")
    plain = plain.translate({**_WIDE, **_SIGNS})
    labels = catalogue.read("masking", lang)["labels"]
    plain = _named(
        plain, labels["person"], {form for name in people for form in persons.forms(name)}, persons.pattern
    )
    plain = _named(
        plain, labels["account"], {form for name in names for form in bare_names(name)}, _customers
    )
    for label, pattern in _masks():
        plain = pattern.sub(lambda found, label=label: _told(found, labels, label), plain)  # type: ignore[misc]
    return plain


def bare_names(name: str) -> list[str]:
    """Return how a customer may be called in a text: as entered, and without the legal form."""
    whole = " ".join(name.translate({**_WIDE, **_SIGNS}).split())
    bare = " ".join(_LEGAL.sub(" ", whole).split())
    return [form for form in dict.fromkeys((whole, bare)) if len(form) > (2 if form.isascii() else 1)]


def _named(text: str, label: str, forms: Iterable[str], bounded: Callable[[Iterable[str]], str]) -> str:
    pattern = bounded(forms)
    return re.sub(pattern, label, text, flags=re.IGNORECASE) if pattern else text


def _told(found: re.Match[str], labels: Mapping[str, str], label: str) -> str:
    keep = found.groupdict().get("keep") or ""
    rest = found.group()[len(keep) :]
    if label == "person" and (rest.strip().casefold() in _kept() or "[" in rest):
        return found.group()
    return keep + labels[label]


def _customers(forms: Iterable[str]) -> str:
    return "|".join(_bounded(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _bounded(name: str) -> str:
    """Return a pattern for a name that is no part of another Latin word."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return before + re.escape(name) + after


@cache
def _masks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = catalogue.read("masking", catalogue.LANGUAGES[0])["masks"]
    words = {name: persons.one_of(name) for name in ("surnames", "given", "things", "after")}
    words |= {"first": persons.one_of("given", but="plain"), "before": persons.before()}
    words["GIVEN"] = words["given"].upper()
    return tuple((row["label"], re.compile(_filled(row["pattern"], words), re.IGNORECASE)) for row in rows)


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    for name, said in words.items():
        pattern = pattern.replace(f"<{name}>", said)
    return pattern


@cache
def _kept() -> frozenset[str]:
    return frozenset(catalogue.read("masking", catalogue.LANGUAGES[0])["kept"]["words"].split())
