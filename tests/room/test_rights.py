"""What a participant may do, over HTTP: their own answers, for those at their table, while it is open."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from journeykit import workshop
from journeykit.catalogue import say
from journeykit.records import BALLOTS, own_id

DOTS = BALLOTS["dots"].budget
THEIRS = [("persona", "p1"), ("issue", "i1"), ("note", "n1")]
# What is sent, all of it well-formed, and the reason for which it is refused.
TEAMS = {
    "brief": ("brief", "brief", {"title": "mine now"}, 404),
    "stages": ("stage", "aware", {"name": "mine now"}, 404),
    "scope": ("scope", "scope", {"roles": ["support"]}, 404),
    "playbook": ("play", "deal", {"who": "mine now"}, "not_yours"),
    "personas": ("room", "room", {"locked": True}, "bad_message"),
    "board": ("participant", "self", {"name": "mine now"}, "bad_message"),
    "issues": ("vote", "v1", {"round": "stages", "item": "aware", "weight": 1}, "bad_message"),
}
LEADS = ("cockpit", "wall", "stages", "scope", "brief", "share", "steps", "themes", "handovers", "origin")
LEADS += ("buying", "disagreement", "research", "freshness", "changes", "priorities")


@pytest.fixture(scope="module")
def table(serve: Callable[..., Any]) -> Any:
    """A room with two participants and whoever leads; the first has written three things."""
    room = serve()
    ann, bob, leader = room.guest("Ann"), room.guest("Bob"), room.leader()
    assert ann.put("persona", "p1", name="hers")["ok"]
    assert ann.put("issue", "i1", text="hers", persona="kato")["ok"]
    assert ann.put("note", "n1", text="hers", persona="kato", stage="aware")["ok"]
    return ann, bob, leader


def journey(leader: Any) -> Any:
    return leader.web.get("/export/json").json()["records"]


@contextmanager
def log(leader: Any) -> Iterator[Any]:
    """Open the workshop itself: its log holds what is hidden too."""
    with closing(workshop.open(leader.room.folder)) as opened:
        yield opened


def changes(leader: Any) -> list[Any]:
    with log(leader) as opened:
        return list(opened.changes)


def reveal(leader: Any, *rounds: str) -> None:
    with log(leader) as opened:
        opened.put("room", "room", revealed=list(rounds))


@pytest.mark.parametrize("revealed", [False, True])
@pytest.mark.parametrize("do", ["put", "drop"])
@pytest.mark.parametrize(("kind", "record"), THEIRS)
def test_nobody_changes_what_another_wrote_revealed_or_not(
    table: Any, kind: str, record: str, do: str, revealed: bool
) -> None:
    _, bob, leader = table
    reveal(leader, *(("personas", "issues", "map") if revealed else ()))
    assert sum(one["id"] == record for one in journey(leader)[kind]) == revealed
    before = changes(leader)
    reply = bob.put(kind, record, do)
    assert (reply["ok"], reply["say"], reply["retry"]) == (
        False,
        say("messages.errors.not_yours", "en"),
        False,
    )
    assert changes(leader) == before


@pytest.mark.parametrize("kind", ["persona", "issue", "note", "feeling", "vote"])
def test_nobody_writes_as_another(table: Any, kind: str) -> None:
    ann, bob, _ = table
    message = {"id": secrets.token_hex(8), "do": "put", "kind": kind, "record": "x", "fields": {}}
    for who in (ann.id, "p-" + "0" * 32, "facilitator", "room"):
        answer = bob.act("board", message, **{"as": who})
        assert (answer.status_code, answer.json()["say"]) == (403, "You cannot write as somebody else.")


def test_nobody_votes_or_feels_as_another_by_naming_their_record(table: Any) -> None:
    ann, bob, leader = table
    ann.put("vote", "aware", weight=1)
    ann.put("feeling", "kato.aware", value=2)
    bob.put("vote", own_id(ann.id, "stages.aware"), weight=-1)
    bob.put("feeling", own_id(ann.id, "kato.aware"), "drop")
    leader.lead("reveal", round="stages")
    found = journey(leader)
    assert [vote["weight"] for vote in found["vote"] if vote["id"] == own_id(ann.id, "stages.aware")] == [1]
    voices = [one["value"] for one in found["feeling"] if one["id"] == own_id(ann.id, "kato.aware")]
    assert voices == [2]


@pytest.mark.parametrize("panel", TEAMS)
def test_what_is_the_teams_no_participant_changes(table: Any, panel: str) -> None:
    _, bob, leader = table
    kind, record, fields, why = TEAMS[panel]
    before = changes(leader)
    message = {"id": secrets.token_hex(8), "do": "put", "kind": kind, "fields": fields}
    answer = bob.act(panel, message | {"record": bob.id if record == "self" else record})
    told = answer.status_code if why == 404 else answer.json()["say"]
    assert told == (why if why == 404 else say(f"messages.errors.{why}", "en"))
    assert changes(leader) == before


FORGED = {
    "theme": ("t1", {"title": "mine"}),
    "handover": ("field_sales.support", {"message": "mine"}),
    "range": ("support", {"stages": ["aware"]}),
    "link": ("link", {"product": "mine"}),
    "room": ("room", {"revealed": ["map"]}),
    "scope": ("scope", {"purpose": "x"}),
    "participant": ("p-two", {"role": "support"}),
    "vote": ("aware", {"round": "priorities", "item": "aware", "weight": 3, "proxy": False}),
}


@pytest.mark.parametrize("kind", FORGED)
def test_through_no_panel_of_theirs_do_participants_write_what_is_the_teams(table: Any, kind: str) -> None:
    leader, forger = table[2], table[0].room.guest(f"Forger of {kind}")
    before, (record, fields) = changes(leader), FORGED[kind]
    for panel in ("board", "curve", "findings", "actions", "issues", "personas", "library", "ranks_vote"):
        message = {"id": secrets.token_hex(8), "do": "put", "kind": kind, "record": record, "fields": fields}
        assert forger.act(panel, message).json()["ok"] is False
    assert changes(leader) == before


@pytest.mark.parametrize("panel", [*LEADS, "nonsense", "", "../cockpit", "__init__"])
def test_a_panel_that_is_not_for_participants_takes_nothing_from_them(table: Any, panel: str) -> None:
    _, bob, _ = table
    answer = bob.act(panel, {"id": "x", "do": "reveal", "round": "map"})
    assert answer.status_code == 404


def test_pages_and_deeds_of_the_facilitator_are_shut_to_participants(table: Any) -> None:
    _, bob, _ = table
    pages = ["cockpit", "desk", "projector", "poster", "export/json", "export/csv", "export/deck"]
    pages += [f"events?page={page}" for page in ("cockpit", "desk", "projector")]
    assert {page: bob.web.get(f"/{page}").status_code for page in pages} == dict.fromkeys(pages, 401)
    assert bob.web.post("/renew").status_code == 401


def test_nobody_listens_for_another(table: Any) -> None:
    ann, bob, _ = table
    assert bob.listen(who=ann.id).status == 403
    assert bob.listen(who="facilitator").status == 403


def test_nobody_at_all_is_told_or_taken_anything_without_a_seat(table: Any) -> None:
    stranger = table[0].room.person()
    for path in ("act", "people", "language", "device", "renew"):
        body = {"act": {"panel": "board", "message": {}}, "language": {"language": "ja"}}.get(path, {})
        assert stranger.web.post(f"/{path}", json=body).status_code == 401
    assert stranger.web.get("/events?page=room").status_code == 401


def test_a_participant_who_was_removed_is_told_so_and_hears_no_more(serve: Callable[..., Any]) -> None:
    room = serve()
    guest, leader = room.guest("Gone"), room.leader()
    other = guest.web.post("/people", json={"name": "Beside"}).json()["seats"][1][0]
    ears = [guest.listen(), guest.listen(who=other)]
    ears[1].hears("event: panels")
    assert leader.lead("remove", record=guest.id)["ok"]
    assert [ear.ended.wait(2) for ear in ears] == [True, True]
    assert guest.act("board", {"id": "x"}).status_code == 410
    assert guest.act("board", {"id": "x"}, **{"as": other}).status_code == 410
    assert guest.web.post("/people", json={"name": "Two"}).status_code == 410
    assert guest.web.post("/language", json={"language": "ja"}).status_code == 410
    assert guest.web.post("/device").status_code == 410
    assert guest.listen().status == 410
    assert "no longer on the list" in guest.web.get("/room").text


def test_while_writing_is_paused_answers_wait_and_are_taken_afterwards(table: Any) -> None:
    ann, _, leader = table
    message = {"id": "waited", "do": "put", "kind": "note", "record": "n9", "fields": {"text": "later"}}
    leader.lead("lock", on=True)
    told = ann.act("board", message).json()
    assert (told["ok"], told["retry"]) == (False, True)
    leader.lead("lock", on=False)
    assert ann.act("board", message).json()["ok"]


def test_a_message_that_is_sent_twice_is_stored_once(table: Any) -> None:
    ann, _, leader = table
    message = {"id": "twice", "do": "put", "kind": "note", "record": "n8", "fields": {"text": "once"}}
    assert [ann.act("board", message).json()["ok"] for _ in range(3)] == [True] * 3
    assert sum(change.id == "twice" for change in changes(leader)) == 1


def test_nobody_has_more_dots_than_there_are(table: Any) -> None:
    _, bob, leader = table
    leader.lead("reveal", round="issues")
    for n in range(DOTS + 1):
        bob.put("issue", f"dotted{n}", text=f"{n}", persona="kato")
    votes = [
        {"id": f"dot{n}", "do": "vote", "record": f"dotted{n}", "fields": {"weight": 1}} for n in range(4)
    ]
    assert [bob.act("dots", vote).json()["ok"] for vote in votes] == [True] * DOTS + [False]


def test_a_scribes_votes_for_another_are_marked_as_such(table: Any) -> None:
    ann, _, leader = table
    other = ann.web.post("/people", json={"name": "Beside her"}).json()["seats"][1][0]
    assert ann.put("vote", "unaware", who=other, weight=1)["ok"]
    assert ann.put("vote", "unaware", weight=-1)["ok"]
    leader.lead("reveal", round="stages")
    votes = [vote for vote in journey(leader)["vote"] if vote["item"] == "unaware"]
    assert {(vote["weight"], vote["proxy"]) for vote in votes} == {(1, True), (-1, False)}


def test_a_scribe_writes_for_a_table_not_for_a_hall(serve: Callable[..., Any]) -> None:
    guest = serve().guest()
    told = [guest.web.post("/people", json={"name": f"{n}"}).status_code for n in range(21)]
    assert told == [200] * 20 + [403]


def test_who_sends_without_pause_is_slowed_down_and_nobody_else_is(serve: Callable[..., Any]) -> None:
    room = serve()
    loud, quiet = room.guest("Loud"), room.guest("Quiet")
    message = {"id": "again", "do": "put", "kind": "note", "record": "n", "fields": {"text": "x"}}
    start, told = time.monotonic(), []
    while 429 not in told and time.monotonic() - start < 9:
        told.append(loud.act("board", message).status_code)
    assert told == [200] * 80 + [429]
    assert loud.web.post("/language", json={"language": "en"}).status_code == 429
    assert loud.web.post("/device").status_code == 429
    assert quiet.act("board", message | {"id": "once", "record": "m"}).status_code == 200


def test_nobody_opens_more_screens_than_a_person_has(serve: Callable[..., Any]) -> None:
    room = serve()
    guest, other = room.guest(), room.guest()
    for _ in range(20):
        guest.listen().hears("event: own")
    assert guest.listen().status == 429
    assert other.listen().status == 200


def test_a_message_under_anothers_id_is_refused_and_takes_nothing_from_them(table: Any) -> None:
    ann, bob, leader = table
    message = {"id": "same", "do": "put", "kind": "note", "record": "of-ann", "fields": {"text": "hers"}}
    assert ann.act("board", message).json()["ok"]
    for record in ("of-bob", "of-ann"):
        reply = bob.act("board", message | {"record": record, "fields": {"text": "his"}}).json()
        assert (reply["ok"], bool(reply["say"]), reply["retry"]) == (False, True, False)
    leader.lead("reveal", round="map")
    assert [note["text"] for note in journey(leader)["note"] if note["id"].startswith("of-")] == ["hers"]


def test_a_message_that_names_another_record_the_second_time_breaks_nothing(table: Any) -> None:
    ann = table[0]
    message = {"id": "moved", "do": "put", "kind": "note", "record": "first", "fields": {"text": "x"}}
    assert ann.act("board", message).json()["ok"]
    assert ann.act("board", message | {"record": "second"}).json()["ok"] is False


def test_what_was_put_into_ones_card_stays_there_with_its_dots(table: Any) -> None:
    ann, bob, leader = table
    leader.lead("reveal", round="map")
    assert ann.put("note", "kept", text="his", stage="aware")["ok"]
    assert bob.put("note", "gone", text="the same", stage="aware")["ok"]
    merge = {"id": "merge", "do": "merge", "kind": "note", "keep": "kept", "others": ["gone"]}
    assert leader.act("wall", merge).json()["ok"]
    assert [ann.put("note", "kept", merged=ids)["ok"] for ids in ([], ["n1"], ["gone"])] == [
        False,
        False,
        True,
    ]
