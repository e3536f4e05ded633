"""Notes that say alike: proposed groups, each titled in its notes' own words, and near-duplicates.

Texts are compared by their n-grams (see `grams`). Each takes on what its neighbours say as well, so that
two that use different words for one thing can meet; then the closest are joined.

On the half of the labelled sets (tests/data/grouping_*.tsv) that was held back from tuning: precision, recall
and F1 of pairs, adjusted Rand index; beside them plain k-means on the same n-grams, told how many there are.

    Japanese  0.71 0.34 0.46 0.42   k-means  0.28 0.32 0.30 0.20
    English   0.70 0.43 0.53 0.49   k-means  0.26 0.29 0.27 0.17

So most of what stands in a group belongs there, while more than half of a theme's pairs share too few words
to be found: groups are proposals, which a team completes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Protocol

from journeykit.insights.grams import Grams, plain
from journeykit.insights.linkage import joined
from journeykit.insights.titles import Crowd, title

if TYPE_CHECKING:
    from journeykit.insights.grams import Matrix

__all__ = ["FEWEST", "MOST", "Group", "Worded", "duplicates", "groups"]

FEWEST = 6
"""Of fewer notes no groups are proposed: everybody sees them at a glance."""

MOST = 1000
"""So many different texts at most are compared with one another."""

_SMALLEST = 3
"""A group has at least so many notes."""

_ALIKE = 0.2
"""How close the texts of a group are at least, on average; found on the half of the sets for tuning."""

_SAME = 0.7
"""The cosine of n-grams from which two texts are near-duplicates; found on the same half."""

_PIECE = 2**18
"""So many steps a product of matrices has before threads cost more than they save."""

Pairs = tuple[tuple[str, str], ...]


class Worded(Protocol):
    """A record with a text: a note or an issue."""

    @property
    def id(self) -> str:
        """What tells it from others."""

    @property
    def text(self) -> str:
        """What it says."""


@dataclass(frozen=True)
class Group:
    """Notes that say alike, by id."""

    notes: tuple[str, ...]
    named: Callable[[], str] = field(compare=False, repr=False)

    @cached_property
    def title(self) -> str:
        """A title in the notes' own words; made only for those that are shown."""
        return self.named()


def groups(notes: Iterable[Worded]) -> list[Group]:
    """Return the groups that are proposed, the largest first; in whatever order the notes come.

    Beyond `MOST` different texts, the alphabet decides which are compared: divide the notes before.
    """
    return list(_groups(_pairs(notes)))


def duplicates(notes: Iterable[Worded]) -> list[tuple[str, ...]]:
    """Return the ids of notes that say the same, in sets of two or more."""
    return list(_duplicates(_pairs(notes)))


def _pairs(notes: Iterable[Worded]) -> Pairs:
    return tuple(sorted((note.id, note.text) for note in notes if note.text.strip()))


@lru_cache(maxsize=128)
def _groups(pairs: Pairs) -> tuple[Group, ...]:
    import numpy as np

    said = _said(pairs)
    if len(pairs) < FEWEST:
        return ()
    crowd, found = Crowd(list(said)), list[Group]()
    for texts in _parts(said):
        own = _grams(texts).closeness()
        for cluster in joined(_with_neighbours(own), _ALIKE):
            plains = [texts[at] for at in cluster]
            ids = _ids(plains, said)
            if len(ids) >= _SMALLEST:
                middle = int(own[np.ix_(cluster, cluster)].sum(axis=0).argmax())
                written = [said[text][0][1] for text in plains]
                found.append(Group(ids, partial(title, written, plains, middle, crowd)))
    return tuple(sorted(found, key=lambda group: (-len(group.notes), group.notes)))


@lru_cache(maxsize=1024)
def _duplicates(pairs: Pairs) -> tuple[tuple[str, ...], ...]:
    said = _said(pairs)
    found = list[tuple[str, ...]]()
    for texts in _parts(said):
        sets = joined(_grams(texts).closeness(rare=False), _SAME)
        alike = ([texts[at] for at in cluster] for cluster in sets)
        found += [_ids(plains, said) for plains in alike if len(plains) > 1 or len(said[plains[0]]) > 1]
    return tuple(sorted(found))


@lru_cache(maxsize=128)
def _grams(texts: tuple[str, ...]) -> Grams:
    """Return what groups and near-duplicates of the same notes are both found by."""
    return Grams(texts)


@lru_cache(maxsize=128)
def _said(pairs: Pairs) -> dict[str, list[tuple[str, str]]]:
    """Return the different texts in the order of the alphabet, each with the notes that say so."""
    said: dict[str, list[tuple[str, str]]] = {}
    for id_, text in pairs:
        said.setdefault(plain(text), []).append((id_, text))
    return dict(sorted(said.items()))


def _parts(said: Iterable[str]) -> list[tuple[str, ...]]:
    texts = tuple(said)
    return [texts[at : at + MOST] for at in range(0, len(texts), MOST)]


def _with_neighbours(own: Matrix) -> Matrix:
    """Return how close each two are by themselves, or once each has taken on what its neighbours say.

    A text and its neighbours, weighted by closeness, make a sum of rows of n-grams; the cosines of these
    sums, less what all have in common, need only the products of rows, which `own` holds.
    """
    import numpy as np

    sums = _times(_times(own, own), own)
    cosines = _scaled(sums)
    common = cosines.mean(axis=0)
    return np.maximum(own, _scaled(cosines - common - common[:, None] + common.mean()))


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return the product of two matrices; small ones piece by piece, for which no threads are started."""
    import numpy as np

    step = _PIECE // max(other.size, 1) or len(one)
    return np.concatenate([one[at : at + step] @ other for at in range(0, len(one), max(step, 1))] or [one])


def _scaled(products: Matrix) -> Matrix:
    import numpy as np

    length = np.sqrt(np.maximum(np.diag(products), 1e-6))
    return (products / length / length[:, None]).astype(np.float32)


def _ids(plains: Sequence[str], said: dict[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    return tuple(sorted(id_ for text in plains for id_, _ in said[text]))
