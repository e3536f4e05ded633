"""The formats as people choose them: what each is called and for, which way it goes."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from journeykit import catalogue
from journeykit.formats import FORMATS, WRITTEN

__all__ = ["offered", "table"]

_HEAD = ("format", "file", "out", "in", "what it is for", "用途")


def offered(names: Iterable[str], lang: str) -> list[tuple[str, str, str]]:
    """Return each format's name, what it is called, and what it is for."""
    words = catalogue.read("formats", lang)["format"]
    return [(name, words[name]["label"], words[name]["told"]) for name in names]


def table() -> str:
    """Return all formats as a Markdown table: the one in the README."""
    en, ja = (catalogue.read("formats", lang)["format"] for lang in ("en", "ja"))
    rows = [_HEAD, ("---",) * len(_HEAD)]
    for name, listed in FORMATS.items():
        ways = ("✓" if name in WRITTEN else "", "✓" if listed.reads else "")
        rows.append((f"`{name}`", _files(listed.module), *ways, en[name]["told"], ja[name]["told"]))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _files(module: str) -> str:
    """Return how the files of a format are named: those that it writes, then others that it reads."""
    found = import_module(module)
    written = getattr(found, "FILE", getattr(found, "SUFFIX", ""))
    read = getattr(found, "ENDINGS", ()) if not written.endswith(".csv") else ()
    return ", ".join(f"`{name}`" for name in dict.fromkeys(filter(None, (written, *read))))
