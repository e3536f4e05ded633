"""The Lab door without a browser: the extension's files, the settings, start and end of the server."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from journeykit import workshop
from journeykit.doors.lab import notebooks, server, settings
from journeykit.errors import WorkshopError

EXTENSION = Path(server.__file__).parent / "extension"
SCRIPTS = sorted((EXTENSION / "static").glob("*.js"))
NODE = shutil.which("node")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = workshop.create(tmp_path / "ワークショップ 1", lang="ja")
    made.close()
    notebooks.write(made.folder / "notebooks")
    return made.folder


@pytest.mark.skipif(NODE is None, reason="node is not installed: the extension's scripts are not checked")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_extension_is_valid_javascript(script: Path, tmp_path: Path) -> None:
    suffix = ".js" if script.name == "remoteEntry.js" else ".mjs"
    copy = tmp_path / f"script{suffix}"
    copy.write_bytes(script.read_bytes())
    subprocess.run([str(NODE), "--check", copy], check=True)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_extension_holds_no_japanese_and_loads_nothing_from_elsewhere(script: Path) -> None:
    text = script.read_text("utf-8")
    assert text.isascii()
    assert "http:" not in text
    assert "https:" not in text


def test_the_style_leaves_other_notebooks_alone() -> None:
    style = re.sub(r"/\*.*?\*/", "", (EXTENSION / "static/guided.css").read_text("utf-8"), flags=re.DOTALL)
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", style)
    assert len(selectors) > 20
    assert [selector for selector in selectors if ".jk-" not in selector] == []


def test_jupyterlab_finds_the_extension_where_the_package_says() -> None:
    package = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    assert package["name"] == "journeykit-guide"
    assert (EXTENSION / package["jupyterlab"]["_build"]["load"]).is_file()


def test_settings_are_calm_and_speak_the_language(tmp_path: Path, lang: str) -> None:
    settings.settle(tmp_path, lang, folder=tmp_path, port=1, first="notebooks/a.ipynb", open_browser=False)
    said = json.loads((tmp_path / "app/overrides.json").read_text("utf-8"))
    assert said["@jupyterlab/translation-extension:plugin"]["locale"] == {"ja": "ja_JP", "en": "en"}[lang]
    jupyter = json.loads((tmp_path / "config/jupyter_server_config.json").read_text("utf-8"))
    assert jupyter["ServerApp"]["ip"] == "127.0.0.1"
    assert jupyter["LabApp"]["news_url"] is None


def test_a_taken_port_is_said_before_anything_starts(folder: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(WorkshopError) as told, server.serving(folder, "ja", port=taken.getsockname()[1]):
            pass
    assert told.value.key == "port_taken"


def test_a_server_that_does_not_start_says_why(folder: Path) -> None:
    with pytest.raises(WorkshopError) as told, server.serving(folder, "ja", extra=["--no-such-option=1"]):
        pass
    assert told.value.key == "lab_failed"


def test_the_server_answers_only_with_its_token_and_leaves_nothing_behind(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    with server.serving(folder, "ja") as lab:
        assert len(json.load(lab.ask("kernels"))) == 1
        stranger = lab._replace(token="stranger")
        with pytest.raises(OSError, match="403"):
            stranger.ask("kernels")
    assert lab.process.poll() is not None
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_the_server_cleanly(folder: Path, number: int) -> None:
    script = f"""if True:
        from journeykit.doors.lab import server
        tell = lambda address: print(address, flush=True)
        raise SystemExit(server.start({str(folder)!r}, "ja", tell=tell, open_browser=False))"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        address = started.stdout.readline()
        assert address.startswith("http://127.0.0.1:")
        started.send_signal(number)
        assert started.wait(15) == 0
    port = int(address.split(":")[2].split("/")[0])
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
