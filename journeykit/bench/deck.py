"""The deck against stock `nbconvert --to slides`: whole processes, from the store to the file.

Both sides run in turn, round by round, so that a busy machine slows both alike; medians are compared.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from journeykit import sample, workshop
from journeykit.bench import Row
from journeykit.formats import export
from journeykit.records import new_id

__all__ = ["run"]

_LARGEST_KB = 600
_CHART = """import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(16.2, 7.4), dpi=72)
ax.plot(range(6), [-1, 1, -1, 2, -2, 1], marker="o")
ax.set_xticks(range(6), ["aware", "interest", "consideration", "order", "first use", "renewal"])
plt.show()"""
_TEXT = "\n".join(f"- A point of some length, as people write it on a slide, number {n}" for n in range(8))


def run(rounds: int = 7) -> list[Row]:
    """Measure and return the rows; takes about 15 s a round."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        deck, slides, charts = _sample(folder / "demo")
        _notebook(folder / "peer.ipynb", slides, charts)
        _must(_nbconvert("notebook", "peer.ipynb", "--execute", "--output", "done"), folder)
        sides = {
            "ours": [sys.executable, "-m", "journeykit", "export", str(folder / "demo"), "--to", "deck"],
            "drawn": _nbconvert("slides", "peer.ipynb", "--execute", "--output", "drawn"),
            "executed": _nbconvert("slides", "done.ipynb", "--output", "executed"),
            "journey": _nbconvert("journey", "done.ipynb", "--output", "journey"),
        }
        taken = _alternate(sides, folder, rounds)
        stock = (folder / "executed.slides.html").read_text("utf-8")
        return [*_speed(taken, slides, charts), *_weight(deck, stock)]


def _speed(taken: dict[str, float], slides: int, charts: int) -> list[Row]:
    size = f"{slides} slides, {charts} charts"
    return [
        _compare(f"deck, {size}: against nbconvert --to slides --execute", taken, "ours", "drawn", 0.35),
        _compare(
            f"deck, {size}: against nbconvert --to slides, executed before", taken, "ours", "executed", 1.0
        ),
        _compare("the same notebook: --to journey against --to slides", taken, "journey", "executed", 0.85),
    ]


def _compare(what: str, taken: dict[str, float], ours: str, peer: str, goal: float) -> Row:
    ratio = taken[ours] / taken[peer]
    own, other = (f"{taken[side]:.2f} s" for side in (ours, peer))
    return Row(what, own, other, f"{ratio:.2f} ×", f"<= {goal} ×", ratio <= goal)


def _weight(deck: str, stock: str) -> list[Row]:
    kilobytes = len(deck.encode()) / 1000
    own, other = (f"{len(page.encode()) / 1000:.0f} KB" for page in (deck, stock))
    ours, theirs = (len(_loaded(page)) for page in (deck, stock))
    return [
        Row("size of the file", own, other, "-", f"<= {_LARGEST_KB} KB", kilobytes <= _LARGEST_KB),
        Row("addresses loaded from the network", str(ours), str(theirs), "-", "0", not ours),
    ]


def _loaded(page: str) -> set[str]:
    """Return the addresses that a page loads: sources, style sheets, imports, modules."""
    return set(re.findall(r"""(?:src=|href=|url\(|import\s|: )["']?(https?://[^"'\s)]+)["')]""", page)) - set(
        re.findall(r"""<a\b[^>]*href=["'](https?://[^"']+)["']""", page)
    )


def _sample(folder: Path) -> tuple[str, int, int]:
    """Make the sample workshop; return its deck, and how many slides and charts are in it."""
    made = workshop.create(folder, lang="ja")
    sample.fill(made, "ja")
    page = export(made, "deck").read_text("utf-8")
    made.close()
    return page, page.count("<section"), page.count("<figure")


def _notebook(file: Path, slides: int, charts: int) -> None:
    cells = [_cell("markdown", f"## Slide {at}\n\n{_TEXT}", "slide") for at in range(slides - charts)]
    for _ in range(charts):
        cells += [_cell("markdown", "## Chart", "slide"), _cell("code", _CHART, "-")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    file.write_text(json.dumps(notebook), "utf-8")


def _cell(kind: str, source: str, slide: str) -> dict[str, Any]:
    code: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    shown = {"slideshow": {"slide_type": slide}}
    return {"id": new_id(), "cell_type": kind, "source": source, "metadata": shown, **code}


def _nbconvert(to: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "nbconvert", "--to", to, *arguments]


def _alternate(sides: dict[str, list[str]], folder: Path, rounds: int) -> dict[str, float]:
    """Return the median seconds of each command; the first round warms the caches and is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds + 1):
        for name, command in sides.items():
            start = time.perf_counter()
            _must(command, folder)
            taken[name].append(time.perf_counter() - start)
    return {name: median(times[1:]) for name, times in taken.items()}


def _must(command: Sequence[str], folder: Path) -> None:
    settings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=settings)
