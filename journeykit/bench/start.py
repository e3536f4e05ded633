"""How long the first answer takes: `import journeykit` and `journeykit --help`, as whole processes."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from journeykit.bench import Row

__all__ = ["run"]

_GOAL = 0.3
_COMMANDS = {
    "import journeykit": ["-c", "import journeykit; journeykit.open"],
    "journeykit --help": ["-m", "journeykit", "--help"],
}


def _seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def run(rounds: int = 7) -> list[Row]:
    """Measure each command; the peer is a Python that does nothing."""
    rows = []
    for what, arguments in _COMMANDS.items():
        pairs = [(_seconds(arguments), _seconds(["-c", "pass"])) for _ in range(rounds + 1)][1:]
        ours, bare = (median(side) for side in zip(*pairs, strict=True))
        ratio = f"{ours / bare:.1f} ×"
        rows.append(
            Row(what, f"{ours:.2f} s", f"python -c pass: {bare:.2f} s", ratio, "<= 0.3 s", ours <= _GOAL)
        )
    return rows
