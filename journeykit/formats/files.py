"""Files as they are written: names that every system takes, contents that are whole or not there."""

from __future__ import annotations

import errno
import os
import re
import secrets
import unicodedata
from pathlib import Path

from journeykit.errors import ExportError

__all__ = ["safe_name", "save"]

_LONGEST = 80
_MOST_BYTES = 200
_SEPARATORS = re.compile(r'[\s/\\:*?"<>|]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the dot."""


def safe_name(title: str) -> str:
    """Return `title` as a file name without its ending: no separators, ≤ 80 characters; may be empty."""
    joined = _SEPARATORS.sub("-", unicodedata.normalize("NFC", title))
    shown = "".join(c for c in joined if unicodedata.category(c)[0] != "C")
    name = shown[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore").strip("-. ")
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def save(data: bytes, path: Path) -> Path:
    """Write `data` to `path` as a whole: a reader sees the old file or the new one, never a part.

    Raises `ExportError` where the disk is full or the place cannot be written to.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(data, part)
        part.replace(path)
    except OSError as error:
        _forget(part)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise ExportError("disk_full" if full else "cannot_write", file=str(path)) from error
    return path


def _write(data: bytes, path: Path) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
