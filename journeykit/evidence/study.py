"""A study: the figures of a log under its rules, what is to be known of the data, and what both amount to."""

from __future__ import annotations

from journeykit.evidence import engines
from journeykit.evidence.log import Log, Progress
from journeykit.evidence.quality import quality
from journeykit.evidence.results import Results, results
from journeykit.evidence.rules import Rules
from journeykit.log import Journey

__all__ = ["study"]

_COUNTED = 0.6
"""The part of the work that is counting."""


def study(
    log: Log,
    rules: Rules,
    journey: Journey,
    lang: str,
    *,
    engine: str = "duckdb",
    url: str = "",
    progress: Progress | None = None,
) -> Results:
    """Return what a log says under `rules` about the stages of `journey`.

    Raises `ReadError` where a rule names no stage, or the engine cannot be had.
    """

    def tell(part: float) -> None:
        if progress:
            progress("", part * _COUNTED)

    def tell_of_texts(part: float) -> None:
        if progress:
            progress("", _COUNTED + part * (1 - _COUNTED))

    figures = engines.run(log, rules, journey.stages, engine=engine, url=url, tell=tell)
    tell(1)
    known = quality(log, rules, journey.stages)
    told = results(log, rules, journey, figures, known, lang, tell_of_texts)
    if progress:
        progress("", 1)
    return told
