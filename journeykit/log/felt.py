"""What personas feel: the team's word, else the middle of what participants say, at stages that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from statistics import median_low

from journeykit.records import Feeling, Stage

__all__ = ["Felt", "at_living_stages", "is_teams", "settled"]

Felt = dict[tuple[str, str], Feeling]
"""Feelings by (persona, stage)."""


def is_teams(feeling: Feeling) -> bool:
    """Say whether a feeling is the team's, and not one participant's own."""
    return feeling.id == f"{feeling.persona}.{feeling.stage}"


def settled(feelings: Iterable[Feeling]) -> Felt:
    """Return what the team says; where it has not settled yet, the middle of what participants say."""
    ours: Felt = {}
    voices: dict[tuple[str, str], list[Feeling]] = {}
    for feeling in feelings:
        at = feeling.persona, feeling.stage
        if is_teams(feeling):
            ours[at] = feeling
        else:
            voices.setdefault(at, []).append(feeling)
    return {at: _middle(said) for at, said in voices.items()} | ours


def at_living_stages(
    felt: Mapping[tuple[str, str], Feeling], stage_of: Callable[[str], Stage | None]
) -> Felt:
    """Return feelings with those at a stage that is gone put where its notes stand, if none is there."""
    found = dict(felt)
    for (persona, key), feeling in felt.items():
        stage = stage_of(key)
        if stage and stage.id != key:
            del found[persona, key]
            at = {"id": f"{persona}.{stage.id}", "stage": stage.id}
            found.setdefault((persona, stage.id), feeling.model_copy(update=at))
    return found


def _middle(feelings: list[Feeling]) -> Feeling:
    """Return the feeling in the middle, under the team's id and with the first reason given for it.

    The persona stalls or steps back where most of those who feel for them say so.
    """
    value = median_low(f.value for f in feelings)
    why = next((f.why for f in feelings if f.value == value and f.why), "")
    said = [f.onward for f in feelings if f.onward]
    onward = next((sign for sign in said if 2 * said.count(sign) > len(feelings)), "")
    persona, stage = feelings[0].persona, feelings[0].stage
    at = f"{persona}.{stage}"
    return Feeling(id=at, persona=persona, stage=stage, value=value, why=why, onward=onward)
