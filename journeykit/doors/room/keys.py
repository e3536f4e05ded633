"""The room's keys: the code in the join link, the facilitator's key, and the signature under each seat.

They lie in the store beside the log, so that every process that serves the workshop knows them; they are
neither merged nor exported.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from typing import NamedTuple

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from journeykit.records import PARTICIPANT
from journeykit.store import Store

__all__ = ["Keys", "Seat"]

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that can be mistaken for another when typed off a screen
_CODE = 12  # 12 of 31 letters: 59 bits
_DEVICE_SECONDS = 600
_KEPT_SECONDS = 0.5
"""How long a key is not looked up again: so much later other processes know of a new link."""


class Seat(NamedTuple):
    """Who sits at a browser: a participant by their id, or whoever leads the workshop."""

    who: str = ""
    lead: bool = False


class Keys:
    """The keys of the workshop in `store`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._secret = store.key("secret", lambda: secrets.token_urlsafe(32))
        self._seats = URLSafeSerializer(self._secret, salt="seat")
        self._devices = URLSafeTimedSerializer(self._secret, salt="device")
        self._code, self._lead, self._until = "", "", 0.0

    def code(self, *, renew: bool = False) -> str:
        """Return the code of the join link; with `renew` a new one, and the old link is worth nothing."""
        if renew or not self._code or time.monotonic() > self._until:
            self._code = self._store.key("code", _new_code, renew=renew)
            self._until = time.monotonic() + _KEPT_SECONDS
        return self._code

    def lead(self, *, renew: bool = False) -> str:
        """Return the facilitator's key; with `renew` a new one, and whoever led has to come in again."""
        if renew or not self._lead:
            self._lead = self._store.key("lead", lambda: secrets.token_urlsafe(24), renew=renew)
        return self._lead

    @property
    def at_hand(self) -> bool:
        """Whether the code is known without a question to the store."""
        return bool(self._code) and time.monotonic() < self._until

    def is_code(self, given: str) -> bool:
        """Say whether somebody has the code of the join link, however they write it."""
        plain = given.lower().replace("-", "").replace(" ", "")
        return hmac.compare_digest(plain.encode(), self.code().replace("-", "").encode())

    def is_lead(self, given: str) -> bool:
        """Say whether somebody has the facilitator's key."""
        return hmac.compare_digest(given.encode(), self.lead().encode())

    def sign(self, seat: Seat) -> str:
        """Return the cookie of a seat."""
        return str(self._seats.dumps([seat.who, self._mark() if seat.lead else ""]))

    def seat(self, cookie: str | None) -> Seat | None:
        """Return whose cookie it is, or None where it is not one of ours."""
        try:
            who, mark = self._seats.loads(cookie or "")
        except (BadSignature, ValueError, TypeError):
            return None
        if mark:
            return Seat(lead=True) if hmac.compare_digest(str(mark), self._mark()) else None
        return Seat(str(who))

    def csrf(self, cookie: str) -> str:
        """Return what a page of ours sends along with its requests, and no other page can know."""
        return hmac.new(self._secret.encode(), cookie.encode(), hashlib.sha256).hexdigest()

    def participant(self, ticket: str) -> str:
        """Return the id of the participant that a browser's ticket makes: the same however often it asks."""
        drawn = hmac.new(self._secret.encode(), b"ticket " + ticket.encode(), hashlib.sha256)
        return PARTICIPANT + drawn.hexdigest()[:32]

    def device(self, who: str) -> str:
        """Return a token with which the same person can sit down at another device, for ten minutes."""
        return str(self._devices.dumps(who))

    def arriving(self, token: str) -> str:
        """Return who comes from another device, or "" where the token is not good."""
        try:
            return str(self._devices.loads(token, max_age=_DEVICE_SECONDS))
        except (BadSignature, ValueError):
            return ""

    def _mark(self) -> str:
        return hashlib.sha256(self.lead().encode()).hexdigest()[:32]


def _new_code() -> str:
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
    return "-".join(drawn[at : at + 4] for at in range(0, _CODE, 4))
