"""The slide of the themes: what many notes say alike, and of whom and which stages they tell."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Cell, Slide, Table, tables
from journeykit.formats.deck.people import name_of
from journeykit.insights.themes import notes_of
from journeykit.log import Journey
from journeykit.records import Note
from journeykit.settings import Brand

__all__ = ["themes"]


def themes(journey: Journey, lang: str, _: Brand) -> list[Slide]:
    """Return the team's themes as a table, that with the most notes first; no slide where there are none."""
    words, of = catalogue.read("deck", lang)["slides"], notes_of(journey)
    filled = [(theme.title, notes) for theme in journey.themes if not theme.ignored and (notes := of(theme))]
    if not filled:
        return []
    filled.sort(key=lambda theme: -len(theme[1]))
    told = words["themes_lead"].format(count=len(filled))
    note = (catalogue.say("deck.notes.themes", lang),)
    slide = Slide("table", words["themes"], {}, words["themes_kicker"], told, note)
    heads = (words["theme"], words["theme_notes"], words["whose"], words["where"])
    rows = [_row(journey, title or words["theme_untitled"], notes, lang) for title, notes in filled]
    return tables(slide, Table(words["themes"], heads, (52, 10, 22, 26), rows, strong=True))


def _row(journey: Journey, title: str, notes: list[Note], lang: str) -> tuple[Cell, ...]:
    present = {stage.id for note in notes if (stage := journey.stage_of(note.stage))}
    stages = [stage.label(lang) for stage in journey.stages if stage.id in present]
    people = dict.fromkeys(name_of(journey, note.persona, lang) for note in notes)
    example = catalogue.say("deck.slides.theme_example", lang, text=notes[0].text)
    return Cell(title, more=example), Cell(str(len(notes))), Cell("\n".join(people)), Cell("\n".join(stages))
