"""The commands: exit 0, 1 with one clear line for what a person can mend, 2 for wrong usage."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from journeykit import catalogue, workshop
from journeykit.catalogue import LANGUAGES
from journeykit.cli import app

COMMANDS = ("demo", "new", "start", "room", "check", "export", "sheets", "import", "evidence", "bench")
HELPS = """
import json, sys
from typer.testing import CliRunner
from journeykit.cli import app
print(json.dumps({name: CliRunner().invoke(app, [name, "--help"]).stdout for name in sys.argv[1:]}))
"""
LOCALE = {"ja": "ja_JP.UTF-8", "en": "en_US.UTF-8"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def process(*arguments: object, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """Run a command as a person on a system of that language does."""
    return started(["-m", "journeykit", *map(str, arguments)], lang)


def started(words: list[str], lang: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": LOCALE[lang], "COLUMNS": "300", "PYTHONUTF8": "1"}
    command = [sys.executable, *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)


def error(result: Result) -> str:
    """Return the one line that a failed command says."""
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.fixture(scope="module", params=LANGUAGES)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A finished demo, made once for each language."""
    folder = tmp_path_factory.mktemp(request.param) / "demo"
    assert run("demo", folder, "--lang", request.param).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def helps() -> dict[str, dict[str, str]]:
    """Return what `--help` of each command prints, by language; that is settled as a process starts."""
    return {lang: json.loads(started(["-c", HELPS, *COMMANDS], lang).stdout) for lang in LANGUAGES}


@pytest.fixture
def empty(tmp_path: Path, lang: str) -> Path:
    workshop.create(tmp_path / "ws", lang=lang).close()
    return tmp_path / "ws"


def test_demo_makes_a_finished_workshop_and_its_slides(demo: Path) -> None:
    with closing(workshop.open(demo)) as opened:
        assert opened.journey.personas
    slides = [path.read_text("utf-8") for path in (demo / "exports").glob("*.html")]
    assert len(slides) == 1
    assert f'lang="{opened.lang}"' in slides[0]


def test_demo_again_keeps_what_was_changed_meanwhile(demo: Path) -> None:
    with closing(workshop.open(demo)) as opened:
        opened.put("brief", "brief", owner="新しい責任者")
        before = len(opened.changes)
    assert run("demo", demo).exit_code == 0
    with closing(workshop.open(demo)) as opened:
        assert opened.journey.brief.owner == "新しい責任者"
        assert len(opened.changes) == before


def test_check_finds_nothing_missing_in_the_demo(demo: Path) -> None:
    result = run("check", demo, "--on", "2026-11-22")
    with closing(workshop.open(demo)) as opened:
        assert catalogue.say("cli.say.complete", opened.lang) in result.stdout
    assert result.exit_code == 0


def test_check_finds_the_demo_stale_once_its_review_date_is_over(demo: Path) -> None:
    result = run("check", demo, "--on", "2027-06-01")
    assert result.exit_code == 1
    assert [line[:2] for line in result.stdout.splitlines() if line[0].isdigit()][:1] == ["00"]


@pytest.mark.parametrize("day", ["2027-13-01", "tomorrow", "20270601"])
def test_a_day_that_is_none_is_told(empty: Path, lang: str, day: str) -> None:
    assert error(run("check", empty, "--on", day, "--lang", lang)) == catalogue.say(
        "messages.errors.not_a_date", lang
    )


def test_what_changed_is_written_beside_the_map(demo: Path, lang: str) -> None:
    result = run("export", demo, "--to", "changes", "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    file = demo / "exports" / "changes.json"
    document = json.loads(file.read_text("utf-8"))
    file.unlink()
    assert document["since"]
    assert document["changes"]


def test_a_workshop_is_compared_with_an_earlier_one_or_a_day(demo: Path, empty: Path, tmp_path: Path) -> None:
    for number, earlier in enumerate((demo, empty, "2020-01-01")):
        file = tmp_path / f"{number}.json"
        assert run("export", demo, "--to", "changes", "--against", earlier, "-o", file).exit_code == 0
    counts = [len(json.loads((tmp_path / f"{n}.json").read_text("utf-8"))["changes"]) for n in range(3)]
    assert counts[0] == 0
    assert counts[1] > 100
    assert counts[2] > 100


def test_the_deck_shows_what_changed_when_it_is_asked_to(demo: Path, empty: Path, tmp_path: Path) -> None:
    with closing(workshop.open(demo)) as opened:
        title = catalogue.say("deck.slides.changes", opened.lang)
    for name, more in (("plain", []), ("told", ["--against", empty])):
        assert run("export", demo, "-o", tmp_path / f"{name}.html", *more).exit_code == 0
    read = {name: (tmp_path / f"{name}.html").read_text("utf-8") for name in ("plain", "told")}
    shown = {name: re.sub("<[^>]*>", "", page) for name, page in read.items()}
    assert [title in shown[name] for name in ("plain", "told")] == [False, True]


@pytest.mark.parametrize(
    ("against", "key"),
    [("nowhere", "no_workshop"), ("9999-12-31", "day_ahead"), ("2026-02-30", "not_a_date")],
)
def test_what_cannot_be_compared_with_is_told_in_one_line(
    empty: Path, lang: str, against: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(empty)
    told = error(run("export", empty, "--to", "changes", "--against", against, "--lang", lang))
    start = catalogue.say(f"messages.errors.{key}", lang, day="|", folder="|").split("|")[-1]
    assert told.endswith(start)
    assert not (empty / "exports" / "changes.json").exists()


def test_a_file_that_is_no_workshop_or_of_a_newer_one_is_told(empty: Path, tmp_path: Path, lang: str) -> None:
    for name, spoil in (("not_a_workshop", ""), ("newer_version", "update change set version = 99")):
        workshop.create(tmp_path / name, lang=lang).close()
        file = tmp_path / name / "workshop.db"
        if spoil:
            with closing(sqlite3.connect(file)) as base:
                base.execute(spoil)
                base.commit()
        else:
            file.write_text("only text\n" * 100)
        told = error(run("export", empty, "--to", "changes", "--against", tmp_path / name, "--lang", lang))
        assert told == catalogue.say(f"messages.errors.{name}", lang, file=file)


@pytest.mark.parametrize("to", ["json", "csv"])
def test_a_format_that_cannot_compare_refuses_to(empty: Path, lang: str, to: str) -> None:
    told = error(run("export", empty, "--to", to, "--against", "2020-01-01", "--lang", lang))
    assert told == catalogue.say(
        "messages.errors.compares_not", lang, format=to, formats="deck, pptx, changes"
    )


def test_the_demo_is_exported_as_data(demo: Path, tmp_path: Path) -> None:
    assert run("export", demo, "--to", "json", "-o", tmp_path / "a.json").exit_code == 0
    assert run("export", demo, "--to", "csv", "-o", tmp_path / "a.csv").exit_code == 0
    records = json.loads((tmp_path / "a.json").read_text("utf-8"))["records"]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as table:
        kinds = [row["kind"] for row in csv.DictReader(table)]
    assert set(kinds) == {kind for kind, found in records.items() if found}


def test_an_export_goes_to_the_exports_folder_and_says_so(demo: Path, lang: str) -> None:
    result = run("export", demo, "--to", "json", "--lang", lang)
    files = list((demo / "exports").glob("*.json"))
    assert len(files) == 1
    assert result.stdout.splitlines()[0] == catalogue.say("cli.say.written", lang, file=files[0])


def test_an_export_of_everything_writes_every_format(demo: Path, tmp_path: Path) -> None:
    result = run("export", demo, "--to", "all", "-o", tmp_path)
    assert result.exit_code == 0
    assert {path.suffix for path in tmp_path.iterdir()} >= {".html", ".json", ".csv"}


def test_new_makes_a_workshop_with_its_notebooks(tmp_path: Path, lang: str) -> None:
    result = run("new", tmp_path / "ws", "--lang", lang)
    assert result.exit_code == 0
    assert catalogue.say("cli.say.next_start", lang, folder=tmp_path / "ws") in result.stdout
    made = {path.name for path in (tmp_path / "ws").iterdir()}
    assert made >= {"workshop.toml", "workshop.db", "exports", "notebooks"}


def test_new_leaves_a_folder_that_holds_something_alone(tmp_path: Path, lang: str) -> None:
    (tmp_path / "notes.txt").write_text("keep")
    told = error(run("new", tmp_path, "--lang", lang))
    assert told == catalogue.say("messages.errors.folder_not_empty", lang, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_check_and_export_tell_how_many_answers_are_not_revealed(empty: Path) -> None:
    with closing(workshop.open(empty)) as opened:
        opened.put("participant", "p-one", name="One")
        opened.acting_as("p-one").put("issue", text="between us")
    assert "Issues: answers not revealed yet: 1" in run("check", empty, "--lang", "en").stdout
    assert "Answers not revealed: 1" in run("export", empty, "--to", "json", "--lang", "en").stdout


def test_check_lists_what_is_missing_by_step_and_exits_1(empty: Path, lang: str) -> None:
    result = run("check", empty)
    titles = [step["title"] for step in catalogue.read("steps", lang)["steps"].values()]
    listed = [line for line in result.stdout.splitlines() if line.startswith("  - ")]
    assert result.exit_code == 1
    assert titles[0] in result.stdout
    assert result.stdout.splitlines()[-1] == catalogue.say("cli.say.missing", lang, n=len(listed))


def test_a_command_speaks_the_language_it_is_asked_for(empty: Path) -> None:
    assert "Missing:" in run("check", empty, "--lang", "en").stdout
    assert "足りないもの" in run("check", empty, "--lang", "ja").stdout


@pytest.mark.parametrize("command", ["export", "check"])
def test_where_there_is_no_workshop_a_command_says_so(tmp_path: Path, lang: str, command: str) -> None:
    told = error(run(command, tmp_path / "nowhere", "--lang", lang))
    assert told == catalogue.say("messages.errors.no_workshop", lang, folder=tmp_path / "nowhere")


@pytest.mark.parametrize("command", ["export", "check"])
def test_a_broken_file_is_told_in_one_line(empty: Path, lang: str, command: str) -> None:
    file = empty / "workshop.db"
    file.write_text("not a database at all, only text\n" * 100)
    told = error(run(command, empty, "--lang", lang))
    assert told == catalogue.say("messages.errors.not_a_workshop", lang, file=file)


def test_a_format_that_does_not_exist_is_told_with_those_that_do(empty: Path, lang: str) -> None:
    told = error(run("export", empty, "--to", "docx", "--lang", lang))
    assert "docx" in told
    assert "deck" in told


def test_an_export_that_cannot_be_written_is_told(empty: Path, lang: str) -> None:
    (empty / "file").write_text("keep")
    told = error(run("export", empty, "--to", "json", "-o", empty / "file" / "a.json", "--lang", lang))
    assert str(empty / "file") in told
    assert (empty / "file").read_text() == "keep"


def test_a_measurement_that_does_not_exist_is_told_with_those_that_do(lang: str) -> None:
    told = error(run("bench", "coffee", "--lang", lang))
    assert "coffee" in told
    assert "fold" in told


@pytest.mark.parametrize("command", ["new", "check", "export"])
def test_a_language_that_does_not_exist_is_told(tmp_path: Path, command: str) -> None:
    assert "ja" in error(run(command, tmp_path / "ws", "--lang", "fr"))
    assert not (tmp_path / "ws").exists()


@pytest.mark.parametrize(
    "arguments", [["new"], ["check", "--nonsense"], ["nonsense"], ["start", "--port", "x"], ["bench"]]
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage:")


def test_help_is_in_the_language_of_the_system(lang: str) -> None:
    result = process("--help", lang=lang)
    words = catalogue.read("cli", lang)["help"]
    assert (result.returncode, result.stderr) == (0, "")
    assert all(words[command][:12] in result.stdout for command in COMMANDS)
    assert [command.name for command in app.registered_commands] == [*COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_is_in_the_language_of_the_system(
    command: str, lang: str, helps: dict[str, dict[str, str]]
) -> None:
    words = catalogue.read("cli", lang)["help"]
    assert words[command] in helps[lang][command]
    assert words["lang"] in helps[lang][command]


def test_a_real_process_ends_with_the_codes_that_are_promised(empty: Path, lang: str) -> None:
    words = (["check", "--help"], ["check", empty], ["check", empty, "--wrong"])
    assert [process(*word, lang=lang).returncode for word in words] == [0, 1, 2]


def test_a_real_process_never_shows_a_traceback_for_what_a_person_can_mend(tmp_path: Path, lang: str) -> None:
    result = process("check", tmp_path, lang=lang)
    said = catalogue.say("messages.errors.no_workshop", lang, folder=tmp_path)
    assert (result.returncode, result.stdout, result.stderr.strip()) == (1, "", said)
