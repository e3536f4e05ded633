"""What is public: a short, sorted, complete list of names, each with a docstring."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import journeykit

MODULES = [found.name for found in pkgutil.walk_packages(journeykit.__path__, "journeykit.")]
WITHOUT_NAMES = {
    "journeykit.__main__": "is run, never imported",
    "journeykit.doors": "only says what its modules are for",
    "journeykit.doors.lab": "only says what its modules are for",
    "journeykit.doors.room": "only says what its modules are for",
    "journeykit.evidence": "only says what its modules are for",
    "journeykit.insights": "only says what its modules are for",
}
HEAVY = {"anywidget", "duckdb", "ipywidgets", "matplotlib", "nbconvert", "pandas", "pydantic", "sqlalchemy"}


def own_names(module: object) -> set[str]:
    """Return the public functions and classes that a module itself defines."""
    members = inspect.getmembers(module, lambda m: inspect.isclass(m) or inspect.isroutine(m))
    here = [name for name, member in members if getattr(member, "__module__", "") == module.__name__]  # type: ignore[attr-defined]
    return {name for name in here if not name.startswith("_")}


def test_the_public_names_are_sorted_and_can_all_be_had() -> None:
    assert journeykit.__all__ == sorted(journeykit.__all__)
    assert all(getattr(journeykit, name) for name in journeykit.__all__)
    assert dir(journeykit) == journeykit.__all__
    assert journeykit._HOME.keys() == set(journeykit.__all__)


@pytest.mark.parametrize("name", journeykit.__all__)
def test_every_public_name_and_what_it_offers_has_a_docstring(name: str) -> None:
    public = getattr(journeykit, name)
    members = vars(public).items() if inspect.isclass(public) else ()
    offered = [member for key, member in members if not key.startswith("_") and inspect.isroutine(member)]
    assert all(inspect.getdoc(member) for member in (public, *offered))


def test_a_name_that_is_not_public_is_not_had() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        journeykit.nothing  # noqa: B018


@pytest.mark.parametrize("name", sorted(set(MODULES) - WITHOUT_NAMES.keys()))
def test_every_module_lists_its_names_sorted_and_existing(name: str) -> None:
    module = importlib.import_module(name)
    constants = sorted(n for n in module.__all__ if n.isupper())
    assert module.__all__ == constants + sorted(n for n in module.__all__ if not n.isupper())
    assert all(hasattr(module, public) for public in module.__all__)
    assert module.__doc__


@pytest.mark.parametrize("name", sorted(WITHOUT_NAMES.keys() - {"journeykit.__main__"}))
def test_a_package_without_a_list_has_no_names_of_its_own(name: str) -> None:
    assert own_names(importlib.import_module(name)) == set()


def test_importing_the_kit_loads_nothing_heavy() -> None:
    script = (
        "import sys, journeykit, journeykit.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) & HEAVY == set()
