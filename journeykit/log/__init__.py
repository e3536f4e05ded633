"""The log of changes, and the fold from changes to a `Journey`: pure, no I/O.

Changes are taken in the order of `(at, id)` and the last writer wins per field, so any set of changes
folds to the same journey in any order, twice the same change counts once, and merging two workshops
is the union of their changes. A drop hides a record; a later put brings it back with all its fields.
"""

from journeykit.log.change import VERSION, Change
from journeykit.log.folding import fold
from journeykit.log.journey import Journey

__all__ = ["VERSION", "Change", "Journey", "fold"]
