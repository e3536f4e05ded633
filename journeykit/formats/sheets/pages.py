"""What is drawn on each printed worksheet."""

from __future__ import annotations

from collections.abc import Sequence

from journeykit import catalogue
from journeykit.charts.paper import QUIET
from journeykit.formats.rows import label
from journeykit.formats.sheets.forms import MAPS, PAPERS, Column, chosen_from
from journeykit.formats.sheets.paper import Page
from journeykit.records import GROUPS

__all__ = ["begun", "persona", "play", "scope", "use"]


def begun(page: Page, letter: str, kind: str, more: str = "") -> float:
    """Draw the head of a sheet and return where it ends."""
    words, paper = (catalogue.read("sheets", page.lang)[part] for part in ("sheets", "paper"))
    steps, told = catalogue.read("steps", page.lang)["steps"], words[kind]
    step = steps.get(told["step"], {})
    aims = step.get("aims") or told["aims"].split("\n")
    minutes = paper["minutes"].format(minutes=step["minutes"]) if step else ""
    title = told["title"] + (f" ({more})" if more else "")
    return page.head(letter, title, minutes, aims[:2], told["how"], [paper["group"], paper["day"]])


def use(page: Page) -> Page:
    """Draw the first page: which sheets, how many, what to do before and after."""
    words, sheets = (catalogue.read("sheets", page.lang)[part] for part in ("use", "sheets"))
    y = page.head("?", sheets["use"]["title"], "", [], words["lead"], [])
    wide, left = page.right - page.left, page.left
    rows = [
        ("S", "scope", "copies_team", "twelve_team"),
        ("P", "persona", "copies_persona", "twelve_persona"),
        ("Q", "issue", "copies_issue", "twelve_issue"),
        (f"{MAPS[0]}–{MAPS[-1]}", "map", "copies_persona", "twelve_map"),
        ("K", "play", "copies_group", "twelve_group"),
        ("T", "action", "copies_rest", "twelve_team"),
        ("V", "finding", "copies_rest", "twelve_team"),
    ]
    step, places = page.scaled(7.6), [left + wide * part for part in (0.0, 0.07, 0.38, 0.74)]
    page.shade(left, y, wide, step)
    for x, key in zip(places[1:], ("head_sheet", "head_copies", "head_twelve"), strict=True):
        page.text(x, y + step / 2, words[key], 9, va="center")
    for letter, kind, copies, twelve in rows:
        y += step
        texts = letter, sheets[kind]["title"], words[copies], words[twelve]
        for x, text in zip((places[0] + page.scaled(2), *places[1:]), texts, strict=True):
            page.text(x, y + step / 2, text, 9, va="center")
        page.rule(left, y + step, page.right)
    return _told(page, y + step + page.scaled(5))


def _told(page: Page, y: float) -> Page:
    words = catalogue.read("sheets", page.lang)["use"]
    half = (page.right - page.left) / 2 - page.scaled(4)
    for x, key in ((page.left, "before"), (page.left + half + page.scaled(8), "after")):
        page.text(x, y, words[f"head_{key}"], 11)
        down = y + page.scaled(7)
        for number, line in enumerate(words[key].split("\n"), 1):
            page.text(x, down, f"{number}", 9, color=QUIET)
            down = page.lines(x + page.scaled(5), down, half - page.scaled(5), line, 9, 4) + page.scaled(1.2)
    top = page.bottom - page.scaled(36)
    page.text(page.left, top, words["head_example"], 11)
    page.shade(page.left, top + page.scaled(6.5), page.right - page.left, page.scaled(27))
    for at, line in enumerate(words["example"].split("\n")):
        page.text(page.left + page.scaled(4), top + page.scaled(9.5 + at * 5.8), line, 9.5)
    return page


def scope(page: Page, stages: Sequence[Column]) -> Page:
    """Draw the sheet of the scope: roles, purpose and stages to circle, and the reasons for the ends."""
    y = begun(page, "S", "scope")
    lang, wide = page.lang, page.right - page.left
    names = [f"{one.label}" for one in stages]
    shares, ends = (0.3, 0.23, 0.17, 0.15), page.bottom
    room = ends - y
    parts = [
        ("A", label("scope", "roles", lang), [*catalogue.choices("roles", lang).values()]),
        ("B", label("scope", "purpose", lang), [*catalogue.choices("purposes", lang).values()]),
    ]
    for (letter, told, options), share in zip(parts, shares, strict=False):
        top = page.cell(page.left, y, wide, room * share, f"S1-{letter}", told)
        _gridded(page, page.left + page.scaled(4), top + page.scaled(1), wide, y + room * share, options)
        y += room * share
    top = page.cell(page.left, y, wide, room * 0.17, "S1-C", label("scope", "stages", lang))
    _letters(page, page.left + page.scaled(4), top + page.scaled(3), stages, names, wide - page.scaled(8))
    y += room * 0.17
    for at, (end, told) in enumerate(catalogue.read("scope", lang)["ends"].items()):
        x, half = page.left + at * wide / 2, wide / 2
        title = (
            f"{told['title']}：{label('scope', f'reason_{end}', lang)}"
            if lang == "ja"
            else f"{told['title']}: {label('scope', f'reason_{end}', lang)}"
        )
        down = page.cell(x, y, half, ends - y, f"S1-{'DE'[at]}", title)
        page.lines(x + page.scaled(1.2), down, half - page.scaled(3), told["keep"], 7, 4, color=QUIET)
    return page


def _gridded(page: Page, x: float, y: float, wide: float, down: float, options: Sequence[str]) -> None:
    """Write numbered options in three columns."""
    rows = -(-len(options) // 3)
    for at, option in enumerate(options):
        top = y + (at % rows + 0.3) * (down - y) / rows
        page.text(x + at // rows * wide / 3, top, f"{at + 1}", 10, color=QUIET)
        page.text(x + at // rows * wide / 3 + page.scaled(7), top, option, 10)


def _letters(page: Page, x: float, y: float, stages: Sequence[Column], names: list[str], wide: float) -> None:
    each = wide / len(stages)
    for at, (one, name) in enumerate(zip(stages, names, strict=True)):
        page.text(x + at * each, y, one.letter, 10)
        page.lines(
            x + at * each + page.scaled(5), y, each - page.scaled(6), name, 9 if len(stages) < 8 else 7, 3
        )


def persona(page: Page, number: int) -> Page:
    """Draw the sheet of one persona."""
    lang = page.lang
    y = begun(page, "P", "persona", catalogue.say("sheets.paper.persona_number", lang, n=number))
    wide, room = page.right - page.left, page.bottom - y
    rows = (
        (0.15, (("A", 0.3), ("B", 0.3), ("C", 0.4))),
        (0.13, (("D", 1.0),)),
        (0.27, (("E", 1.0),)),
        (0.3, (("F", 0.55), ("G", 0.45))),
        (0.15, (("H", 0.55), ("I", 0.45))),
    )
    for share, cells in rows:
        x = page.left
        for letter, part in cells:
            field = PAPERS["P"].fields[ord(letter) - ord("A")]
            _asked(page, x, y, wide * part, room * share, f"P{number}-{letter}", "persona", field)
            x += wide * part
        y += room * share
    return page


def _asked(page: Page, x: float, y: float, wide: float, tall: float, key: str, kind: str, field: str) -> None:
    """Draw the box of a field: its label and its help, and what there is to circle."""
    down = page.cell(x, y, wide, tall, key, label(kind, field, page.lang))
    left, most = x + page.scaled(1.2), wide - page.scaled(3)
    of = chosen_from(kind, field)
    if of:
        options = [*catalogue.choices(of, page.lang).values()]
        page.options(left + page.scaled(2), down + page.scaled(2.5), most - page.scaled(2), options, 9)
    elif told := catalogue.read("fields", page.lang)[kind].get(field, {}).get("help"):
        page.lines(left, down, most, told, 7, 1, color=QUIET)


def play(page: Page, number: int) -> Page:
    """Draw the sheet of one group of the playbook: the starting text in grey, and room beneath."""
    lang, group = page.lang, GROUPS[number - 1]
    drafts = catalogue.read("playbook", lang)[group]
    y = begun(page, "K", "play", f"{number}  {catalogue.choices('groups', lang)[group]}")
    fields = PAPERS["K"].fields
    shown = [field for field in fields if field in drafts["fields"]]
    across = 3 if len(shown) > 8 else 2
    down = -(-len(shown) // across)
    tall, rest = (page.bottom - y) / down, len(shown) % across
    for at, field in enumerate(shown):
        wide = (page.right - page.left) / (rest if rest and at >= len(shown) - rest else across)
        x, top = page.left + at % across * wide, y + at // across * tall
        key = f"K{number}-{chr(ord('A') + fields.index(field))}"
        end = page.cell(x, top, wide, tall, key, label("play", field, lang))
        for line in drafts.get(field, "").split("\n"):
            end = page.lines(x + page.scaled(1.2), end, wide - page.scaled(3), line, 7, 2, color=QUIET)
    return page
