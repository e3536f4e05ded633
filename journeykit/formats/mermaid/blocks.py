"""Where in a file its journeys are: the whole of it, or fences of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["Block", "blocks"]

_HEADER = re.compile(r"(?i)(?:user[ _-]?)?journey(?:\s*[;:]?\Z|\s+(?=title\s|section\s))")
_FENCE = re.compile(r"([\s>]*(?:[-*+]\s+|[0-9]+[.)]\s+)?)(`{3,}|~{3,}|:{3,})(.*)")
_HTML = re.compile(r"""(?i)\s*<(pre|div)\b[^>]{0,200}\bmermaid\b[^>]{0,200}>(.*)""")
_QUOTED = re.compile(r"[\s>]*")


class Block(NamedTuple):
    """A journey: the line of the file that its header is in, and what follows it, its title if it is told."""

    start: int
    lines: Sequence[str]
    title: str = ""


def blocks(text: str) -> Iterator[Block]:
    """Yield the journeys of a file: itself, if it begins like one, else those in its fences."""
    lines = text.split("\n")
    if whole := _journey(lines, 0):
        yield whole
        return
    for start, fenced in _fences(lines):
        if found := _journey(fenced, start):
            yield found


def _journey(lines: Sequence[str], start: int) -> Block | None:
    """Return what follows a journey's header; None where something else stands before it, or none does."""
    at, title = _front_matter(lines)
    while at < len(lines) and (not lines[at].strip() or lines[at].lstrip().startswith("%%")):
        at = _after_directive(lines, at)
    header = _HEADER.match(lines[at].strip()) if at < len(lines) else None
    if not header:
        return None
    return Block(start + at + 1, [lines[at].strip()[header.end() :], *lines[at + 1 :]], title)


def _front_matter(lines: Sequence[str]) -> tuple[int, str]:
    """Return the number of the first line after the front matter, and the title that it tells."""
    first = next((at for at, line in enumerate(lines[:50]) if line.strip()), 0)
    if not lines or lines[first].strip() != "---":
        return 0, ""
    end = next((at for at in range(first + 1, min(len(lines), 1000)) if lines[at].strip() == "---"), -1)
    told = [line.strip()[6:].strip() for line in lines[first:end] if line.startswith("title:")]
    return end + 1, told[0].strip("\"'") if told else ""


def _after_directive(lines: Sequence[str], at: int) -> int:
    """Return the line after a comment, or after the last line of a directive, if it ends."""
    if not lines[at].lstrip().startswith("%%{"):
        return at + 1
    ends = (end for end in range(at, min(len(lines), at + 200)) if "}%%" in lines[end])
    return next(ends, at) + 1


def _fences(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands in a page's fences, without the signs of a quotation, and where."""
    fence, inside, start = "", list[str](), 0
    for at, line in enumerate(lines):
        opening = None if len(line) > 500 else _FENCE.fullmatch(line) or _HTML.fullmatch(line)
        if fence and (_QUOTED.sub("", line, count=1).rstrip().startswith(fence)):
            yield start, inside
            fence = ""
        elif fence:
            inside.append(_QUOTED.sub("", line, count=1))
        elif opening and opening.re is _FENCE:
            fence, inside, start = opening[2], [], at + 1
        elif opening:
            fence, inside, start = f"</{opening[1]}", [opening[2]], at
    if fence:
        yield start, inside
