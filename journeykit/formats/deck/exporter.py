"""`jupyter nbconvert --to journey`: a guided notebook gives its workshop's deck, any other its own slides.

nbconvert makes every exporter just to list them, so nothing heavy is imported until one is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import Exporter
from traitlets import default

__all__ = ["JourneyExporter"]


class JourneyExporter(Exporter):
    """Slides in one HTML file that needs no network; code and saved widget state stay out of it."""

    export_from_notebook = "Journey slides (one offline file)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".slides.html"

    def from_notebook_node(  # type: ignore[override]  # a page, as nbconvert's own exporters return
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources.

        Raises `WorkshopError` or `ExportError` where a guided notebook's workshop cannot be written.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        place = resources.get("metadata", {}).get("path") or "."
        folder = _workshop_of(Path(place).resolve()) if _is_guided(nb) else None
        page = _deck(folder) if folder else _cells(nb, resources)
        return page.decode(), resources


def _is_guided(nb: Any) -> bool:
    ours = nb.metadata.get("journeykit")
    return isinstance(ours, dict) and bool(ours.get("step"))


def _workshop_of(folder: Path) -> Path | None:
    """Return the nearest folder, from `folder` upwards, that holds a workshop."""
    return next((place for place in (folder, *folder.parents) if (place / "workshop.toml").is_file()), None)


def _deck(folder: Path) -> bytes:
    import journeykit
    from journeykit.formats import language, write

    workshop = journeykit.open(folder)
    try:
        return write(workshop, "deck", language(workshop))
    finally:
        workshop.close()


def _cells(nb: Any, resources: dict[str, Any]) -> bytes:
    from journeykit.formats.deck.cells import slides
    from journeykit.formats.deck.page import render

    name = str(nb.metadata.get("title") or resources.get("metadata", {}).get("name") or "")
    return render(slides(nb), _language(nb), title=name, parts="cells")


def _language(nb: Any) -> str:
    """Return the language that a notebook's metadata names, else Japanese where its cells hold kana."""
    from journeykit.catalogue import LANGUAGES
    from journeykit.phrases import KANA

    named = (str(nb.metadata.get(key, ""))[:2] for key in ("lang", "language"))
    told = next((lang for lang in named if lang in LANGUAGES), "")
    return told or ("ja" if any(KANA.search(cell.source) for cell in nb.cells) else "en")
