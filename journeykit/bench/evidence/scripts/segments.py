"""An export's events by segment and month cohort, for libraries that know nothing of segments."""

from collections.abc import Iterator

import pandas as pd

DIMENSIONS = ("cohort", "size", "area")


def parts(events: pd.DataFrame, companies: str) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield dimension, segment and the events of its customers; `events` has company and happened."""
    yield "all", "", events
    who = pd.read_csv(companies).set_index("company")
    first = events.groupby("company")["happened"].min()
    who["cohort"] = first.dt.strftime("%Y-%m")
    for dim in DIMENSIONS:
        for segment, part in events.groupby(events["company"].map(who[dim]), observed=True):
            yield dim, str(segment), part
