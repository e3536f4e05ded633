"""Long statements of a DuckDB database: with progress, and stopped where somebody has had enough."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["MEMORY", "Tell", "database", "run"]

MEMORY = "1200MB"
"""What DuckDB may take; what does not fit goes to a folder of its own that ends with the log."""

_KEPT = "8GB"
"""Memory that a statement is done with waits for the next one; to give it back and ask anew takes longer."""

_TICK = 0.2
Tell = Callable[[float], object]
"""Called with the share that is done, 0 to 1; what it raises ends the work."""


def database() -> tuple[DuckDBPyConnection, Path]:
    """Return a database for large tables, and the folder for what does not fit into memory."""
    import duckdb

    db = duckdb.connect()
    db.execute(f"set memory_limit = '{MEMORY}'")
    db.execute("set enable_progress_bar = true")  # without it there is no progress to ask for
    db.execute("set enable_progress_bar_print = false")
    db.execute("set autoinstall_known_extensions = false")  # nothing is fetched from elsewhere
    db.execute("set autoload_known_extensions = false")
    for threshold in ("allocator_flush_threshold", "allocator_bulk_deallocation_flush_threshold"):
        db.execute(f"set {threshold} = '{_KEPT}'")
    folder = Path(tempfile.mkdtemp(prefix="journeykit-"))  # last: what is stopped before leaves none behind
    db.execute("set temp_directory = $1", [str(folder)])
    return db, folder


def run(db: DuckDBPyConnection, statement: str, tell: Tell | None = None) -> None:
    """Run a statement; `tell` is called a few times a second, and may end it by raising."""
    with ThreadPoolExecutor(1) as pool:
        job: Future[object] = pool.submit(db.execute, statement)
        try:
            while not wait([job], timeout=_TICK).done:
                if tell:
                    tell(min(max(db.query_progress(), 0.0) / 100, 1.0))
        except BaseException:
            db.interrupt()
            wait([job])
            raise
        job.result()
