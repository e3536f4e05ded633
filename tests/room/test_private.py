"""Nothing of what people write alone leaves the server for anybody else, until its reveal: on the wire."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from journeykit import workshop

# Each kind that participants write: the step where they do, its round, its record and what is in it.
KINDS = {
    "persona": ("03_personas", "personas", "mark-persona", {"name": "MARK-persona"}),
    "issue": ("04_issues", "issues", "mark-issue", {"text": "MARK-issue", "persona": "kato"}),
    "note": ("05_map", "map", "mark-note", {"text": "MARK-note", "persona": "kato", "stage": "aware"}),
    "feeling": ("05_map", "map", "kato.aware", {"value": 1, "why": "MARK-feeling"}),
}
LEADING = ("cockpit", "desk", "projector")
EXPORTS = ("json", "csv")


def export(leader: Any, name: str) -> str:
    """Return a file of the workshop as text, a packed one unpacked."""
    answer = leader.web.get(f"/export/{name}")
    assert answer.status_code == 200
    if answer.content[:2] != b"PK":
        return str(answer.content.decode())
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return "".join(packed.read(file).decode() for file in packed.namelist())


def reachable(leader: Any, other: Any) -> str:
    """Return all that somebody else and whoever leads can be sent at this moment."""
    pages = [leader.web.get(f"/{page}").text for page in (*LEADING, "poster")]
    pages += [other.web.get(page).text for page in ("/room", f"/j/{other.room.code}", "/openapi.json")]
    streams = [leader.look(page) for page in LEADING] + [other.look("room")]
    return "\n".join([*pages, *streams, *(export(leader, name) for name in EXPORTS)])


@pytest.fixture(scope="module", params=[False, True], ids=["by name", "anonymous"])
def meeting(request: pytest.FixtureRequest, serve: Callable[..., Any]) -> Any:
    """A room with the author of it all, somebody else, and whoever leads; nothing is revealed yet."""
    room = serve(anonymous=request.param)
    room.anonymous = request.param
    return room.guest("MARK-name"), room.guest("Bob"), room.leader()


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_else_is_sent_an_answer_before_it_is_revealed_and_within_a_second_after(
    meeting: Any, kind: str
) -> None:
    author, other, leader = meeting
    step, round_, record, fields = KINDS[kind]
    marker, known = f"MARK-{kind}", author.id
    leader.lead("step", step=step)
    own, ears = author.listen(), [other.listen(), leader.listen("projector"), leader.listen("desk")]
    cockpit = leader.listen("cockpit")
    assert author.put(kind, record, **fields)["ok"]
    own.hears(marker)
    time.sleep(0.7)  # what would leak had the time to
    everything = reachable(leader, other)
    for heard in (everything, *(ear.heard.decode() for ear in (*ears, cockpit))):
        assert marker not in heard
        assert record not in heard or kind == "feeling"
    assert known not in "".join(ear.heard.decode() for ear in ears) + other.web.get("/room").text
    leader.lead("reveal", round=round_)
    slowest = max(ear.hears(marker) for ear in ears if kind != "persona" or ear is not ears[1])
    assert slowest < 3  # the figure is in `journeykit bench room`
    assert marker in export(leader, "json")
    assert leader.lead("undo")["ok"]
    assert marker not in reachable(leader, other)


def test_nobody_else_is_sent_a_vote_before_it_is_revealed(meeting: Any) -> None:
    author, other, leader = meeting
    leader.lead("step", step="01_stages")
    own, ears = author.listen(), [other.listen(), leader.listen("projector"), leader.listen("cockpit")]
    before = [export(leader, name) for name in EXPORTS]
    assert author.put("vote", "aware", weight=1)["ok"]
    own.hears('"weight":1')
    time.sleep(0.7)
    assert [export(leader, name) for name in EXPORTS] == before
    assert not [ear for ear in ears if b'"for":1' in ear.heard or b'"weight":1' in ear.heard]
    leader.lead("reveal", round="stages")
    assert max(ear.hears('"for":1') for ear in ears) < 3  # the figure is in `journeykit bench room`
    assert leader.lead("undo")["ok"]
    assert '"for":1' not in reachable(leader, other)


def test_in_an_anonymous_room_nothing_tells_who_wrote_what(serve: Callable[..., Any]) -> None:
    room = serve(anonymous=True)
    author, other, leader = room.guest("MARK-name"), room.guest("MARK-other"), room.leader()
    ears = [other.listen(), *(leader.listen(page) for page in LEADING)]
    for kind, (step, round_, record, fields) in KINDS.items():
        leader.lead("step", step=step)
        assert author.put(kind, record, **fields)["ok"]
        leader.lead("reveal", round=round_)
        ears[0].hears(f"MARK-{kind}")
    everything = reachable(leader, other) + "".join(ear.heard.decode() for ear in ears)
    everything += (
        export(leader, "deck") + other.room.out.read_text("utf-8") + other.room.err.read_text("utf-8")
    )
    assert (author.id in everything, "MARK-name" in everything) == (False, False)


def test_in_an_anonymous_room_no_name_is_stored_whatever_is_sent(serve: Callable[..., Any]) -> None:
    room = serve(anonymous=True)
    guest = room.guest("MARK-name")
    assert guest.web.post("/people", json={"name": "MARK-friend"}).status_code == 200
    stored = b"".join(file.read_bytes() for file in room.folder.glob("workshop.db*"))
    with closing(workshop.open(room.folder)) as opened:
        stored += str(opened.store.since()).encode()
    assert guest.id.encode() in stored
    assert b"MARK-" not in stored


def test_an_answer_that_was_never_revealed_is_in_no_file_after_the_end(serve: Callable[..., Any]) -> None:
    room = serve()
    author, leader = room.guest(), room.leader()
    assert author.put("note", "mark-note", text="MARK-note", persona="kato", stage="aware")["ok"]
    assert leader.lead("end", on=True)["ok"]
    assert not [name for name in (*EXPORTS, "deck") if "mark-note" in export(leader, name).lower()]


def test_a_participant_on_two_devices_sees_what_they_wrote_alone_on_both(room: Any) -> None:
    guest, phone, leader = room.guest("Both"), room.person(), room.leader()
    token = guest.web.post("/device").json()["link"].rpartition("/")[2]
    phone.web.post("/again", json={"token": token})
    phone.sit("room")
    leader.lead("step", step="05_map")
    ears = [guest.listen(), phone.listen()]
    assert phone.put("note", "own-note", text="MARK-both", persona="kato", stage="aware")["ok"]
    assert max(ear.hears("MARK-both") for ear in ears) < 3  # the figure is in `journeykit bench room`
