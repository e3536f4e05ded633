"""The guided notebooks, written from the catalogue: the twins differ in their texts and in one code cell.

A notebook carries the texts that guided mode shows (`metadata.journeykit.text`), so the extension
holds none. Guided mode runs a cell on opening only where `known_cells` knows it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from journeykit import catalogue

__all__ = ["FIRST", "build", "known_cells", "known_cells_json", "steps", "write"]

FIRST = "00_start"
"""The step that a workshop opens with."""

_ABOVE = ("steps", "recap")
"""Panels with a place of their own on the page; the others follow the explanation."""


def steps() -> tuple[str, ...]:
    """Return the names of all steps in their order; a notebook is called after its step."""
    return tuple(catalogue.read("steps", catalogue.LANGUAGES[0])["steps"])


def build(step: str, lang: str) -> NotebookNode:
    """Return the guided notebook of a step in one language, without outputs or counters.

    >>> [cell.id for cell in build("00_start", "en").cells]
    ['title', 'parameters', 'steps', 'explain', 'brief', 'recap-title', 'recap']
    """
    texts = catalogue.read("steps", lang)
    title = texts["steps"][step]["heading"]
    guided = {"guided": True, "step": step, "lang": lang, "title": title, "text": texts["guided"]}
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return nbformat.from_dict(  # type: ignore[no-untyped-call, no-any-return]
        {
            "cells": list(_cells(step, lang, texts["steps"][step], texts["page"])),
            "metadata": {"journeykit": guided, "kernelspec": kernel, "language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def _cells(name: str, lang: str, step: dict[str, Any], page: dict[str, str]) -> Iterator[dict[str, Any]]:
    yield _markdown("title", _title(step, page))
    yield _code("parameters", f'LANG = "{lang}"', tags=["parameters"])
    yield _code("steps", f'import journeykit as jk\nstep = jk.step("{name}", lang=LANG)\nstep.panel("steps")')
    yield _markdown("explain", f"## {page['how']}\n\n{step['explain']}")
    for panel in step["panels"]:
        if panel not in _ABOVE:
            yield _code(panel, f'step.panel("{panel}")')
    yield _markdown("recap-title", f"## {step['recap']}\n\n{step['closing']}")
    yield _code("recap", 'step.panel("recap")')


def _title(step: dict[str, Any], page: dict[str, str]) -> str:
    aims = "\n".join(f"- {aim}" for aim in step["aims"])
    minutes = page["minutes"].format(minutes=step["minutes"])
    return f"# {step['heading']}\n\n{minutes}\n\n**{page['aims']}**\n\n{aims}"


def _markdown(cell: str, source: str) -> dict[str, Any]:
    return _cell("markdown", cell, source, {})


def _code(cell: str, source: str, *, tags: list[str] | None = None) -> dict[str, Any]:
    made = _cell("code", cell, source, {"tags": tags} if tags else {})
    return {**made, "execution_count": None, "outputs": []}


def _cell(kind: str, cell: str, source: str, metadata: dict[str, Any]) -> dict[str, Any]:
    locked = {"deletable": False, "editable": False, "journeykit": {"part": cell}}
    return {"cell_type": kind, "id": cell, "source": source.strip(), "metadata": {**locked, **metadata}}


def write(folder: str | Path) -> list[Path]:
    """Write the notebooks of all steps to `folder`/ja and `folder`/en; return the files written."""
    files = []
    for lang in catalogue.LANGUAGES:
        target = Path(folder) / lang
        target.mkdir(parents=True, exist_ok=True)
        for step in steps():
            files.append(target / f"{step}.ipynb")
            text = nbformat.writes(build(step, lang))  # type: ignore[no-untyped-call]
            files[-1].write_text(text + "\n", "utf-8", newline="\n")
    return files


def known_cells() -> list[str]:
    """Return the SHA-256 of each code cell that guided mode may run without asking, sorted."""
    notebooks = [build(step, lang) for step in steps() for lang in catalogue.LANGUAGES]
    code = {cell.source for book in notebooks for cell in book.cells if cell.cell_type == "code"}
    return sorted(hashlib.sha256(source.encode()).hexdigest() for source in code)


def known_cells_json() -> str:
    """Return the text of `extension/static/known-cells.json`, which a test holds current."""
    return json.dumps(known_cells(), indent=1) + "\n"


if __name__ == "__main__":
    write("notebooks")
    Path(__file__).with_name("extension").joinpath("static", "known-cells.json").write_text(
        known_cells_json(), "utf-8"
    )
