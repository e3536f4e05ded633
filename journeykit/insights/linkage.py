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
    sizes, members = np.ones(len(near)), {at: [at] for at in range(len(near))}
    open_, done, chain = dict.fromkeys(members), list[list[int]](), list[int]()
    while open_:
        chain = chain or [next(iter(open_))]
        here, before = chain[-1], chain[-2] if len(chain) > 1 else -1
        nearest = int(near[here].argmax())
        if before >= 0 and near[here, before] >= near[here, nearest]:
            nearest = before
        if not near[here, nearest] >= least:  # nothing that is joined later comes closer
            done.append(members[here])
            near[here], near[:, here] = -np.inf, -np.inf
            del open_[here]
            chain.pop()
        elif nearest != before:
            chain.append(nearest)
        else:
            total = sizes[here] + sizes[before]
            near[here] = (sizes[here] * near[here] + sizes[before] * near[before]) / total
            near[:, here], near[here, here] = near[here], -np.inf
            near[before], near[:, before] = -np.inf, -np.inf
            sizes[here] = total
            members[here] += members.pop(before)
            del open_[before]
            chain = chain[:-2]
    return [sorted(cluster) for cluster in done]
