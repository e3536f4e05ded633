"""Where a workshop keeps the customer's own data: a place of its own that no export ever looks into."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from journeykit.errors import WorkshopError

__all__ = ["ENDINGS", "Place", "place", "stamp"]

ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".parquet", ".xlsx", ".xlsm", ".xes", ".gz")
"""What a table of the data may be called, at the end."""


class Place(NamedTuple):
    """The folder `DIR/evidence` of a workshop and what lies in it."""

    folder: Path

    @property
    def rules(self) -> Path:
        """The rule file."""
        return self.folder / "rules.toml"

    @property
    def data(self) -> Path:
        """The folder that exports are put into."""
        return self.folder / "data"

    @property
    def signals(self) -> Path:
        """The list of who calls for closer care, by name."""
        return self.folder / "signals.csv"

    @property
    def files(self) -> list[str]:
        """The names of the tables that lie in the data folder."""
        if not self.data.is_dir():
            return []
        found = (path for path in self.data.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
        return sorted(path.name for path in found if not path.name.startswith((".", "~")))

    def make(self) -> None:
        """Make the folders, for nobody else's eyes. Raises `WorkshopError` where nothing can be written."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.data.mkdir(exist_ok=True)
        except OSError as error:
            raise WorkshopError("cannot_write", file=str(self.data)) from error


def place(folder: Path) -> Place:
    """Return the place of the workshop in `folder`."""
    return Place(folder / "evidence")


def stamp(where: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells one state of a folder's files from the next: names, sizes, times of change."""
    if not where.is_dir():
        return ()
    known = [(path, path.stat()) for path in sorted(where.rglob("*")) if path.is_file()]
    return tuple((str(path), stat.st_size, stat.st_mtime_ns) for path, stat in known)
