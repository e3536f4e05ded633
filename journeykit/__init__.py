"""journeykit: B2B customer-journey workshops in Jupyter, in Japanese and English.

>>> import journeykit as jk
>>> workshop = jk.open("demo")
>>> workshop.journey.personas
"""

from journeykit.doors.notebook import step
from journeykit.errors import JourneyError
from journeykit.log import Change, Journey, fold
from journeykit.workshop import Workshop, create, open

__all__ = ["Change", "Journey", "JourneyError", "Workshop", "create", "fold", "open", "step"]
