"""journeykit: B2B customer-journey workshops in Jupyter, in Japanese and English.

>>> import journeykit as jk
>>> workshop = jk.open("demo")
>>> workshop.journey.personas
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.doors.notebook import step
    from journeykit.errors import JourneyError
    from journeykit.log import Change, Journey, fold
    from journeykit.workshop import Workshop, create, open

__all__ = ["Change", "Journey", "JourneyError", "Workshop", "create", "fold", "open", "step"]

_HOME = {
    "Change": "log",
    "Journey": "log",
    "JourneyError": "errors",
    "Workshop": "workshop",
    "create": "workshop",
    "fold": "log",
    "open": "workshop",
    "step": "doors.notebook",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `journeykit --help` answers at once."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
