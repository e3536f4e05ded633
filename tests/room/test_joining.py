"""Coming in: by the link, once, with a name; again at another device; and not at all with a wrong code."""

from __future__ import annotations

import json
import secrets
import time
from contextlib import closing
from typing import Any

import pytest
from itsdangerous import TimestampSigner

from journeykit.doors.room import enrolment
from journeykit.doors.room.hall import Hall
from journeykit.doors.room.keys import Keys
from journeykit.doors.room.orders import Join, Refused
from journeykit.workshop import Workshop

JOURNEY = "/export/json"


def names(leader: Any) -> list[str]:
    people = json.loads(leader.web.get(JOURNEY).content)["records"]["participant"]
    return [person["name"] for person in people]


def test_the_link_a_name_a_role_and_a_language_are_all_it_takes(room: Any, page_data: Any) -> None:
    person = room.person()
    door = person.web.get(f"/j/{room.code}?lang=ja")
    assert (door.status_code, page_data(door.text)["lang"]) == (200, "ja")
    assert person.join("加藤", role="field_sales", language="ja").json() == {"to": "/room"}
    page = person.web.get("/room")
    assert (page_data(page.text)["lang"], page_data(page.text)["seats"][0][1]) == ("ja", "加藤")
    assert person.web.get("/").headers["location"] == "/room"


def test_joining_twice_with_one_ticket_joins_once(room: Any) -> None:
    ticket = secrets.token_hex(16)
    ids = {room.guest("Twice", ticket=ticket).id for _ in range(2)}
    assert len(ids) == 1
    assert names(room.leader()).count("Twice") == 1


@pytest.mark.parametrize("name", ["", "  ", "\u3000"])
def test_without_a_name_nobody_joins(room: Any, name: str) -> None:
    answer = room.person().join(name)
    assert (answer.status_code, "name" in answer.json()["say"].lower()) == (400, True)


@pytest.mark.parametrize("field", ["role", "language"])
def test_a_role_or_a_language_that_is_none_is_refused_with_a_sentence(room: Any, field: str) -> None:
    answer = room.person().join("Ann", **{field: "nonsense"})
    assert (answer.status_code, bool(answer.json()["say"])) == (400, True)


def test_a_wrong_code_leads_to_a_page_with_a_sentence(room: Any) -> None:
    stranger = room.person()
    page, answer = stranger.web.get("/j/aaaa-bbbb-cccc"), stranger.join(code="aaaa-bbbb-cccc")
    assert (page.status_code, answer.status_code) == (404, 404)
    assert answer.json()["say"] in page.text
    assert stranger.seat() not in stranger.web.cookies


def test_the_code_can_be_typed_off_a_screen(room: Any) -> None:
    typed = room.code.upper().replace("-", " ")
    assert room.person().web.get(f"/j/{typed}").status_code == 200
    assert room.person().join("Typist", code=typed).status_code == 200


def test_who_is_in_is_not_asked_again_but_may_carry_on(room: Any) -> None:
    guest = room.guest("Mika")
    assert "You have joined as Mika." in guest.web.get(f"/j/{room.code}").text
    assert "Mika" not in room.person().web.get(f"/j/{room.code}").text


def test_a_renewed_code_shuts_the_old_link_and_keeps_who_is_in(serve: Any) -> None:
    room = serve()
    guest, leader = room.guest(), room.leader()
    link = leader.web.post("/renew").json()["link"]
    assert room.person().web.get(f"/j/{room.code}").status_code == 404
    assert room.person().join().status_code == 404
    assert room.person().web.get(link).status_code == 200
    assert guest.put("note", "n1", text="still here")["ok"]


def test_only_the_facilitators_key_opens_the_cockpit(room: Any) -> None:
    stranger = room.person()
    assert stranger.web.get("/lead/" + "x" * 32).status_code == 404
    assert stranger.web.get(f"/lead/{room.code}").status_code == 404
    assert stranger.web.get("/cockpit").status_code == 401
    assert room.leader().web.get("/").headers["location"] == "/cockpit"


def test_the_same_person_sits_down_at_another_device(room: Any) -> None:
    guest, phone = room.guest("Dev"), room.person()
    link = guest.web.post("/device").json()["link"]
    assert "Dev" in phone.web.get(link).text
    assert phone.web.post("/again", json={"token": link.rpartition("/")[2]}).status_code == 200
    phone.sit("room")
    assert phone.id == guest.id
    assert phone.put("note", "two-devices", text="from the phone")["ok"]
    assert guest.put("note", "two-devices", text="from the laptop")["ok"]


@pytest.mark.parametrize(("age", "who"), [(590, "p-ann"), (610, "")])
def test_a_link_to_another_device_is_good_for_ten_minutes(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, age: int, who: str
) -> None:
    keys = Keys(workshop.store)
    with monkeypatch.context() as past:
        past.setattr(TimestampSigner, "get_timestamp", lambda self: int(time.time()) - age)
        token = keys.device("p-ann")
    assert keys.arriving(token) == who


@pytest.mark.parametrize("token", ["x", "a.b.c", "あ", "\0", "." * 300])
def test_a_link_to_another_device_cannot_be_made_up(room: Any, token: str) -> None:
    answer = room.person().web.post("/again", json={"token": token})
    assert (answer.status_code, "expired" in answer.json()["say"]) == (404, True)


def test_a_seat_is_no_link_to_another_device_and_the_other_way_round(room: Any) -> None:
    guest, thief = room.guest(), room.person()
    cookie = guest.web.cookies[guest.seat()]
    assert thief.web.post("/again", json={"token": cookie}).status_code == 404
    token = guest.web.post("/device").json()["link"].rpartition("/")[2]
    thief.web.cookies.set(thief.seat(), token)
    assert "To take part" in thief.web.get("/room").text


def test_who_tries_codes_is_stopped_after_thirty_in_a_minute_and_nobody_else_is(serve: Any) -> None:
    room = serve()
    guest, thief = room.guest(), room.person()
    told = [thief.web.get(f"/j/wrong-{n}").status_code for n in range(31)]
    assert told == [404] * 30 + [429]
    assert thief.join(code="wrong").status_code == 429
    assert thief.web.get("/lead/wrong").status_code == 429
    assert room.person().join("With the right one").status_code == 200
    assert guest.put("note", "n1", text="undisturbed")["ok"]


def test_a_full_house_takes_nobody_more(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolment, "MOST_PEOPLE", 1)
    first, second = (Join(code="", ticket=f"{n}" * 20, name=f"{n}") for n in (1, 2))
    with closing(Hall(workshop)) as hall:
        who, again, refused = enrolment.admit(hall, [first, first, second])
        assert (who, again) == (again, enrolment.admit(hall, [first])[0])
    assert isinstance(refused, Refused)
    assert (refused.key, refused.status) == ("full", 403)


def test_whoever_was_removed_does_not_come_back_by_asking_again(room: Any) -> None:
    ticket = secrets.token_hex(16)
    guest, leader = room.guest("Gone", ticket=ticket), room.leader()
    again, ear = guest.web.post("/device").json()["link"], guest.listen()
    assert leader.lead("remove", record=guest.id)["ok"]
    assert ear.ended.wait(2)
    assert room.person().web.get(again).status_code == 404
    back = room.person()
    back.join("Gone", ticket=ticket)
    assert back.web.post("/act", json={}).status_code in (400, 401)
    assert "Gone" not in names(leader)


def test_a_name_has_to_be_seen(room: Any) -> None:
    assert room.person().join("\u200b \u202e").status_code == 400


def test_new_links_on_request_and_those_of_before_open_nothing(room: Any) -> None:
    lead, guest, old = room.leader(), room.guest(), room.code
    room.stop()
    room.options = (*room.options, "--renew")
    room.start()
    lead.web.base_url = guest.web.base_url = room.base
    assert lead.web.get("/cockpit").status_code == 401
    assert guest.web.get("/room").status_code == 200
    assert guest.web.get(f"/j/{old}").status_code == 404
