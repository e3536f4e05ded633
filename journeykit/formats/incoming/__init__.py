"""What comes in from elsewhere: read into drafts, matched with the workshop, shown, then written at once."""

from journeykit.formats.incoming.drafts import Draft, Incoming, Remark, bounded
from journeykit.formats.incoming.plan import Line, Plan, changes_of, plan, take
from journeykit.formats.incoming.stages import Match, check_choices, matches

__all__ = [
    "Draft",
    "Incoming",
    "Line",
    "Match",
    "Plan",
    "Remark",
    "bounded",
    "changes_of",
    "check_choices",
    "matches",
    "plan",
    "take",
]
