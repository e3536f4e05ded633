"""Texts that mean harm, or only look odd, come back as the text they are, and break no page."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

TEXTS = {
    "script": "</script><script>alert(1)</script>",
    "comment": "<!--<script>",
    "picture": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7*7 }}{% raw %}{0}{name}%s${x}",
    "separators": "a\u2028b\u2029c",
    "right to left": "\u202egnp.exe\u202c",
    "emoji": "👩‍👩‍👧‍👦🇯🇵𠮷",
    "long": "あ" * 150,
    "entities": "&lt;b&gt;&amp;&#39;",
    "quotes": "'\"`\\",
}
ODD = {"half an emoji": "a\ud83db", "nothing": "a\0b", "bell": "a\x07b", "line": "a\r\nb"}

TITLE = {"do": "put", "kind": "brief", "record": "brief"}


class Elements(HTMLParser):
    """Counts the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)


@pytest.fixture(scope="module", params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[str(request.param)]


@pytest.fixture(scope="module")
def at_the_map(serve: Callable[..., Any]) -> Any:
    return serve(step="05_map")


def test_a_name_is_shown_as_it_was_typed_and_never_becomes_markup(
    room: Any, page_data: Any, text: str
) -> None:
    plain, guest = room.guest("Ann"), room.guest(text)
    pages = [(who.web.get("/room").text, who.web.get(f"/j/{room.code}").text) for who in (plain, guest)]
    for usual, odd in zip(*pages, strict=True):
        assert Elements(odd).tags == Elements(usual).tags
    assert page_data(pages[1][0])["seats"] == [[guest.id, text]]


def test_what_somebody_wrote_is_streamed_as_it_was_typed(at_the_map: Any, text: str) -> None:
    guest = at_the_map.guest()
    assert guest.put("note", f"n{abs(hash(text))}", text=text, persona="kato", stage="aware")["ok"]
    events = guest.look("room").split("\n\n")
    data = [event.split("\ndata: ", 1)[1] for event in events if event.startswith("event: panels")]
    notes = json.loads(data[0])["full"]["board"]["notes"]
    assert text in [note["text"] for note in notes]
    assert all(event.count("\n") == 1 for event in events if event)


def test_a_workshops_title_never_becomes_markup(room: Any, text: str) -> None:
    leader, stranger = room.leader(), room.person()
    assert leader.act("brief", {**TITLE, "id": f"u{abs(hash(text))}", "fields": {"title": "Usual"}}).json()[
        "ok"
    ]
    addresses = [(stranger, f"/j/{room.code}"), (leader, "/cockpit"), (leader, "/poster")]
    usual = [Elements(who.web.get(address).text).tags for who, address in addresses]
    assert leader.act("brief", {**TITLE, "id": f"t{abs(hash(text))}", "fields": {"title": text}}).json()["ok"]
    assert [Elements(who.web.get(address).text).tags for who, address in addresses] == usual


@pytest.mark.parametrize("odd", ODD)
def test_signs_that_are_no_text_harm_nothing_and_nobody(room: Any, odd: str) -> None:
    guest = room.guest()
    escaped = json.dumps(ODD[odd])
    for body in (
        '{"panel":"board","message":{"id":"%s","do":"put","kind":"note","record":"odd","fields":{"text":%s}}}',
        '{"panel":"board","message":{"id":%s,"do":"put","kind":"note","record":"odd"}}',
        '{"panel":"board","message":{"id":"x","do":"put","kind":"note","record":%s}}',
        '{"panel":"board","message":{"id":"x","do":"put","kind":"note","record":"odd","fields":{%s:1}}}',
        '{"panel":"curve","message":{"id":"x","do":"put","kind":"feeling","record":%s,"fields":{"value":1}}}',
        '{"panel":%s,"message":{}}',
    ):
        filled = body % ((f"m-{odd}", escaped) if body.count("%s") == 2 else escaped)
        headers = {"Content-Type": "application/json"}
        assert guest.web.post("/act", content=filled, headers=headers).status_code in (200, 400, 404)
    guest.look("room").encode()
    assert room.person().join(f"Ann{ODD[odd]}"[:3]).status_code == 200


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 4000, "[" * 900 + "]" * 900]
)
def test_numbers_without_end_and_nests_without_bottom_are_refused(room: Any, value: str) -> None:
    guest = room.guest()
    for body in (
        '{"panel":%s,"message":{}}',
        '{"panel":"board","message":{"id":%s}}',
        '{"panel":"curve","message":{"id":"x","do":"put","kind":"feeling","record":"k.a","fields":{"value":%s}}}',
        '{"panel":"dots","message":{"id":"x","do":"vote","record":"i","fields":{"weight":%s}}}',
    ):
        headers = {"Content-Type": "application/json"}
        answer = guest.web.post("/act", content=body % value, headers=headers)
        assert answer.status_code == 400 or not answer.json()["ok"]


@pytest.mark.parametrize("host", [b"[", b"[::1", b'x"><script>alert(1)</script>', b"a:b:c", b"\xff", b""])
def test_an_address_that_is_none_breaks_no_page(room: Any, host: bytes) -> None:
    usual = Elements(room.leader().web.get("/cockpit").text).tags
    answer = room.leader().web.get("/cockpit", headers={"Host": host})
    assert answer.status_code == 400 or Elements(answer.text).tags == usual


@pytest.mark.parametrize("cookie", [b"\xff\xfe", b"x", b"=" * 99, b'"', b";;;", b"a.b", b"W10.x"])
def test_a_cookie_of_nonsense_is_no_seat(room: Any, cookie: bytes) -> None:
    names = [room.person().seat(kind).encode() for kind in ("seat", "lead")]
    headers = {b"Cookie": b"; ".join(name + b"=" + cookie for name in names)}
    answers = [room.person().web.get(path, headers=headers) for path in ("/", "/room", "/cockpit", "/events")]
    assert [answer.status_code for answer in answers] == [200, 401, 401, 401]
