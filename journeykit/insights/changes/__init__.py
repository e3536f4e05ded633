"""What changed between two journeys: two moments of one workshop, or two workshops. Not a text diff."""

from journeykit.insights.changes.compare import GROUPS, Changes, Entry, compare
from journeykit.insights.changes.told import capped, sentence, tell, title_of

__all__ = ["GROUPS", "Changes", "Entry", "capped", "compare", "sentence", "tell", "title_of"]
