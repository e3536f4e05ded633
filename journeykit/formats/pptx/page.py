"""A slide being drawn: its shapes as DrawingML, in the order in which they are read out."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.formats.pptx.text import Insets, Voice, body, clean, paint

__all__ = ["SPACES", "Area", "Page"]

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LONGEST_ALT, _LONGEST_NAME = 1000, 100
_DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)
"""Tells who reads a slide aloud to pass over a shape."""


class Area(NamedTuple):
    """A place on the canvas of 1280 × 720 pixels."""

    x: float
    y: float
    w: float
    h: float

    def xml(self, tag: str = "a") -> str:
        """Return the place in English metric units."""
        x, y, w, h = (round(side * 9525) for side in self)
        return f'<{tag}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></{tag}:xfrm>'


class Page:
    """A slide to draw on. Nothing is on the slide before `finish`."""

    def __init__(self, slide: Any, voice: Voice) -> None:
        self.slide, self.voice = slide, voice
        self._shapes: list[str] = []
        self._names: dict[str, str] = catalogue.read("pptx", voice.page)["names"]

    def _named(self, name: str, told: str = "") -> str:
        """Return the attributes of the next shape; `told` is what it says to those who cannot see it."""
        said = clean(told)[:_LONGEST_ALT].replace("\n", " ")
        alt = f' descr="{escape(said)}"' if said else ""
        named = clean(self._names.get(name, name))[:_LONGEST_NAME].replace("\n", " ")
        return f'id="{len(self._shapes) + 2}" name="{escape(named)}"{alt}'

    def box(
        self,
        name: str,
        area: Area,
        text: str = "",
        *,
        form: str = "rect",
        round_by: float = 0,
        fill: str = "",
        line: str = "",
        weight: float = 1,
        insets: Insets | None = None,
        anchor: str = "t",
    ) -> None:
        """Draw a shape with its paragraphs; one without any is decoration."""
        guide = f'<a:gd name="adj" fmla="val {round(100_000 * round_by / max(min(area.w, area.h), 1))}"/>'
        edge = f'<a:ln w="{round(weight * 9525)}">{paint(line)}</a:ln>'
        words = body(text, insets=insets, anchor=anchor) if text else ""
        plain = ' txBox="1"' if text and not fill and not line else ""
        self._shapes.append(
            f"<p:sp><p:nvSpPr><p:cNvPr {self._named(name)}>{'' if text else _DECORATION}</p:cNvPr>"
            f"<p:cNvSpPr{plain}/><p:nvPr/></p:nvSpPr><p:spPr>"
            f'{area.xml()}<a:prstGeom prst="{form}"><a:avLst>{guide if round_by else ""}</a:avLst>'
            "</a:prstGeom>"
            f"{paint(fill)}{edge}</p:spPr>{words}</p:sp>"
        )

    def holder(self, name: str, kind: str, text: str, area: Area | None = None, anchor: str = "t") -> None:
        """Fill a placeholder of the layout; `kind` is what its `p:ph` says."""
        self._shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr {self._named(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{area.xml() if area else ''}</p:spPr>"
            f"{body(text, anchor=anchor)}</p:sp>"
        )

    def table(self, name: str, area: Area, table: str, told: str) -> None:
        """Draw a table; `told` says what it holds."""
        self._frame(name, area, _TABLE, table, told)

    def chart(self, name: str, area: Area, part: Any, told: str) -> None:
        """Draw the chart that lies in `part`; `told` says what it shows."""
        from pptx.opc.constants import RELATIONSHIP_TYPE as RT

        link = self.slide.part.relate_to(part, RT.CHART)
        self._frame(name, area, _CHART, f'<c:chart xmlns:c="{_CHART}" r:id="{link}"/>', told)

    def _frame(self, name: str, area: Area, kind: str, inside: str, told: str) -> None:
        self._shapes.append(
            f"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr {self._named(name, told)}/><p:cNvGraphicFramePr>"
            f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'{area.xml("p")}<a:graphic><a:graphicData uri="{kind}">{inside}</a:graphicData></a:graphic>'
            "</p:graphicFrame>"
        )

    def picture(self, name: str, area: Area, link: str, told: str, drawing: str = "") -> None:
        """Draw the picture behind relationship `link`; `drawing` is that of the same picture as SVG."""
        self._shapes.append(
            f"<p:pic><p:nvPicPr><p:cNvPr {self._named(name, told)}/><p:cNvPicPr>"
            '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{link}">{drawing}</a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr>{area.xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def finish(self) -> None:
        """Put all that was drawn on the slide, in place of what its layout gave it."""
        from pptx.oxml import parse_xml

        tree = self.slide.shapes._spTree
        for shape in list(tree.iter_shape_elms()):
            tree.remove(shape)
        for shape in parse_xml(f"<p:spTree {SPACES}>{''.join(self._shapes)}</p:spTree>"):
            tree.append(shape)
