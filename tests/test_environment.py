"""The environment for conda: what it brings besides the kit."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_conda_brings_the_tools_that_uv_brings() -> None:
    dev = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["dev"]
    pip = (ROOT / "environment.yml").read_text("utf-8").partition("- pip:")[2]
    assert re.findall(r"^ +- ([a-z][\w\[\]-]*)$", pip, re.MULTILINE) == [
        re.split("[<>=]", line)[0] for line in dev
    ]
