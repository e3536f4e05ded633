"""What keeps strangers and other sites out: cookies, tokens, origins, headers, limits, no way to files."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import closing
from html.parser import HTMLParser
from typing import Any

import pytest

from journeykit.doors.room.app import MOST_BYTES
from journeykit.doors.room.app import room as build
from journeykit.doors.room.gate import HEADERS
from journeykit.doors.room.hall import Hall
from journeykit.workshop import Workshop

ROUTES = {
    "GET": "health j/{code} again/{token} room events openapi.json lead/{key} cockpit desk "
    "projector poster export/{name}",
    "POST": "join again act people language device renew files",
}
NOTE = {"panel": "board", "message": {"id": "n", "do": "put", "kind": "note", "record": "n", "fields": {}}}
POSTS = {"act": NOTE, "people": {"name": "x"}, "language": {"language": "ja"}, "device": None}


class Page(HTMLParser):
    """What of a page could run, or could paint: elements and attributes that a policy forbids inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inline, self.sources, self._script = list[str](), list[str](), False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._script = tag == "script" and given.get("type") != "application/json"
        self.inline += [tag] * (tag == "style")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [link for link in given.values() if link.strip().lower().startswith("javascript:")]
        self.sources += [given[name] for name in ("src", "href", "action") if name in given]

    def handle_data(self, data: str) -> None:
        self.inline += [data] * (self._script and bool(data.strip()))


def pages(room: Any) -> dict[str, Any]:
    """Return the answer to every kind of page there is, by what it is."""
    guest, leader, stranger = room.guest(), room.leader(), room.person()
    again = guest.web.post("/device").json()["link"]
    asked = [(stranger, f"/j/{room.code}"), (stranger, "/j/wrong"), (stranger, again), (stranger, "/again/x")]
    asked += [(guest, "/room"), (guest, f"/j/{room.code}"), (stranger, "/"), (stranger, "/cockpit")]
    asked += [(leader, f"/{page}") for page in ("cockpit", "desk", "projector", "poster")]
    return {f"{n} {path}": who.web.get(path) for n, (who, path) in enumerate(asked)}


def ways(routes: Any) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route, those of routers inside routers too."""
    for route in routes:
        within = getattr(route, "original_router", None)
        yield from ways(within.routes) if within else ((method, route.path) for method in route.methods)


def test_there_are_no_ways_in_but_these(workshop: Workshop) -> None:
    with closing(Hall(workshop)) as hall:
        app = build(hall)
    listed = {(method, f"/{path}") for method, paths in ROUTES.items() for path in paths.split()}
    assert {way for way in ways(app.routes) if way[0] != "HEAD"} == listed | {("GET", "/")}
    assert [layer.cls.__name__ for layer in app.user_middleware] == ["Gate", "Shelf"]


@pytest.mark.parametrize("path", ["docs", "redoc", "api/contents", "lab", "terminals", "tree", "workshop.db"])
def test_there_is_no_way_to_files_kernels_or_terminals(room: Any, path: str) -> None:
    assert room.leader().web.get(f"/{path}").status_code == 404


def test_no_page_has_anything_inline_that_runs_or_paints(room: Any) -> None:
    for name, answer in pages(room).items():
        page = Page(answer.text)
        assert (name, page.inline) == (name, [])
        assert [link for link in page.sources if "//" in link and not link.startswith(room.base)] == []


def test_every_answer_forbids_what_is_not_ours(room: Any) -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "'unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    answers = [
        *pages(room).values(),
        room.person().web.get("/nowhere"),
        room.person().web.post("/act", json={}),
    ]
    answers += [room.person().web.get("/health"), room.person().web.delete("/room")]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers


def test_cookies_are_signed_and_out_of_reach_of_scripts_and_other_sites(room: Any) -> None:
    guest, leader = room.person(), room.person()
    given = [guest.join().headers["set-cookie"], leader.web.get(f"/lead/{room.key}").headers["set-cookie"]]
    for cookie in given:
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {*cookie.split("; ")}
        assert "Secure" not in cookie


def test_behind_https_cookies_keep_to_https_and_to_their_path(serve: Callable[..., Any]) -> None:
    room = serve("--public", "https://example.org/journey/", "--prefix", "/journey/")
    answer = room.person().join()
    assert answer.json() == {"to": "/journey/room"}
    cookie = answer.headers["set-cookie"]
    assert {"Secure", "HttpOnly", "Path=/journey/"} <= {*cookie.split("; ")}


def test_a_cookie_with_one_sign_changed_is_none(room: Any) -> None:
    guest = room.guest()
    cookie = guest.web.cookies[guest.seat()]
    thief = room.person()
    for at in (0, 5, len(cookie) // 2, cookie.rindex(".") + 3):
        changed = cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :]
        thief.web.cookies.set(thief.seat(), changed)
        assert thief.web.get("/", follow_redirects=False).status_code == 200


def test_a_participants_cookie_is_no_facilitators(room: Any) -> None:
    guest, thief = room.guest(), room.person()
    thief.web.cookies.set(thief.seat("lead"), guest.web.cookies[guest.seat()])
    assert thief.web.get("/cockpit").status_code == 401


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", [None, "", "x", "0" * 64])
def test_with_a_seat_nothing_is_taken_without_the_pages_token(
    room: Any, path: str, token: str | None
) -> None:
    guest = room.guest()
    del guest.web.headers["X-CSRF-Token"]
    headers = {} if token is None else {"X-CSRF-Token": token}
    assert guest.web.post(f"/{path}", json=POSTS[path], headers=headers).status_code == 401


def test_a_token_is_good_for_its_own_seat_only(room: Any) -> None:
    ann, bob, leader = room.guest(), room.guest(), room.leader()
    for other in (bob, leader):
        headers = {"X-CSRF-Token": other.web.headers["X-CSRF-Token"]}
        assert ann.web.post("/act", json=NOTE, headers=headers).status_code == 401
    assert leader.web.post("/renew", headers={"X-CSRF-Token": ""}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["join", "again", *POSTS])
def test_what_another_sites_page_sends_is_refused(room: Any, path: str, headers: dict[str, str]) -> None:
    answer = room.guest().web.post(f"/{path}", json=POSTS.get(path) or {}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_of_another_site_is_no_request_of_ours(room: Any, kind: str) -> None:
    answer = room.guest().web.post("/act", content='{"panel":"board"}', headers={"Content-Type": kind})
    assert answer.status_code in (400, 415)


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_more_than_64_kb_is_refused(room: Any, chunked: bool) -> None:
    guest = room.guest()
    body = b'{"panel":"board","message":{"x":"' + b"x" * MOST_BYTES + b'"}}'
    content = iter([body]) if chunked else body
    headers = {"Content-Type": "application/json"}
    assert guest.web.post("/act", content=content, headers=headers).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/app.py",
        "..%5capp.py",
        "....//app.py",
        "/etc/passwd",
        "%00",
        "room.js",
    ],
)
def test_no_path_leads_out_of_the_pages_files(room: Any, path: str) -> None:
    line = http.client.HTTPConnection(room.base.removeprefix("http://").strip("/"))
    line.request("GET", f"/static/{path}")
    answer = line.getresponse()
    assert answer.status in (307, 404)
    assert b"import" not in answer.read()
    line.close()


def test_the_server_says_nothing_but_its_links(serve: Callable[..., Any]) -> None:
    room = serve()
    guest = room.guest("MARK-name")
    guest.put("note", "n", text="MARK-text")
    room.person().web.get("/j/MARK-code")
    room.person().join("MARK-name", role="nonsense")
    said = room.out.read_text("utf-8") + room.err.read_text("utf-8")
    assert ("MARK" in said, guest.id in said, said.count("\n")) == (False, False, 4)


def test_nothing_is_fetched_from_elsewhere(room: Any, page_data: Any) -> None:
    files = page_data(room.guest().web.get("/room").text)["files"]
    for file in files.values():
        answer = room.person().web.get(f"/static/{file}")
        assert answer.status_code == 200
        text = answer.text.replace("http://www.w3.org/2000/svg", "")
        assert not [word for word in ("http://", "https://", "eval(", "new Function") if word in text]
