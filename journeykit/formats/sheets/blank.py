"""The text to type paper notes into: every box of the printed sheets, by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from journeykit import catalogue
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import MAP_ROWS, MAPS, PAPERS, Column
from journeykit.records import GROUPS

__all__ = ["blank"]


def blank(lang: str, stages: list[Column], names: list[str]) -> bytes:
    """Return the text to type paper notes into: every box of the printed sheets, by its number."""
    words = catalogue.read("sheets", lang)
    lines = [f"# {words['typed'][part]}" for part in ("head", "several", "circled")]
    lines += ["", *(_stage_line(one, lang) for one in stages if one.letter > "F")]
    for sheet, first, last in (("S", 1, 1), ("P", 1, max(3, len(names))), ("Q", 1, 12)):
        lines += _blank(sheet, first, last, lang)
    for sheet, name in zip(MAPS, [*names, *[""] * 3][: max(3, len(names))], strict=False):
        lines += _blank_map(sheet, name, lang, [one for one in stages if one.in_scope and one.letter])
    for sheet, last in (("K", 4), ("T", 8), ("V", 6)):
        lines += _blank(sheet, 1, last, lang)
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def _stage_line(one: Column, lang: str) -> str:
    return catalogue.say("sheets.typed.stages", lang, column=one.letter, name=one.label)


def _blank(sheet: str, first: int, last: int, lang: str) -> Iterator[str]:
    paper = PAPERS[sheet]
    yield from ("", f"# {sheet}  {catalogue.read('sheets', lang)['sheets'][paper.kind]['title']}")
    for row in range(first, last + 1):
        yield ""
        for at, field in enumerate(paper.fields):
            drafts = catalogue.read("playbook", lang)[GROUPS[row - 1]]["fields"] if sheet == "K" else [field]
            if field in drafts:
                yield f"{sheet}{row}-{chr(ord('A') + at)} ({_bare(label(paper.kind, field, lang))}): "


def _blank_map(sheet: str, name: str, lang: str, stages: list[Column]) -> Iterator[str]:
    words = catalogue.read("sheets", lang)
    yield from ("", f"# {sheet}  {words['sheets']['map']['title']}", "")
    yield f"{sheet}0-A ({_bare(words['book']['whose'])}): {name}"
    for row, key in enumerate(MAP_ROWS, 1):
        shown = catalogue.choices("lane", lang).get(key) or label("feeling", key, lang)
        yield from (
            "",
            *(f"{sheet}{row}-{one.letter} ({_bare(shown)} / {_bare(one.label)}): " for one in stages),
        )


def _bare(text: str) -> str:
    return re.sub(r"[()（）\n]", " ", text).strip()
