"""A cell of the heat map in words: where it is, in what people differ, and what each side said."""

from __future__ import annotations

from typing import NamedTuple

from journeykit import catalogue
from journeykit.insights.coverage import persona_name
from journeykit.insights.disagreement import HeatMap
from journeykit.insights.opinions import NO_ROLE, Cell, Side
from journeykit.log import Journey
from journeykit.records import Persona

__all__ = ["Dispute", "dispute", "row_label", "state"]

_QUOTED = 4
"""How many texts of a side are told; of the rest, how many there are."""


class Dispute(NamedTuple):
    """What a cell says: its place, one sentence, and for each side who it is and what they said."""

    place: str
    message: str
    sides: list[tuple[str, str]]


def dispute(cell: Cell, journey: Journey, lang: str) -> Dispute:
    """Return a cell in words."""
    sides = [(_who(side, cell, lang), _said(side, cell, lang)) for side in cell.sides]
    return Dispute(_place(cell, journey, lang), _message(cell, journey, lang), sides)


def row_label(row: str, lang: str) -> str:
    """Return what a row of the heat map is called."""
    return str({**catalogue.choices("lane", lang), **_words("rows", lang)}[row])


def state(heat: HeatMap, journey: Journey, lang: str) -> str:
    """Return what the whole heat map says in a sentence or two, also where there are too few to tell."""
    words, hot = _words("states", lang), heat.hottest
    if heat.people < 2:
        return words["few_people"]
    few = words["few_anonymous" if journey.room.anonymous else "few_roles"] if heat.roles < 2 else ""
    if not hot:
        return " ".join(part for part in (words["agreed"], few) if part)
    found = words["found"].format(people=heat.people, n=len(hot), place=_place(hot[0], journey, lang))
    return " ".join(part for part in (found, few) if part)


def _words(section: str, lang: str) -> dict[str, str]:
    return dict(catalogue.read("disagreement", lang)[section])


def _place(cell: Cell, journey: Journey, lang: str) -> str:
    stage = journey.stage_of(cell.stage)
    name = stage.label(lang) if stage else ""
    return _words("messages", lang)["place"].format(stage=name, row=row_label(cell.row, lang))


def _message(cell: Cell, journey: Journey, lang: str) -> str:
    words = _words("messages", lang)
    if cell.heat is None or not cell.sides:
        return words["few" if cell.heat is None else "even"]
    if cell.row == "feeling":
        whose = journey.get("persona", cell.persona)
        name = persona_name(whose if isinstance(whose, Persona) else Persona(), lang)
        by_role = any(side.role for side in cell.sides)
        key = "feeling_roles" if by_role else "feeling_people"
        return words[key].format(persona=name, people=cell.people)
    role = catalogue.choices("roles", lang).get(cell.alone, "")
    if cell.row == "scope":
        yes, no = _counts(*cell.sides)
        return words["scope_alone" if role else "scope"].format(role=role, yes=yes, no=no)
    n = sum(len(side.said) for side in cell.sides)
    return words["lane_alone" if role else "lane"].format(role=role, n=n)


def _counts(*sides: Side) -> tuple[int, int]:
    """Return how many of some sides are for and how many against."""
    yes = sum(round(side.people * ((side.value or 0) + 1) / 2) for side in sides)
    return yes, sum(side.people for side in sides) - yes


def _who(side: Side, cell: Cell, lang: str) -> str:
    words = _words("sides", lang)
    if side.role:
        name = words["no_role"] if side.role == NO_ROLE else catalogue.choices("roles", lang)[side.role]
    elif cell.row == "scope":
        name = words["for" if (side.value or 0) > 0 else "against"]
    else:
        name = _signed(round(side.value or 0), "")
    return words["people"].format(side=name, n=side.people)


def _said(side: Side, cell: Cell, lang: str) -> str:
    words = _words("sides", lang)
    quoted = [catalogue.say("disagreement.sides.quoted", lang, text=text) for text in side.said[:_QUOTED]]
    more = [words["more"].format(n=len(side.said) - _QUOTED)] if len(side.said) > _QUOTED else []
    said = " ".join([*quoted, *more])
    if cell.row == "scope":
        yes, no = _counts(side)
        return words["votes"].format(yes=yes, no=no) if side.role else ""
    if cell.row != "feeling" or not side.role:
        return said or words["silent"]
    mean = words["mean"].format(value=_signed(round(side.value or 0, 1), ".1f"))
    return words["reasons"].format(value=mean, reasons=said) if said else mean


def _signed(value: float, form: str) -> str:
    """Return a number with its sign, a true minus; nought has none."""
    return f"{value or 0:{'+' if value else ''}{form}}".replace("-", "\u2212")
