"""Errands: what takes long goes on beside, is done once, and leaves nothing behind when it is called off."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from journeykit.errors import ReadError
from journeykit.workshop import Workshop
from journeykit.workshop.errand import Errand, Progress


class Kept:
    closed = False

    def close(self) -> None:
        self.closed = True


def test_an_errand_brings_its_value_and_tells_how_far_it_is() -> None:
    go = Event()

    def work(tell: Progress) -> int:
        tell("half", 0.5)
        go.wait(5)
        return 7

    errand = Errand("x", work)
    while errand.part < 0.5:
        assert errand.state == "running"
    assert errand.doing == "half"
    go.set()
    assert (errand.wait(5).state, errand.value) == ("done", 7)


def test_what_a_person_can_mend_is_kept_and_what_nobody_foresaw_is_a_sentence() -> None:
    def fail(error: Exception) -> Callable[[Progress], None]:
        def work(_: Progress) -> None:
            raise error

        return work

    known = Errand("x", fail(ReadError("not_readable"))).wait(5)
    assert known.state == "failed"
    assert known.error is not None
    assert known.error.key == "not_readable"
    strange = Errand("x", fail(ZeroDivisionError())).wait(5)
    assert strange.error is not None
    assert strange.error.key == "errand_failed"


def test_what_was_called_off_ends_and_closes_what_it_brought() -> None:
    begun, go, kept = Event(), Event(), Kept()

    def work(tell: Progress) -> Kept:
        begun.set()
        go.wait(5)
        return kept

    errand = Errand("x", work)
    begun.wait(5)
    errand.stop()
    go.set()
    assert (errand.wait(5).state, errand.value, kept.closed) == ("stopped", None, True)


def test_progress_stops_what_is_called_off() -> None:
    begun, told = Event(), []

    def work(tell: Progress) -> None:
        while True:
            tell("on and on", 0.1)
            told.append(1)
            begun.set()

    errand = Errand("x", work)
    begun.wait(5)
    errand.stop()
    assert errand.wait(5).state == "stopped"


def test_the_same_errand_is_done_once_and_another_replaces_it(workshop: Workshop) -> None:
    first = workshop.errand("look", "a", lambda tell: Kept()).wait(5)
    kept = first.value
    assert workshop.errand("look", "a", lambda tell: Kept()) is first
    second = workshop.errand("look", "b", lambda tell: Kept()).wait(5)
    assert (second is first, kept.closed, first.state) == (False, True, "stopped")


@pytest.mark.parametrize("state", ["done", "running"])
def test_a_closed_workshop_keeps_nothing(workshop: Workshop, state: str) -> None:
    go, kept = Event(), Kept()
    (go.set if state == "done" else go.clear)()

    def work(tell: Progress) -> Kept:
        go.wait(1)
        return kept

    errand = workshop.errand("look", "a", work)
    errand.wait(2 if state == "done" else 0)
    workshop.close()
    assert kept.closed
