"""How people who stand in the data are called in texts, patterns for that, and names that are well known.

A Japanese name counts as a whole, and as the family name alone where nothing else is written on to it; a
Latin one as a whole, and each part of it where it is written as a name and is no plain word ("Will", "May").
The words are data (`catalogue/names.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from journeykit import catalogue

__all__ = ["before", "calls", "forms", "known", "one_of", "pattern", "seems"]

_SPLIT = re.compile(r"[,、;/／\n()（）\[\]<>|&＆]|\s-\s|\band\b")
_SEPARATE = str.maketrans(dict.fromkeys(",、;/／()（）[]<>|&＆.・-", " "))
_TITLE = re.compile(r"(?:さん|様|さま|氏|殿)$|^(?:mr|mrs|ms|dr|prof)\b\.?\s*", re.IGNORECASE)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶー一-龥々]")
_KANA = "ァ-ヶー"
_WORD = rf"一-龥々{_KANA}"


def known(value: str, part: str = "whole") -> Iterator[str]:
    """Yield the names that a cell holds: several people may stand in one, and it may be nobody's name."""
    plain = unicodedata.normalize("NFKC", value)
    for piece in _SPLIT.split(plain):
        name = " ".join(_TITLE.sub("", piece.strip()).split())
        single = part == "given" and _JAPANESE.search(name)
        if 2 <= len(name) <= 40 and not re.search(r"[0-9@_]", name) and not _is_group(name) and not single:
            yield name


def forms(name: str) -> list[str]:
    """Return how somebody of this name may be called in a text.

    >>> forms("佐藤 健太"), forms("佐藤健太"), forms("Will Smith")
    (['佐藤健太', '佐藤'], ['佐藤健太', '佐藤'], ['Will Smith', 'Smith'])
    """
    parts = [part for part in re.split(r"[\s・.]+", name) if part]
    if _JAPANESE.search(name):
        family = parts[0] if len(parts) > 1 else _family(name)
        found = ["".join(parts), family if not re.fullmatch(rf"[{_KANA}]*", family) else ""]
        return list(dict.fromkeys(form for form in found if len(form) > 1))
    whole = [" ".join(parts)] if len(parts) > 1 else []
    single = [part for part in parts if len(part) > 2 and part.casefold() not in words("plain")]
    return [*whole, *(part for part in single if part.casefold() not in words("things"))]


def pattern(forms: Iterable[str]) -> str:
    """Return a pattern for forms of names; it holds within one that takes no notice of case."""
    sorts: dict[str, list[str]] = {"whole": [], "part": [], "long": [], "short": []}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        sorts[_sort(form)].append(_signs(form))
    alone = "(?<![A-Za-z0-9])(?:{})(?![A-Za-z0-9])"
    ends = rf"(?=[^{_WORD}]|$|{one_of('after')})"
    parts = {
        "whole": alone,
        "part": f"(?-i:{alone})",
        "long": f"(?:{{}}){ends}",
        "short": f"{before()}(?:{{}}){ends}",
    }
    return "|".join(parts[sort].format("|".join(found)) for sort, found in sorts.items() if found)


def _sort(form: str) -> str:
    if _JAPANESE.search(form):
        return "long" if len(form) > 3 else "short"
    return "whole" if " " in form else "part"


def _signs(form: str) -> str:
    if _JAPANESE.search(form):
        return r"[\s・]?".join(map(re.escape, form))
    if " " in form:
        return r"[\s.]+(?:\w\.\s?)?".join(map(re.escape, form.split()))
    return f"{re.escape(form[0].upper() + form[1:])}|{re.escape(form.upper())}"


def calls(names: Iterable[tuple[str, str]], texts: str) -> set[str]:
    """Return the forms of names (as their columns hold them, and what of a name) that stand in texts."""
    said = unicodedata.normalize("NFKC", texts)
    tight = re.sub(r"[\s・]+", "", said).casefold()
    begins = {tight[at : at + 2] for at in range(len(tight))}
    found: set[str] = set()
    for value, part in names:
        pieces = value.casefold().translate(_SEPARATE).split()
        for name in known(value, part) if any(piece[:2] in begins for piece in pieces) else ():
            found |= {form for form in forms(name) if form[:2].casefold() in begins and _tight(form) in tight}
    return found


def seems(values: Iterable[str]) -> bool:
    """Say whether most values of a column are people's names, as far as well-known names tell."""
    every = list(values)
    own = sum(bool(_family(value)) or (value.split()[:1] != [value] and _first(value)) for value in every)
    return own * 2 > len(every)


def _first(value: str) -> bool:
    return value.split()[0].casefold() in words("given") if value.split() else False


def _tight(form: str) -> str:
    return form.replace(" ", "").casefold()


def _family(name: str) -> str:
    """Return the well-known family name that a name without a space begins with, "" if there is none."""
    return next(
        (name[:size] for size in (4, 3, 2) if size < len(name) and name[:size] in words("surnames")), ""
    )


def _is_group(name: str) -> bool:
    return name.endswith(tuple(words("groups")))


def before() -> str:
    """Return a pattern for where a short Japanese name may begin: after no other word but a few."""
    return rf"(?:(?<![{_WORD}])|(?<={')|(?<='.join(sorted(words('before')))}))"


def one_of(section: str, but: str = "") -> str:
    """Return a pattern for any of the words of a section, as they are written there."""
    said = catalogue.read("names", catalogue.LANGUAGES[0])[section].split()
    left = words(but) if but else frozenset()
    kept = sorted({word for word in said if word.casefold() not in left}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, kept))})"


@cache
def words(section: str) -> frozenset[str]:
    """Return the words of a section of the catalogue, without regard to case."""
    said = catalogue.read("names", catalogue.LANGUAGES[0])[section]
    return frozenset(said.casefold().split())
