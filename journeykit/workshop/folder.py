"""Where a workshop lies: made in a new folder, opened from one, its log where the settings say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from journeykit import settings
from journeykit.errors import WorkshopError
from journeykit.records import new_id
from journeykit.workshop.workshop import Workshop

if TYPE_CHECKING:
    from journeykit.store import Store

__all__ = ["create", "open"]

_STORE = "sqlite:///workshop.db"
_LEAST_FREE_BYTES = 1_000_000


def open(folder: str | Path = ".", *, lang: str | None = None) -> Workshop:
    """Open the workshop in `folder`, in its own language unless `lang` says otherwise.

    A PostgreSQL database that its settings name may still be empty: the workshop begins there.
    Raises `WorkshopError` where there is none, or where its file cannot be used.
    """
    path = Path(folder).resolve()
    given = settings.read(path)
    url = str(given.get("store", _STORE))
    store = _store(url, path, create=False)
    language, brand = given.get("language", "ja"), settings.brand(given, path)
    opened = Workshop(store, folder=path, lang=lang or language, brand=brand)
    if not url.startswith("sqlite"):
        _begin(opened, language)
    return opened


def _begin(opened: Workshop, language: str) -> None:
    """Put the first change into a database that is still empty, once for all who open it."""
    try:
        if not opened.id:
            opened.put("brief", change=opened.store.key("birth", new_id), language=language)
    except WorkshopError:
        opened.close()
        raise


def create(folder: str | Path, *, lang: str = "ja") -> Workshop:
    """Make an empty workshop in a new or empty folder and open it.

    Raises `WorkshopError` where the folder already holds something, cannot be written or is full; then
    nothing is left of the attempt.
    """
    path = Path(folder).resolve()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise WorkshopError("folder_not_empty", folder=str(path))
    try:
        return _created(path, lang)
    except (OSError, WorkshopError) as error:
        shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, WorkshopError):
            raise
        raise WorkshopError("cannot_write", file=str(path)) from error


def _created(path: Path, lang: str) -> Workshop:
    for name in ("exports", "worksheets"):
        (path / name).mkdir(parents=True)
    if shutil.disk_usage(path).free < _LEAST_FREE_BYTES:
        raise WorkshopError("disk_full", file=str(path))
    (path / settings.FILE).write_text(settings.text(lang), "utf-8")
    made = Workshop(_store(_STORE, path, create=True), folder=path, lang=lang)
    made.put("brief", "brief", language=lang)
    return made


def _store(url: str, folder: Path, *, create: bool) -> Store:
    from sqlalchemy import URL
    from sqlalchemy.exc import ArgumentError

    from journeykit.store import Store

    local = url.removeprefix("sqlite:///")
    if local == url:
        try:
            return Store(url)
        except (ArgumentError, ImportError, ValueError):  # ValueError: a port that is no number
            raise WorkshopError("bad_settings", file=settings.FILE, reason="store") from None
    file = folder / local
    if not create and not file.is_file():
        raise WorkshopError("no_workshop", folder=str(folder))
    return Store(URL.create("sqlite", database=str(file)), create=create)  # not text: names may hold ? and %
