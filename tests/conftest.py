"""What the tests share: a clock set by hand, a workshop in memory, the sample, a PostgreSQL server."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import settings
from pypdf import PdfReader

from journeykit import sample
from journeykit.bench.room.postgresql import PostgreSQL, binaries
from journeykit.bench.room.postgresql import postgresql as serving
from journeykit.catalogue import LANGUAGES
from journeykit.cli.making import _made_up_data
from journeykit.store import Store
from journeykit.workshop import Workshop

settings.register_profile("kit", deadline=None, max_examples=60, database=None)
settings.load_profile("kit")


class Clock:
    """Tells the time it was last set to, in microseconds."""

    now = 1_800_000_000_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def _soon() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < 30


@pytest.fixture
def soon() -> Callable[[], AbstractContextManager[None]]:
    """Within seconds, where what goes wrong takes minutes: no measure (these are in `journeykit bench`)."""
    return _soon


@pytest.fixture
def workshop(clock: Clock, tmp_path: Path) -> Iterator[Workshop]:
    opened = Workshop(Store(clock=clock), folder=tmp_path)
    yield opened
    opened.close()


def _text_in(data: bytes) -> str:
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(name + _text_in(packed.read(name)) for name in packed.namelist())
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return data.decode("utf-8-sig", "replace")


@pytest.fixture(scope="session")
def text_in() -> Callable[[bytes], str]:
    """All text that a file of any format holds, those inside a zip (as pptx and xlsx are) too."""
    return _text_in


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def filled(workshop: Workshop, lang: str) -> Workshop:
    sample.fill(workshop, lang)
    return workshop


@pytest.fixture
def studied(filled: Workshop, lang: str) -> Workshop:
    """The sample with what its made-up export says: a run takes a second or two."""
    _made_up_data(filled, lang)
    return filled


# Signs between letters do not count in this order: what rests on the order of ids is found out.
ODD_ORDER = ("--locale-provider=icu", "--icu-locale=ja-u-ka-shifted")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    programs = binaries()
    if programs is None:
        told = "NO POSTGRESQL: no server was found, so nothing that rests on it was tested"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    with serving(programs, *ODD_ORDER) as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Give URLs of new, empty databases: SQLite files, or places on a PostgreSQL server."""
    if request.param == "postgresql":
        server: PostgreSQL = request.getfixturevalue("postgresql")
        return server.fresh
    folder, names = tmp_path_factory.mktemp("place"), count()
    return lambda: f"sqlite:///{folder / f'{next(names)}.db'}"
