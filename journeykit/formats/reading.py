"""Files from elsewhere: which format they are in, and what they hold."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from journeykit.errors import ReadError
from journeykit.formats import FORMATS
from journeykit.formats.incoming import Incoming

__all__ = ["MOST_BYTES", "READ", "Reader", "find_reader", "read", "understood"]

MOST_BYTES = 20_000_000
"""A larger file is not read: nothing that people fill in comes near."""

READ = tuple(name for name, listed in FORMATS.items() if listed.reads)
"""The formats that can be read; of two that take a file the first reads it."""


class Reader(Protocol):
    """What the module of a format that reads offers."""

    ENDINGS: tuple[str, ...]

    def recognises(self, data: bytes) -> bool:
        """Say whether a file with one of the endings is in this format."""

    def read(self, data: bytes, lang: str) -> Incoming:
        """Return what a file holds. Raises `ReadError` where nothing can be made of it as a whole."""


def read(path: Path, lang: str) -> tuple[str, Incoming]:
    """Return the format of a file and what it holds.

    Raises `ReadError` where there is no such file, it is too large, or no format takes it.
    """
    try:
        if not path.is_file():  # a device or a pipe may never end
            raise ReadError("cannot_read", file=str(path))
        if path.stat().st_size > MOST_BYTES:
            raise ReadError("too_large")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError("cannot_read", file=str(path)) from error
    try:
        return understood(path.name, data, lang)
    except ReadError as error:
        raise error if "file" in error.values else ReadError("of_file", file=path.name, why=error) from error


def understood(name: str, data: bytes, lang: str) -> tuple[str, Incoming]:
    """Return the format of a file called `name` and what its contents hold. Raises `ReadError`."""
    reader = find_reader(name, data)
    incoming = _module(reader).read(data, lang)
    incoming.check()
    return reader, incoming


def find_reader(name: str, data: bytes) -> str:
    """Return a file's format by its name's ending and its contents. Raises `ReadError` if none takes it."""
    ending = Path(name).suffix.lower()
    for reader in READ:
        module = _module(reader)
        if ending in module.ENDINGS and module.recognises(data):
            return reader
    endings = dict.fromkeys(ending for reader in READ for ending in _module(reader).ENDINGS)
    raise ReadError("unknown_file", file=name, endings=", ".join(endings))


def _module(name: str) -> Reader:
    return cast(Reader, import_module(FORMATS[name].module))
