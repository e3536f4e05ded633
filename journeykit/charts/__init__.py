"""Charts of a journey with matplotlib: `ax=None` in, `Axes` out; pyplot and rcParams are left alone."""

from journeykit.charts.bars import basis_by_stage, issues_by_stage
from journeykit.charts.curve import emotion_curve
from journeykit.charts.evidence import funnel, time_in_stage
from journeykit.charts.flow import moves, nps_by_month
from journeykit.charts.matrix import value_effort

__all__ = [
    "basis_by_stage",
    "emotion_curve",
    "funnel",
    "issues_by_stage",
    "moves",
    "nps_by_month",
    "time_in_stage",
    "value_effort",
]
