"""The promises that README.md, pyproject.toml and environment.yml make about this repository."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

from journeykit.cli import BENCHES, app
from journeykit.formats import FORMATS
from journeykit.formats.listing import table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return listed.stdout.splitlines() or pytest.fail("these promises are about a git checkout")


def test_every_command_and_measurement_is_in_the_readme() -> None:
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"`journeykit {name}" in README
    assert "\\|".join(BENCHES) in README


def test_every_line_of_output_in_the_readme_is_real(tmp_path: Path) -> None:
    block = next(b for b in re.findall(r"```console\n(.*?)```", README, re.DOTALL) if b.startswith("$"))
    for part in block.split("$ ")[1:]:
        command, said = part.split("\n", 1)
        words = [sys.executable, "-m", *command.split()]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.stdout + done.stderr == said


def test_the_folder_table_is_true_both_ways() -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE))
    tops = {path.split("/")[0] + "/" for path in tracked() if "/" in path}
    inside = {"/".join(path.split("/")[:2]) for path in tracked() if path.startswith("journeykit/")}
    parts = {part if part.endswith(".py") else f"{part}/" for part in inside if "__" not in part}
    told = {name.replace("{ja,en}/", "") for name in named}
    assert sorted((tops - {"journeykit/"} | parts) - told) == []
    assert [name for name in told if "/" in name and not (ROOT / name).exists()] == []


def test_the_table_of_formats_is_made_from_the_code() -> None:
    assert table() in README
    assert all(
        bool(listed.writes) == hasattr(import_module(listed.module), "write") for listed in FORMATS.values()
    )
    assert all(
        bool(listed.reads) == hasattr(import_module(listed.module), "read") for listed in FORMATS.values()
    )


def test_every_library_has_its_reason_in_the_readme() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    names = [re.split(r"[<>=\[ ]", line)[0] for line in wanted]
    assert [name for name in names if name.lower() not in README.lower()] == []


def test_the_tested_versions_are_the_same_for_pip_conda_and_uv() -> None:
    held = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert held == PROJECT["tool"]["uv"]["constraint-dependencies"]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[\w.]+( ; .+)?", line) for line in held)
    assert "-c constraints.txt" in (ROOT / "environment.yml").read_text("utf-8")


def test_pictures_in_the_readme_exist() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) >= 2
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_no_file_names_a_registry() -> None:
    hosts = re.compile(
        "|".join(("py" + "pi[.]org", "python" + "hosted", "npm" + "js[.]", "deb[.]" + "debian"))
    )
    texts = [ROOT / path for path in tracked() if not path.endswith(".png")]
    assert [
        path.name for path in texts if path.is_file() and hosts.search(path.read_text("utf-8", "ignore"))
    ] == []
