"""A PostgreSQL server of one's own for a measurement: a real one, in a folder, gone afterwards."""

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

__all__ = ["PostgreSQL", "binaries", "postgresql"]


def binaries() -> Path | None:
    """Return the folder of the newest server's programs on this machine, or None."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda file: float(file.parts[-3])) or [Path(shutil.which("initdb") or "")]
    return found[-1].resolve().parent if found[-1].name else None


class PostgreSQL:
    """A server that is reached through a socket in its folder."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self.url = f"postgresql://kit@/postgres?host={folder}"
        self._run("initdb", "-U", "kit", "-A", "trust", "--encoding=UTF8", "--locale=C")
        self.start()

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        options = f"-c listen_addresses='' -k {self._folder}"
        self._run("pg_ctl", "start", "-w", "-l", str(self._folder / "log"), "-o", options)

    def stop(self) -> None:
        """Break down, without a farewell to anybody."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the programs; they refuse to serve as root, so root steps down."""
        stepping: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwuid(self._folder.stat().st_uid)
            stepping = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        with (self._folder / "said").open("ab") as said:
            subprocess.run(
                command, check=True, stdout=said, stderr=said, cwd=self._folder, timeout=60, **stepping
            )


@contextmanager
def postgresql(programs: Path) -> Iterator[PostgreSQL]:
    """Serve an empty database for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as name:
        if os.geteuid() == 0:
            names = {user.pw_name for user in pwd.getpwall()}
            shutil.chown(name, "postgres" if "postgres" in names else "nobody")
        server = PostgreSQL(programs, Path(name))
        yield server
        server.stop()
