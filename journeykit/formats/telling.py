"""A workshop as formats tell it: in another language, without names; made once for all that tell it alike."""

from __future__ import annotations

from journeykit.formats.against import Against
from journeykit.workshop import Workshop

__all__ = ["Telling"]

Told = tuple[Workshop, "Against | None"]


class Telling:
    """A workshop in a language, and what it is compared with; with `redact` both without names."""

    def __init__(self, workshop: Workshop, lang: str, *, redact: bool = False) -> None:
        self.workshop, self.lang, self.redact = workshop, lang, redact
        self._made: dict[tuple[bool, int], Told] = {}

    def of(self, against: Against | None = None, *, as_stored: bool = False) -> Told:
        """Return the workshop and what it is compared with; `as_stored`, texts are as they were written."""
        key = as_stored, id(against)
        if key not in self._made:
            self._made[key] = self._told(against, as_stored)
        return self._made[key]

    def _told(self, against: Against | None, as_stored: bool) -> Told:
        shown = self.workshop
        if not as_stored:
            from journeykit.formats.translation import translated

            shown = translated(shown, self.lang)
        if not self.redact:
            return shown, against
        from journeykit.formats.redact import redacted

        return redacted(shown, self.lang, against)
