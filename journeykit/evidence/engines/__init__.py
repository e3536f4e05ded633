"""Engines answer the one question: DuckDB beside the log, PostgreSQL and Spark for those who outgrow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from journeykit.errors import ReadError
from journeykit.evidence.engines.question import figures, question
from journeykit.evidence.figures import Figures
from journeykit.evidence.log import Log
from journeykit.evidence.rules import Rules
from journeykit.records import Stage

__all__ = ["ENGINES", "ready", "run"]

ENGINES = ("duckdb", "postgresql", "spark")

Tell = Callable[[float], object]


def ready(engine: str, url: str = "") -> None:
    """Raise `ReadError` where an engine is not there, or `url` names none that it could work on."""
    if engine not in ENGINES:
        raise ReadError("unknown_engine", name=engine, names=", ".join(ENGINES))
    import_module(f"{__name__}.{engine}").ready(url)


def run(
    log: Log,
    rules: Rules,
    stages: Iterable[str | Stage],
    *,
    engine: str = "duckdb",
    url: str = "",
    tell: Tell | None = None,
) -> Figures:
    """Return the figures of a log under `rules`, for a workshop's `stages` in their order.

    `url` says where PostgreSQL is; it needs no rights but to connect and to make temporary tables. `tell` is
    called with the share that is done a few times a second; what it raises ends the run. Nothing is left
    behind, in the log or on the engine. Raises `ReadError` for rules that do not fit the workshop and engines
    that cannot be reached.
    """
    ready(engine, url)
    with log.db.cursor() as own:  # its temporary tables end with it
        asked = question(own, log, rules, stages)
        answer = import_module(f"{__name__}.{engine}").answer
        return figures(asked, answer(own, asked.text, url, tell))
