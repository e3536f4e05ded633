"""In which forms a name stands in texts: whole, the surname alone, with a title, a company's core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from journeykit import catalogue
from journeykit.catalogue import LANGUAGES
from journeykit.formats.redact.folding import fold

__all__ = ["companies_in", "company_forms", "core", "is_department", "people_in", "person_forms", "words"]

_HAN = "[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_KATA = "[\u30a1-\u30fa\u30fc]"
_SPACE = r"[\s・=._-]"
_PARTS = re.compile(r"[、,/;。.()\n&+:]|と(?=\S)")
_MOST_PARTS = 4
"""A name has no more parts; what has is a description."""
_TWO = re.compile(rf"{_HAN}{{1,3}} {_HAN}{{1,3}}|(?<![\w])[A-Z][a-z'-]+ [A-Z][a-z'-]+")
"""A surname and a given name."""
_RUN = rf"(?:{_HAN}|{_KATA}|[a-z0-9&・-])"


@cache
def words(name: str) -> tuple[str, ...]:
    """Return a list of words of both languages as they are compared, longest first."""
    both = [word for lang in LANGUAGES for word in catalogue.read("redact", lang)["words"][name].split()]
    return tuple(sorted({fold(word) for word in both}, key=lambda word: (-len(word), word)))


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in words(name))


@cache
def _titled() -> str:
    return rf"(?=\s*(?:{_any('titles')}))"


def core(name: str) -> str:
    """Return a name as it is compared, without what people say before and behind it."""
    plain = " ".join(fold(name).split())
    bare = re.sub(rf"^(?:mr|mrs|ms|miss|dr|prof)\.?\s+|\s*(?:{_any('titles')})$", "", plain)
    return plain if not bare or is_department(bare) else bare


def is_department(text: str) -> bool:
    """Say whether a text names a part of a company, not a person."""
    return bool(re.fullmatch(rf"(?:(?:{_any('departments')})[\s・&/]*)+", fold(text)))


def people_in(text: str) -> Iterator[str]:
    """Yield the names in a field for who is in charge: "Ann Lee (sales); phone: Bob Ray" tells two."""
    plain = re.sub(r"\s+", " ", text).replace("（", "(").replace("）", ")")
    yield from (name for name in _TWO.findall(plain) if not is_department(name))
    first, *others = (part.strip() for part in _PARTS.split(plain))
    for at, part in enumerate((first, *others)):
        left = " ".join(word for word in part.split() if not is_department(word))
        if left and (at == 0 or (len(left) <= 6 and re.fullmatch(rf"(?:{_HAN}|{_KATA}| )+", left))):
            yield left


def person_forms(name: str) -> Iterator[str]:
    """Yield the patterns under which a person is named in folded texts."""
    for text in dict.fromkeys((name, _PARTS.split(name)[0])):
        yield from _person_forms(text)


def _person_forms(name: str) -> Iterator[str]:
    bare = core(name)
    tokens = [token for token in re.split(rf"{_SPACE}+", bare) if token]
    if len("".join(tokens)) > 1:
        yield _bounded(rf"{_SPACE}*".join(map(re.escape, tokens)), tokens[0], tokens[-1])
    elif tokens and not tokens[0].isascii():
        yield re.escape(bare) + _titled()
    if 1 < len(tokens) <= _MOST_PARTS:
        lower = set(re.findall("[a-z][\\w'-]*", re.sub(r"[A-Z][\w'-]*", "", name)))
        yield from (form for token in tokens if token not in lower for form in _token_forms(token))
    elif re.fullmatch(f"{_HAN}{{3,6}}", bare) and not re.search(_any("jobs"), bare):
        yield from (re.escape(bare[:cut]) + ("" if cut > 1 else _titled()) for cut in range(1, len(bare)))
        yield from (re.escape(bare[cut:]) + _titled() for cut in range(1, len(bare) - 1))


def _token_forms(token: str) -> Iterator[str]:
    if is_department(token) or token in words("jobs"):
        return
    short = len(token) == 1 or (len(token) == 2 and re.fullmatch("[\u3041-\u3096]+", token))
    if not short:
        yield _bounded(re.escape(token), token, token)
    elif not token.isascii():
        yield re.escape(token) + _titled()


def _bounded(pattern: str, first: str, last: str) -> str:
    """Return a pattern that does not begin or end within a word of the same script."""
    before = next((f"(?<!{script})" for script in _SCRIPTS if re.match(script, first)), "")
    after = next((f"(?!{script})" for script in _SCRIPTS if re.match(script, last[-1:])), "")
    return f"{before}{pattern}{after}"


_SCRIPTS = (r"[a-z0-9\u00df-\u024f]", _KATA)
"""Scripts in which a name may be a part of another word."""


def company_forms(name: str) -> Iterator[str]:
    """Yield the patterns under which a company is named: as entered, and with or without its legal form."""
    plain = " ".join(fold(name).split())
    for text in dict.fromkeys((plain, *companies_in(name))):
        if len(text) > 1:
            pattern = r"\s*".join(map(re.escape, text.split()))
            after = rf"(?:\s?(?:{_legal()})|,? (?:{_latin()})\b\.?)?"
            yield rf"(?:(?:{_legal()})\s?)?{_bounded(pattern, text, text)}{after}"


def companies_in(text: str) -> Iterator[str]:
    """Yield the names of companies in a text, as far as a legal form tells them; without that form."""
    plain = fold(text)
    for match in re.finditer(rf"(?:{_legal()})\s?({_RUN}{{2,30}})|({_RUN}{{2,30}})(?:{_legal()})", plain):
        yield match.group(1) or match.group(2)
    for match in re.finditer(rf"((?:[A-Z][\w&-]+ ){{1,3}}),? ?(?i:{_latin()})\b", text.replace(",", " ")):
        yield fold(match.group(1)).strip()


@cache
def _legal() -> str:
    return "|".join(
        re.escape(word) for word in words("companies") if not word.isalpha() or not word.isascii()
    )


@cache
def _latin() -> str:
    return "|".join(word for word in words("companies") if word.isalpha() and word.isascii())
