"""Which stages a map should cover, by role and purpose (DOMAIN.md A4, A5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from journeykit import catalogue
from journeykit.log import Journey
from journeykit.records import SIX, Stage

__all__ = ["ENDS", "Reason", "left_out", "listed", "propose", "unexplained"]

ENDS = ("unaware", "retention")
"""The two ends of the six that teams tend to drop."""


class Reason(NamedTuple):
    """Why stages are proposed: `of` is "roles" or "purposes", `key` one of their ids."""

    of: str
    key: str
    stages: tuple[str, ...]


def propose(roles: Iterable[str], purpose: str) -> tuple[tuple[str, ...], list[Reason]]:
    """Return the stages (of the six) that the roles and the purpose call for together, and why.

    Without a role the whole company is assumed; several roles add up.
    """
    rows = catalogue.read("scope", "ja")
    picked = [("roles", role) for role in roles] or [("roles", "whole_company")]
    picked += [("purposes", purpose)] if purpose else []
    reasons = [Reason(of, key, tuple(rows[of][key]["stages"])) for of, key in picked]
    wanted = {stage for reason in reasons for stage in reason.stages}
    return tuple(six for six in SIX if six in wanted), reasons


def left_out(journey: Journey) -> tuple[str, ...]:
    """Return which of the six no stage in scope rolls up to."""
    covered = {stage.rolls_up for stage in journey.stages_in_scope}
    return tuple(six for six in SIX if six not in covered)


def unexplained(journey: Journey) -> tuple[str, ...]:
    """Return the ends that are left out without a reason of the team's own."""
    return tuple(
        end for end in ENDS if end in left_out(journey) and not getattr(journey.scope, f"reason_{end}")
    )


def listed(stages: Iterable[Stage], lang: str) -> str:
    """Return the names of stages as one running text, each in quotation marks."""
    quoted = (catalogue.say("deck.charts.quoted", lang, name=stage.label(lang)) for stage in stages)
    return catalogue.enumerate_in(lang, quoted)
