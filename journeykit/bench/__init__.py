"""The measurements that the project claims, each beside its goal or its peer.

Every module has `run(rounds) -> list[Row]`; figures are medians of that many rounds.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Row"]


class Row(NamedTuple):
    """One measured line, as text for people, and whether the goal holds."""

    what: str
    ours: str
    peer: str
    ratio: str
    goal: str
    holds: bool
