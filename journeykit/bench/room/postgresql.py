"""A PostgreSQL server of one's own, for measurements and tests: a real one, in a folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

__all__ = ["PostgreSQL", "binaries", "postgresql"]


def binaries() -> Path | None:
    """Return the folder of the newest server's programs, as Debian lays it or on the PATH, or None."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda file: float(file.parts[-3])) or [Path(shutil.which("initdb") or "")]
    return found[-1].resolve().parent if found[-1].name else None


class PostgreSQL:
    """A server that is reached through a socket in its folder; `order` says how it is to sort texts."""

    def __init__(self, programs: Path, folder: Path, *order: str) -> None:
        self._programs, self._folder, self._places = programs, folder, 0
        self._run("initdb", "-U", "kit", "-A", "trust", "--encoding=UTF8", "--locale=C", "--no-sync", *order)
        self.start()

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        options = f"-c listen_addresses='' -k {self._folder}"
        self._run("pg_ctl", "start", "-w", "-l", str(self._folder / "log"), "-o", options)

    def stop(self, mode: str = "immediate") -> None:
        """Stop; if nothing else is said, without a farewell to anybody."""
        self._run("pg_ctl", "stop", "-w", "-m", mode)

    def fresh(self) -> str:
        """Return the URL of an empty place for one workshop."""
        import psycopg

        self._places += 1
        name = f"place_{self._places}"
        with psycopg.connect(f"host={self._folder} user=kit dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"postgresql://kit@/postgres?host={self._folder}&options={quote(f'-csearch_path={name}')}"

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the programs; they refuse to serve as root, so root steps down."""
        stepping: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwuid(self._folder.stat().st_uid)
            stepping = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        log = self._folder / "said"
        with log.open("ab") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self._folder, timeout=60, **stepping)
        if done.returncode:
            raise RuntimeError(log.read_text("utf-8", "replace"))


@contextmanager
def postgresql(programs: Path, *order: str) -> Iterator[PostgreSQL]:
    """Serve for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as name:
        if os.geteuid() == 0:
            names = {user.pw_name for user in pwd.getpwall()}
            shutil.chown(name, "postgres" if "postgres" in names else "nobody")
        server = PostgreSQL(programs, Path(name), *order)
        yield server
        server.stop()
