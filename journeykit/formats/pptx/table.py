"""Native tables: cells with texts, fills and rules, as DrawingML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from journeykit.formats.pptx.text import body, paint

__all__ = ["Box", "grid", "rule"]

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's style "no style, no grid", so that only what is drawn here shows."""


@dataclass(frozen=True)
class Box:
    """A cell: its paragraphs as XML, and its looks; `rules` are its edges, `span` the columns it covers."""

    text: str
    fill: str = ""
    rules: str = ""
    span: int = 1
    anchor: str = "t"
    sides: tuple[float, float] = (13, 13)
    ends: tuple[float, float] = (4, 4)


def grid(widths: Sequence[float], rows: Sequence[tuple[float, Sequence[Box]]], *, heads: bool = True) -> str:
    """Return a table: `widths` of its columns and, for each row, its height and its cells, in pixels."""
    columns = "".join(f'<a:gridCol w="{round(width * 9525)}"/>' for width in widths)
    lines = "".join(
        f'<a:tr h="{round(height * 9525)}">{"".join(map(_cell, cells))}</a:tr>' for height, cells in rows
    )
    first = ' firstRow="1"' if heads else ""
    style = f"<a:tableStyleId>{_PLAIN}</a:tableStyleId>"
    look = f'<a:tblPr{first} firstCol="1">{style}</a:tblPr>'
    return f"<a:tbl>{look}<a:tblGrid>{columns}</a:tblGrid>{lines}</a:tbl>"


@cache
def rule(edges: str, colour: str, weight: float) -> str:
    """Return rules along `edges`: letters of "LRTB"."""
    return "".join(
        f'<a:ln{edge} w="{round(weight * 9525)}">{paint(colour)}<a:prstDash val="solid"/></a:ln{edge}>'
        for edge in "LRTB"
        if edge in edges
    )


def _cell(box: Box) -> str:
    (left, right), (top, bottom) = box.sides, box.ends
    margins = zip(("marL", "marR", "marT", "marB"), (left, right, top, bottom), strict=True)
    told = " ".join(f'{name}="{round(size * 9525)}"' for name, size in margins)
    wide = f' gridSpan="{box.span}"' if box.span > 1 else ""
    covered = '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>'
    return (
        f"<a:tc{wide}>{body(box.text, tag='a')}"
        f'<a:tcPr {told} anchor="{box.anchor}">{box.rules}{paint(box.fill)}</a:tcPr></a:tc>'
        f"{covered * (box.span - 1)}"
    )
