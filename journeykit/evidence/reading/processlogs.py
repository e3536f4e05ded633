"""Process logs (XES, packed or not) as rows: one an event, what its trace says beside it as "case:…"."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NoReturn
from xml.parsers import expat

from journeykit.errors import ReadError

__all__ = ["rows"]

_ATTRIBUTES = {"string", "date", "int", "float", "boolean", "id"}
_BLOCK = 1 << 18


class _Reader:
    """Gathers events while a parser goes through the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.case: dict[str, str] = {}
        self.event: dict[str, str] | None = None
        self.at: list[str] = []
        self.waiting: list[dict[str, str]] = []
        self.done: list[dict[str, str]] = []

    def begins(self, tag: str, said: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self.at and tag != "log":
            raise ReadError("not_a_process_log", file=self.file)
        level = len(self.at)
        if level == 2 and tag == "event":
            self.event = {}
        elif tag in _ATTRIBUTES and said.get("key"):
            if level == 3 and self.event is not None and self.at[-1] == "event":
                self.event[said["key"]] = said.get("value", "")
            elif level == 2 and self.at[-1] == "trace":
                self.case[f"case:{said['key']}"] = said.get("value", "")
        self.at.append(tag)

    def ends(self, tag: str) -> None:
        self.at.pop()
        if len(self.at) == 2 and self.event is not None:
            self.waiting.append(self.event)
            self.event = None
        elif len(self.at) == 1 and tag.rpartition(":")[2] == "trace":
            self.done += [self.case | event for event in self.waiting]
            self.case, self.waiting = {}, []

    def refused(self, *_: object) -> NoReturn:
        """Refuse what a log never needs, and what files are made to blow up with."""
        raise ReadError("damaged_data", file=self.file)


def rows(path: Path) -> Iterator[tuple[float, dict[str, str]]]:
    """Yield each event, and the share of the file that is read; raises `ReadError` for what is no XES."""
    reader, parser = _Reader(path.name), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.begins, reader.ends
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = reader.refused
    size = max(path.stat().st_size, 1)
    try:
        with path.open("rb") as raw, _unpacked(raw) as file:
            while block := file.read(_BLOCK):
                parser.Parse(block)
                share = min(raw.tell() / size, 1.0)
                yield from ((share, event) for event in reader.done)
                reader.done = []
            parser.Parse(b"", True)
        yield from ((1.0, event) for event in reader.done)
    except (expat.ExpatError, OSError, EOFError) as error:
        raise ReadError("damaged_data", file=path.name) from error


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    return gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[return-value]
