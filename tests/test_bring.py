"""The panel that imports: shown first, taken over as shown and all at once, taken back as one."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit import workshop as opening
from journeykit.formats import sheets
from journeykit.panels import Viewer
from journeykit.panels.bring import MOST_BYTES
from journeykit.records import new_id
from journeykit.store import Store
from journeykit.workshop import Workshop

GRID = ",認知,比較検討,トライアル,購入\n行動,展示会に行く,三社を比べる,一台で試す,稟議を回す\n".encode()
MARKUP = "<img src=x onerror=alert(1)>.csv"


def ask(workshop: Workshop, do: str, *files: tuple[str, bytes], guest: bool = False, **more: Any) -> Any:
    """Send what the view sends, files beside it, and return the reply as the browser gets it."""
    listed = [{"name": name, "size": len(data)} for name, data in files]
    message = {"id": new_id(), "do": do, "files": listed, **more}
    viewer = Viewer(workshop.lang, "05_map", guest=guest)
    laden = panels.laden(message, b"".join(data for _, data in files))
    return json.loads(json.dumps(panels.act("bring", workshop, viewer, laden), ensure_ascii=False).encode())


def taken(workshop: Workshop, *files: tuple[str, bytes], **more: Any) -> Any:
    shown = ask(workshop, "read", *files, **more)["shown"]
    return ask(workshop, "take", *files, shown=shown, **more)


def said(key: str, workshop: Workshop, **values: Any) -> str:
    return catalogue.say(f"messages.errors.{key}", workshop.lang, **values)


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Workshop, bytes]:
    """A workshop, and the log of a copy in which a note was added."""
    with closing(opening.create(tmp_path / "ours", lang="en")) as made:
        made.put("persona", "kato", name="Kato")
    log = (tmp_path / "ours" / "workshop.db").read_bytes()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "workshop.toml").write_bytes((tmp_path / "ours" / "workshop.toml").read_bytes())
    (tmp_path / "theirs" / "workshop.db").write_bytes(log)
    with closing(opening.open(tmp_path / "theirs")) as theirs:
        theirs.put("note", "n", persona="kato", stage="aware", lane="action", text="From the copy")
    return opening.open(tmp_path / "ours"), (tmp_path / "theirs" / "workshop.db").read_bytes()


def test_what_files_hold_is_shown_and_nothing_is_written(workshop: Workshop) -> None:
    reply = ask(workshop, "read", ("grid.csv", GRID))
    (file,) = reply["files"]
    assert reply["any"]
    assert ["B2", "taken", "取り込む", "付箋", "展示会に行く"] in file["lines"]
    assert workshop.changes == []


def test_it_is_taken_over_at_once_and_taken_back_as_one(workshop: Workshop) -> None:
    reply = taken(workshop, ("grid.csv", GRID))
    assert {note.text for note in workshop.journey.notes} >= {"展示会に行く", "稟議を回す"}
    assert "付箋：4件" in reply["done"]
    assert ask(workshop, "undo", of=reply["taken"])["undone"]
    assert (workshop.journey.notes, len(workshop.journey.stages)) == ((), 6)


def test_what_was_undone_can_come_in_once_more_and_what_was_deleted_does_not(workshop: Workshop) -> None:
    ask(workshop, "undo", of=taken(workshop, ("grid.csv", GRID))["taken"])
    taken(workshop, ("grid.csv", GRID), chosen={"トライアル": "interest"})
    assert sorted(note.stage for note in workshop.journey.notes)[2] == "interest"
    workshop.drop("note", workshop.journey.notes[0].id)
    assert not ask(workshop, "read", ("grid.csv", GRID), chosen={"トライアル": "interest"})["any"]


def test_an_unmatched_stage_is_offered_as_a_split_or_as_what_it_really_is(filled: Workshop) -> None:
    reply = ask(filled, "read", ("grid.csv", GRID))
    (trial,) = [row for row in reply["stages"] if row["id"] == "トライアル"]
    assert (trial["stage"], bool(trial["split"])) == ("", True)
    assert [stage for stage, _ in reply["options"]] == [stage.id for stage in filled.journey.stages]
    chosen = ask(filled, "read", ("grid.csv", GRID), chosen={"トライアル": "interest"})
    assert [row["stage"] for row in chosen["stages"] if row["id"] == "トライアル"] == ["interest"]


def test_of_several_files_each_knows_those_before_it(workshop: Workshop) -> None:
    first, second = ask(workshop, "read", ("a.csv", GRID), ("b.csv", GRID))["files"]
    assert {line[1] for line in first["lines"]} == {"taken"}
    assert {line[1] for line in second["lines"]} == {"known"}
    reply = taken(workshop, ("a.csv", GRID), ("b.csv", GRID))
    assert len([note for note in workshop.journey.notes if note.text == "稟議を回す"]) == 1
    ask(workshop, "undo", of=reply["taken"])
    assert workshop.journey.notes == ()


def test_a_filled_in_worksheet_comes_back(filled: Workshop, lang: str) -> None:
    with closing(Workshop(Store(), lang=lang)) as empty:
        taken(empty, ("sheet.xlsx", sheets.filled(filled, lang)))
        assert {note.text for note in filled.journey.notes} <= {note.text for note in empty.journey.notes}


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_taken(workshop: Workshop) -> None:
    files = (("photo.png", b"\x89PNG"), ("broken.xlsx", b"PK\x03\x04x"), ("grid.csv", GRID))
    troubles = [file["trouble"] for file in ask(workshop, "read", *files)["files"]]
    assert [bool(trouble) for trouble in troubles] == [True, True, False]
    assert taken(workshop, *files)["done"]


def test_what_has_changed_meanwhile_is_shown_anew_and_not_taken(workshop: Workshop) -> None:
    shown = ask(workshop, "read", ("grid.csv", GRID))["shown"]
    workshop.put("persona", "a", name="加藤")
    workshop.put("note", "n", persona="a", stage="aware", lane="action", text="展示会に行く")
    reply = ask(workshop, "take", ("grid.csv", GRID), shown=shown)
    assert reply["say"] == catalogue.say("panels.bring.again", "ja")
    assert len(workshop.changes) == 2
    assert ask(workshop, "take", ("grid.csv", GRID), shown=reply["shown"])["done"]


def test_undo_takes_back_the_import_and_nothing_that_came_after_it(workshop: Workshop) -> None:
    name = taken(workshop, ("grid.csv", GRID))["taken"]
    workshop.put("persona", "later", name="後から")
    assert ask(workshop, "undo", of=name)["say"] == said("not_last", workshop)
    assert workshop.journey.get("persona", "later")


def test_participants_bring_in_nothing(workshop: Workshop) -> None:
    workshop.put("participant", "p-ann", name="Ann")
    for acting, guest in ((workshop, True), (workshop.acting_as("p-ann"), False)):
        for do in ("read", "take", "undo"):
            assert not ask(acting, do, ("grid.csv", GRID), guest=guest, shown="", of="x")["ok"]
    assert len(workshop.changes) == 1
    guests = [step.get("guests", ()) for step in catalogue.read("steps", "en")["steps"].values()]
    assert not any("bring" in names for names in guests)


def test_a_hostile_name_and_hostile_contents_are_text(workshop: Workshop) -> None:
    data = ",認知\n行動,</script><b>x</b>\n思考,=cmd()\n".encode()
    reply = ask(workshop, "read", (MARKUP, data), ("\ud800/../../etc/passwd", b"x"))
    assert reply["files"][0]["name"] == MARKUP
    assert "</script><b>x</b>" in [line[4] for line in reply["files"][0]["lines"]]
    assert reply["files"][1]["trouble"]


@pytest.mark.parametrize("size", [-1, 0, 3, True, "9", None, 10**12])
def test_files_that_are_not_as_long_as_was_said_are_refused(workshop: Workshop, size: Any) -> None:
    reply = ask(workshop, "read", ("grid.csv", GRID), files=[{"name": "grid.csv", "size": size}])
    assert (reply["ok"], reply["say"]) == (False, said("bad_message", workshop))


def test_too_much_at_once_is_told_in_a_sentence(workshop: Workshop) -> None:
    reply = ask(workshop, "read", ("grid.csv", b"x" * (MOST_BYTES + 1)))
    assert (reply["ok"], reply["say"]) == (False, said("too_large", workshop))


@given(st.binary(max_size=200), st.sampled_from([".csv", ".xlsx", ".md", ".yaml", ".mmd", ".db", ".txt", ""]))
def test_whatever_a_file_holds_is_answered(data: bytes, ending: str) -> None:
    with closing(Workshop(Store(), lang="en")) as workshop:
        reply = ask(workshop, "read", ("x" + ending, data))
        assert reply["ok"] or reply["say"]  # a lone database that is damaged is refused as a whole
        assert workshop.changes == []


def test_another_copy_of_the_workshop_is_shown_and_merged(copied: tuple[Workshop, bytes]) -> None:
    ours, log = copied
    with closing(ours):
        reply = ask(ours, "read", ("workshop.db", log))
        assert "From the copy" in json.dumps(reply["files"][0]["groups"])
        assert ours.journey.notes == ()
        assert taken(ours, ("workshop.db", log))["say"] == catalogue.say("incoming.told.done", "en", n=1)
        assert [note.text for note in ours.journey.notes] == ["From the copy"]
        assert not ask(ours, "read", ("workshop.db", log))["any"]


def test_a_copy_comes_alone_and_is_one_of_this_workshop(
    copied: tuple[Workshop, bytes], workshop: Workshop
) -> None:
    ours, log = copied
    with closing(ours):
        both = ask(ours, "read", ("workshop.db", log), ("grid.csv", GRID))
        assert both["say"] == said("copy_alone", ours, file="workshop.db")
    workshop.put("persona", "other")
    foreign = ask(workshop, "read", ("workshop.db", log))
    assert foreign["say"] == said("another_workshop", workshop, folder="workshop.db")


def test_a_database_that_is_no_workshop_is_refused_by_its_own_name(
    workshop: Workshop, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as line:
        line.execute(
            "CREATE VIEW change AS WITH RECURSIVE c(x) AS (SELECT 1 UNION SELECT x FROM c) SELECT * FROM c"
        )
    viewed = (tmp_path / "x.db").read_bytes()
    for data in (viewed, viewed[:2000], b"SQLite format 3\0" + os.urandom(3000)):
        reply = ask(workshop, "read", ("mine.db", data))
        assert not reply["ok"]
        assert "mine.db" in reply["say"]
        assert str(tmp_path.parts[1]) not in reply["say"]
