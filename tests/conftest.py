"""What the tests share: a clock that is set by hand, a workshop in memory, the sample in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from journeykit import sample
from journeykit.catalogue import LANGUAGES
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


@pytest.fixture
def workshop(clock: Clock, tmp_path: Path) -> Iterator[Workshop]:
    opened = Workshop(Store(clock=clock), folder=tmp_path)
    yield opened
    opened.close()


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def filled(workshop: Workshop, lang: str) -> Workshop:
    sample.fill(workshop, lang)
    return workshop
