"""How long the presentation takes to write, and how large it is: the sample, in one process.

Beside it stands what python-pptx itself takes for as many empty slides with notes, written in turn.
"""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from journeykit import sample, workshop
from journeykit.bench import Row
from journeykit.formats import write
from journeykit.workshop import Workshop

__all__ = ["run"]

_MOST_SECONDS, _LARGEST_KB = 0.5, 600


def run(rounds: int = 7) -> list[Row]:
    """Measure and return the rows; takes about 1 s a round."""
    with tempfile.TemporaryDirectory() as name:
        made = workshop.create(Path(name) / "demo", lang="ja")
        sample.fill(made, "ja")
        first, data = _written(made)
        slides = _slides(data)
        pairs = [(_written(made)[0], _empty(slides)) for _ in range(rounds)]
        made.close()
    ours, bare = (median(side) for side in zip(*pairs, strict=True))
    peer, size = f"python-pptx, empty slides: {bare:.2f} s", len(data) / 1000
    return [
        _seconds(f"pptx, {slides} slides: the first in a process", first, "-", "-"),
        _seconds(f"pptx, {slides} slides: later ones", ours, peer, f"{ours / bare:.1f} ×"),
        Row(
            "pptx: size of the file", f"{size:.0f} KB", "-", "-", f"<= {_LARGEST_KB} KB", size <= _LARGEST_KB
        ),
    ]


def _seconds(what: str, taken: float, peer: str, ratio: str) -> Row:
    return Row(what, f"{taken:.2f} s", peer, ratio, f"<= {_MOST_SECONDS} s", taken <= _MOST_SECONDS)


def _written(made: Workshop) -> tuple[float, bytes]:
    start = time.perf_counter()
    data = write(made, "pptx", "ja")
    return time.perf_counter() - start, data


def _slides(data: bytes) -> int:
    from pptx import Presentation

    return len(Presentation(io.BytesIO(data)).slides)


def _empty(slides: int) -> float:
    """Return the seconds that python-pptx takes for slides with nothing but a title and a note."""
    from pptx import Presentation

    start = time.perf_counter()
    shown: Any = Presentation()
    for number in range(slides):
        slide = shown.slides.add_slide(shown.slide_layouts[5])
        slide.shapes.title.text = str(number)
        slide.notes_slide.notes_text_frame.text = str(number)
    shown.save(io.BytesIO())
    return time.perf_counter() - start
