"""The parts of a chart that its kinds share: texts, axes, and where its numbers stand in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from journeykit.formats.pptx.figure import Figure, Series
from journeykit.formats.pptx.numbers import column
from journeykit.formats.pptx.text import EA, LATIN, clean, paint

__all__ = ["QUIET", "across", "cells", "labels", "name", "pairs", "said", "shown", "up", "words"]

INK, QUIET, _RULE = "1F2937", "5B6472", "D5DBE3"


def _fonts(size: int, colour: str, bold: bool = False) -> str:
    return (
        f' sz="{size}" b="{int(bold)}">{paint(colour)}'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EA}"/><a:cs typeface="{LATIN}"/>'
    )


def words(locale: str, size: int, colour: str = INK, bold: bool = False) -> str:
    """Return how texts look that the chart writes itself; they are never turned."""
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr>'
        f"<a:defRPr{_fonts(size, colour, bold)}</a:defRPr></a:pPr>"
        f'<a:endParaRPr lang="{locale}"/></a:p></c:txPr>'
    )


def said(text: str, locale: str, *, size: int, colour: str, turned: bool = False) -> str:
    """Return a text of ours within a chart."""
    turn = ' rot="-5400000" vert="horz"' if turned else ""
    fonts = _fonts(size, colour)
    return (
        f"<c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr><a:defRPr{fonts}</a:defRPr></a:pPr>"
        f'<a:r><a:rPr lang="{locale}"{fonts}</a:rPr><a:t>{escape(clean(text), quote=False)}</a:t></a:r></a:p>'
        "</c:rich></c:tx>"
    )


def shown(value: str) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def labels(
    locale: str, place: str, form: str, *, skip: Sequence[int] = (), low: Sequence[int] = (), boxed: str = ""
) -> str:
    """Return labels with a series' values; `skip` are those without, `low` those that stand
    below their point, `boxed` is the paper behind them.
    """
    gone = "".join(f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>' for at in skip)
    gone += "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:numFmt formatCode="{form}" sourceLinked="0"/><c:spPr/>'
        f'{words(locale, 1200, INK, True)}<c:dLblPos val="b"/>{shown("1")}</c:dLbl>'
        for at in low
    )
    box = f"<c:spPr>{paint(boxed)}</c:spPr>" if boxed else ""
    colour = INK if boxed or place != "ctr" else "bg1"
    return (
        f'<c:dLbls>{gone}<c:numFmt formatCode="{form}" sourceLinked="0"/>{box}'
        f'{words(locale, 1200, colour, True)}<c:dLblPos val="{place}"/>{shown("1")}</c:dLbls>'
    )


def name(at: int, series: Series) -> str:
    text = escape(clean(series.name), quote=False)
    return (
        f'<c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${column(at + 1)}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{text}</c:v></c:pt></c:strCache>'
        "</c:strRef></c:tx>"
    )


def cells(figure: Figure, at: int, series: Series) -> str:
    """Return the categories of a series and its values, each with where they stand in the workbook."""
    count, letter = len(figure.categories), column(at + 1)
    names = "".join(f'<c:pt idx="{n}"><c:v>{escape(clean(name), quote=False)}</c:v></c:pt>'
                    for n, name in enumerate(figure.categories))  # fmt: skip
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val>{_numbers(f'Sheet1!${letter}$2:${letter}${count + 1}', series.values)}</c:val>"
    )


def pairs(at: int, series: Series, row: int) -> str:
    last, letter = row + len(series.values) - 1, column(at + 1)
    beside = _numbers(f"Sheet1!$A${row}:$A${last}", series.places)
    up = _numbers(f"Sheet1!${letter}${row}:${letter}${last}", series.values)
    return f'<c:xVal>{beside}</c:xVal><c:yVal>{up}</c:yVal><c:smooth val="0"/>'


def _numbers(where: str, values: Sequence[float | None]) -> str:
    told = "".join(f'<c:pt idx="{n}"><c:v>{value:g}</c:v></c:pt>'
                   for n, value in enumerate(values) if value is not None)  # fmt: skip
    return (
        f"<c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{told}</c:numCache></c:numRef>'
    )


def across(locale: str) -> str:
    return (
        '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="12700">{paint(QUIET)}</a:ln></c:spPr>{words(locale, 1100)}'
        '<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def up(
    locale: str,
    title: str,
    ends: tuple[float, float] | None,
    form: str,
    *,
    side: str = "l",
    ids: tuple[int, int] = (1002, 1001),
    between: str = "midCat",
    hidden: bool = False,
) -> str:
    limits = f'<c:max val="{ends[1]:g}"/><c:min val="{ends[0]:g}"/>' if ends else '<c:min val="0"/>'
    told = said(title, locale, size=1100, colour=QUIET, turned=side == "l") if title else ""
    named = f'<c:title>{told}<c:overlay val="0"/></c:title>' if title else ""
    unit = '<c:majorUnit val="1"/>' if ends else ""
    rules = (
        ""
        if hidden
        else f'<c:majorGridlines><c:spPr><a:ln w="9525">{paint(_RULE)}</a:ln></c:spPr></c:majorGridlines>'
    )
    return (
        f'<c:valAx><c:axId val="{ids[0]}"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>{rules}{named}'
        f'<c:numFmt formatCode="{form}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{words(locale, 1100)}<c:crossAx val="{ids[1]}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="{between}"/>{unit}</c:valAx>'
    )
