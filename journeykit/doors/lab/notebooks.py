"""The guided notebooks, written from the catalogue: the twins differ in their texts and in one code cell.

A notebook may come from anyone, so what guided mode says is shipped with the extension (`texts.json`),
as is the list of cells that run on opening (`known-cells.json`). Run as a program, this module writes all.
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
from journeykit.errors import WorkshopError

__all__ = ["FIRST", "SHIPPED", "build", "known_cells", "renew", "shipped", "steps", "write"]

FIRST = "00_start"
"""The step that a workshop opens with."""

SHIPPED = Path(__file__).with_name("extension") / "static"
"""Where the extension finds what `shipped` makes."""

_FORMER = Path(__file__).with_name("former-cells.json")
"""The hashes of code cells that earlier editions shipped: their notebooks are renewed, not run unasked."""

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
    guided = {"guided": True, "step": step, "lang": lang}
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
    minutes = page["minutes"].format(minutes=step["minutes"]) + "\n\n" if step["minutes"] else ""
    return f"# {step['heading']}\n\n{minutes}**{page['aims']}**\n\n{aims}"


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
    return [_written(file, text) for file, text in _files(Path(folder))]


def renew(folder: str | Path) -> list[Path]:
    """Write the notebooks that are missing in `folder` or that an earlier edition made; return them.

    One that somebody changed (a code cell, or a cell of their own) stays as it is.
    Raises `WorkshopError` where the folder cannot be written.
    """
    ours = {*known_cells(), *json.loads(_FORMER.read_text("utf-8"))}
    try:
        return [_written(file, text) for file, text in _files(Path(folder)) if _is_stale(file, text, ours)]
    except OSError as error:
        raise WorkshopError("cannot_write", file=str(error.filename or folder)) from error


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for lang in catalogue.LANGUAGES:
        for step in steps():
            text = nbformat.writes(build(step, lang))  # type: ignore[no-untyped-call]
            yield folder / lang / f"{step}.ipynb", text + "\n"


def _written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
    return file


def _is_stale(file: Path, text: str, ours: set[str]) -> bool:
    if not file.exists():
        return True
    try:
        found = file.read_text("utf-8")
        return found != text and all(_is_ours(cell, ours) for cell in json.loads(found)["cells"])
    except (ValueError, KeyError, TypeError, AttributeError):  # no notebook at all: somebody's own
        return False


def _is_ours(cell: dict[str, Any], ours: set[str]) -> bool:
    known = cell["cell_type"] != "code" or _hash("".join(cell["source"])) in ours
    return known and "part" in cell["metadata"].get("journeykit", {})


def known_cells() -> list[str]:
    """Return the SHA-256 of each code cell that guided mode may run without asking, sorted."""
    notebooks = [build(step, lang) for step in steps() for lang in catalogue.LANGUAGES]
    return sorted(
        {_hash(cell.source) for book in notebooks for cell in book.cells if cell.cell_type == "code"}
    )


def _hash(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def shipped() -> dict[str, str]:
    """Return the files of `SHIPPED` that come from the catalogue, by name; a test holds them current."""
    made = {
        "known-cells.json": known_cells(),
        "texts.json": {lang: _words(lang) for lang in catalogue.LANGUAGES},
    }
    return {name: json.dumps(value, ensure_ascii=False, indent=1) + "\n" for name, value in made.items()}


def _words(lang: str) -> dict[str, Any]:
    texts = catalogue.read("steps", lang)
    return {
        "guided": texts["guided"],
        "titles": {name: step["heading"] for name, step in texts["steps"].items()},
    }


def _retire() -> None:
    """Keep the hashes of cells that are made no longer, before the list of known cells is written anew."""
    lists = [json.loads(file.read_text("utf-8")) for file in (SHIPPED / "known-cells.json", _FORMER)]
    former = sorted({*lists[0], *lists[1]} - {*known_cells()})
    _FORMER.write_text(json.dumps(former, indent=1) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    write("notebooks")
    _retire()
    for name, text in shipped().items():
        _written(SHIPPED / name, text)
