"""`journeykit import`: shown, asked about, taken over once, and taken back as one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from journeykit import catalogue
from journeykit import workshop as opening
from journeykit.cli import app
from journeykit.workshop import Workshop

GRID = """,認知,比較検討,トライアル,購入
行動,展示会に行く,三社を比べる,一台で試す,稟議を回す
思考,このままでいいのか,違いが分からない,,
"""


@pytest.fixture
def empty(tmp_path: Path, lang: str) -> Iterator[Workshop]:
    with closing(opening.create(tmp_path / "ws", lang=lang)) as made:
        yield made


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    file = tmp_path / "grid.csv"
    file.write_text(GRID, "utf-8-sig")
    return file


def run(workshop: Workshop, *arguments: object, answer: str | None = None) -> tuple[int, str]:
    command = ["import", str(workshop.folder), *map(str, arguments), "--lang", workshop.lang]
    done = CliRunner().invoke(app, command, input=answer)
    return done.exit_code, done.output


def test_a_grid_is_shown_and_taken_over_once_somebody_has_agreed(empty: Workshop, grid: Path) -> None:
    code, told = run(empty, grid, answer="n\n")
    assert (code, empty.journey.notes) == (0, ())
    assert "展示会に行く" in told
    assert catalogue.say("incoming.told.not_done", empty.lang) in told
    assert run(empty, grid, answer="y\n")[0] == 0
    assert {note.text for note in empty.journey.notes} >= {"展示会に行く", "稟議を回す"}


def test_where_nobody_can_answer_nothing_is_taken(empty: Workshop, grid: Path) -> None:
    code, told = run(empty, grid, answer="")
    assert (code, empty.journey.notes) == (0, ())
    assert "Aborted" not in told


def test_what_was_imported_is_known_the_second_time_and_undone_as_one(empty: Workshop, grid: Path) -> None:
    run(empty, grid, "--yes")
    before = len(empty.changes)
    assert catalogue.say("incoming.told.nothing_new", empty.lang) in run(empty, grid, "--yes")[1]
    assert len(empty.changes) == before
    empty.undo()
    assert (empty.journey.notes, len(empty.journey.stages)) == ((), 6)


def test_people_say_which_stage_a_heading_means(empty: Workshop, grid: Path) -> None:
    run(empty, grid, "--yes", "--stage", "トライアル=interest")
    assert [note.stage for note in empty.journey.notes if note.text == "一台で試す"] == ["interest"]
    code, told = run(empty, grid, "--yes", "--stage", "トライアル=nowhere")
    assert (code, told.strip()) == (
        1,
        catalogue.say("messages.errors.no_such_stage", empty.lang, stage="nowhere"),
    )


@pytest.mark.parametrize("half", ["interest", "トライアル=", "=interest"])
def test_half_a_choice_is_refused(empty: Workshop, grid: Path, half: str) -> None:
    code, told = run(empty, grid, "--yes", "--stage", half)
    assert (code, told.split()) == (
        1,
        catalogue.say("messages.errors.no_choice", empty.lang, said=half).split(),
    )
    assert empty.journey.notes == ()


def test_a_heading_that_means_no_stage_is_offered_as_a_split(empty: Workshop, grid: Path) -> None:
    run(empty, grid, "--yes")
    (split,) = [stage for stage in empty.journey.stages if stage.name == "トライアル"]
    assert split.rolls_up == "consideration"
    labels = [stage.id for stage in empty.journey.stages]
    assert labels.index("consideration") + 1 == labels.index(split.id)


def test_what_comes_for_a_persona_that_was_deleted_is_left_out_and_told(
    empty: Workshop, tmp_path: Path
) -> None:
    file = tmp_path / "map.md"
    for text in ("展示会に行く", "三社を比べる"):
        file.write_text(
            f"# ペルソナ：加藤\n\n| | 認知 | 検討 | 購入 |\n|---|---|---|---|\n| 行動 | {text} | | |\n",
            "utf-8",
        )
        told = run(empty, file, "--yes")[1]
        for persona in empty.journey.personas:
            empty.drop("persona", persona.id)
    assert catalogue.say("messages.errors.persona_deleted", empty.lang)[:8] in told
    assert empty.journey.notes == ()


def test_a_long_report_is_cut_and_says_so(empty: Workshop, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text(",認知,検討,購入\n" + "".join(f"行動,展示会{n},,\n" for n in range(600)), "utf-8")
    code, told = run(empty, file, "--yes")
    assert (code, len(empty.journey.notes)) == (0, 600)
    assert catalogue.say("incoming.told.more", empty.lang, n=101) in told


def test_sheets_are_made_in_the_workshops_folder(empty: Workshop) -> None:
    done = CliRunner().invoke(app, ["sheets", str(empty.folder)])
    assert done.exit_code == 0, done.output
    made = {file.suffix for file in (empty.folder / "worksheets" / empty.lang).iterdir()}
    assert made == {".pdf", ".xlsx", ".txt"}


def test_what_a_terminal_would_obey_is_shown_as_a_sign(empty: Workshop, tmp_path: Path) -> None:
    file = tmp_path / "grid.csv"
    file.write_text(GRID.replace("展示会", "\x1b]0;x\x07\u202e展示会").replace("認知", "\x9b2J認知"), "utf-8")
    for path in (file, tmp_path / "no\x1b[31m.csv"):
        _, told = run(empty, path, answer="n\n")
        assert "\ufffd" in told
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*told}


def test_pipes_devices_and_impossible_names_are_refused_in_one_line(empty: Workshop, tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe.csv")
    (endless := tmp_path / "endless.csv").symlink_to("/dev/zero")
    for path in (pipe, endless, tmp_path / f"{'a' * 5000}.csv"):
        code, told = run(empty, path)
        assert (code, told.count("\n")) == (1, 1)


def test_reasons_are_told_to_their_end_in_a_narrow_terminal(
    empty: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    file = tmp_path / "long.csv"
    file.write_text(GRID + "行動," + "長い話" * 200 + ",,,\n", "utf-8")
    told = "".join(run(empty, file, "--yes")[1].replace("│", " ").split())
    assert "…" not in told
    assert "".join(catalogue.say("messages.errors.too_long", empty.lang, max=400, length=600).split()) in told


def test_what_is_to_be_taken_is_counted_as_what_was_taken(empty: Workshop, grid: Path) -> None:
    told = run(empty, grid, "--yes")[1]
    counted = len({change.record for change in empty.changes}) - 1
    assert catalogue.say("incoming.told.done", empty.lang, n=counted) in told
    assert catalogue.say("incoming.told.count", empty.lang, taken=counted, known=0, left=0) in told


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_of_a_file_is_told(empty: Workshop, name: str) -> None:
    code, told = run(empty, name, "--yes")
    assert (code, told.strip()) == (1, catalogue.say("messages.errors.no_path", empty.lang))


def test_an_error_names_its_file(empty: Workshop, tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook")
    code, told = run(empty, tmp_path / "text.xlsx")
    assert code == 1
    assert "text.xlsx" in told


def test_stages_of_paper_notes_are_shown_by_their_names(empty: Workshop, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("P1-A: 加藤\nA1-C: 見る\n", "utf-8")
    told = run(empty, tmp_path / "paper.txt", answer="n\n")[1]
    assert "interest " not in told
    assert "見る" in told
