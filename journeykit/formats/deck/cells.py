"""The cells of any notebook as slides: markdown and outputs; the code itself is not shown.

A cell's slideshow type decides where a slide starts; without any, a heading of the first or second level
does. nbconvert's own filters turn markdown into HTML, as the author of a notebook expects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markupsafe import Markup

from journeykit.formats.deck.layout import Slide
from journeykit.formats.deck.still import still

__all__ = ["slides"]

_STARTS = ("slide", "subslide")
_HEADING = re.compile(r"\s{0,3}#{1,2}\s")
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_SIZE = 20.0


def slides(nb: Any) -> list[Slide]:
    """Return the slides of a notebook, at least one."""
    marked = any(_type(cell) in _STARTS for cell in nb.cells)
    pages: list[tuple[list[Markup], list[str]]] = []
    for cell in nb.cells:
        kind = _type(cell)
        shown = _shown(cell)
        if kind == "skip" or not (shown or kind == "notes"):
            continue
        if not pages or _starts(cell, kind, marked):
            pages.append(([], []))
        if kind == "notes":
            pages[-1][1].append(cell.source)
        else:
            pages[-1][0].append(shown)
    return [_slide(parts, notes) for parts, notes in pages or [([], [])]]


def _slide(parts: list[Markup], notes: list[str]) -> Slide:
    return Slide("cells", "", {"html": Markup("\n").join(parts)}, notes=tuple(notes), size=_SIZE)


def _type(cell: Any) -> str:
    return str(cell.metadata.get("slideshow", {}).get("slide_type", ""))


def _starts(cell: Any, kind: str, marked: bool) -> bool:
    if marked:
        return kind in _STARTS
    return cell.cell_type == "markdown" and bool(_HEADING.match(cell.source))


def _shown(cell: Any) -> Markup:
    if cell.cell_type == "markdown":
        return Markup(still(_markdown()(_attached(cell))))
    outputs = cell.get("outputs", []) if cell.cell_type == "code" else []
    return Markup("\n").join(part for output in outputs for part in _output(output, cell))


@cache
def _markdown() -> Any:
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    return markdown2html_mistune


def _attached(cell: Any) -> str:
    """Return a cell's markdown with its attachments written out as data."""
    text = str(cell.source)
    for name, bundle in cell.get("attachments", {}).items():
        for kind, data in bundle.items():
            text = text.replace(f"attachment:{name}", f"data:{kind};base64,{''.join(data)}")
    return text


def _output(output: Any, cell: Any) -> Iterator[Markup]:
    if output.output_type == "stream" and output.name == "stdout":
        yield Markup("<pre>{}</pre>").format(_plain(output.text))
    data = output.get("data", {})
    alt = _alt(output, cell)
    picture = next((kind for kind in _IMAGES if kind in data), "")
    if picture:
        source = f"data:{picture};base64,{''.join(data[picture].split())}"
        yield Markup('<img src="{}" alt="{}">').format(source, alt)
    elif "image/svg+xml" in data:
        drawing = Markup(still(data["image/svg+xml"]))
        yield Markup('<figure role="img" aria-label="{}">{}</figure>').format(alt, drawing)
    elif "text/html" in data:
        yield Markup('<div class="html">{}</div>').format(Markup(still(data["text/html"])))
    elif "text/markdown" in data:
        yield Markup(still(_markdown()(data["text/markdown"])))
    elif "text/plain" in data and "application/vnd.jupyter.widget-view+json" not in data:
        yield Markup("<pre>{}</pre>").format(_plain(data["text/plain"]))


def _alt(output: Any, cell: Any) -> str:
    """Return a picture's alternative text, from the output's metadata or the cell's."""
    told = output.get("metadata", {})
    of_kind = (told.get(kind) for kind in (*_IMAGES, "image/svg+xml"))
    own = [kind.get("alt") for kind in of_kind if isinstance(kind, dict)]
    return str(next(filter(None, [*own, told.get("alt"), cell.metadata.get("alt")]), ""))


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", str(text))
