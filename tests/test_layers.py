"""The house stands in storeys: a module sees only what lies below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import journeykit

ROOT = Path(journeykit.__file__).parent
STOREYS = [
    *("__main__", "cli", "terminal", "bench", "doors", "panels", "formats", "sample"),
    *(
        "workshop",
        "store",
        "rights",
        "curtain",
        "log",
        "settings",
        "records",
        "fieldtypes",
        "catalogue",
        "errors",
    ),
]
BESIDE = {"evidence": "formats"}
"""What stands on the same storey as another part."""
SEES: dict[str, set[str]] = {
    "insights": {"records", "log", "catalogue", "errors"},
    "charts": {"records", "log", "catalogue", "errors", "insights", "phrases"},
    "phrases": set(),
}
"""What stands beside the storeys, and sees only this."""
SEEN_BY = {
    "insights": {"panels", "formats", "evidence", "charts", "doors", "cli", "bench"},
    "charts": {"formats", "cli", "doors", "bench"},
    "phrases": {"charts", "cli", "formats"},
}


def name(file: Path) -> str:
    return ".".join(("journeykit", *file.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {name(file): file for file in ROOT.rglob("*.py")}


def imports(module: str) -> Iterator[str]:
    """Yield the parts of the kit that a module imports, those for type checking too."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (part.split(".")[1] for part in found if part.startswith("journeykit."))


def may_see(upper: str, lower: str) -> bool:
    if upper in SEES:
        return lower in SEES[upper]
    if lower in SEEN_BY:
        return upper in SEEN_BY[lower]
    high, low = (STOREYS.index(BESIDE.get(part, part)) for part in (upper, lower))
    return high < low


@pytest.mark.parametrize("module", sorted(MODULES.keys() - {"journeykit"}))
def test_a_module_sees_only_what_lies_below_it(module: str) -> None:
    own = module.split(".")[1]
    assert [part for part in imports(module) if part != own and not may_see(own, part)] == []


def test_no_import_is_relative() -> None:
    trees = [ast.walk(ast.parse(file.read_text("utf-8"))) for file in MODULES.values()]
    assert not [node for tree in trees for node in tree if isinstance(node, ast.ImportFrom) and node.level]
