"""Texts as HTML: escaped, in their own language and direction, broken where a Japanese phrase may end."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from journeykit.phrases import JAPANESE, KANA, phrases

__all__ = ["label", "spoken_in", "text_in"]


@cache
def label(text: str) -> Markup:
    """Return a text of the kit's own as HTML."""
    return Markup("<wbr>").join(phrases(text))


def text_in(page: str, home: str) -> Callable[[str], Markup]:
    """Return what shows a person's text on a page in language `page`; the workshop was held in `home`."""

    @cache
    def shown(text: str) -> Markup:
        lines = Markup("<br>").join(label(line) for line in text.split("\n"))
        spoken = spoken_in(text, home)
        lang = Markup(' lang="{}"').format(spoken) if spoken not in ("", page) else ""
        return Markup('<span class="said" dir="auto"{}>{}</span>').format(lang, lines)

    return shown


def spoken_in(text: str, home: str) -> str:
    """Return a text's language as far as it is known, else "": kana is Japanese, the rest the workshop's."""
    if KANA.search(text):
        return "ja"
    return home if (home == "ja") == bool(JAPANESE.search(text)) else ""
