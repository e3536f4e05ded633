"""Errands: what takes long is done in a thread of its own, tells how far it is, and can be called off."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread
from typing import Any, Literal

from journeykit.errors import JourneyError

__all__ = ["CalledOff", "Errand", "Progress"]

Progress = Callable[[str, float], None]
"""Is told what is being done and which part is, from 0 to 1. Raises `CalledOff` where nobody waits for it."""

State = Literal["running", "done", "failed", "stopped"]


class CalledOff(Exception):
    """Whoever asked for an errand does not want it any more."""


class Errand:
    """One errand, begun as it is made. `of` is what it was asked for: for the same, it is not done again.

    Its `value` is there once it is `done`, its `error` once it has `failed`; a value with a `close` is closed
    as soon as the errand is called off.
    """

    def __init__(self, of: object, work: Callable[[Progress], Any]) -> None:
        self.of, self.doing, self.part = of, "", 0.0
        self.state: State = "running"
        self.value: Any = None
        self.error: JourneyError | None = None
        self._off, self._lock = False, Lock()
        self._thread = Thread(target=self._run, args=(work,), name="errand", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Call the errand off, and let go of what it brought."""
        with self._lock:
            self._off, self.state = True, "stopped"
            value, self.value = self.value, None
        _close(value)

    def wait(self, seconds: float | None = None) -> Errand:
        """Wait until it has ended, at most so long."""
        self._thread.join(seconds)
        return self

    def _run(self, work: Callable[[Progress], Any]) -> None:
        try:
            self._end("done", value=work(self._tell))
        except JourneyError as error:
            self._end("failed", error=error)
        except Exception as error:
            if not self._off:  # else it was interrupted in the middle of something
                logging.getLogger(__name__).exception("an errand failed", exc_info=error)
            self._end("failed", error=JourneyError("errand_failed"))

    def _tell(self, doing: str, part: float) -> None:
        if self._off:
            raise CalledOff
        self.doing, self.part = doing, min(part, 1.0)

    def _end(self, state: State, value: Any = None, error: JourneyError | None = None) -> None:
        with self._lock:
            if not self._off:
                self.value, self.error, self.state = value, error, state
        if self._off:
            _close(value)


def _close(value: Any) -> None:
    if hasattr(value, "close"):
        value.close()
