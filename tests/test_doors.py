"""One set of tests for every way in: whatever a panel promises, it keeps in a notebook and in the room.

Who leads comes through a notebook or the room's pages; who takes part comes through the room, and beside it
stands the workshop itself, acting as a participant. All four are open on one workshop.
"""

from __future__ import annotations

import json
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from journeykit import catalogue, panels, workshop
from journeykit.bench.room import venue
from journeykit.doors.notebook import step as open_step
from journeykit.log import fold
from journeykit.panels import Viewer
from journeykit.panels.backstage import LED
from journeykit.records import BALLOTS as RULES
from journeykit.records import SIX

DOTS = RULES["dots"].budget
STEPS = catalogue.read("steps", "en")["steps"]
PAGE = '<script type="application/json" id="page">'

# Each panel that fills in records: where, of which kind, which record ("" for a new one), what, and what not.
LED_FORMS = {
    "brief": ("00_start", "brief", "brief", {"title": "旅の地図"}, {"title": "x" * 201}),
    "stages": ("01_stages", "stage", "aware", {"name": "気づき"}, {"name": "x" * 201}),
    "scope": ("02_scope", "scope", "scope", {"roles": ["support"]}, {"purpose": "nonsense"}),
    "playbook": ("06_communication", "play", "deal", {"who": "私たち"}, {"owner": "x" * 201}),
    "origin": ("00_start", "link", "link", {"product": "そなえ便"}, {"sort": "nonsense"}),
}
FORMS = {
    "personas": ("03_personas", "persona", "", {"name": "加藤", "job": "保全"}, {"name": "x" * 201}),
    "library": ("04_issues", "assumed", "", {"text": "図面が古い"}, {"industry": "nonsense"}),
    "issues": ("04_issues", "issue", "", {"text": "部品が届かない"}, {"severity": "nonsense"}),
    "board": ("05_map", "note", "", {"text": "問い合わせる", "stage": "aware"}, {"lane": "nonsense"}),
    "curve": ("05_map", "feeling", "kato.aware", {"value": -2, "why": "不安"}, {"value": 3}),
    "actions": (
        "08_priorities",
        "action",
        "",
        {"title": "試算シート", "stage": "aware"},
        {"title": "x" * 201},
    ),
}
ALL = LED_FORMS | FORMS
LISTS = [name for name, form in FORMS.items() if not form[2]]
BALLOTS = {
    "stages_vote": "01_stages",
    "scope_vote": "02_scope",
    "dots": "04_issues",
    "actions_vote": "08_priorities",
    "ranks_vote": "08_priorities",
}
HOSTILE = [
    "</script><script>alert(1)</script>",
    "\u202egnp.exe\u202c 👩‍🔧𠮷",
    "{{ 7*7 }}${x}%s",
    "=1+1",
    "a\u2028b",
]
BAD = [
    {},
    {"id": ""},
    {"id": "x" * 101},
    {"id": "m", "do": "burn"},
    {"id": "m", "do": "put", "kind": "nonsense", "record": "a", "fields": {}},
    {"id": "m", "do": "put", "kind": "room", "record": "room", "fields": {"locked": True}},
    {"id": "m", "do": "put", "kind": [], "record": {}, "fields": 1},
    {"id": "m", "do": "vote", "record": None, "fields": {"weight": "1"}},
]


class Notebook:
    """Who leads, in a notebook."""

    lang = "ja"

    def __init__(self, house: House, step: str) -> None:
        self.step = open_step(step, lang=self.lang, folder=house.folder)
        self.widgets: dict[str, Any] = {}

    def show(self, panel: str) -> Any:
        widget = self._widget(panel)
        self.step._receive(widget, {"do": "look"}, [])
        return json.loads(json.dumps(widget.view, allow_nan=False))

    def send(self, panel: str, message: Any) -> Any:
        widget, replies = self._widget(panel), list[Any]()
        widget.send = replies.append
        self.step._receive(widget, message, [])
        return json.loads(json.dumps(replies[0]))

    def close(self) -> None:
        assert self.step._workshop
        self.step._workshop.close()

    def _widget(self, panel: str) -> Any:
        if panel not in self.widgets:
            self.widgets[panel] = self.step.panel(panel)
        return self.widgets[panel]


def patched(old: Any, patch: Any) -> Any:
    """Apply a difference that the room sends, as its page does."""
    if "=" in patch:
        return patch["="]
    if "i" in patch:
        items = {item["id"]: item for item in old if item["id"] not in patch["x"]}
        items |= {key: patched(items.get(key), change) for key, change in patch["i"].items()}
        return [items[key] for key in patch.get("o", items)]
    kept = {key: value for key, value in old.items() if key not in patch["x"]}
    return kept | {key: patched(old.get(key), change) for key, change in patch["k"].items()}


class Screen:
    """A page that follows the room: `views` are its panels at this moment."""

    def __init__(self, web: httpx.Client, page: str, lang: str) -> None:
        self.views: dict[str, Any] = {}
        self.line: Any = None
        self.thread = threading.Thread(target=self.follow, args=(web, f"/events?page={page}&lang={lang}"))
        self.thread.start()

    def follow(self, web: httpx.Client, path: str) -> None:
        heard = b""
        with suppress(httpx.HTTPError), web.stream("GET", path) as events:
            self.line = events.extensions["network_stream"].get_extra_info("socket")
            for part in events.iter_raw():
                *whole, heard = (heard + part).split(b"\n\n")
                for event in whole:
                    self.take(*event.split(b"\ndata: "))

    def take(self, name: bytes, data: bytes) -> None:
        if name == b"event: panels":
            told = json.loads(data)
            self.views = told["full"] if "full" in told else patched(self.views, told["patch"])

    def close(self) -> None:
        assert soon(lambda: self.line)
        self.line.shutdown(socket.SHUT_RDWR)
        self.thread.join(5)


class Desk:
    """Who leads, at the room's pages."""

    lang, page = "en", "desk"
    hosts = count(2)

    def __init__(self, house: House, step: str) -> None:
        # How often one may send is counted by address for who leads: each desk has one of its own.
        transport = httpx.HTTPTransport(local_address=f"127.0.1.{next(self.hosts) % 250}")
        self.web = httpx.Client(base_url=house.address, timeout=30, trust_env=False, transport=transport)
        self.screens: dict[str, Screen] = {}
        self.sit(house)
        token = json.loads(self.web.get(f"/{self.page}").text.split(PAGE)[1].split("</script>")[0])["csrf"]
        self.web.headers["X-CSRF-Token"] = token

    def sit(self, house: House) -> None:
        assert self.web.get(f"/lead/{house.server.key}").status_code == 303

    def show(self, panel: str) -> Any:
        page = "cockpit" if panel in LED else self.page
        if page not in self.screens:
            self.screens[page] = Screen(self.web, page, self.lang)
        return soon(lambda: self.screens[page].views.get(panel))

    def send(self, panel: str, message: Any) -> Any:
        answer = self.web.post("/act", json={"panel": panel, "message": message})
        assert answer.status_code in (200, 404), answer.text
        return {"ok": False, "errors": {}, **answer.json()}

    def close(self) -> None:
        for screen in self.screens.values():
            screen.close()
        self.web.close()


class Phone(Desk):
    """A participant, at the room's page."""

    lang, page = "ja", "room"

    def sit(self, house: House) -> None:
        order = {"code": house.server.code, "ticket": fresh(), "name": "Ann", "language": "ja"}
        assert self.web.post("/join", json=order).status_code == 200


class Acting:
    """A participant, with nothing between them and the workshop."""

    lang = "ja"

    def __init__(self, house: House, step: str) -> None:
        self.opened = workshop.open(house.folder)
        who = f"p-{fresh()}"
        self.opened.acting_as("room").put("participant", who, name="Ann", language="ja")
        self.mine, self.viewer = self.opened.acting_as(who), Viewer(self.lang, step, guest=True)

    def show(self, panel: str) -> Any:
        viewer = self.viewer._replace(workshop=self.opened.id)
        return json.loads(json.dumps(panels.show(panel, self.mine.journey, viewer)))

    def send(self, panel: str, message: Any) -> Any:
        return panels.act(panel, self.mine, self.viewer, message)

    def close(self) -> None:
        self.opened.close()


LEADING = {"notebook": Notebook, "desk": Desk}
TAKING_PART = {"phone": Phone, "acting": Acting}
DOORS = LEADING | TAKING_PART


EVERYWHERE = [(door, panel) for door in DOORS for panel in (ALL if door in LEADING else FORMS)]
LISTED = [(door, panel) for door, panel in EVERYWHERE if panel in LISTS]

leads = pytest.mark.parametrize("door", LEADING)
guests = pytest.mark.parametrize("door", TAKING_PART)
everybody = pytest.mark.parametrize("door", DOORS)


class House:
    """A workshop with a room's server on it, and everybody who came in."""

    def __init__(self, server: venue.Server) -> None:
        self.server, self.folder = server, server.folder
        self.address = f"http://127.0.0.1:{server.port}"
        self.opened = workshop.open(self.folder)
        self.own = self.opened.acting_as("house")
        self.here: list[Any] = []

    def count(self) -> int:
        return len(self.opened.curtain.changes)

    def write(self, kind: str, record: str, **fields: Any) -> None:
        self.own.put(kind, record, **fields)

    def enter(self, door: str, step: str) -> Any:
        """Come in through a door, at a step that is open for everybody."""
        if self.opened.journey.room.step != step:
            self.write("room", "room", step=step)
        self.here.append(DOORS[door](self, step))
        return self.here[-1]

    def tidy(self) -> None:
        """See everybody out, and make everything what it was in the beginning."""
        while self.here:
            self.here.pop().close()
        blank, changes = fold([]), []
        for kind, record in {(change.kind, change.record) for change in self.opened.changes}:
            seed = blank.get(kind, record)
            fields = seed.model_dump(exclude={"id"}) if seed else {}
            changes.append(self.own.change("put" if seed else "drop", kind, record, **fields))
        self.own.append(*changes)
        self.write("persona", "kato", name="加藤")


@pytest.fixture(scope="module")
def premises(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("doors") / "w"
    workshop.create(folder, lang="ja").close()
    with venue.serving(folder) as server:
        house = House(server)
        yield house
        house.tidy()
        house.opened.close()


@pytest.fixture
def house(premises: House) -> House:
    premises.tidy()
    return premises


def fresh() -> str:
    """Return a new id."""
    return secrets.token_hex(16)


def act(door: Any, panel: str, do: str, record: str = "", **more: Any) -> Any:
    """Send one message as the panel's view does, and return the reply."""
    kind = more.pop("kind", ALL[panel][1] if panel in ALL else "")
    message = {"id": fresh(), "do": do, "kind": kind, "record": record}
    return door.send(panel, message | more)


def filled(door: Any, panel: str, record: str = "", **more: Any) -> str:
    """Fill in a panel's record, and return which."""
    record = record or ALL[panel][2] or fresh()
    reply = act(door, panel, "put", record, fields=ALL[panel][3] | more)
    assert (reply["ok"], reply["errors"]) == (True, {})
    return record


def told(view: Any, record: str) -> Iterator[dict[str, Any]]:
    """Yield what a view tells of a record, wherever in it: a guest's feeling has an id of its own."""
    if isinstance(view, dict):
        flat = view | (view["values"] if isinstance(view.get("values"), dict) else {})
        if record in (flat.get("id"), f"{flat.get('persona')}.{flat.get('stage')}"):
            yield flat
    for inner in view.values() if isinstance(view, dict) else view if isinstance(view, list) else ():
        yield from told(inner, record)


def shows(door: Any, panel: str, record: str, fields: dict[str, Any]) -> bool:
    """Say whether a panel shows these fields of a record."""
    found = told(door.show(panel), record)
    return any(all(one.get(name) == value for name, value in fields.items()) for one in found)


def soon(question: Callable[[], Any]) -> Any:
    """Return the answer to a question once it is yes: a busy machine takes its time."""
    until = time.monotonic() + 20
    while not (answer := question()) and time.monotonic() < until:
        time.sleep(0.05)
    return answer


def stages(door: Any) -> list[str]:
    return [stage["id"] for stage in door.show("stages")["stages"]]


# What every panel promises, to everybody


@pytest.mark.parametrize("panel", [*ALL, *LED])
def test_the_notebook_and_the_desk_show_the_same(house: House, panel: str) -> None:
    step = ALL[panel][0] if panel in ALL else "05_map"
    house.write("note", "n", text="<b>問い合わせ</b>", stage="aware", persona="kato")
    notebook, desk = (house.enter(door, step) for door in LEADING)
    desk.lang = notebook.lang
    views = [notebook.show(panel), desk.show(panel)]
    for view in views:
        [view.pop(told, None) for told in ("live", "now", "online", "items")]
    assert views[0] == views[1]


@pytest.mark.parametrize("panel", [*FORMS, *BALLOTS])
def test_a_phone_shows_what_the_workshop_shows_a_participant(house: House, panel: str) -> None:
    house.write("room", "room", revealed=["issues", "actions"])
    step = FORMS[panel][0] if panel in FORMS else BALLOTS[panel]
    phone, acting = (house.enter(door, step) for door in TAKING_PART)
    assert phone.show(panel) == acting.show(panel)


@pytest.mark.parametrize(("door", "panel"), [place for place in EVERYWHERE if place[0] in LEADING])
def test_what_is_put_is_shown_there_and_on_a_second_screen(house: House, door: str, panel: str) -> None:
    first, second = (house.enter(door, ALL[panel][0]) for _ in range(2))
    before = second.show(panel)
    record = filled(first, panel)
    assert all(soon(lambda who=who: shows(who, panel, record, ALL[panel][3])) for who in (first, second))
    assert second.show(panel) != before


@pytest.mark.parametrize(("door", "panel"), [place for place in EVERYWHERE if place[0] in TAKING_PART])
def test_what_a_participant_puts_is_shown_to_them_alone(house: House, door: str, panel: str) -> None:
    guest, other = house.enter(door, FORMS[panel][0]), house.enter("phone", FORMS[panel][0])
    record = filled(guest, panel)
    assert soon(lambda: shows(guest, panel, record, FORMS[panel][3]))
    others = [other, *(house.enter(name, FORMS[panel][0]) for name in LEADING)]
    assert [shows(who, panel, record, FORMS[panel][3]) for who in others] == [False] * 3


@everybody
def test_what_is_sent_twice_counts_once(house: House, door: str) -> None:
    who, before = house.enter(door, "05_map"), house.count()
    for panel, (_, kind, record, fields, _) in FORMS.items():
        message = {"id": fresh(), "do": "put", "kind": kind, "record": record or fresh(), "fields": fields}
        replies = [who.send(panel, message) for _ in range(3)]
        assert [(reply["id"], reply["ok"]) for reply in replies] == [(message["id"], True)] * 3
    assert house.count() == before + len(FORMS)


@everybody
def test_a_refused_field_tells_its_error_in_the_doors_language(house: House, door: str) -> None:
    who, before = house.enter(door, "05_map"), house.count()
    for panel in ALL if door in LEADING else FORMS:
        reply = act(who, panel, "put", ALL[panel][2] or fresh(), fields=ALL[panel][3] | ALL[panel][4])
        assert (reply["ok"], [*reply["errors"]]) == (False, [*ALL[panel][4]])
        assert [bool(re.search("[ぁ-ん]", said)) for said in reply["errors"].values()] == [who.lang == "ja"]
    assert house.count() == before


@pytest.mark.parametrize(("door", "panel"), LISTED)
def test_what_is_dropped_is_gone(house: House, door: str, panel: str) -> None:
    who = house.enter(door, ALL[panel][0])
    kept, gone = filled(who, panel), filled(who, panel)
    assert act(who, panel, "drop", gone)["ok"]
    assert soon(lambda: shows(who, panel, kept, ALL[panel][3]) and not shows(who, panel, gone, {}))


@leads
@pytest.mark.parametrize("panel", ["personas", "board"])
def test_undo_brings_back_what_was_dropped(house: House, door: str, panel: str) -> None:
    who = house.enter(door, ALL[panel][0])
    record = filled(who, panel)
    act(who, panel, "drop", record)
    assert act(who, "cockpit", "undo")["say"]
    assert soon(lambda: shows(who, panel, record, ALL[panel][3]))


@leads
@pytest.mark.parametrize("panel", [*LED_FORMS, "board", "curve"])
def test_undo_takes_back_what_was_put_once_however_often_it_is_sent(
    house: House, door: str, panel: str
) -> None:
    who = house.enter(door, ALL[panel][0])
    first = who.show(panel)
    filled(who, panel)
    undo = {"id": fresh(), "do": "undo"}
    assert [who.send("cockpit", undo)["ok"] for _ in range(2)] == [True, True]
    assert soon(lambda: who.show(panel) == first)


@everybody
@pytest.mark.parametrize(
    "names", [FORMS, LED_FORMS, BALLOTS, LED], ids=["forms", "led_forms", "ballots", "led"]
)
def test_a_bad_message_is_answered_in_a_sentence_and_writes_nothing(
    house: House, door: str, names: Any
) -> None:
    who, before = house.enter(door, "04_issues"), house.count()
    for panel in names:
        replies = [who.send(panel, bad) for bad in BAD]
        assert [reply["ok"] for reply in replies] == [False] * len(BAD)
        assert all(reply["say"] or reply["errors"] for reply in replies)
    assert house.count() == before


@everybody
def test_a_note_is_shown_as_it_was_written(house: House, door: str) -> None:
    who = house.enter(door, "05_map")
    notes = {filled(who, "board", text=text, inference=text): text for text in HOSTILE}
    for record, text in notes.items():
        assert soon(lambda r=record, t=text: shows(who, "board", r, {"text": t, "inference": t}))


@everybody
def test_a_note_is_moved_to_another_stage_and_lane(house: House, door: str) -> None:
    who = house.enter(door, "05_map")
    record = filled(who, "board")
    assert act(who, "board", "put", record, fields={"stage": "interest", "lane": "thought"})["ok"]
    there = {**FORMS["board"][3], "stage": "interest", "lane": "thought"}
    assert soon(lambda: shows(who, "board", record, there))


@everybody
def test_a_feeling_is_changed_and_keeps_its_why(house: House, door: str) -> None:
    who = house.enter(door, "05_map")
    filled(who, "curve")
    assert act(who, "curve", "put", "kato.aware", fields={"value": 2})["ok"]
    assert soon(lambda: shows(who, "curve", "kato.aware", {"value": 2, "why": "不安"}))


@everybody
def test_an_issue_taken_from_the_library_is_an_assumed_one(house: House, door: str) -> None:
    who = house.enter(door, "04_issues")
    known = who.show("library")["issues"][0]
    fields = {"library": known["id"], "persona": "kato", "text": known["text"]}
    assert act(who, "library", "put", fresh(), kind="issue", fields=fields)["ok"]
    assert soon(lambda: f"kato:{known['id']}" in who.show("library")["taken"])
    assert [item["values"]["basis"] for item in who.show("issues")["items"]] == ["assumed"]


# What the facilitator's panels promise


@leads
def test_a_stage_is_split_behind_its_first_part_and_its_second_part_dropped(house: House, door: str) -> None:
    who = house.enter(door, "01_stages")
    assert act(who, "stages", "split", "interest")["ok"]
    assert soon(lambda: len(stages(who)) == len(SIX) + 1)
    added = stages(who)[3]
    assert [stage for stage in stages(who) if stage != added] == [*SIX]
    assert act(who, "stages", "drop", added)["ok"]
    assert soon(lambda: stages(who) == [*SIX])


@leads
def test_a_stage_is_moved_and_reset(house: House, door: str) -> None:
    who = house.enter(door, "01_stages")
    filled(who, "stages")
    assert act(who, "stages", "move", "aware", by=1)["ok"]
    assert soon(lambda: stages(who)[1:3] == ["interest", "aware"])
    assert act(who, "stages", "reset", "aware")["ok"]
    assert soon(lambda: stages(who) == [*SIX])
    assert shows(who, "stages", "aware", {"changed": False})


@leads
def test_the_last_stage_of_one_of_the_six_stays(house: House, door: str) -> None:
    who = house.enter(door, "01_stages")
    reply = act(who, "stages", "drop", "aware")
    assert (reply["ok"], catalogue.choices("six", who.lang)["aware"] in reply["say"]) == (False, True)
    assert stages(who) == [*SIX]


@leads
@pytest.mark.parametrize(("panel", "name"), [("stages", "meaning"), ("playbook", "who")])
def test_a_text_that_is_the_default_is_not_kept(house: House, door: str, panel: str, name: str) -> None:
    who, record = house.enter(door, ALL[panel][0]), ALL[panel][2]
    default = next(told(who.show(panel), record))["values"][name]
    assert act(who, panel, "put", record, fields={name: default})["ok"]
    assert house.opened.changes[-1].fields == {name: ""}


@leads
def test_a_decided_scope_is_shown_with_what_it_leaves_out(house: House, door: str) -> None:
    who = house.enter(door, "02_scope")
    assert act(who, "scope", "put", "scope", fields={"stages": ["aware", "interest"]})["ok"]
    assert soon(lambda: who.show("scope")["values"]["stages"] == ["aware", "interest"])
    view = who.show("scope")
    assert ([end["id"] for end in view["ends"]], bool(view["differs"])) == (["unaware", "retention"], True)
    assert act(who, "scope", "put", "scope", fields={"reason_unaware": "今回は対象外"})["ok"]
    assert soon(lambda: who.show("scope")["values"]["reason_unaware"] == "今回は対象外")


@leads
def test_a_topic_of_a_play_is_kept_with_its_texts(house: House, door: str) -> None:
    who = house.enter(door, "06_communication")
    filled(who, "playbook")
    topic = who.show("playbook")["library"][0][0]
    assert act(who, "playbook", "put", "deal", fields={"topics": [topic]})["ok"]
    assert soon(lambda: shows(who, "playbook", "deal", {"topics": [topic], "changed": ["who"]}))


@leads
def test_the_cockpit_opens_a_step_starts_the_clock_and_pauses_writing(house: House, door: str) -> None:
    who = house.enter(door, "10_cockpit")
    assert act(who, "cockpit", "step", step="03_personas")["ok"]
    assert act(who, "cockpit", "timer", to="start", minutes=20)["ok"]
    assert act(who, "cockpit", "lock", on=True)["ok"]
    view = soon(lambda: (shown := who.show("cockpit"))["locked"] and shown)
    assert view["items"][view["at"]]["step"] == "03_personas"
    assert 0 < view["deadline"] / 1e6 - time.time() <= 20 * 60


@leads
def test_the_wall_merges_cards_and_one_undo_parts_them(house: House, door: str) -> None:
    who = house.enter(door, "05_map")
    one, same = filled(who, "board"), filled(who, "board")
    reply = act(who, "wall", "merge", kind="note", keep=one, others=[same])
    assert (reply["ok"], bool(reply["say"])) == (True, True)
    assert soon(lambda: shows(who, "wall", one, {"merged": 1}) and not shows(who, "wall", same, {}))
    assert act(who, "wall", "undo")["ok"]
    assert soon(lambda: shows(who, "wall", one, {"merged": 0}) and shows(who, "wall", same, {}))


@leads
def test_a_highlighted_card_is_lit_on_the_board(house: House, door: str) -> None:
    who = house.enter(door, "05_map")
    record = filled(who, "board")
    for lit in (record, ""):
        assert act(who, "wall", "highlight", lit)["ok"]
        assert soon(lambda lit=lit: shows(who, "board", record, {"lit": bool(lit)}))
    assert act(who, "wall", "highlight", "nothing")["ok"] is False


@leads
def test_who_leads_has_no_vote(house: House, door: str) -> None:
    who, before = house.enter(door, "01_stages"), house.count()
    replies = [act(who, ballot, "vote", "aware", fields={"weight": 1}) for ballot in BALLOTS]
    assert [(reply["ok"], bool(reply["say"])) for reply in replies] == [(False, True)] * len(BALLOTS)
    assert house.count() == before


# What the panels promise those who take part


@guests
@pytest.mark.parametrize("ballot", ["stages_vote", "scope_vote"])
def test_a_vote_is_cast_changed_and_taken_back(house: House, door: str, ballot: str) -> None:
    who = house.enter(door, BALLOTS[ballot])
    for weight in (1, -1):
        assert act(who, ballot, "vote", "aware", fields={"weight": weight})["ok"]
        votes = [{"item": "aware", "weight": weight}]
        assert soon(
            lambda votes=votes: [{k: v[k] for k in votes[0]} for v in who.show(ballot)["votes"]] == votes
        )
    assert act(who, ballot, "vote", "aware", fields={"weight": 0})["ok"]
    assert soon(lambda: who.show(ballot)["votes"] == [])


@guests
def test_dots_are_set_until_there_are_none_left(house: House, door: str) -> None:
    house.write("room", "room", revealed=["issues"])
    for n in range(DOTS + 1):
        house.write("issue", f"i{n}", text=f"課題{n}", persona="kato")
    who = house.enter(door, "04_issues")
    replies = [act(who, "dots", "vote", f"i{n}", fields={"weight": 1}) for n in range(DOTS + 1)]
    assert [reply["ok"] for reply in replies] == [True] * DOTS + [False]
    assert re.search("[ぁ-ん]", replies[-1]["say"])
    assert soon(lambda: len(who.show("dots")["votes"]) == DOTS)


@guests
def test_dots_on_actions_are_given_until_there_are_none_and_a_rank_moves(house: House, door: str) -> None:
    house.write("room", "room", revealed=["actions"])
    for n in range(3):
        house.write("action", f"a{n}", title=f"打ち手{n}")
    who = house.enter(door, "08_priorities")

    def vote(panel: str, item: str, weight: int) -> bool:
        return bool(act(who, panel, "vote", item, fields={"weight": weight})["ok"])

    assert [vote("actions_vote", f"a{n}", w) for n, w in ((0, 3), (1, 3), (1, 2), (2, 1))] == [1, 0, 1, 0]
    assert [vote("ranks_vote", item, 3) for item in ("a0", "a1")] == [True, True]
    assert soon(lambda: [v["item"] for v in who.show("ranks_vote")["votes"]] == ["a1"])


@guests
@pytest.mark.parametrize("do", ["put", "drop"])
def test_what_another_wrote_is_refused_with_a_sentence(house: House, door: str, do: str) -> None:
    desk = house.enter("desk", "05_map")
    records = {panel: filled(desk, panel) for panel in LISTS}
    who, before = house.enter(door, "05_map"), house.count()
    replies = [act(who, panel, do, record, fields={}) for panel, record in records.items()]
    sentence = catalogue.say("messages.errors.not_yours", "ja")
    assert [(reply["ok"], reply["say"]) for reply in replies] == [(False, sentence)] * len(LISTS)
    assert house.count() == before


@guests
def test_what_is_the_teams_is_refused(house: House, door: str) -> None:
    who, before = house.enter(door, "06_communication"), house.count()
    replies = [act(who, panel, "put", form[2], fields=form[3]) for panel, form in LED_FORMS.items()]
    assert [(reply["ok"], bool(reply["say"])) for reply in replies] == [(False, True)] * len(LED_FORMS)
    assert house.count() == before


@guests
@pytest.mark.parametrize("state", ["locked", "ended"])
def test_while_writing_is_paused_the_view_says_so_and_answers_wait(
    house: House, door: str, state: str
) -> None:
    who = house.enter(door, "05_map")
    house.write("room", "room", **{state: True})
    reply = act(who, "board", "put", fresh(), fields={"text": "x"})
    assert (reply["ok"], reply["retry"], bool(reply["say"])) == (False, True, True)
    assert soon(lambda: who.show("board").get("locked"))


# Several doors, one workshop


@pytest.mark.parametrize("panel", [*LED_FORMS, "board"])
@pytest.mark.parametrize(("here", "there"), [("notebook", "desk"), ("desk", "notebook")])
def test_what_is_put_through_one_door_is_shown_at_the_other(
    house: House, panel: str, here: str, there: str
) -> None:
    writer, reader = house.enter(here, ALL[panel][0]), house.enter(there, ALL[panel][0])
    reader.show(panel)
    record = filled(writer, panel)
    assert soon(lambda: shows(reader, panel, record, ALL[panel][3]))


@pytest.mark.parametrize(("here", "there"), [("notebook", "desk"), ("desk", "notebook")])
def test_what_one_door_did_the_other_takes_back(house: House, here: str, there: str) -> None:
    one, other = house.enter(here, "05_map"), house.enter(there, "05_map")
    record = filled(one, "board")
    assert act(other, "cockpit", "undo")["ok"]
    assert soon(lambda: not shows(one, "board", record, {}) and not shows(other, "board", record, {}))


def test_a_message_that_comes_through_both_doors_counts_once(house: House) -> None:
    doors, before = [house.enter(door, "05_map") for door in LEADING], house.count()
    message = {
        "id": fresh(),
        "do": "put",
        "kind": "note",
        "record": fresh(),
        "fields": {"text": "x"},
    }
    assert [door.send("board", message)["ok"] for door in doors] == [True, True]
    assert house.count() == before + 1


@leads
@pytest.mark.parametrize("panel", ["personas", "board", "curve"])
def test_what_a_participant_wrote_is_shown_to_all_once_a_door_reveals_it(
    house: House, door: str, panel: str
) -> None:
    phone, acting = (house.enter(guest, FORMS[panel][0]) for guest in TAKING_PART)
    record, who = filled(phone, panel), house.enter(door, FORMS[panel][0])
    assert not shows(acting, panel, record, FORMS[panel][3])
    for round_ in ("personas", "issues", "map"):
        assert act(who, "cockpit", "reveal", round=round_)["ok"]
    for screen in (acting, *(house.enter(other, FORMS[panel][0]) for other in LEADING)):
        assert soon(lambda screen=screen: shows(screen, panel, record, FORMS[panel][3]))
