"""Whose journey is followed: companies, people or deals, whichever the tables of an export tell of."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, NamedTuple

from journeykit import catalogue
from journeykit.evidence.proposing.firstrules import SIX
from journeykit.evidence.proposing.joining import Joined, Way
from journeykit.evidence.proposing.roles import Reading
from journeykit.evidence.rules import KEYS

__all__ = ["Followed", "Following", "Key"]

Key = Literal["account", "deal", "contact"]
_WISHED: tuple[Key, ...] = ("account", "contact", "deal")
"""A company's journey rather than a person's, a person's rather than a deal's."""

_MANY = 20
"""So many deals an account are side by side, not one after the other."""


class Followed(NamedTuple):
    """The key to propose, and why: a reason's key; `deals` an account has, where that is the reason."""

    key: Key
    why: str
    deals: int = 0


class Following:
    """The choice of the key for tables that hang together."""

    def __init__(self, joined: Joined) -> None:
        self.joined = joined
        self.ways: dict[str, dict[str, Way]] = {key: joined.reach(key) for key in KEYS}

    @cached_property
    def chosen(self) -> Followed:
        """The key: one that reaches the events, the early ones above all, else who never bought is lost."""
        events = self.joined.events or list(self.joined.readings)
        front = min(events, key=lambda name: _earliest(self.joined.readings[name]))
        whole = {key: sum(self._cover(key, name) for name in events) for key in _WISHED}
        early = {key: self._cover(key, front) for key in _WISHED}
        fit = [key for key in _WISHED if early[key] >= 0.5 * max(early.values()) and whole[key] > 0]
        ranked = [key for key in fit if whole[key] >= 0.75 * max(whole[each] for each in fit)]
        if not ranked:
            return Followed("account", "key_none")
        deals = self._parallel() if ranked[0] == "account" else 0
        return Followed("deal", "key_parallel", deals) if deals else Followed(ranked[0], f"key_{ranked[0]}")

    def _cover(self, key: Key, name: str) -> float:
        """The share of a table's rows that tell whom the key names; little if each row has one of its own."""
        way = self.ways[key].get(name)
        if not way or way.lookups:
            return way.share if way else 0.0
        column = self.joined.readings[name].head(way.column).column
        lone = column.unique and len(self.joined.keys[key]) == 1 and len(self.joined.events) > 1
        return column.filled * (0.1 if lone else 1.0)

    def _parallel(self) -> int:
        """How many deals an account has, where that is many and not all deals name an account; else 0."""
        accounts, deals = (self.joined.keys[key] for key in ("account", "deal"))
        if not self.joined.events or set(self.joined.events) - (accounts.keys() & deals.keys()):
            return 0
        for name in self.joined.events:
            reading = self.joined.readings[name]
            account, deal = reading.head(accounts[name]).column, reading.head(deals[name]).column
            if account.filled < 0.95 and deal.distinct > _MANY * max(account.distinct, 1):
                return round(deal.distinct / max(account.distinct, 1))
        return 0


def _earliest(reading: Reading) -> int:
    """The number of the earliest stage that a table's theme or times tell of; unknown ones come late."""
    default = catalogue.read("columns", "en")["defaults"].get(reading.theme, "")
    told = [SIX.index(stage) for stage in (default, *(time.stage for time in reading.times)) if stage in SIX]
    return min(told, default=len(SIX))
