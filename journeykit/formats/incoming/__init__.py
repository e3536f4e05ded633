"""What comes in from elsewhere: read into drafts, matched with the workshop, shown, then written at once."""

from journeykit.formats.incoming.drafts import Draft, Incoming, Remark
from journeykit.formats.incoming.plan import Line, Plan, plan, take
from journeykit.formats.incoming.stages import Match, matches

__all__ = ["Draft", "Incoming", "Line", "Match", "Plan", "Remark", "matches", "plan", "take"]
