"""The slides of who stands where: the chain of journeys, the buying group, the roles and their hand-overs."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Cell, Slide, Table, numbered, tables
from journeykit.insights import buying as group
from journeykit.insights import chain as chains
from journeykit.insights import handover, roles
from journeykit.insights.coverage import persona_name
from journeykit.log import Journey
from journeykit.records import Handover, Stage
from journeykit.settings import Brand

__all__ = ["buying", "chain", "handovers"]

_MOST_COLUMNS = 6
_MOST_TOLD = 3
"""How many sentences stand above a table; the others are among the speaker's notes."""


def _words(lang: str) -> dict[str, str]:
    return dict(catalogue.read("roles", lang)["slides"])


def chain(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the journey that this one springs from, where the team names one (A7)."""
    found, words = chains.chain(journey), _words(lang)
    if not found:
        return []
    six, told = catalogue.choices("six", lang), chains.told(journey, lang)
    body = {
        "first": [words["first"], *filter(None, (found.product, found.persona, found.file))],
        "six": [(six[key], words["starts"] if key == found.stage else "") for key in found.six],
        "sort": catalogue.choices("link", lang).get(found.sort, words["unsaid"]),
        "ours": [words["ours"], *filter(None, (journey.brief.product,))],
        "stages": [stage.label(lang) for stage in journey.stages_in_scope],
    }
    notes = (words["chain_note"], *told[1:])
    return [Slide("chain", words["chain"], body, words["chain_kicker"], told[0], notes)]


def buying(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return several personas side by side: feelings, first notes, where they stall or step back (A7)."""
    rows, stages, words = group.side_by_side(journey), journey.stages_in_scope, _words(lang)
    if len(rows) < 2:
        return []
    told, slides = group.told(journey, lang), []
    lead = " ".join(told[:_MOST_TOLD])
    notes = (words["buying_note"], *told[_MOST_TOLD:])
    slide = Slide("table", words["buying"], {}, words["buying_kicker"], lead, notes)
    for start in range(0, len(stages), _MOST_COLUMNS):
        cut = slice(start, start + _MOST_COLUMNS)
        heads = (words["persona"], *(stage.label(lang) for stage in stages[cut]))
        cells = [(_who(row, lang), *(_felt(cell, lang) for cell in row.cells[cut])) for row in rows]
        slides += tables(
            slide, Table(words["buying"], heads, (13, *(15,) * len(stages[cut])), cells, strong=True)
        )
    return numbered(slides)


def _who(row: group.Row, lang: str) -> Cell:
    part = catalogue.choices("buying_role", lang).get(row.persona.buying_role, _words(lang)["no_part"])
    return Cell(persona_name(row.persona, lang), more=part)


def _felt(cell: group.Cell, lang: str) -> Cell:
    felt = _words(lang)["unset"]
    if cell.value is not None:
        felt = f"{catalogue.signed(cell.value)} {catalogue.choices('feeling', lang)[str(cell.value)]}"
    more = cell.more + len(cell.notes[1:])
    rest = [catalogue.say("roles.buying.more", lang, n=more)] if more else []
    onward = catalogue.choices("onward", lang).get(cell.onward, "")
    return Cell(felt, pill=onward, more="\n".join([*cell.notes[:1], *rest]))


def handovers(journey: Journey, lang: str, _: Brand, among: tuple[str, ...] = ()) -> list[Slide]:
    """Return who looks after which stage, and what is settled about each hand-over, for two roles or more.

    With `among` only the hand-overs of those roles.
    """
    if len(roles.covers(journey)) < 2:
        return []
    return [*_ranges(journey, lang), *_passes(journey, lang, among)]


def _ranges(journey: Journey, lang: str) -> list[Slide]:
    words, rows = _words(lang), [_stage_row(journey, stage, lang) for stage in journey.stages_in_scope]
    counts = {"double": len(roles.overlaps(journey)), "gaps": len(roles.gaps(journey))}
    lead = words["ranges_lead"].format(total=len(rows), **counts)
    notes = (words["ranges_note"], *handover.told(journey, lang))
    slide = Slide("table", words["ranges"], {}, words["ranges_kicker"], lead, notes)
    heads = (words["stage"], words["who"], words["sign"])
    return tables(slide, Table(words["ranges"], heads, (26, 50, 24), rows, strong=True))


def _stage_row(journey: Journey, stage: Stage, lang: str) -> tuple[Cell, ...]:
    words, names = _words(lang), catalogue.choices("roles", lang)
    there = [names[one.role] for one in roles.by_stage(journey)[stage.id]]
    double = len(roles.overlaps(journey).get(stage.id, ()))
    sign = words["covered"] if there else words["gap"]
    if double:
        sign = words["double"].format(count=double)
    return Cell(stage.label(lang)), Cell(catalogue.enumerate_in(lang, there) or "―"), Cell(sign)


def _passes(journey: Journey, lang: str, among: tuple[str, ...]) -> list[Slide]:
    words, fields = _words(lang), catalogue.read("fields", lang)["handover"]
    found = [one for one in handover.passes(journey) if not among or {one.giver, one.taker} & {*among}]
    if not found:
        return []
    whole = sum(not handover.lacking(journey, one) for one in found)
    lead = words["passes_lead"].format(total=len(found), whole=whole)
    slide = Slide("table", words["passes"], {}, words["ranges_kicker"], lead, (words["passes_note"],))
    heads = (words["passing"], *(fields[name]["label"] for name in handover.ASKED))
    rows = [_pass_row(journey, one, lang) for one in found]
    return tables(slide, Table(words["passes"], heads, (25, 33, 25, 33), rows, strong=True))


def _pass_row(journey: Journey, one: handover.Pass, lang: str) -> tuple[Cell, ...]:
    words, names = _words(lang), catalogue.choices("roles", lang)
    written = journey.handovers.get((one.giver, one.taker), Handover())
    proposed = handover.proposed(journey, one, lang)
    title = catalogue.say("roles.handover.title", lang, giver=names[one.giver], taker=names[one.taker])
    cells = [Cell(title)]
    for name in handover.ASKED:
        text, idea = getattr(written, name), proposed.get(name, "")
        more = words["idea"].format(text=idea) if idea and not text else ""
        cells.append(Cell(text or words["open"], more=more))
    return tuple(cells)
