"""Native charts as DrawingML: lines, stacked bars, points; fonts and language told as on every text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeykit.formats.pptx.axes import QUIET, across, cells, labels, name, pairs, said, shown, up, words
from journeykit.formats.pptx.figure import Figure, Series
from journeykit.formats.pptx.numbers import workbook
from journeykit.formats.pptx.text import paint

__all__ = ["add", "xml"]

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SPACES = (
    f'xmlns:c="{_C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HATCH = "8A98AB"
_SIGNED = "+0;−0;0"
_FEELINGS = "[&lt;-2]&quot; &quot;;[&lt;0]−0;0"
_ONE_TO_FIVE = "[&gt;5]&quot; &quot;;[&lt;1]&quot; &quot;;0"
_LOCALES = {"ja": "ja-JP", "en": "en-US"}
_AXES = '<c:axId val="1001"/><c:axId val="1002"/>'
Plot = tuple[float, ...]


def add(page: Any, figure: Figure, plot: Plot, lang: str) -> Any:
    """Return a new part of the presentation with a chart and its workbook; it still has to be drawn."""
    from pptx.opc.constants import CONTENT_TYPE as CT
    from pptx.parts.chart import ChartPart

    package = page.slide.part.package
    place = package.next_partname(ChartPart.partname_template)
    part: Any = ChartPart.load(place, CT.DML_CHART, package, xml(figure, plot, lang).encode())
    part.chart_workbook.update_from_xlsx_blob(workbook(figure))
    return part


def xml(figure: Figure, plot: Plot, lang: str) -> str:
    """Return a chart; `plot` is where its inner area stands, and where its legend begins, in parts."""
    kinds = {"lines": _lines, "bars": _bars, "columns": _columns, "points": _points}
    locale, draw = _LOCALES[lang], kinds[figure.kind]
    legend = ""
    if len(figure.series) > 1:
        place = _layout((plot[4], 0, 1 - plot[4], plot[1] * 0.8))
        legend = f'<c:legend><c:legendPos val="t"/>{place}<c:overlay val="0"/></c:legend>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_SPACES}>'
        f'<c:date1904 val="0"/><c:lang val="{locale}"/><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_layout(plot[:4], inner=True)}"
        f"{draw(figure, locale)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{words(locale, 1100)}</c:chartSpace>"
    )


def _layout(place: Sequence[float], *, inner: bool = False) -> str:
    sides = zip(("x", "y", "w", "h"), place, strict=True)
    told = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in sides)
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{target}{modes}{told}</c:manualLayout></c:layout>"


def _lines(figure: Figure, locale: str) -> str:
    single = len(figure.series) == 1
    series = "".join(
        f'<c:ser>{name(at, one)}<c:spPr><a:ln w="34925" cap="rnd">{paint(one.colour)}'
        f'<a:prstDash val="{one.dash}"/><a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{one.marker}"/><c:size val="9"/><c:spPr>{paint(one.colour)}'
        f"<a:ln>{paint('bg1')}</a:ln></c:spPr></c:marker>"
        f"{labels(locale, 't', _SIGNED, low=_valleys(one)) if single else ''}"
        f'{cells(figure, at, one)}<c:smooth val="0"/></c:ser>'
        for at, one in enumerate(figure.series)
    )
    chart = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:marker val="1"/>{_AXES}</c:lineChart>'
    )
    upward = up(locale, "", (-3, 2), _FEELINGS, between="between")
    return chart + across(locale) + upward


def _columns(figure: Figure, locale: str) -> str:
    """Return bars side by side, each with its number above."""
    series = "".join(
        f'<c:ser>{name(at, one)}<c:spPr>{_bar(one)}<a:ln w="9525">{paint(QUIET)}</a:ln></c:spPr>'
        f'<c:invertIfNegative val="0"/>{labels(locale, "outEnd", "#,##0", skip=_zeros(one))}'
        f"{cells(figure, at, one)}</c:ser>"
        for at, one in enumerate(figure.series)
    )
    chart = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:overlap val="0"/>{_AXES}</c:barChart>'
    )
    return chart + across(locale) + up(locale, "", None, "0", between="between", hidden=True)


def _bars(figure: Figure, locale: str) -> str:
    series = "".join(
        f'<c:ser>{name(at, one)}<c:spPr>{_bar(one)}<a:ln w="9525">{paint(QUIET)}</a:ln></c:spPr>'
        f'<c:invertIfNegative val="0"/>{labels(locale, "ctr", "0", skip=_zeros(one), boxed=_behind(one))}'
        f"{cells(figure, at, one)}</c:ser>"
        for at, one in enumerate(figure.series)
    )
    chart = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="70"/><c:overlap val="100"/>{_AXES}</c:barChart>'
    )
    return chart + across(locale) + up(locale, "", None, "0", between="between", hidden=True)


def _valleys(series: Series) -> list[int]:
    """Return the points that no neighbour lies under: what is written there stands below the line."""
    values = series.values
    around = [[v for v in (*values[max(at - 1, 0) : at], *values[at + 1 : at + 2]) if v is not None]
              for at in range(len(values))]  # fmt: skip
    return [
        at
        for at, v in enumerate(values)
        if v is not None and around[at] and v < min(around[at]) + 0.5 and v < max(around[at])
    ]


def _zeros(series: Series) -> list[int]:
    return [at for at, value in enumerate(series.values) if not value]


def _behind(series: Series) -> str:
    return "" if series.colour in ("tx2", "9C2F1F") else "bg1"


def _bar(series: Series) -> str:
    if not series.pattern:
        return paint(series.colour)
    front, back = (paint(colour).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
                   for colour in (_HATCH, series.colour))  # fmt: skip
    inside = f"<a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr>"
    return f'<a:pattFill prst="{series.pattern}">{inside}</a:pattFill>'


def _points(figure: Figure, locale: str) -> str:
    series, row = "", 2
    for at, one in enumerate(figure.series):
        series += f"<c:ser>{name(at, one)}{_dots(one, locale)}{pairs(at, one, row)}</c:ser>"
        row += len(one.values)
    style = '<c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
    chart = f"<c:scatterChart>{style}{series}{_AXES}</c:scatterChart>"
    below = up(locale, figure.titles[0], (0, 6), _ONE_TO_FIVE, side="b", ids=(1001, 1002))
    return chart + below + up(locale, "", (0, 6), _ONE_TO_FIVE)


def _dots(series: Series, locale: str) -> str:
    colour = "bg1" if series.colour == "tx2" else "tx1"
    labels = "".join(
        f'<c:dLbl><c:idx val="{at}"/>{said(label, locale, size=1200, colour=colour)}'
        f'<c:dLblPos val="ctr"/>{shown("1")}</c:dLbl>'
        for at, label in enumerate(series.labels)
    )
    return (
        '<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{series.marker}"/><c:size val="30"/><c:spPr>{paint(series.colour)}'
        f'<a:ln w="19050">{paint("tx2")}</a:ln></c:spPr></c:marker><c:dLbls>{labels}'
        f'{words(locale, 1200, colour)}<c:dLblPos val="ctr"/>{shown("1")}</c:dLbls>'
    )
