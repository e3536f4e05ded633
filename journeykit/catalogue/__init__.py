"""The vocabulary of the kit as data: TOML files with Japanese and English side by side.

Every text a person can see lives here. A leaf `{ja = "…", en = "…"}` is one text in both languages;
`read` resolves a whole file to one language, `say` resolves one text and fills in its values.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from journeykit.errors import JourneyError

__all__ = ["LANGUAGES", "choices", "day", "enumerate_in", "explain", "localise", "read", "say", "signed"]

LANGUAGES = ("ja", "en")


@cache
def _source(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


def localise(tree: Any, lang: str) -> Any:
    """Return `tree` with every `{ja, en}` leaf replaced by its text in `lang`."""
    if isinstance(tree, dict):
        if tree.keys() == set(LANGUAGES) and isinstance(tree[lang], str):
            return tree[lang]
        return {key: localise(value, lang) for key, value in tree.items()}
    return [localise(value, lang) for value in tree] if isinstance(tree, list) else tree


@cache
def read(name: str, lang: str) -> dict[str, Any]:
    """Return catalogue file `name` in one language. Shared and cached: do not change it."""
    return {key: localise(value, lang) for key, value in _source(name).items()}


def say(key: str, lang: str, **values: object) -> str:
    """Return the text at a dotted `key`, its first part the file, with `{name}` filled from `values`.

    >>> say("messages.errors.too_long", "en", max=200, length=213)
    'Please keep this within 200 characters (now 213).'
    """
    name, *path = key.split(".")
    text: Any = read(name, lang)
    for part in path:
        text = text[part]
    return str(text).format(**values) if values else str(text)


def choices(name: str, lang: str) -> dict[str, str]:
    """Return the ids and labels a person can choose from, in their order."""
    if name in ("industries", "jobs"):
        return dict(read("assumed_issues", lang)[name])
    if name in ("roles", "purposes"):
        return {key: row["label"] for key, row in read("scope", lang)[name].items()}
    if name in ("six", "groups"):
        return {key: row["label"] for key, row in read("stages", lang)[name].items()}
    return dict(read("choices", lang)[name])


def enumerate_in(lang: str, items: Iterable[str]) -> str:
    """Return items as one running text: 「、」 between them in Japanese, a comma in English."""
    return ("、" if lang == "ja" else ", ").join(items)


def day(iso: str, lang: str) -> str:
    """Return a date such as "2027-05-31" as a person writes it; what is no date stays as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return say("choices.date.day", lang, year=found.year, month=found.month, day=found.day)


def signed(value: float, places: int = 0) -> str:
    """Return a number with its sign, the minus as long as the plus; nought has none.

    >>> signed(-2), signed(0), signed(0.5, 1)
    ('−2', '0', '+0.5')
    """
    return f"{value:+.{places}f}".replace("-", "−") if value else "0"


def explain(error: JourneyError, lang: str) -> str:
    """Return the one sentence that tells a person what went wrong and what to do."""
    values = {n: explain(v, lang) if isinstance(v, JourneyError) else v for n, v in error.values.items()}
    return say(f"messages.errors.{error.key}", lang, **values)


JourneyError._told = lambda error: explain(error, "en")
