"""How far people and roles are apart: with two people and with fifty, by name and anonymously."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.formats.deck.ground import disagreement
from journeykit.insights.disagreement import ROWS, HeatMap, heat_map
from journeykit.insights.dispute import dispute, state
from journeykit.insights.opinions import FEW, spread
from journeykit.log import Change, Journey, fold
from journeykit.panels import Viewer
from journeykit.records import SIX, own_id
from journeykit.settings import Brand
from journeykit.workshop import Workshop

SALES, SUPPORT, CONTENT = "field_sales", "support", "content"
LANES = ("action", "touchpoint", "thought", "question", "need")


class Log:
    """Changes as a room full of people makes them."""

    def __init__(self, roles: Sequence[str], **room: Any) -> None:
        self.changes: list[Change] = []
        self.people = [f"p-{at}" for at in range(len(roles))]
        self.put("lead", "persona", "kato", name="加藤")
        self.put("lead", "room", "room", revealed=["map", "scope"], **room)
        for who, role in zip(self.people, roles, strict=True):
            self.put(who, "participant", who, role=role)

    def put(self, author: str, kind: str, record: str, **fields: Any) -> None:
        at = len(self.changes) + 1
        self.changes.append(Change(f"c{at:06}", at, author, kind, record, "put", fields))

    def feel(self, who: str, value: int, stage: str = "aware", why: str = "") -> None:
        fields = {"persona": "kato", "stage": stage, "value": value, "why": why}
        self.put(who, "feeling", own_id(who, f"kato.{stage}"), **fields)

    def note(self, who: str, text: str, stage: str = "aware", lane: str = "touchpoint") -> None:
        self.put(who, "note", f"n{len(self.changes)}", persona="kato", stage=stage, lane=lane, text=text)

    def vote(self, who: str, weight: int, stage: str = "unaware") -> None:
        self.put(who, "vote", own_id(who, f"scope.{stage}"), round="scope", item=stage, weight=weight)

    @property
    def journey(self) -> Journey:
        return fold(self.changes)

    @property
    def heat(self) -> HeatMap:
        return heat_map(self.journey)


def felt(values: Iterable[int], roles: Sequence[str] = (), **room: Any) -> Log:
    given = list(values)
    log = Log(roles or [SALES] * len(given), **room)
    for who, value in zip(log.people, given, strict=True):
        log.feel(who, value, why=f"{who}の理由")
    return log


# The measure


@given(st.lists(st.integers(-2, 2), min_size=2, max_size=50))
def test_the_spread_is_ginis_mean_difference_over_the_largest_there_can_be(values: list[int]) -> None:
    n = len(values)
    mean = sum(abs(a - b) for a, b in combinations(values, 2))
    assert spread(values, 4) == pytest.approx(mean / (4 * (n // 2) * (n - n // 2)))
    assert 0 <= spread(values, 4) <= 1


@pytest.mark.parametrize("n", [2, 50])
def test_two_people_and_fifty_are_measured_alike(n: int) -> None:
    assert spread([-2] * (n // 2) + [2] * (n // 2), 4) == 1
    assert spread([1] * n, 4) == 0


@given(st.lists(st.integers(-2, 2), min_size=2, max_size=50), st.randoms())
def test_whoever_answers_first_the_heat_is_the_same(values: list[int], dice: Any) -> None:
    mixed = dice.sample(values, len(values))
    heats = [felt(of).heat.cells["aware", "feeling"].heat for of in (values, mixed)]
    assert heats[0] == pytest.approx(heats[1])


# Feelings, votes, notes


def test_two_people_who_feel_opposite_are_the_first_thing_to_discuss() -> None:
    log = felt([-2, 2], [SALES, SUPPORT])
    cell = log.heat.hottest[0]
    assert (cell.stage, cell.row, cell.heat, cell.people) == ("aware", "feeling", 1.0, 2)
    assert [(side.role, side.value, side.said) for side in cell.sides] == [
        (SALES, -2.0, ("p-0の理由",)),
        (SUPPORT, 2.0, ("p-1の理由",)),
    ]


def test_one_small_role_against_a_large_one_is_a_difference_of_roles() -> None:
    alone = felt([2] * 9 + [-2], [SALES] * 9 + [SUPPORT]).heat.cells["aware", "feeling"]
    same = felt([2] * 9 + [-2], [SALES] * 10).heat.cells["aware", "feeling"]
    assert alone.heat == 1
    assert same.heat
    assert same.heat < 0.5


def test_a_stage_that_only_one_role_thinks_in_scope_is_told(lang: str) -> None:
    log = Log([SALES, SALES, SUPPORT])
    for who, weight in zip(log.people, (-1, -1, 1), strict=True):
        log.vote(who, weight)
    cell = log.heat.cells["unaware", "scope"]
    assert (cell.heat, cell.alone) == (1.0, SUPPORT)
    assert catalogue.choices("roles", lang)[SUPPORT] in dispute(cell, log.journey, lang).message


def test_a_stage_left_out_of_scope_is_shown_if_there_were_votes_on_it() -> None:
    log = Log([SALES, SUPPORT])
    log.put("lead", "scope", "scope", stages=["aware"])
    log.vote("p-0", 1)
    log.vote("p-1", -1)
    assert log.heat.stages == ("unaware", "aware")


def test_a_touchpoint_that_only_one_role_names_is_hot_and_can_be_shown() -> None:
    log = Log([SALES, SUPPORT])
    log.note("p-0", "展示会のブース")
    log.note("p-0", "同業の口コミ")
    log.note("p-1", "点検の電話", lane="action")
    cell = log.heat.cells["aware", "touchpoint"]
    assert (cell.heat, cell.alone, cell.note) == (pytest.approx(2 / 3), SALES, "n4")
    assert cell.sides[0].said == ("展示会のブース", "同業の口コミ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("展示会のブース", "春の展示会場"), ("デモを見る", "デモ"), ("The trade fair", "a trade show")],
)
def test_what_two_roles_name_is_no_difference(one: str, other: str) -> None:
    log = Log([SALES, SUPPORT])
    log.note("p-0", one)
    log.note("p-1", other)
    assert log.heat.cells["aware", "touchpoint"].heat == 0
    assert log.heat.hottest == []


@pytest.mark.parametrize("how", ["merged", "theme"])
def test_what_the_team_put_together_counts_as_named_by_both(how: str) -> None:
    log = Log([SALES, SUPPORT])
    log.note("p-0", "見積もり")
    log.note("p-1", "値段の話")
    first, second = (change.record for change in log.changes[-2:])
    if how == "theme":
        log.put("lead", "theme", "t", notes=[first, second])
    else:
        log.put("lead", "note", first, merged=[second])
        log.changes.append(Change("d", 99, "lead", "note", second, "drop", {}))
    assert log.heat.cells["aware", "touchpoint"].heat == 0


# Too few, too many, hostile


@pytest.mark.parametrize("values", [[], [2]])
def test_with_fewer_than_two_people_it_says_that_it_cannot_tell(values: list[int], lang: str) -> None:
    log = felt(values)
    assert state(log.heat, log.journey, lang) == catalogue.say("disagreement.states.few_people", lang)
    assert all(cell.heat is None for cell in log.heat.cells.values())
    assert disagreement(log.journey, lang, Brand()) == []


def test_with_one_role_it_says_that_roles_cannot_be_compared(lang: str) -> None:
    log = felt([-2, 2])
    log.note("p-0", "展示会")
    log.note("p-1", "電話")
    assert log.heat.cells["aware", "touchpoint"].heat is None
    assert catalogue.say("disagreement.states.few_roles", lang) in state(log.heat, log.journey, lang)
    assert {side.role for side in log.heat.hottest[0].sides} == {""}


def test_a_workshop_without_participants_has_an_empty_heat_map(filled: Workshop, lang: str) -> None:
    heat = heat_map(filled.journey)
    assert (heat.people, heat.hottest) == (0, [])
    assert len(heat.cells) == len(ROWS) * len(filled.journey.stages_in_scope)


def test_fifty_people_get_five_things_to_discuss() -> None:
    log = felt([2, -2] * 25, [SALES, SUPPORT] * 25)
    for who in log.people:
        for stage in SIX:
            log.vote(who, 1 if who < "p-3" else -1, stage)
        log.note(who, f"{who}が挙げた{chr(0x4E00 + len(log.changes))}")
    hot = log.heat.hottest
    assert len(hot) == 5
    assert [cell.heat for cell in hot] == sorted((cell.heat or 0 for cell in hot), reverse=True)


def test_answers_about_what_is_gone_make_no_cell() -> None:
    log = felt([-2, 2], [SALES, SUPPORT])
    log.changes.append(Change("d", 98, "lead", "persona", "kato", "drop", {}))
    log.note("p-0", "どこでもない", stage="never there")
    assert log.heat.hottest == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "𠮷野 👩‍🔧", "{stage}", "=1+1"])
def test_any_text_is_told_as_it_was_written(text: str, lang: str) -> None:
    log = Log([SALES, SUPPORT])
    log.put("lead", "stage", "aware", name=text)
    log.feel("p-0", -2, why=text)
    log.feel("p-1", 2)
    view = panels.show("disagreement", log.journey, Viewer(lang, "05_map"))
    assert text in json.dumps(view["hot"][0]["sides"], ensure_ascii=False)
    assert text in view["hot"][0]["place"]


def test_two_hundred_people_with_ten_thousand_notes_are_one_map() -> None:
    log = Log([SALES, SUPPORT, CONTENT, "pr"] * 50)
    for at in range(10_000):
        who = log.people[at % 200]
        text = f"展示会の{chr(0x4E00 + at)}{chr(0x5000 + at)}で話す"
        log.note(who, text, SIX[at % 6], LANES[at % 5])
        log.feel(who, at % 5 - 2, SIX[at % 6])
    assert heat_map(log.journey).people == 200


# Anonymous


@given(
    st.lists(st.tuples(st.sampled_from([SALES, SUPPORT, ""]), st.integers(-2, 2)), min_size=1, max_size=12)
)
def test_an_anonymous_room_tells_no_role_of_fewer_than_three(answers: list[tuple[str, int]]) -> None:
    log = felt((value for _, value in answers), [role for role, _ in answers], anonymous=True)
    for who, (role, value) in zip(log.people, answers, strict=True):
        log.note(who, f"{role}の{value}")
        log.vote(who, 1 if value > 0 else -1)
    sides = [side for cell in log.heat.cells.values() for side in cell.sides if side.role]
    assert all(side.people >= FEW for side in sides)
    counts = {role: sum(one == role for one, _ in answers) for role, _ in answers}
    assert not sides or min(counts.values()) >= FEW


def test_an_anonymous_room_still_tells_how_far_people_are_apart(lang: str) -> None:
    log = felt([-2, 2], [SALES, SUPPORT], anonymous=True)
    said = dispute(log.heat.hottest[0], log.journey, lang)
    assert not any(name in str(said) for name in catalogue.choices("roles", lang).values())
    assert [who.split("(")[0].strip() for who, _ in said.sides] == ["\u2212" + "2", "+2"]


# The panel


def disputed(workshop: Workshop) -> Any:
    workshop.put("persona", "kato", name="加藤")
    for who, role, text in (("p-0", SALES, "展示会"), ("p-1", SUPPORT, "電話")):
        workshop.put("participant", who, role=role)
        mine = workshop.acting_as(who)
        mine.put("note", f"n-{who}", persona="kato", stage="aware", lane="touchpoint", text=text)
    return lambda: panels.show("disagreement", workshop.journey, Viewer("ja", "05_map"))


def test_hidden_answers_are_not_in_the_heat_map_until_they_are_revealed(workshop: Workshop) -> None:
    view = disputed(workshop)
    assert view()["few"] is True
    assert "展示会" not in json.dumps(view(), ensure_ascii=False)
    workshop.put("room", revealed=["map"])
    assert view()["hot"][0]["rank"] == 1


def test_nobody_counts_twice_where_a_stage_is_gone() -> None:
    log = Log([SALES, SUPPORT])
    log.put("lead", "stage", "extra", name="調べ直す", rolls_up="aware", order=1.5)
    for who, value in zip(log.people, (2, -2), strict=True):
        log.feel(who, value)
        log.feel(who, -value, "extra")
    log.changes.append(Change("drop", len(log.changes) + 1, "lead", "stage", "extra", "drop", {}))
    cell = log.heat.cells["aware", "feeling"]
    assert (cell.people, [side.value for side in cell.sides]) == (2, [2.0, -2.0])


def test_discuss_this_brings_a_note_up_for_everybody(workshop: Workshop) -> None:
    view = disputed(workshop)
    workshop.put("room", revealed=["map"])
    message = {"id": "m", "do": "discuss", "record": view()["hot"][0]["note"]}
    assert panels.act("disagreement", workshop, Viewer("ja"), message)["ok"]
    assert workshop.journey.room.highlight == "n-p-0"
    assert view()["hot"][0]["lit"] is True


def test_participants_cannot_say_what_is_discussed(workshop: Workshop) -> None:
    disputed(workshop)
    message = {"id": "m", "do": "discuss", "record": "n-p-0"}
    for who, guest in ((workshop, True), (workshop.acting_as("p-0"), False)):
        assert not panels.act("disagreement", who, Viewer("ja", guest=guest), message)["ok"]
    assert workshop.journey.room.highlight == ""
