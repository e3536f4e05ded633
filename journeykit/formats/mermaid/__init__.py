"""Mermaid's `journey`, as documents and repositories hold it: written, and read as it is found in the wild.

What is written: the title; of each stage in scope a section; a task for each note, persona by persona, with
the feeling at that stage as its score (−2…+2 becomes 1…5, 3 where there is none) and the persona as its
actor; a task for each feeling, with why. A note that is not about what they do begins with its aspect, as
in "[Thought] …"; a feeling likewise. That is all that Mermaid can carry: no basis, source or inference, no
note outside the scope; personas of one name, and stages of one name, come together. Comments name every
persona and say that the diagram is ours: in such a one the scores of notes only repeat the feelings.

What is read: in a file, or in the fences of a Markdown page, each task becomes a note for each of its
actors. Actors become personas, of more than `FEW` only those that are named most. Of each persona's scores
at a stage the mean becomes the feeling; which scale they are on is told from all scores of the diagram.
Where there are no sections, a task that is called like one of the six stages opens it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.formats.incoming import Incoming
    from journeykit.workshop import Workshop

__all__ = ["ENDINGS", "SUFFIX", "read", "recognises", "write"]

SUFFIX = ".mmd"
ENDINGS = (".mmd", ".mermaid", ".md", ".markdown", ".txt")
_FIRST = 400_000


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the map as a diagram in UTF-8."""
    from journeykit.formats.mermaid.writing import lines

    return "".join(f"{line}\n" for line in lines(workshop.journey, lang)).encode("utf-8", "replace")


def recognises(data: bytes) -> bool:
    """Say whether a file is a journey, or a page that holds one (near its beginning, if it is long)."""
    from journeykit.formats.decoding import begins
    from journeykit.formats.mermaid.blocks import blocks

    return any(blocks(begins(data, _FIRST).replace("\r\n", "\n").replace("\r", "\n")))


def read(data: bytes, lang: str) -> Incoming:
    """Return the journeys that a file holds. Raises `ReadError` where there is none or it is too long."""
    from journeykit.formats.mermaid.reading import incoming

    return incoming(data, lang)
