"""A workshop folder's settings, in `workshop.toml`: where the answers are kept, the language, the brand."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journeykit import catalogue
from journeykit.errors import WorkshopError

__all__ = ["FILE", "Brand", "brand", "find", "read", "text"]

FILE = "workshop.toml"
_BRAND = ("name", "colour", "logo")


@dataclass(frozen=True)
class Brand:
    """How exports look: the company's name, its colour (#rrggbb) and a logo file, if any."""

    name: str = ""
    colour: str = "#0b5cab"
    logo: Path | None = None


def find(start: Path) -> Path:
    """Return the workshop folder that `start` lies in. Raises `WorkshopError` where there is none."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise WorkshopError("no_workshop", folder=str(start))


def read(folder: Path) -> dict[str, Any]:
    """Return the settings of the workshop in `folder`. Raises `WorkshopError` where they cannot be used."""
    try:
        settings = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise WorkshopError("no_workshop", folder=str(folder)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkshopError("bad_settings", file=FILE, reason=str(error)) from None
    except OSError:
        raise WorkshopError("cannot_open", file=FILE) from None
    if wrong := _wrong(settings):
        raise WorkshopError("bad_settings", file=FILE, reason=wrong)
    return settings


def _wrong(settings: dict[str, Any]) -> str:
    """Return the name of a setting that cannot be used, or ""."""
    if settings.get("language", "ja") not in catalogue.LANGUAGES:
        return "language"
    looks = settings.get("brand", {})
    if not isinstance(looks, dict):
        return "brand"
    texts = {"store": settings.get("store", ""), **{name: looks.get(name, "") for name in _BRAND}}
    return next((name for name, value in texts.items() if not isinstance(value, str)), "")


def brand(settings: dict[str, Any], folder: Path) -> Brand:
    """Return how exports look, by the settings of the workshop in `folder`."""
    table = settings.get("brand", {})
    logo = folder / table["logo"] if table.get("logo") else None
    return Brand(table.get("name", ""), table.get("colour") or Brand.colour, logo)


def text(lang: str) -> str:
    """Return the settings file of a new workshop, each line explained in `lang`."""
    words = catalogue.read("messages", lang)["settings"]
    return f"""# {words["head"]}
language = {json.dumps(lang)}  # {words["language"]}
store = "sqlite:///workshop.db"  # {words["store"]}

[brand]
name = ""  # {words["name"]}
colour = "{Brand.colour}"  # {words["colour"]}
logo = ""  # {words["logo"]}
"""
