"""DuckDB: the question is put to the log itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from journeykit.errors import ReadError
from journeykit.evidence.engines.question import Row
from journeykit.evidence.reading import running

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["answer", "ready"]


def ready(url: str) -> None:
    """Raise `ReadError` for any URL: DuckDB works here, and nothing may be asked elsewhere in silence."""
    if url:
        raise ReadError("needless_url", name="DuckDB")


def answer(
    own: DuckDBPyConnection, text: str, url: str = "", tell: Callable[[float], object] | None = None
) -> Sequence[Row]:
    """Return the rows of the answer."""
    own.execute("set enable_progress_bar = true")
    own.execute("set enable_progress_bar_print = false")
    running.run(own, text, tell)
    return own.fetchall()
