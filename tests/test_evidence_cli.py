"""`journeykit evidence`: the data beside the map, quality first; names only where they are asked for."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from journeykit import catalogue, workshop
from journeykit.cli import app


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["evidence", *map(str, arguments)])


def rows(n: int = 40) -> list[list[str]]:
    begin, found = date(2026, 1, 5), [["Account", "Activity date", "Type"]]
    for at in range(n):
        for number, (what, each) in enumerate((("Download", 1), ("Quote", 2), ("Won", 4))):
            if at % each == 0:
                found.append([f"Company {at}", (begin + timedelta(days=at + 20 * number)).isoformat(), what])
    return [*found, ["Company 0", "not a day", "Download"], ["", "2026-02-01", "Download"]]


def write(file: Path, lines: list[list[str]]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(lines)
    return file


@pytest.fixture
def folder(tmp_path: Path, lang: str) -> Path:
    workshop.create(tmp_path / "ws", lang=lang).close()
    return tmp_path / "ws"


@pytest.fixture
def full(folder: Path) -> Path:
    write(folder / "evidence/data/activities.csv", rows())
    return folder


def test_without_rules_they_are_proposed_written_and_used(full: Path, lang: str) -> None:
    said = run(full)
    assert said.exit_code == 0, said.output
    assert (full / "evidence/rules.toml").is_file()
    assert catalogue.say("cli.say.proposed", lang, file="").split("：")[0].split(":")[0] in said.stdout
    with closing(workshop.open(full)) as opened:
        assert opened.journey.evidence.customers == 40


def test_quality_is_told_before_any_figure(full: Path, lang: str) -> None:
    said, words = run(full).stdout, catalogue.read("evidence", lang)["figures"]
    places = [said.index(words[title]) for title in ("quality", "stands", "dwell", "moves")]
    assert places == sorted(places)
    assert "not a day" in said or "1" in said


def test_no_line_is_wider_than_eighty_columns(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "journeykit", "evidence", str(full)]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    tables = [line for line in said.stdout.splitlines() if "  " in line.strip()]
    assert tables
    assert [line for line in tables if cell_len(line.rstrip()) > 80] == []


def test_only_proposing_writes_no_figures(full: Path) -> None:
    assert run(full, "--propose").exit_code == 0
    with closing(workshop.open(full)) as opened:
        assert opened.journey.evidence.as_of == ""


def test_a_rule_file_is_never_written_over(full: Path) -> None:
    run(full)
    file = full / "evidence/rules.toml"
    file.write_text(file.read_text("utf-8") + "\n# mine\n", "utf-8")
    assert run(full, "--propose").exit_code == 0
    assert file.read_text("utf-8").endswith("# mine\n")
    assert (full / "evidence/rules.proposed.toml").is_file()


def test_rules_and_data_can_lie_elsewhere(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere/activities.csv", rows())
    rules = tmp_path / "own.toml"
    assert run(folder, "--data", tmp_path / "elsewhere", "--rules", rules).exit_code == 1
    assert not rules.exists()
    assert run(folder, "--data", tmp_path / "elsewhere", "--rules", rules, "--propose").exit_code == 0
    assert run(folder, "--data", tmp_path / "elsewhere", "--rules", rules).exit_code == 0
    assert rules.is_file()
    assert not (folder / "evidence/rules.toml").exists()


def test_names_are_told_only_when_they_are_asked_for(full: Path) -> None:
    said = run(full).stdout
    assert "Company" not in said
    assert run(full, "--signals").exit_code == 0
    exported = [path for path in full.rglob("*") if path.is_file() and "evidence" not in path.parts]
    assert all(b"Company 1" not in path.read_bytes() for path in exported)


def test_the_event_log_names_nobody(full: Path, tmp_path: Path) -> None:
    assert run(full, "--eventlog", tmp_path / "log.csv").exit_code == 0
    text = (tmp_path / "log.csv").read_text("utf-8-sig")
    assert text.startswith("case_id,activity,timestamp")
    assert "Company" not in text


def test_running_twice_is_the_same_record(full: Path) -> None:
    found = []
    for _ in range(2):
        assert run(full).exit_code == 0
        with closing(workshop.open(full)) as opened:
            found.append(json.dumps(opened.journey.evidence.model_dump()))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "more",
    [
        ["--engine", "abacus"],
        ["--data", "/nowhere/at/all"],
        ["--engine", "postgresql"],
        ["--rules", "x.toml", "-h"],
    ],
)
def test_what_cannot_be_is_one_line_or_wrong_usage(full: Path, more: list[str]) -> None:
    said = run(full, *more)
    assert said.exit_code == (2 if "-h" in more else 1)
    assert "Traceback" not in said.output


@pytest.mark.parametrize(
    ("engine", "url", "key"),
    [
        ("postgresql", "sqlite:////tmp/x", "other_database"),
        ("postgresql", "mysql://ann:secret@host/x", "other_database"),
        ("postgresql", "http://ann:secret@host/x", "other_database"),
        ("postgresql", "postgresql://ann:secret@host:port/x", "bad_address"),
        ("duckdb", "postgresql://ann:secret@host/x", "needless_url"),
    ],
)
def test_an_address_that_no_engine_can_use_is_refused_before_anything_is_read(
    full: Path, engine: str, url: str, key: str
) -> None:
    said = run(full, "--engine", engine, "--url", url, "--lang", "ja")
    told = catalogue.say(f"messages.errors.{key}", "ja", scheme=url.partition(":")[0], name="DuckDB")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.replace("\n", "") == told
    assert not (full / "evidence/rules.toml").exists()


def test_spark_takes_no_address(full: Path) -> None:
    said = run(full, "--engine", "spark", "--url", "spark://host:7077", "--lang", "en")
    assert (said.exit_code, said.stdout) == (1, "")
    assert not (full / "evidence/rules.toml").exists()


def test_without_tables_it_says_where_to_put_them(folder: Path, lang: str) -> None:
    said = run(folder)
    assert (said.exit_code, said.stdout) == (1, "")
    assert "evidence" in said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert (folder / "evidence/data").is_dir()


def test_a_broken_rule_file_is_told_with_its_line(full: Path) -> None:
    (full / "evidence/rules.toml").write_text('version = 1\nkey = "nobody"\n', "utf-8")
    said = run(full)
    assert said.exit_code == 1
    assert "2" in said.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_whatever_ends_it_leaves_nothing_behind(full: Path, tmp_path: Path, number: int, code: int) -> None:
    many = [[f"C{at % 5000}", f"2026-01-{1 + at % 28:02d}", f"kind {at % 50}"] for at in range(1_000_000)]
    write(full / "evidence/data/activities.csv", [["Account", "Activity date", "Type"], *many])
    (tmp_path / "tmp").mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    heard = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's job ignores it
    )
    started = f"{heard}; from journeykit.cli import main; main()"
    command = [sys.executable, "-c", started, "evidence", str(full)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not any((tmp_path / "tmp").iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, b"Traceback" in errors) == (code, False)
    assert list((tmp_path / "tmp").iterdir()) == []
    with closing(workshop.open(full)) as opened:
        assert opened.journey.evidence.as_of == ""


ENDED = """
import os, signal, sys
from journeykit.cli import app
from journeykit.evidence import study
signal.signal(signal.SIGHUP, getattr(signal, sys.argv[1]))
study.study = lambda *_: os.kill(os.getpid(), getattr(signal, sys.argv[2])) or sys.exit(7)
app(["demo", sys.argv[3]])
"""


@pytest.mark.parametrize(
    ("before", "sent", "code"),
    [("SIG_DFL", "SIGTERM", 143), ("SIG_DFL", "SIGHUP", 129), ("SIG_IGN", "SIGHUP", 7)],
)
def test_a_demo_that_is_ended_while_it_reads_leaves_nothing_behind(
    tmp_path: Path, before: str, sent: str, code: int
) -> None:
    (tmp_path / "tmp").mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    command = [sys.executable, "-c", ENDED, before, sent, str(tmp_path / "demo")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_nothing_of_the_data_is_in_any_file_that_is_written(
    full: Path, text_in: Callable[[bytes], str], tmp_path: Path
) -> None:
    run(full)
    for name in ("bundle", "json", "xlsx", "deck"):
        said = CliRunner().invoke(app, ["export", str(full), "--to", name, "-o", str(tmp_path / name)])
        assert said.exit_code == 0
        assert "Company 1" not in text_in((tmp_path / name).read_bytes())
