"""The Lab door without a browser: the extension's files, the settings, start and end of the server."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import websocket
from typer.testing import CliRunner

from journeykit import cli, workshop
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


@pytest.mark.skipif(
    NODE is None and os.environ.get("CI") != "true",
    reason="NO NODE: node is not installed, so the extension's scripts were not checked",
)
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


PLANTED = (
    *(
        "jupyterlab",
        "ipykernel_launcher",
        "json",
        "sitecustomize",
        "usercustomize",
        "journeykit",
        "traitlets",
    ),
    *("jupyter_server_config", "jupyter_lab_config", "ipython_config", "ipython_kernel_config"),
    *(".ipython/profile_default/startup/00", ".jupyter/jupyter_server_config"),
)


def plant(folder: Path, ran: Path) -> None:
    """Lay programs where Python, Jupyter and IPython might look; each tells in `ran` that it ran."""
    for place in (folder, folder / "notebooks", folder / "notebooks/ja"):
        for name in PLANTED:
            file = place / f"{name}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"open({str(ran)!r}, 'a').write(__file__ + '\\n')", "utf-8")


def run_in_kernel(lab: server.Lab, code: str) -> None:
    """Run code in the one kernel, as a page does."""
    kernel = json.load(lab.ask("kernels"))[0]["id"]
    address = f"{lab.base}/api/kernels/{kernel}/channels?token={lab.token}".replace("http", "ws", 1)
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    header = {"msg_id": "1", "msg_type": "execute_request", "session": "s", "username": "", "version": "5.3"}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    with closing(websocket.create_connection(address, timeout=40)) as line:
        line.send(json.dumps(message))
        while (reply := json.loads(line.recv()))["msg_type"] != "execute_reply":
            pass
    assert reply["content"]["status"] == "ok", reply["content"]


def test_no_program_that_lies_in_a_workshops_folder_runs(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(folder, ran := tmp_path / "ran.txt")
    monkeypatch.chdir(folder)
    with server.serving(folder, "ja") as lab:
        run_in_kernel(lab, "import journeykit, json, traitlets")
    assert not ran.exists()


def test_after_the_end_one_file_holds_everything(folder: Path, tmp_path: Path) -> None:
    lines = ("import journeykit", 'ours = journeykit.open("../..")', 'ours.put("brief", "brief", title="旅")')
    with server.serving(folder, "ja") as lab:
        run_in_kernel(lab, "\n".join(lines))
        assert (folder / "workshop.db-wal").stat().st_size > 0
    assert [file.name for file in folder.glob("workshop.db*")] == ["workshop.db"]
    (tmp_path / "copy").mkdir()
    for name in ("workshop.db", "workshop.toml"):
        shutil.copy(folder / name, tmp_path / "copy")
    with closing(workshop.open(tmp_path / "copy")) as copied:
        assert copied.journey.last_known("brief", "brief").title == "旅"


def test_a_folder_has_the_same_address_at_each_start_unless_it_is_taken(folder: Path) -> None:
    with server.serving(folder, "ja") as lab:
        usual = lab.base
    with server.serving(folder, "ja") as lab:
        assert lab.base == usual
        with server.serving(folder, "ja") as other:
            assert other.base != usual


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_start_brings_missing_notebooks_and_ctrl_c_ends_it_cleanly(folder: Path, number: int) -> None:
    shutil.rmtree(folder / "notebooks")
    with started(folder) as (process, port):
        assert (folder / "notebooks/ja/00_start.ipynb").is_file()
        process.send_signal(number)
        assert process.wait(20) == 0
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


LOST = """
import os, signal, sys
from journeykit.doors.lab import server

class Cleared:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000): pass

sys.exit(server.start(sys.argv[1], "ja", tell=lambda address: Cleared() and None, open_browser=False))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_signal_whose_exception_gets_lost_ends_it_all_the_same(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LOST, folder], capture_output=True, text=True, timeout=60)
    assert (done.returncode, "Exception ignored" in done.stderr) == (0, True)


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Give a `journeykit start` that has said its address, and its port."""
    command = [sys.executable, "-m", "journeykit", "start", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert address
        try:
            yield process, int(address[1])
        finally:
            process.kill()


def test_a_start_that_fails_says_why_in_one_line_and_exits_with_1(folder: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = ["start", str(folder), "--no-browser", "--port", str(taken.getsockname()[1])]
        done = CliRunner().invoke(cli.app, command)
    assert (done.exit_code, len(done.output.strip().splitlines())) == (1, 1)
