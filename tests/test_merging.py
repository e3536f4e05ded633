"""Two copies of one workshop come together: nothing is lost, and who said otherwise is told."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from journeykit import catalogue
from journeykit import workshop as opening
from journeykit.cli import app
from journeykit.errors import ReadError
from journeykit.formats.merging import clash_told, merged
from journeykit.workshop import Workshop

Put = Callable[[Workshop], object]


@pytest.fixture
def pair(tmp_path: Path, lang: str) -> Iterator[tuple[Workshop, Workshop]]:
    """A workshop, and a copy that somebody took home."""
    with closing(opening.create(tmp_path / "here", lang=lang)) as made:
        made.put("persona", "kato", name="加藤", job="課長")
        made.put("note", "n", persona="kato", stage="aware", text="気づく")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    with (
        closing(opening.open(tmp_path / "here")) as ours,
        closing(opening.open(tmp_path / "there")) as theirs,
    ):
        yield ours, theirs


def test_what_both_did_comes_together_whichever_way_it_is_merged(pair: tuple[Workshop, Workshop]) -> None:
    ours, theirs = pair
    ours.put("note", "mine", persona="kato", stage="aware", text="探す")
    theirs.put("note", "yours", persona="kato", stage="aware", text="比べる")
    told = merged(ours, theirs)
    assert (len(told.new), told.clashes) == (1, ())
    assert [entry.after.id for entry in told.changes.entries if entry.after] == ["yours"]
    ours.merge(theirs)
    theirs.merge(ours)
    assert ours.changes == theirs.changes
    assert {note.id for note in ours.journey.notes} == {"n", "mine", "yours"}


@pytest.mark.parametrize("later", ["here", "there"])
def test_a_field_that_both_changed_is_told_and_the_later_one_stands(
    pair: tuple[Workshop, Workshop], lang: str, later: str
) -> None:
    ours, theirs = pair
    turns: list[Put] = [
        lambda _: ours.put("persona", "kato", job="部長"),
        lambda _: theirs.put("persona", "kato", job="係長"),
    ]
    for turn in turns if later == "there" else reversed(turns):
        turn(ours)
    (clash,) = merged(ours, theirs).clashes
    stands = "部長" if later == "here" else "係長"
    assert (clash.ours, clash.theirs, clash.stands) == ("部長", "係長", stands)
    assert all(word in clash_told(clash, ours.journey, lang) for word in ("加藤", "部長", "係長"))
    ours.merge(theirs)
    assert ours.journey.personas[0].job == stands


def test_what_both_said_is_told_in_words_and_no_ids(pair: tuple[Workshop, Workshop], lang: str) -> None:
    ours, theirs = pair
    ours.put("persona", "kato", basis="observed")
    theirs.put("persona", "kato", basis="assumed")
    (clash,) = merged(ours, theirs).clashes
    told, called = clash_told(clash, ours.journey, lang), catalogue.choices("basis", lang)
    assert called["observed"] in told
    assert called["assumed"] in told
    assert "observed" not in told or lang == "en"


def test_what_one_side_deleted_and_the_other_changed_is_told(
    pair: tuple[Workshop, Workshop], lang: str
) -> None:
    ours, theirs = pair
    theirs.drop("note", "n")
    ours.put("note", "n", text="強く気づく")
    (clash,) = merged(ours, theirs).clashes
    assert (clash.field, clash.ours, clash.theirs) == ("", False, True)
    assert {"ja": "削除", "en": "deleted"}[lang] in clash_told(clash, ours.journey, lang)


def test_what_nobody_has_revealed_comes_along_untold(pair: tuple[Workshop, Workshop]) -> None:
    ours, theirs = pair
    guest = theirs.acting_as("p-guest")
    theirs.put("participant", "p-guest", name="佐藤")
    guest.put("note", "secret", persona="kato", stage="aware", text="まだ言えない")
    told = merged(ours, theirs)
    assert [entry for entry in told.changes.entries if entry.after and entry.after.id == "secret"] == []
    ours.merge(theirs)
    assert "secret" not in {note.id for note in ours.journey.notes}
    ours.put("room", revealed=["map"])
    assert "secret" in {note.id for note in ours.journey.notes}


def test_another_workshop_is_refused(pair: tuple[Workshop, Workshop], tmp_path: Path) -> None:
    with closing(opening.create(tmp_path / "other")) as other, pytest.raises(ReadError):
        merged(pair[0], other)


@pytest.mark.parametrize(("answer", "taken"), [("y\n", True), ("n\n", False)])
def test_a_copy_is_imported_once_somebody_has_agreed(
    pair: tuple[Workshop, Workshop], lang: str, answer: str, taken: bool
) -> None:
    ours, theirs = pair
    theirs.put("note", "yours", persona="kato", stage="aware", text="比べる")
    command = ["import", str(ours.folder), str(theirs.folder), "--lang", lang]
    done = CliRunner().invoke(app, command, input=answer)
    assert done.exit_code == 0, done.output
    assert "比べる" in done.output
    assert ("yours" in {note.id for note in ours.journey.notes}) is taken
    again = CliRunner().invoke(app, [*command, "--yes"])
    assert again.exit_code == 0
    assert "yours" in {note.id for note in ours.journey.notes}


def test_a_copy_that_names_a_database_elsewhere_calls_nobody_up(
    pair: tuple[Workshop, Workshop], lang: str
) -> None:
    ours, theirs = pair
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(0)
        port = elsewhere.getsockname()[1]
        (theirs.folder / "workshop.toml").write_text(f'store = "postgresql://kit@127.0.0.1:{port}/journey"')
        done = CliRunner().invoke(app, ["import", str(ours.folder), str(theirs.folder), "--lang", lang])
        assert done.exit_code == 1
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_a_file_that_does_not_exist_or_is_of_no_known_kind_is_told_in_one_line(
    pair: tuple[Workshop, Workshop], tmp_path: Path, lang: str
) -> None:
    (tmp_path / "x.exe").write_bytes(b"MZ")
    for file in ("none.csv", "x.exe"):
        done = CliRunner().invoke(app, ["import", str(pair[0].folder), str(tmp_path / file), "--lang", lang])
        assert (done.exit_code, len(done.output.strip().splitlines())) == (1, 1), done.output
