"""What the tests share: a clock set by hand, a workshop in memory, the sample, a PostgreSQL server."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import settings

from journeykit import sample
from journeykit.catalogue import LANGUAGES
from journeykit.store import Store
from journeykit.workshop import Workshop

settings.register_profile("kit", deadline=None, max_examples=60, database=None)
settings.load_profile("kit")


class Clock:
    """Tells the time it was last set to, in microseconds."""

    now = 1_800_000_000_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workshop(clock: Clock, tmp_path: Path) -> Iterator[Workshop]:
    opened = Workshop(Store(clock=clock), folder=tmp_path)
    yield opened
    opened.close()


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def filled(workshop: Workshop, lang: str) -> Workshop:
    sample.fill(workshop, lang)
    return workshop


class PostgreSQL:
    """A real server in a folder of its own, reached through a socket there; nothing is fetched or shared."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder, self.schemas = binaries, folder, 0
        # Signs between letters do not count in this order: what rests on the order of ids is found out.
        order = ["--encoding=UTF8", "--locale-provider=icu", "--icu-locale=ja-u-ka-shifted", "--locale=C"]
        self._run("initdb", "-D", self.data, "-U", "kit", "-A", "trust", "--no-sync", *order)
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        options = f"-c listen_addresses='' -k {self.folder}"
        log = self.folder / "log"
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", str(log), "-o", options)

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "stop", "-w", "-D", self.data, "-m", mode)

    def fresh(self) -> str:
        """Return the URL of an empty place for one workshop."""
        import psycopg

        self.schemas += 1
        name = f"place_{self.schemas}"
        with psycopg.connect(f"host={self.folder} user=kit dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"postgresql://kit@/postgres?host={self.folder}&options={quote(f'-csearch_path={name}')}"

    def _run(self, name: str, *arguments: str) -> None:
        """Run one of the server's programs; it refuses to serve as root, so root steps down."""
        stepping: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwuid(self.folder.stat().st_uid)
            stepping = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        command = [str(self.binaries / name), *arguments]
        log = self.folder / "programs"
        with log.open("ab") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self.folder, timeout=60, **stepping)
        assert done.returncode == 0, log.read_text("utf-8", "replace")


def _binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server on this machine, as Debian lays it or on the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda file: float(file.parts[-3])) or [Path(shutil.which("initdb") or "")]
    return found[-1].resolve().parent if found[-1].name else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    binaries = _binaries()
    if binaries is None:
        told = "NO POSTGRESQL: no server was found, so nothing that rests on it was tested"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    with tempfile.TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            names = {user.pw_name for user in pwd.getpwall()}
            shutil.chown(folder, "postgres" if "postgres" in names else "nobody")
        server = PostgreSQL(binaries, Path(folder))
        yield server
        server.stop()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Give URLs of new, empty databases: SQLite files, or places on a PostgreSQL server."""
    if request.param == "postgresql":
        server: PostgreSQL = request.getfixturevalue("postgresql")
        return server.fresh
    folder, names = tmp_path_factory.mktemp("place"), count()
    return lambda: f"sqlite:///{folder / f'{next(names)}.db'}"
