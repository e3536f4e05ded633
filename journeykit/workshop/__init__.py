"""The façade that notebooks and doors talk to: one workshop in one folder."""

from journeykit.workshop.folder import create, open
from journeykit.workshop.workshop import Workshop

__all__ = ["Workshop", "create", "open"]
