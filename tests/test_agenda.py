"""The agenda: two plans that fit their time, what to say in each step, and how long steps were open."""

from __future__ import annotations

import pytest

from journeykit import catalogue
from journeykit.curtain import ROUNDS
from journeykit.insights.agenda import DEFAULT, agenda, over, place, spent
from journeykit.log import Change
from journeykit.records import BALLOTS, Room

STEPS = [name for name, step in catalogue.read("steps", "ja")["steps"].items() if step["minutes"]]
MINUTE = 60_000_000


def room(at: int, **fields: object) -> Change:
    return Change(f"c{at}", at * MINUTE, "facilitator", "room", "room", "put", fields)


@pytest.mark.parametrize(("name", "minutes"), [("half_day", 240), ("short", 150)])
def test_an_agenda_fits_its_time_and_holds_every_step_once(name: str, minutes: int) -> None:
    items = agenda(name)
    assert sum(item.minutes for item in items) == minutes
    assert catalogue.read("agenda", "ja")["agendas"][name]["minutes"] == minutes
    assert [item.step for item in items if item.step] == STEPS
    assert any(not item.step for item in items)
    assert items[0].step
    assert items[-1].step


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_script_prompts_and_guard_rails(step: str, lang: str) -> None:
    guide = catalogue.read("agenda", lang)["steps"][step]
    ends = "。？！" if lang == "ja" else ".?!"
    assert 2 <= sum(guide["script"].count(end) for end in ends) <= 4
    assert 3 <= len(guide["prompts"]) <= 4
    assert 2 <= len(guide["guards"]) <= 3
    assert all(prompt[-1] in ends for prompt in guide["prompts"])
    assert all(guard["wrong"] and guard["say"][-1] in ends for guard in guide["guards"])


def test_every_round_is_revealed_in_one_step(lang: str) -> None:
    words = catalogue.read("agenda", lang)
    in_steps = [one for step in words["steps"].values() for one in step["rounds"]]
    assert sorted(in_steps) == sorted(words["rounds"])
    come_from_elsewhere = {"opinions"}
    assert {*ROUNDS.values(), *BALLOTS} - come_from_elsewhere == set(in_steps)


def test_an_unknown_agenda_is_the_usual_one() -> None:
    assert agenda("") == agenda("?") == agenda(DEFAULT)


def test_a_step_is_open_until_the_next_one_is() -> None:
    log = [room(0, step="00_start"), room(20, step="01_stages"), room(30, deadline=1)]
    assert spent(log, 50 * MINUTE) == {"00_start": 1200, "01_stages": 1800}


def test_a_step_that_is_opened_again_goes_on_counting() -> None:
    log = [room(0, step="00_start"), room(5, step="01_stages"), room(7, step="00_start")]
    assert spent(reversed(log), 10 * MINUTE) == {"00_start": 480, "01_stages": 120}


def test_breaks_and_what_comes_after_the_end_do_not_count() -> None:
    log = [
        *(room(0, step="00_start"), room(10, resting=True), room(20, step="01_stages", resting=False)),
        *(room(30, ended=True), room(90, ended=False)),
    ]
    assert spent(log, 100 * MINUTE) == {"00_start": 600, "01_stages": 1200}


def test_an_undone_switch_goes_on_with_the_step_before() -> None:
    back = room(12, step="00_start")._replace(undoes="c10")
    log = [room(0, step="00_start"), room(10, step="01_stages"), back]
    assert spent(log, 20 * MINUTE) == {"00_start": 1080, "01_stages": 120}


def test_before_a_step_is_opened_no_time_is_spent() -> None:
    assert spent([], MINUTE) == {}
    assert spent([room(0, step="00_start"), room(2, step="")], 9 * MINUTE) == {"00_start": 120}


def test_over_says_by_how_much_a_plan_was_missed() -> None:
    assert (over(10, 630), over(10, 570)) == (30, -30)


def test_a_break_is_the_next_one_after_the_open_step() -> None:
    items = agenda("half_day")
    at = place(items, Room(step="05_map", resting=True))
    assert at is not None
    assert (items[at].step, items[at - 1].step) == ("", "05_map")
    assert place(items, Room()) is None
    assert place(items, Room(step="00_start")) == 0
