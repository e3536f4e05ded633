"""One measurement of ours, in a process of its own: `python -m journeykit.bench.evidence.ours FOLDER`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from journeykit.bench.evidence.export import COLUMNS, RULES
from journeykit.evidence.engines import run
from journeykit.evidence.reading import read
from journeykit.records import SIX

__all__ = ["measured"]


def _scan(folder: Path) -> float:
    """Return the seconds that DuckDB takes to read every value of both files once, and no more."""
    import duckdb

    who, when, what, detail = COLUMNS
    wanted = f"sum(length({who})), max(epoch_us({when})), sum(length({what})), sum(length({detail}))"
    listed = f"sum(length({who})), sum(length(size)), sum(length(area))"
    with duckdb.connect() as db:
        db.execute("set threads = 2")
        start = time.perf_counter()
        db.execute(f"select {wanted} from read_parquet('{folder / 'log.parquet'}')").fetchall()
        db.execute(f"select {listed} from read_csv('{folder / 'companies.csv'}')").fetchall()
        return time.perf_counter() - start


def _most_memory() -> float:
    """Return the most megabytes that this process held; rusage would count its parent's as well (Linux)."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (most,) = (line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(most) / 1024


def measured(folder: Path) -> dict[str, Any]:
    """Return the seconds of a scan, of reading and of everything, the most memory (megabytes), the moves."""
    scans = [_scan(folder)]
    start = time.perf_counter()
    with read(RULES, folder) as log:
        loaded = time.perf_counter() - start
        figures = run(log, RULES, SIX)
    seconds = time.perf_counter() - start
    memory = _most_memory()
    scans.append(_scan(folder))
    moves = {f"{one.dim} {one.segment} {one.source} {one.target}": one.n for one in figures.moves}
    return {
        "scan": sum(scans) / 2, "read": loaded, "seconds": seconds, "megabytes": memory, "moves": moves,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
