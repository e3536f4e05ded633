"""Average linkage by chains of nearest neighbours: the closest are joined while they are close enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeykit.insights.grams import Matrix

__all__ = ["joined"]


def joined(closeness: Matrix, least: float) -> list[list[int]]:
    """Return which rows belong together: clusters whose members are on average at least so close.

    A chain that goes from each to its nearest ends where two are each other's nearest; joining these first
    gives what joining the closest of all would give, in quadratic time (Murtagh 1983).
    """
    import numpy as np

    # Rounded alike both ways: else a chain could go in a circle.
    near = np.maximum(closeness, closeness.T).astype(np.float64)
    np.fill_diagonal(near, -np.inf)
    social = np.flatnonzero((near >= least).any(axis=1)).tolist()
    members = {at: [at] for at in range(len(near))}
    open_, chain = dict.fromkeys(social), list[int]()
    while open_:
        chain = chain or [next(iter(open_))]
        here, before = chain[-1], chain[-2] if len(chain) > 1 else -1
        row = near[here]
        nearest = int(row.argmax())
        if before >= 0 and row[before] >= row[nearest]:
            nearest = before
        if not row[nearest] >= least:  # nothing that is joined later comes closer
            del open_[chain.pop()]
        elif nearest != before:
            chain.append(nearest)
        else:
            ours, theirs = len(members[here]), len(members[before])
            row[:] = (ours * row + theirs * near[before]) / (ours + theirs)
            near[:, here], row[here] = row, -np.inf
            near[:, before] = -np.inf
            members[here] += members.pop(before)
            del open_[before]
            chain = chain[:-2]
    return [sorted(cluster) for cluster in members.values()]
