"""The house style: python-pptx's own template made 16:9, our fonts and the brand's colours in its theme."""

from __future__ import annotations

import re
from typing import Any

from journeykit.formats.deck.colours import shades
from journeykit.formats.packed import DAY
from journeykit.formats.pptx.frame import FOOT, HEAD
from journeykit.formats.pptx.page import Area
from journeykit.formats.pptx.text import EA, LATIN, clean

__all__ = ["COVER", "PLAIN", "house"]

COVER, PLAIN = 0, 1
"""The two layouts that stay: the cover, and a title with an empty body."""
_KEPT = ("Title Slide", "Title Only")
_LONGEST_TITLE = 255
_FOREIGN = ("/thumbnail", "/printerSettings", "/extended-properties")
"""Parts of the template that tell of another file: its picture, its printer, its size and program."""
_PLACES = {
    "Title Slide": {"ctrTitle": Area(84, 230, 1060, 150), "subTitle": Area(84, 400, 1060, 130)},
    "Title Only": {"title": HEAD, "ftr": FOOT, "sldNum": Area(56, 690, 44, 22)},
}
_SIZES = {"ctrTitle": 40, "title": 22, "subTitle": 14, "ftr": 10, "sldNum": 10}


def house(brand_colour: str, title: str, maker: str, lang: str) -> Any:
    """Return an empty presentation. Raises `ExportError` where the brand's colour cannot be used."""
    from pptx import Presentation
    from pptx.util import Emu

    made: Any = Presentation()
    made.slide_width, made.slide_height = Emu(12_192_000), Emu(6_858_000)
    made.slides._sldIdLst.getparent().find(".//{*}sldSz").attrib.pop("type", None)
    for layout in [one for one in made.slide_layouts if one.name not in _KEPT]:
        made.slide_layouts.remove(layout)
    for layout in made.slide_layouts:
        _place(layout, _PLACES[layout.name])
    _place(made.slide_master, _PLACES["Title Only"])
    _theme(made.slide_master.part, brand_colour)
    _theme(made.notes_master.part, brand_colour)
    _about(made, title, maker, lang)
    return made


def _place(sheet: Any, places: dict[str, Area]) -> None:
    """Put a layout's placeholders where they belong and take the others away."""
    from pptx.oxml import parse_xml

    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    for shape in list(sheet.placeholders):
        kind = shape.element.find(".//{*}ph").get("type", "")
        if kind not in places:
            shape.element.getparent().remove(shape.element)
            continue
        at = places[kind]
        shape.left, shape.top, shape.width, shape.height = (round(side * 9525) for side in at)
        body = shape.element.txBody
        style = body.find("{*}lstStyle")
        bold, colour = int("itle" in kind and kind != "subTitle"), "tx1" if "itle" in kind else "tx2"
        style.getparent().replace(style, parse_xml(
            f'<a:lstStyle {space}><a:lvl1pPr marL="0" indent="0" algn="l"><a:lnSpc><a:spcPct val="100000"/>'
            f'</a:lnSpc><a:buNone/><a:defRPr sz="{_SIZES[kind] * 100}" b="{bold}"><a:solidFill>'
            f'<a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+mj-lt"/>'
            '<a:ea typeface="+mj-ea"/></a:defRPr></a:lvl1pPr></a:lstStyle>'))  # fmt: skip
        for name in ("lIns", "tIns", "rIns", "bIns"):
            body.bodyPr.set(name, "0")
        body.bodyPr.set("anchor", "t")


def _theme(part: Any, brand_colour: str) -> None:
    """Write fonts and colours into the theme of a master."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    theme, looks = part.part_related_by(RT.THEME), shades(brand_colour)
    text = theme.blob.decode("utf-8")
    for kind in ("major", "minor"):
        fonts = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EA}"/><a:cs typeface="{LATIN}"/>'
        jpan = f'<a:font script="Jpan" typeface="{EA}"/>'
        text = re.sub(
            rf"(<a:{kind}Font>).*?(</a:{kind}Font>)", rf"\g<1>{fonts}{jpan}\2", text, flags=re.DOTALL
        )
    colours = {"dk1": "1F2937", "lt1": "FFFFFF", "dk2": looks["ink"], "lt2": looks["tint"],
               "accent1": looks["brand"], "accent2": looks["line"], "accent3": "9C2F1F",
               "accent4": "0F766E", "accent5": "9D3A83", "accent6": "7A5B00"}  # fmt: skip
    for name, colour in colours.items():
        plain = f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf"\g<1>{plain}\2", text, flags=re.DOTALL)
    if hasattr(theme, "_element"):
        from pptx.oxml import parse_xml

        theme._element = parse_xml(text.encode("utf-8"))
    else:
        theme._blob = text.encode("utf-8")


def _about(made: Any, title: str, maker: str, lang: str) -> None:
    """Write what the file tells of itself; it tells no date and nobody's name but the brand's."""
    from datetime import datetime

    about, at = made.core_properties, datetime(*DAY)
    about.title, about.author = clean(title)[:_LONGEST_TITLE], clean(maker)[:_LONGEST_TITLE]
    about.last_modified_by, about.language = "", {"ja": "ja-JP", "en": "en-US"}[lang]
    about.created = about.modified = at
    about.revision, about.subject, about.keywords, about.comments = 1, "", "", ""
    for links in (made.part.package._rels, made.part._rels):
        for link in [one for one in links.values() if one.reltype.endswith(_FOREIGN)]:
            links.pop(link.rId)
