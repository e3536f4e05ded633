"""Texts as DrawingML: runs that name their language and fonts, in paragraphs and bodies.

Fonts are named on every run: PowerPoint, LibreOffice and Google Slides each choose another one for Japanese
where only the Latin font is told. Sizes are pixels of the canvas of 1280 × 720, three quarters of a point.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import NamedTuple

from journeykit.formats.deck.words import spoken_in

__all__ = ["EA", "LATIN", "Insets", "Run", "Voice", "body", "clean", "paint", "points"]

LATIN, EA = "Arial", "Yu Gothic"
"""The fonts: as wide as the layout reckons, and on every machine that has Office; else one like them."""
_LEAST = 10
_LOCALES = {"ja": 'lang="ja-JP" altLang="en-US"', "en": 'lang="en-US" altLang="ja-JP"'}
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold: control signs, halves of characters."""
_HEX = re.compile("[0-9a-fA-F]{6}")


class Run(NamedTuple):
    """A stretch of text of one look; `colour` is one of the theme's by name, or rrggbb.

    A `sign` is written in the Japanese font whatever stands beside it, so that signs are of one size.
    """

    text: str
    size: float
    colour: str = "tx1"
    bold: bool = False
    sign: bool = False


class Insets(NamedTuple):
    """Pixels between a shape's edge and its text: left, top, right, bottom."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


def clean(text: str) -> str:
    r"""Return `text` without what XML forbids.

    >>> clean("a\x00b")
    'ab'
    """
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def points(size: float) -> float:
    """Return a size in pixels as points, to the half point below; never under ten."""
    return max(int(size * 1.5) / 2, _LEAST)


@cache
def paint(colour: str) -> str:
    """Return a solid fill: a colour of the theme by name, or rrggbb; "" is none."""
    if not colour:
        return "<a:noFill/>"
    kind = "srgbClr" if _HEX.fullmatch(colour) else "schemeClr"
    return f'<a:solidFill><a:{kind} val="{colour}"/></a:solidFill>'


@cache
def _look(locale: str, size: float, colour: str, bold: bool, sign: bool = False) -> str:
    latin = EA if sign else LATIN
    return (
        f'{_LOCALES[locale]} sz="{round(points(size) * 100)}" b="{int(bold)}" dirty="0">{paint(colour)}'
        f'<a:latin typeface="{latin}"/><a:ea typeface="{EA}"/><a:cs typeface="{LATIN}"/>'
    )


@dataclass(frozen=True)
class Voice:
    """What a presentation is spoken in: the language of its own words, and that of the workshop."""

    page: str
    home: str

    def run(self, run: Run) -> str:
        """Return a run as XML; line breaks in it stay line breaks."""
        text = clean(run.text)
        look = _look(spoken_in(text, self.home) or self.page, run.size, run.colour, run.bold, run.sign)
        parts = (
            f"<a:r><a:rPr {look}</a:rPr><a:t>{escape(line, quote=False)}</a:t></a:r>" if line else ""
            for line in text.split("\n")
        )
        return f"<a:br><a:rPr {look}</a:rPr></a:br>".join(parts)

    def number(self, size: float, colour: str, shown: int) -> str:
        """Return the field that shows the slide's number."""
        look = _look(self.page, size, colour, True)
        return (
            '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            f"<a:rPr {look}</a:rPr><a:t>{shown}</a:t></a:fld>"
        )

    def paragraph(
        self,
        *runs: Run,
        align: str = "l",
        before: float = 0,
        after: float = 0,
        left: float = 0,
        first: float = 0,
        bullet: bool = False,
        spacing: int = 100,
    ) -> str:
        """Return a paragraph; `left` and `first` are its indents in pixels. Right to left if it begins so."""
        if _is_rtl("".join(run.text for run in runs)) and align == "l":
            align = 'r" rtl="1'
        dot = '<a:buClr><a:schemeClr val="tx2"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        inside = "".join(map(self.run, runs))
        end = (
            "" if inside else f"<a:endParaRPr {_look(self.page, runs[0].size if runs else 16, 'tx1', False)}"
        )
        return (
            f'<a:p><a:pPr marL="{round(left * 9525)}" indent="{round(first * 9525)}" algn="{align}">'
            f'<a:lnSpc><a:spcPct val="{spacing}000"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{round(before * 75)}"/></a:spcBef>'
            f'<a:spcAft><a:spcPts val="{round(after * 75)}"/></a:spcAft>'
            f"{dot if bullet else '<a:buNone/>'}</a:pPr>{inside}{end}{'</a:endParaRPr>' if end else ''}</a:p>"
        )


def body(paragraphs: str, *, tag: str = "p", insets: Insets | None = None, anchor: str = "t") -> str:
    """Return the text body of a shape or, with tag "a", of a table's cell."""
    if tag == "a":
        return f"<a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
    at = insets or Insets()
    sides = zip(("lIns", "tIns", "rIns", "bIns"), at, strict=True)
    inset = " ".join(f'{name}="{round(size * 9525)}"' for name, size in sides)
    return (
        f'<p:txBody><a:bodyPr wrap="square" {inset} anchor="{anchor}" rtlCol="0"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{paragraphs}</p:txBody>"
    )


def _is_rtl(text: str) -> bool:
    """Say whether the first letter of a text runs from right to left."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
