"""Two libraries for event logs, each in an environment of its own: never part of the kit's.

They are installed for the measurement and removed after it; what they would tell their makers is off.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from journeykit.bench.evidence.export import EVENTS

__all__ = ["Measured", "measured"]

_SCRIPTS = Path(__file__).parent / "scripts"


class Measured(NamedTuple):
    """The seconds for the moves by segment and cohort, of them those for all customers at once; the moves."""

    seconds: float
    alone: float
    moves: dict[str, int]


def measured(peer: str, folder: Path) -> Measured:
    """Return what `peer` takes for the moves of the export in `folder`, and what it finds."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["uv", "venv", "-q", name, "--clear"], check=True)
        places = (place for folder in ("bin", "Scripts") for place in Path(name).glob(f"{folder}/python*"))
        python = str(next(places))
        subprocess.run(["uv", "pip", "install", "-q", "--python", python, peer, "pyarrow"], check=True)
        given = json.dumps({what: stage for stage, names in enumerate(EVENTS) for what in names})
        files = [str(folder / name) for name in ("log.parquet", "companies.csv")]
        command = [python, str(_SCRIPTS / f"{peer}_moves.py"), *files, given]
        quiet = os.environ | {"RETENTIONEERING_NO_TRACK": "1", "HOME": name}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=quiet)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))
