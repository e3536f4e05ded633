"""A workshop told otherwise: the same changes with other texts, in memory, for every writer to take."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from journeykit.log import Change
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

__all__ = ["Tell", "twin"]

Tell = Callable[[Change], Change]
"""What tells a change otherwise. The same change is always told alike."""


class _Log:
    """A log that is only read: what a workshop needs of its store in order to be written out."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes

    def since(self, seq: int = 0) -> tuple[int, list[Change]]:
        """Return the changes after number `seq`, and the number to ask from next time."""
        return len(self.changes), self.changes[seq:]

    def close(self) -> None:
        """There is nothing to let go of."""


def twin(workshop: Workshop, tell: Tell, brand: Brand | None = None) -> Workshop:
    """Return a workshop with the changes that are revealed, as `tell` tells them.

    It cannot be written to, and holds nothing of the store behind it.
    """
    log = cast(Store, _Log([tell(change) for change in workshop.curtain.shown]))
    return Workshop(
        log, folder=workshop.folder, lang=workshop.lang, brand=brand or workshop.brand, author=workshop.author
    )
