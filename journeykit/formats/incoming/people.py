"""Whom the names of a file mean, and whose that is which names nobody."""

from __future__ import annotations

from collections.abc import Iterable

from journeykit.formats.incoming.beside import beside
from journeykit.formats.incoming.drafts import Draft
from journeykit.formats.incoming.known import made_id
from journeykit.formats.incoming.stages import bare
from journeykit.log import Journey

__all__ = ["NOBODY", "People"]

NOBODY = Draft("persona", {"name": ""})
"""The persona without a name that gets what is nobody's, where it is not clear whose it is."""


class People:
    """The personas of a workshop and of a file, by name and by the ids that they have in the file."""

    def __init__(self, journey: Journey, drafts: Iterable[Draft]) -> None:
        self.journey = journey
        self.names: dict[str, str] = {}
        for one in (one for one in journey.personas if one.name):
            self.names.setdefault(bare(one.name), one.id)  # of two of one name the older
        for told in (one for one in beside(journey) if (one.kind, one.field) == ("persona", "name")):
            self.names.setdefault(bare(told.text), told.record)
        self.ids: dict[str, str] = {}
        self.gone: set[str] = set()
        drafts = tuple(drafts)
        given = [draft for draft in drafts if draft.kind == "persona"]
        self.drafts = [*self._unnamed(drafts, given), *given]

    def _unnamed(self, drafts: Iterable[Draft], given: list[Draft]) -> list[Draft]:
        """Return drafts of the personas that others name, and that nobody describes."""
        named = dict.fromkeys(str(d.fields["persona"]) for d in drafts if d.fields.get("persona"))
        known = {bare(str(draft.fields.get("name", ""))) for draft in given} | self.names.keys()
        ids = {draft.record for draft in given}
        return [
            Draft("persona", {"name": name})
            for name in named
            if bare(name) not in known and name not in ids and not self.journey.last_known("persona", name)
        ]

    def key(self, draft: Draft) -> str:
        """Return the id of the persona that a draft tells of: ours of that name, else its own."""
        name = bare(str(draft.fields.get("name", "")))
        if draft.record and self.journey.last_known("persona", draft.record):
            key = draft.record
        else:
            key = self.names.get(name, "") or draft.record or made_id("persona", draft.key, [name])
        if name:
            self.names.setdefault(name, key)
        if draft.record:
            self.ids[draft.record] = key
        return self._noted(key)

    def whose(self, name: str) -> str:
        """Return the id of the persona that a name, or an id of a file of ours, means; "" if none."""
        if not name:
            return ""
        if name in self.ids or not self.journey.last_known("persona", name):
            return self.ids.get(name) or self.names.get(bare(name), "")
        return self._noted(name)

    def all(self) -> list[str]:
        """Return the ids of all personas there are, or will be."""
        keys = [*(one.id for one in self.journey.personas), *self.names.values(), *self.ids.values()]
        return [key for key in dict.fromkeys(keys) if key not in self.gone]

    def alone(self) -> str:
        """Return the only persona there is; "" where there are several, or none."""
        keys = self.all()
        return keys[0] if len(keys) == 1 else ""

    def _noted(self, key: str) -> str:
        """Return the id of a persona, and keep in mind where the team has deleted them."""
        if self.journey.last_known("persona", key) and not self.journey.get("persona", key):
            self.gone.add(key)
        return key
