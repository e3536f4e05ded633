"""Redaction: a workshop without the names of people and companies, for every writer to take as it is."""

from journeykit.formats.redact.workshops import note, redacted, suspects

__all__ = ["note", "redacted", "suspects"]
