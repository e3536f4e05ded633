"""The names in a workshop and what stands in their place: found in the fields for names, old values too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain, zip_longest

from journeykit import catalogue
from journeykit.formats.redact.folding import fold, replace
from journeykit.formats.redact.forms import companies_in, company_forms, core, people_in, person_forms
from journeykit.log import Change, Journey
from journeykit.records import GROUPS, KINDS, ONLY, SIX, inputs

__all__ = ["NAMED", "Names"]

NAMED = {
    ("persona", "name"): "persona",
    ("persona", "company"): "company",
    ("link", "who"): "persona",
    ("participant", "name"): "participant",
    ("brief", "owner"): "owner",
    ("play", "owner"): "owner",
    ("action", "owner"): "owner",
    ("handover", "owner"): "owner",
}
"""The fields for names, and what sort of name each takes."""

_MASKS = (
    ("url", r"(?:https?://|www\.)[^\s、。「」()<>\"']+"),
    ("email", r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"),
    ("url", r"(?<![a-z0-9@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|jp|io|biz|info|dev|app|eu|de|uk|fr)"
            r"(?![a-z0-9])(?:/[^\s、。「」()<>\"']*)?"),
    ("phone", r"(?<![0-9])(?:\+[0-9]|\(?0[0-9])[0-9() ー‐–−-]{7,15}[0-9](?![0-9])"),
    ("phone", r"(?<![0-9-])\(?[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}(?![0-9-])"),
)  # fmt: skip
_MADE = re.compile(r"p-[\w-]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The ids that are made by programs."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Names:
    """Which label stands for which name, in one language; the same name always has the same label."""

    def __init__(self, lang: str, own: str = "") -> None:
        self.lang = lang
        self.words = catalogue.read("redact", lang)["label"]
        self._labels: dict[tuple[str, str], str] = {}
        self._forms: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        if own.strip():
            self._know(company_forms(own), self.words["own"])

    def learn(self, changes: Iterable[Change], journey: Journey) -> None:
        """Learn the names of a journey's records, then those that were there before."""
        lived = (
            Change("", 0, "", kind, record.id, "put", record.model_dump())
            for kind in KINDS for record in journey.records(kind)
        )  # fmt: skip
        self._number(every := [*lived, *(change for change in changes if change.kind in KINDS)])
        own = (change for change in every if change.kind != "translation")
        for kind, record, field, value in chain.from_iterable(map(_texts, own)):
            if sort := NAMED.get((kind, field)):
                self.label(sort, value, record if (kind, field) == ("persona", "name") else "")
        for change in every:
            self._pair(change)
        for *_, value in chain.from_iterable(map(_texts, every)):
            for name in companies_in(value):
                self.label("company", name)
        self.__dict__.pop("pattern", None)

    def label(self, sort: str, text: str, record: str = "") -> str:
        """Return what stands in place of a name in its field; a persona who is renamed keeps the label."""
        if not text.strip():
            return text
        if sort == "owner":
            labels = dict.fromkeys(self._labelled(sort, name) for name in people_in(text))
            return catalogue.enumerate_in(self.lang, labels) or self.told(text)
        return self._labelled(sort, text, record)

    def told(self, text: str) -> str:
        """Return a text with labels in place of names and of ways to reach people."""
        return replace(self.pattern, text, self._told)

    def told_id(self, id_: str) -> str:
        """Return an id with numbers in place of what people made up: it may be a name."""
        return ".".join(self._ids.get(part, part) for part in id_.split("."))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds all of it in folded texts, the longest name first."""
        masks = [f"(?P<{name}{at}>{mask})" for at, (name, mask) in enumerate(_MASKS)]
        forms = sorted(self._forms, key=lambda form: (-len(form), form))
        self._order = [self._forms[form] for form in forms]
        named = [f"(?P<n{at}>{form})" for at, form in enumerate(forms)]
        return re.compile("|".join([*masks, *named]))

    def _told(self, match: re.Match[str]) -> str:
        group = str(match.lastgroup)
        return self._order[int(group[1:])] if group[0] == "n" else str(self.words[group.rstrip("0123456789")])

    def _number(self, changes: Iterable[Change]) -> None:
        """Give numbers to the ids that people made up; those of the kit tell nothing."""
        for change in changes:
            if change.kind not in ("translation", *ONLY):
                for part in change.record.split("."):
                    if not (_MADE.fullmatch(part) or part in _known()):
                        self._ids.setdefault(part, f"id-{len(self._ids) + 1}")

    def _pair(self, change: Change) -> None:
        """Learn that a name and its translation are one."""
        kind, _, rest = change.record.partition(".")
        record, _, field = rest.rpartition(".")[0].rpartition(".")
        sort = NAMED.get((kind, field)) if change.kind == "translation" else None
        if sort is None:
            return
        ours, theirs = (str(change.fields.get(name, "")) for name in ("original", "text"))
        pairs = [(ours, theirs)]
        if sort == "owner":
            pairs = list(zip_longest(people_in(ours), people_in(theirs), fillvalue=""))
        whose = record if (kind, field) == ("persona", "name") else ""
        for one, other in pairs:
            for name in filter(None, (one, other)):
                self._labelled(sort, name, whose, one)

    def _labelled(self, sort: str, name: str, record: str = "", like: str = "") -> str:
        found = _key(sort, name)
        alike = {found, f"#{record}" if record else found, _key(sort, like) if like else found}
        known = [label for (_, of), label in self._labels.items() if of in alike]
        label = known[0] if known else self._new(sort)
        self._labels.setdefault((sort, found), label)
        if record:
            self._labels.setdefault((sort, f"#{record}"), label)
        self._know(company_forms(name) if sort == "company" else person_forms(name), label)
        return label

    def _new(self, sort: str) -> str:
        at = len({label for (of, _), label in self._labels.items() if of == sort})
        return str(self.words[sort].format(letter=_letters(at)))

    def _know(self, forms: Iterable[str], label: str) -> None:
        for form in forms:
            self._forms.setdefault(form, label)


def _key(sort: str, name: str) -> str:
    return " ".join(fold(name).split()) if sort == "company" else core(name)


def _letters(at: int) -> str:
    """Return A, B, … Z, AA, AB, …"""
    left = _letters(at // 26 - 1) if at >= 26 else ""
    return left + _LETTERS[at % 26]


def _texts(change: Change) -> Iterator[tuple[str, str, str, str]]:
    """Yield the texts of a change, those of a translation as if they stood in the record's own field."""
    asked = inputs(change.kind)
    for field, value in change.fields.items():
        if change.kind == "translation" and isinstance(value, str) and field in ("original", "text"):
            kind, _, rest = change.record.partition(".")
            record, _, name = rest.rpartition(".")[0].rpartition(".")
            yield kind, record, name, value
        elif isinstance(value, str) and field in asked and asked[field].kind in ("line", "text"):
            yield change.kind, change.record, field, value


@cache
def _known() -> set[str]:
    """Return the ids of the kit itself."""
    library = {row["id"] for row in catalogue.read("assumed_issues", "en")["issues"]}
    return {*SIX, *GROUPS, *catalogue.choices("roles", "en"), *library}
