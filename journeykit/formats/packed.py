"""Zip files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["DAY", "pack", "unpack"]

DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every part: the first that a zip file can tell."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of the parts by name, in their order, all with the same date and rights."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            part = ZipInfo(name, DAY)
            part.compress_type, part.create_system, part.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            zipped.writestr(part, data)
    return file.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip file that the kit has made itself, by name, in their order."""
    with ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}
