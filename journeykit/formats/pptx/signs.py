"""The signs before a text: how firm its ground is, how serious it is. All stand in every Japanese font."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.pptx.text import Run

__all__ = ["legend", "sign"]

_SIGNS = {
    ("basis", "observed"): "●",
    ("basis", "reported"): "◎",
    ("basis", "inferred"): "○",
    ("basis", "assumed"): "△",
    ("basis", "unstated"): "・",
    ("severity", "high"): "■■■",
    ("severity", "medium"): "■■□",
    ("severity", "low"): "■□□",
}
_COLOURS = {"basis": "tx2", "severity": "9C2F1F"}


def sign(mark: tuple[str, str]) -> tuple[str, str]:
    """Return the sign of a mark and its colour; "" where there is no mark."""
    return _SIGNS.get(mark, ""), _COLOURS.get(mark[0], "tx1")


def legend(lang: str, size: float, quiet: str) -> list[Run]:
    """Return what the signs of the basis stand for, and how inferences are told from facts."""
    words, names = catalogue.read("deck", lang), catalogue.choices("basis", lang)
    names = {**names, "unstated": words["slides"]["unstated"]}
    runs = [Run(f"{words['map']['legend']}　", size, quiet, bold=True)]
    for key, name in names.items():
        found, colour = sign(("basis", key))
        runs += [Run(f"{found} ", size, colour, sign=True), Run(f"{name}　", size, quiet)]
    told = words["slides"]["labelled"].format(label="", text=words["map"]["infer_legend"])
    return [*runs, Run(words["map"]["infer"], size, "tx2", bold=True), Run(told, size, quiet)]
