"""The bundle, and what holds of all files that a workshop goes out in: same input, same bytes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from journeykit import formats, sample
from journeykit.errors import ExportError
from journeykit.formats import WRITTEN, bundle, write
from journeykit.store import Store
from journeykit.workshop import Workshop, create

CHEAP = ("json", "csv", "xlsx", "markdown", "research", "mermaid", "changes", "excalidraw", "svg")
FEW = ("json", "csv", "markdown", "mermaid", "xlsx")
SUMS = """
import sys
from hashlib import sha256
from journeykit.formats import write
from journeykit.workshop import open as opened
for name in sys.argv[2:]:
    print(name, sha256(write(opened(sys.argv[1]), name, "ja")).hexdigest())
"""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bundles hold what is written at once: the pictures have tests of their own."""
    monkeypatch.setattr(bundle, "PARTS", FEW)


def unpacked(data: bytes) -> tuple[dict[str, bytes], Any]:
    with ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.testzip() is None
        files = {name: parts.read(name) for name in parts.namelist()}
    return files, json.loads(files.pop("manifest.json"))


@pytest.mark.usefixtures("small")
def test_the_manifest_tells_every_file_and_its_checksum(filled: Workshop, lang: str) -> None:
    files, manifest = unpacked(write(filled, "bundle", lang))
    told = {file["name"]: (file["bytes"], file["sha256"]) for file in manifest["files"]}
    assert told == {name: (len(data), sha256(data).hexdigest()) for name, data in files.items()}
    assert {file["format"] for file in manifest["files"]} == {*FEW, "schema", "readme"}
    assert [*files] == sorted(files)
    assert (manifest["title"], manifest["left_out"]) == (filled.journey.brief.title, {})


def test_a_bundle_holds_every_format_that_needs_no_browser() -> None:
    assert {*WRITTEN} - {*bundle.PARTS} == {"bundle", "pdf"} & {*WRITTEN}
    assert {"deck", "json", "csv", "xlsx", "markdown", "mermaid"} <= {*bundle.PARTS}


@pytest.mark.usefixtures("small")
def test_a_bundle_holds_no_hidden_answer_and_no_deleted_text(workshop: Workshop, lang: str) -> None:
    workshop.put("note", "n", stage="aware", text="deleted-text")
    workshop.drop("note", "n")
    workshop.put("participant", "p-one", name="Hanako")
    workshop.acting_as("p-one").put("note", stage="aware", text="hidden-text")
    files, _ = unpacked(write(workshop, "bundle", lang))
    sheets = [part for name, data in files.items() if name.endswith(".xlsx") for part in unzipped(data)]
    assert not [
        part for part in [*files.values(), *sheets] if b"deleted-text" in part or b"hidden-text" in part
    ]


def unzipped(data: bytes) -> list[bytes]:
    with ZipFile(io.BytesIO(data)) as parts:
        return [parts.read(name) for name in parts.namelist()]


@pytest.mark.usefixtures("small")
def test_a_format_that_cannot_be_written_is_named_and_the_others_are_there(
    workshop: Workshop, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(workshop: Workshop, name: str, lang: str) -> bytes:
        if name == "csv":
            raise ExportError("bad_colour", colour="red")
        return formats.write(workshop, name, lang)

    monkeypatch.setattr(bundle, "written", fails)
    files, manifest = unpacked(bundle.write(workshop, lang))
    assert "red" in manifest["left_out"]["csv"]
    assert "red" in files["README.txt"].decode("utf-8-sig")
    assert {file["format"] for file in manifest["files"]} == {*FEW, "schema", "readme"} - {"csv"}


@pytest.mark.usefixtures("small")
def test_the_workshop_in_a_bundle_is_the_json_and_files_have_safe_names(workshop: Workshop) -> None:
    workshop.put("brief", title="../../etc/passwd: <b>")
    files, _ = unpacked(write(workshop, "bundle", "en"))
    assert not [name for name in files if "/" in name or ".." in name]
    assert next(data for name, data in files.items() if name.endswith("b.json")) == write(
        workshop, "json", "en"
    )
    assert not [name for name in files if name.endswith(".db")]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_workshop_gives_the_same_bytes(workshop: Workshop, name: str) -> None:
    sample.fill(workshop, "ja")
    assert write(workshop, name, "ja") == write(workshop, name, "ja")


def test_so_it_does_in_another_process_whose_hashes_differ(tmp_path: Path) -> None:
    made = create(tmp_path / "w", lang="ja")
    sample.fill(made, "ja")
    made.close()
    found = [sums(tmp_path / "w", seed) for seed in ("1", "2")]
    assert found[0] == found[1]
    assert found[0].count("\n") == len(CHEAP)


def sums(folder: Path, seed: str) -> str:
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"}
    command = [sys.executable, "-c", SUMS, str(folder), *CHEAP]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.parametrize("name", FEW)
def test_an_empty_workshop_can_be_handed_on(name: str, lang: str) -> None:
    workshop = Workshop(Store())
    assert write(workshop, name, lang) == write(workshop, name, lang)
