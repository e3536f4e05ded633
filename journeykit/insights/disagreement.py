"""Where people and roles are apart, cell by cell of the map, and what to discuss first.

Feelings and votes on the scope are measured by Gini's mean difference: the mean absolute difference of all
pairs of answers (C. Gini, Variabilità e mutabilità, 1912), divided by the largest that so many answers can
reach on their scale, so that 2 people and 50 are measured alike. The same is taken of the roles' means; the
larger of the two counts. A lane is measured by the share of its notes that one role alone names, one note
that all share thought added, so that a single note is no dispute. In an anonymous room roles are told only
where at least `opinions.FEW` people of each have answered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from journeykit.insights.likeness import keys
from journeykit.insights.opinions import FEW, NO_ROLE, Answer, Cell, Side, may_tell, opinions
from journeykit.insights.votes import counted
from journeykit.log import Journey
from journeykit.records import Note

__all__ = ["ROWS", "HeatMap", "heat_map"]

ROWS = ("scope", "feeling", "action", "touchpoint", "thought", "question", "need")
"""What is compared at each stage: who would put it on the map, what the persona feels, the lanes."""

_AGENDA, _WARM = 5, 0.25
"""How many cells are proposed for discussion, and how hot one must be."""
_FEELING, _VOTE = 4.0, 2.0
"""How far two answers can be apart."""

Place = tuple[str, str]
Told = tuple[Note, set[str], frozenset[str]]
"""A note, who made it or one that was merged into it, and what it is about."""


class HeatMap(NamedTuple):
    """All cells by stage and row; how many people answered, in how many roles that may be told."""

    stages: tuple[str, ...]
    cells: Mapping[Place, Cell]
    people: int
    roles: int

    @property
    def hottest(self) -> list[Cell]:
        """The cells that are proposed as the agenda of the discussion, hottest first."""
        warm = [cell for cell in self.cells.values() if cell.heat is not None and cell.heat >= _WARM]
        return sorted(warm, key=lambda cell: (-(cell.heat or 0), -cell.people))[:_AGENDA]


class _Room(NamedTuple):
    """A journey with the roles of all who ever took part, and the stage that stands for each id."""

    journey: Journey
    roles: Mapping[str, str]
    place: Mapping[str, str]


def heat_map(journey: Journey) -> HeatMap:
    """Return how far apart people are at each stage in scope, and at those that were voted on."""
    roles = {key: getattr(journey.last_known("participant", key), "role", "") or NO_ROLE
             for key in journey.ever("participant")}  # fmt: skip
    place = {key: getattr(journey.stage_of(key), "id", "") for key in journey.ever("stage")}
    room = _Room(journey, roles, place)
    notes, felt, voted = _makers(room), _feelings(room), _votes(room)
    told = {**_opinions(room, "feeling", felt), **_opinions(room, "scope", voted), **_notes(room, notes)}
    wanted = {stage.id for stage in journey.stages_in_scope} | {stage for stage, _ in voted}
    stages = tuple(stage.id for stage in journey.stages if stage.id in wanted)
    cells = {(at, row): told.get((at, row), Cell(at, row)) for row in ROWS for at in stages}
    answers = [answer for of in (felt, voted) for given in of.values() for answer in given]
    people = {who for who, *_ in answers}.union(*notes.values())
    named = Counter(roles[who] for who in people)
    known = len(named.keys() - {NO_ROLE})
    return HeatMap(stages, cells, len(people), known if may_tell(journey, named) else min(known, 1))


def _makers(room: _Room) -> dict[str, set[str]]:
    """Return for each note by whom it is, those included whose notes were merged into it."""
    author, people = room.journey.author, room.roles.keys()
    return {n.id: {author("note", key) for key in (n.id, *n.merged)} & people for n in room.journey.notes}


def _feelings(room: _Room) -> dict[Place, list[Answer]]:
    """Return by stage and persona what each participant says, of the stage itself before one that is gone."""
    given: dict[Place, dict[str, Answer]] = defaultdict(dict)
    for voice in sorted(room.journey.voices, key=lambda voice: room.place.get(voice.stage) == voice.stage):
        who = room.journey.author("feeling", voice.id)
        if who in room.roles and (stage := room.place.get(voice.stage)):
            given[stage, voice.persona][who] = (who, float(voice.value), voice.why)
    return {at: list(answers.values()) for at, answers in given.items()}


def _votes(room: _Room) -> dict[Place, list[Answer]]:
    given: dict[Place, list[Answer]] = defaultdict(list)
    for vote, stage in counted(room.journey, "scope"):
        if (who := room.journey.author("vote", vote.id)) in room.roles:
            given[stage, ""].append((who, 1.0 if vote.weight > 0 else -1.0, ""))
    return given


def _opinions(room: _Room, row: str, given: Mapping[Place, list[Answer]]) -> dict[Place, Cell]:
    """Return for each stage the cell of the persona about whom people are furthest apart."""
    width, found = _FEELING if row == "feeling" else _VOTE, dict[Place, Cell]()
    for (stage, persona), answers in given.items():
        by_role = [(room.roles[who], value, why) for who, value, why in answers]
        cell = opinions(room.journey, stage, row, by_role, width)._replace(persona=persona)
        known = found.get((stage, row))
        if known is None or (cell.heat or 0, cell.people) > (known.heat or 0, known.people):
            found[stage, row] = cell
    if row != "feeling":
        return found
    shown = {(n.persona, room.place.get(n.stage, "")): n.id for n in reversed(room.journey.notes)}
    return {at: cell._replace(note=shown.get((cell.persona, at[0]), "")) for at, cell in found.items()}


def _notes(room: _Room, makers: Mapping[str, set[str]]) -> dict[Place, Cell]:
    """Return for each stage and lane the notes that one role alone names."""
    everybody = Counter(room.roles[who] for who in set().union(*makers.values()))
    if not may_tell(room.journey, everybody):
        return {}
    themes = {note: theme.id for theme in room.journey.themes if not theme.ignored for note in theme.notes}
    written: dict[Place, list[Told]] = defaultdict(list)
    for note in room.journey.notes:
        if makers[note.id] and note.text:
            about = keys(note.text)
            if note.id in themes:
                about |= {f"\n{themes[note.id]}"}
            written[room.place.get(note.stage, ""), note.lane].append((note, makers[note.id], about))
    return {at: _one_sided(room, at, notes) for at, notes in written.items()}


def _one_sided(room: _Room, at: Place, notes: list[Told]) -> Cell:
    """Return a cell of notes: one counts as said by two roles if they share what it is about."""
    here = Counter(room.roles[who] for who in {who for _, makers, _ in notes for who in makers})
    cell = Cell(*at, people=here.total())
    if room.journey.room.anonymous and min(here.values()) < FEW:
        return cell
    said = [(note, {room.roles[who] for who in makers} - {NO_ROLE}, about) for note, makers, about in notes]
    words, texts = defaultdict[str, set[str]](set), defaultdict[str, list[Note]](list)
    for _, of, about in said:
        for role in of:
            words[role] |= about
    others = {role: set().union(*(words[one] for one in words if one != role)) for role in words}
    for note, of, about in said:
        if len(of) == 1 and about.isdisjoint(others[min(of)]):
            texts[min(of)].append(note)
    named = sum(1 for _, of, _ in said if of)
    if not texts:
        return cell._replace(heat=0.0 if named else None)
    sides = tuple(_named(role, here[role], of) for role, of in texts.items())
    heat, first = sum(map(len, texts.values())) / (named + 1), next(iter(texts.values()))[0].id
    alone = sides[0].role if len(sides) == 1 else ""
    return cell._replace(heat=heat, sides=sides, alone=alone, note=first)


def _named(role: str, people: int, notes: list[Note]) -> Side:
    return Side(role, people, None, tuple(dict.fromkeys(note.text for note in notes)))
