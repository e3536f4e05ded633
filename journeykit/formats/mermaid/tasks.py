"""The lines of a journey: its title, its sections, its tasks, and what cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from journeykit.formats.mermaid.blocks import Block
from journeykit.formats.mermaid.scores import number
from journeykit.formats.mermaid.signs import plain
from journeykit.formats.mermaid.writing import MARK

__all__ = ["MOST", "Diagram", "Task", "diagram"]

_HEADER = re.compile(r"(?i)(?:user[ _-]?)?journey\s*[;:]?")
_STATEMENT = re.compile(r"(?i)(title|section)(?:\s+|[ \t]*:[ \t]*)(.+)")
_ACCESS = re.compile(r"(?i)acc(?:title|descr)\s*([:{])")
_INLINE, _HASH = re.compile(r"\s%%"), re.compile(r"#(?![A-Za-z0-9]{1,31};)")
_COLON = re.compile(r"([:：])")
_COMMA = re.compile(r"[,、，]")
_LONGEST, MOST = 10_000, 60
"""No line that people write is longer, names more actors or has more colons: beyond is not looked into."""


class Task(NamedTuple):
    """A task; its name is still with Mermaid's signs, `told` is what stands in the place of the score."""

    line: int
    section: str
    name: str
    told: str
    score: float | None
    actors: tuple[str, ...]


class Diagram(NamedTuple):
    """What a journey's lines hold; `strange` are those that say nothing, `ours` if the kit wrote it."""

    title: str
    sections: tuple[str, ...]
    tasks: tuple[Task, ...]
    strange: tuple[tuple[int, str], ...]
    ours: bool


def diagram(block: Block) -> Diagram:
    """Return what the lines of a journey hold."""
    title, section, sections = block.title, "", list[str]()
    tasks, strange = list[Task](), list[tuple[int, str]]()
    for at, line in _told(block):
        statement = _STATEMENT.fullmatch(line)
        if statement and statement[1].lower() == "title":
            title = plain(statement[2].strip())
        elif statement:
            section = plain(statement[2].strip())
            sections.append(section)
        elif task := _task(line, at, section):
            tasks.append(task)
        else:
            strange.append((at, line))
    ours = any(line.strip() == MARK for line in block.lines[:5])
    return Diagram(title, tuple(sections), tuple(tasks), tuple(strange), ours)


def _told(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something and their numbers: no comments, directives, headers or asides."""
    until = ""
    for at, given in enumerate(block.lines, block.start):
        line = _bare(given.strip())
        if until:
            until = "" if until in given else until
        elif given.lstrip().startswith("%%{"):
            until = "" if "}%%" in given else "}%%"
        elif access := _ACCESS.match(line):
            until = "}" if access[1] == "{" and "}" not in given else ""
        elif line and not _HEADER.fullmatch(line):
            yield at, line


def _bare(line: str) -> str:
    """Return a line without comments and the sign that ends it; "" if that is all it is."""
    if line.startswith("%%") or (line.startswith("#") and _HASH.match(line)):
        return ""
    line = _INLINE.split(line, maxsplit=1)[0]
    cut = _HASH.split(line, maxsplit=1)[0]
    line = cut if _parts(cut) or not _parts(line) else line
    return line.rstrip() if re.search(r"#[A-Za-z0-9]{1,31};\s*\Z", line) else line.rstrip("; \t")


def _task(line: str, at: int, section: str) -> Task | None:
    """Return the task that a line tells; None where it has no name, or no colon."""
    parts = _parts(line)
    if not parts or not parts[0].strip():
        return None
    name, told, *rest = (part.strip() for part in parts)
    listed = [actor.strip() for actor in _COMMA.split(rest[0], MOST)[:MOST]] if rest else []
    actors = tuple(dict.fromkeys(plain(actor) for actor in listed if actor))
    return Task(at, section, name, told, number(told), actors)


def _parts(line: str) -> tuple[str, ...] | None:
    """Return a task's name, score and actors, wherever else there are colons: the score is a number."""
    if len(line) > _LONGEST or len(_COLON.findall(line)) > MOST:
        return None
    usual = line.split(":")
    if len(usual) in (2, 3) and number(usual[1]) is not None and not _is_time(usual):
        return tuple(usual)
    pieces = _COLON.split(line)
    scored = [at for at in range(2, len(pieces), 2) if number(pieces[at]) is not None]
    if len(pieces) < 3:
        return None
    late = [at for at in scored if at >= len(pieces) - 3]
    at = late[-1] if late else scored[0] if scored else 2
    return "".join(pieces[: at - 1]), *pieces[at : at + 3 : 2]


def _is_time(parts: list[str]) -> bool:
    """Say whether a colon stands in a number of the name, as in "Meet at 10:30: 4"."""
    if len(parts) < 3 or number(parts[2]) is None:
        return False
    return parts[0][-1:].isdigit() and not parts[1][:1].isspace()
