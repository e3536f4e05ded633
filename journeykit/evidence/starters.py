"""Starter rule files, one for each common shape of export, to be copied and changed."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

from journeykit import catalogue
from journeykit.evidence.rules import Rules, parse

__all__ = ["Starter", "starters"]


class Starter(NamedTuple):
    """A starter: its name, what export it is for, its rules, and its text with the comments."""

    name: str
    label: str
    rules: Rules
    text: str


def starters(lang: str) -> tuple[Starter, ...]:
    """Return all starters, in the order in which they are offered."""
    folder = files("journeykit.catalogue").joinpath("starters")
    found = []
    for name, label in catalogue.read("evidence", lang)["starters"].items():
        said = folder.joinpath(f"{name}.toml").read_text("utf-8")
        found.append(Starter(name, label, parse(said, f"{name}.toml"), said))
    return tuple(found)
