"""Backstage: what who leads is told beside the journey, hidden answers too, but only how many there are."""

from __future__ import annotations

import time

from journeykit import catalogue
from journeykit.insights.agenda import spent
from journeykit.panels.answers import Backstage
from journeykit.workshop import Workshop

__all__ = ["LED", "backstage", "hidden", "told_hidden"]

LED = ("cockpit", "wall")
"""The panels that are led from, and so are told what goes on backstage."""


def backstage(workshop: Workshop, now: int | None = None, online: frozenset[str] | None = None) -> Backstage:
    """Return how many answers there are by author and round, how long steps were open, and the time."""
    moment = now if now is not None else time.time_ns() // 1000
    curtain = workshop.curtain
    return Backstage(curtain.answered, spent(curtain.moves, moment), moment, online)


def hidden(workshop: Workshop, lang: str) -> str:
    """Return how many answers are not revealed, and so in no file, as a sentence; "" for none."""
    return told_hidden(sum(workshop.curtain.waiting.values()), lang)


def told_hidden(n: int, lang: str) -> str:
    """Return the sentence for `n` answers that are not revealed; "" for none."""
    return catalogue.say("panels.cockpit.hidden", lang, n=n) if n else ""
