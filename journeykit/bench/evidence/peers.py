"""Two libraries for event logs, each in an environment of its own: never part of the kit's.

They are installed for the measurement and removed after it; what they would tell their makers is off.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from journeykit.bench.evidence.export import EVENTS

__all__ = ["measured"]

_SCRIPTS = Path(__file__).parent / "scripts"


def measured(peer: str, folder: Path) -> tuple[float, int]:
    """Return the seconds that `peer` takes for the moves of the export in `folder`, and how many it finds."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["uv", "venv", "-q", name, "--clear"], check=True)
        python = str(next(Path(name).glob("*/python*")))
        subprocess.run(["uv", "pip", "install", "-q", "--python", python, peer, "pyarrow"], check=True)
        given = json.dumps({what: stage for stage, names in enumerate(EVENTS) for what in names})
        command = [python, str(_SCRIPTS / f"{peer}_moves.py"), str(folder / "log.parquet"), given]
        quiet = os.environ | {"RETENTIONEERING_NO_TRACK": "1", "HOME": name}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=quiet)
    said = json.loads(done.stdout.splitlines()[-1])
    return said["seconds"], said["moves"]
