"""Files that the facilitator brings into the room: theirs alone, up to a limit, and nothing stays of them."""

from __future__ import annotations

import json
import secrets
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from journeykit import workshop
from journeykit.doors.room.app import MOST_FILES
from journeykit.panels.bring import MOST_BYTES

GRID = ",認知,検討\n行動,展示会に行く,三社を比べる\n".encode()


def body(do: str, data: bytes, **more: Any) -> bytes:
    message = {
        "id": secrets.token_hex(16),
        "do": do,
        "files": [{"name": "grid.csv", "size": len(data)}],
        **more,
    }
    return json.dumps({"panel": "bring", "message": message}).encode() + b"\n" + data


def send(person: Any, content: Any, **headers: str) -> Any:
    return person.web.post("/files", content=content, headers=headers)


def notes(room: Any) -> list[str]:
    with closing(workshop.open(room.folder)) as found:
        return [note.text for note in found.journey.notes]


def test_the_facilitator_sees_what_a_file_holds_takes_it_over_and_back(room: Any) -> None:
    leader = room.leader()
    shown = send(leader, body("read", GRID)).json()["shown"]
    assert notes(room) == []
    taken = send(leader, body("take", GRID, shown=shown)).json()["taken"]
    assert sorted(notes(room)) == ["三社を比べる", "展示会に行く"]
    assert leader.act("bring", {"id": "back", "do": "undo", "of": taken}).json()["undone"]
    assert notes(room) == []


def test_what_is_taken_over_is_seen_on_the_board_at_once(room: Any) -> None:
    leader, ear = room.leader(), room.leader().listen("projector")
    leader.lead("step", step="05_map")
    shown = send(leader, body("read", GRID)).json()["shown"]
    taken = send(leader, body("take", GRID, shown=shown)).json()["taken"]
    ear.hears("展示会に行く")
    leader.act("bring", {"id": "back again", "do": "undo", "of": taken})


@pytest.mark.parametrize("who", ["person", "guest"])
def test_nobody_else_sends_files(room: Any, who: str) -> None:
    other = getattr(room, who)()
    assert send(other, body("read", GRID)).status_code == 401
    assert other.act("bring", {"id": "x", "do": "read"}).status_code in (401, 404)


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_files_are_not_taken_without_the_pages_token(room: Any, token: str) -> None:
    assert send(room.leader(), body("read", GRID), **{"X-CSRF-Token": token}).status_code == 401


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_files_that_another_sites_page_sends_are_refused(room: Any, headers: dict[str, str]) -> None:
    assert send(room.leader(), body("read", GRID), **headers).status_code == 403


@pytest.mark.parametrize("chunked", [False, True])
def test_more_than_the_limit_is_refused_and_as_much_as_that_is_read(room: Any, chunked: bool) -> None:
    leader, many = room.leader(), b"x" * MOST_FILES
    content = body("read", many)
    assert send(leader, iter([content]) if chunked else content).status_code == 413
    reply = send(leader, body("read", b"x" * MOST_BYTES))
    assert (reply.status_code, reply.json()["ok"]) == (200, True)


def test_of_messages_without_files_the_limit_stays_what_it_was(room: Any) -> None:
    long = {"panel": "bring", "message": {"id": "x", "do": "read", "x": "x" * 70_000}}
    assert room.leader().web.post("/act", json=long).status_code == 413


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}", b"[1]\nx", b"\xff\xfe\n", b'{"panel":"bring"}\n', b"x" * 99]
)
def test_what_is_no_message_is_refused_in_a_sentence(room: Any, content: bytes) -> None:
    answer = send(room.leader(), content)
    assert (answer.status_code, bool(answer.json()["say"])) == (400, True)


def test_nothing_of_a_file_is_left_in_the_folder(room: Any) -> None:
    before = {path for path in Path(room.folder).rglob("*") if path.is_file()}
    send(room.leader(), body("read", GRID))
    after = {path for path in Path(room.folder).rglob("*") if path.is_file()}
    assert {path.name for path in after - before} <= {"workshop.db-wal", "workshop.db-shm"}
