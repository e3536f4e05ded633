"""Three views of the same journey, nine, six and four (DOMAIN.md B1, B2); what a team changed (A8)."""

from __future__ import annotations

from typing import NamedTuple

from journeykit import catalogue
from journeykit.log import Journey
from journeykit.records import SIX, Play, Stage

__all__ = ["Block", "changed_plays", "is_changed", "three_views"]


class Block(NamedTuple):
    """A box in a view: its id and label, and how many of the nine columns it covers."""

    id: str
    label: str
    span: int


def three_views(lang: str) -> dict[str, list[Block]]:
    """Return "nine", "six" and "four" as rows of blocks over the same nine columns."""
    words = catalogue.read("stages", lang)
    nine = [Block(key, row["label"], 1) for key, row in words["nine"].items()]
    of_six = [row["six"] for row in words["nine"].values()]
    six = [Block(key, words["six"][key]["label"], of_six.count(key)) for key in SIX]
    of_four = [words["six"][key]["group"] for key in of_six]
    four = [Block(key, row["label"], of_four.count(key)) for key, row in words["groups"].items()]
    return {"nine": nine, "six": six, "four": four}


def is_changed(stage: Stage) -> bool:
    """Say whether a stage differs from the method's default (A8)."""
    default = {"rolls_up": stage.id, "order": float(SIX.index(stage.id)) if stage.id in SIX else -1.0}
    return stage != Stage(id=stage.id, **default) if stage.id in SIX else True


def changed_plays(journey: Journey) -> list[Play]:
    """Return the plays that the team has edited."""
    return [play for play in journey.plays if play != Play(id=play.id)]
