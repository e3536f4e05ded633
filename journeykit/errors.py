"""What can go wrong, in words for people.

    JourneyError            root of every error a person may see
    ├── InvalidAnswer       answers that cannot be taken, each at its field
    ├── WorkshopError       the workshop's folder, settings or file
    ├── ExportError         a file that could not be written
    └── ReadError           a file from elsewhere that could not be read

An error carries a key of the catalogue's `messages.errors` and the values for its sentence;
`journeykit.catalogue.explain(error, lang)` says it in the person's language, `str(error)` in English.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

__all__ = ["ExportError", "InvalidAnswer", "JourneyError", "ReadError", "WorkshopError"]


class JourneyError(Exception):
    """Anything a person may see: `key` names the sentence, `values` fill it in."""

    # The words lie in the catalogue, a storey above, which must not be seen from here: so the catalogue
    # puts its voice in when it is imported. Until then an error has only its key to say.
    _told: ClassVar[Callable[[JourneyError], str]] = lambda error: str(error.args[0])

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return self._told()


class InvalidAnswer(JourneyError):
    """Answers that cannot be taken: `fields` holds one `JourneyError` per field name."""

    def __init__(self, fields: dict[str, JourneyError]) -> None:
        super().__init__("invalid_answer", fields=", ".join(fields))
        self.fields = fields


class WorkshopError(JourneyError):
    """The workshop's folder, settings or file cannot be used as asked."""


class ExportError(JourneyError):
    """A file could not be written or a format is not known."""


class ReadError(JourneyError):
    """A file from elsewhere cannot be read, or is none that the kit knows."""
