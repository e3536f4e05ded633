"""Two servers on one store are one room; and a server that dies and comes back is the same one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from journeykit import workshop


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def twins(request: pytest.FixtureRequest, tmp_path_factory: Any, serve: Callable[..., Any]) -> Any:
    """Two servers of one workshop, which is at the map."""
    folder = tmp_path_factory.mktemp("twins") / "w"
    workshop.create(folder, lang="en").close()
    if request.param == "postgresql":
        store = request.getfixturevalue("postgresql").fresh()
        (folder / "workshop.toml").write_text(f'language = "en"\nstore = "{store}"\n', "utf-8")
    opened = workshop.open(folder)
    opened.put("room", "room", step="05_map", revealed=["map"])
    opened.close()
    return serve(folder=folder), serve(folder=folder)


def test_both_have_the_same_links(twins: Any) -> None:
    one, other = twins
    assert (one.code, one.key) == (other.code, other.key)


def test_a_seat_that_one_gave_is_good_at_the_other(twins: Any) -> None:
    one, other = twins
    guest, moved = one.guest("Mover"), other.person()
    moved.web.cookies.update(guest.web.cookies)
    moved.sit("room")
    assert moved.id == guest.id
    token = guest.web.headers["X-CSRF-Token"]
    assert moved.web.post("/device", headers={"X-CSRF-Token": token}).status_code == 200


def test_what_is_written_at_both_at_once_arrives_at_both_within_a_second(twins: Any) -> None:
    guests = [room.guest(f"at {n}") for n, room in enumerate(twins)]
    ears = [guest.listen() for guest in guests] + [room.leader().listen("projector") for room in twins]
    replies: list[bool] = []

    def write(guest: Any, n: int) -> None:
        replies.extend(guest.put("note", f"t{n}-{at}", text=f"MARK-{n}-{at}.")["ok"] for at in range(25))

    writers = [threading.Thread(target=write, args=(guest, n)) for n, guest in enumerate(guests)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert replies == [True] * 50
    for mark in (f"MARK-{n}-{at}." for n in range(2) for at in range(25)):
        assert max(ear.hears(mark) for ear in ears) >= 0


def test_whoever_joins_at_one_is_known_at_the_other(twins: Any) -> None:
    one, other = twins
    guest, leader = one.guest("Newcomer"), other.leader()
    cockpit = leader.listen("cockpit")
    assert cockpit.hears("Newcomer") < 3  # the figure is in `journeykit bench room`
    assert leader.lead("remove", record=guest.id)["ok"]
    time.sleep(0.5)
    assert guest.act("board", {"id": "x"}).status_code == 410


def test_a_code_that_was_renewed_at_one_is_refused_at_the_other(twins: Any) -> None:
    one, other = twins
    link = one.leader().web.post("/renew").json()["link"]
    assert other.person().join().status_code == 404
    for room in twins:
        room.code = link.rpartition("/")[2]
        assert room.person().join().status_code == 200


def test_a_server_that_was_killed_comes_back_with_every_seat_and_every_answer(
    serve: Callable[..., Any],
) -> None:
    room = serve(step="05_map")
    guest, leader = room.guest(), room.leader()
    ear = guest.listen()
    before = room.code
    for n in range(5):
        assert guest.put("note", f"n{n}", text=f"MARK-{n}", persona="kato", stage="aware")["ok"]
    room.stop()
    assert ear.ended.is_set()
    room.start()
    assert (room.code, leader.web.get("/cockpit").status_code) == (before, 200)
    heard = guest.look("room")
    assert [n for n in range(5) if f"MARK-{n}" not in heard] == []
    assert guest.put("note", "n0", text="MARK-after", persona="kato", stage="aware")["ok"]


def test_a_second_server_on_a_taken_port_says_so_in_one_line(room: Any) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "journeykit", "room", str(room.folder), "--port", str(room.port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.count("\n"), str(room.port) in done.stderr) == (1, 1, True)
