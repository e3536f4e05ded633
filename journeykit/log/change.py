"""One edit of one record, as the log keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["VERSION", "Change"]

VERSION = 1
"""The version of the format that this release writes; it reads every version up to this one."""


class Change(NamedTuple):
    """One edit of one record. `at` is in microseconds since 1970 (UTC), stamped by the store.

    `fields` are the fields that changed; `undoes` names the change that this one takes back.
    """

    id: str
    at: int
    author: str
    kind: str
    record: str
    op: str
    fields: Mapping[str, Any]
    undoes: str = ""
    version: int = VERSION
