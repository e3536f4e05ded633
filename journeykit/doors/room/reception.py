"""The reception: who may sit down, who sits where, and what each seat may ask for."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from journeykit import catalogue, formats, panels
from journeykit.doors.room.enrolment import fields_of
from journeykit.doors.room.feed import Feed
from journeykit.doors.room.hall import LEADING, Hall
from journeykit.doors.room.keys import Seat
from journeykit.doors.room.orders import Act, Language, Person, Refused
from journeykit.doors.room.pages import Pages
from journeykit.errors import InvalidAnswer, JourneyError, WorkshopError
from journeykit.panels import Viewer
from journeykit.panels.backstage import backstage
from journeykit.records import PARTICIPANT

__all__ = ["Reception"]

_SECONDS = 14 * 24 * 3600
_LIMITS: dict[str, RateLimitItem] = {
    "act": RateLimitItemPerSecond(80, 10),  # typing saves twice a second; after a lost line all waits at once
    "code": RateLimitItemPerMinute(30),  # wrong codes from one address
}


class Reception:
    """Seats people by signed cookies and takes what they send. `secure` keeps cookies to https."""

    def __init__(self, hall: Hall, feed: Feed, pages: Pages, *, secure: bool, path: str) -> None:
        self._hall, self._feed, self._pages = hall, feed, pages
        self._secure, self._path = secure, path
        # A browser keeps cookies by host, whatever the port: each workshop has names of its own.
        self._seat, self._lead = (f"journeykit-{kind}-{hall.mark}" for kind in ("seat", "lead"))
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._panels = {
            name
            for step in catalogue.read("steps", catalogue.LANGUAGES[0])["steps"].values()
            for name in step.get("guests", ())
        }

    # -- who sits here

    def guest_or_none(self, request: Request) -> Seat | None:
        """Return the seat of a participant's browser."""
        seat = self._hall.keys.seat(request.cookies.get(self._seat))
        return seat if seat and not seat.lead else None

    def lead_or_none(self, request: Request) -> Seat | None:
        """Return the facilitator's seat."""
        seat = self._hall.keys.seat(request.cookies.get(self._lead))
        return seat if seat and seat.lead else None

    def seat(self, request: Request) -> Seat | None:
        """Return the seat of a browser; the facilitator's where it has both."""
        return self.lead_or_none(request) or self.guest_or_none(request)

    def csrf(self, request: Request, *, lead: bool = False) -> str:
        """Return the token that pages of this seat send along."""
        return self._hall.keys.csrf(request.cookies.get(self._lead if lead else self._seat, ""))

    def checked(self, request: Request, *, lead: bool | None = None) -> Seat:
        """Return the seat that sends a request, as the token says. Raises `Refused` where there is none."""
        token = request.headers.get("x-csrf-token", "")
        for wanted in (True, False) if lead is None else (lead,):
            seat = self.lead_or_none(request) if wanted else self.guest_or_none(request)
            if seat and secrets.compare_digest(token.encode(), self.csrf(request, lead=wanted).encode()):
                return seat
        raise Refused("lead_only" if lead else "no_seat", 401)

    def listener(self, request: Request, page: str, writer: str, lang: str) -> tuple[str, str]:
        """Return who listens (nobody in particular on the facilitator's pages), and their language."""
        if page in LEADING and self.lead_or_none(request):
            return "", lang or self._hall.workshop.lang
        seat = self.guest_or_none(request)
        if page != "room" or seat is None:
            raise Refused("no_seat", 401)
        who = self._writing(seat, writer)
        if self._feed.screens(who) >= _SCREENS:
            raise Refused("too_often", 429)
        person = self._hall.participant(seat.who)
        return who, lang or (person.language if person else "") or self._hall.workshop.lang

    # -- how often

    def wrong_code(self, request: Request) -> Refused:
        """Return the answer to a wrong code; who has the right one is never slowed down by others."""
        tried = self._limiter.hit(_LIMITS["code"], "code", self._sender(request))
        return Refused("wrong_code", 404) if tried else Refused("too_often", 429)

    def slow_down(self, request: Request) -> None:
        """Count a message. Raises `Refused` where somebody sends more than a person can write."""
        if not self._limiter.hit(_LIMITS["act"], "act", self._sender(request)):
            raise Refused("too_often", 429)

    def _sender(self, request: Request) -> str:
        seat = self.seat(request)
        return seat.who if seat and seat.who else (request.client.host if request.client else "")

    # -- who comes in

    def add_person(self, seat: Seat, order: Person) -> list[list[str]]:
        """Let a scribe write for one more person; return for whom they write now."""
        self._present(seat.who)
        if len(self._hall.seats(seat.who)) > _TABLE:
            raise Refused("full_table", 403)
        other, fields = PARTICIPANT + secrets.token_hex(16), fields_of(self._hall, order, scribe=seat.who)
        self._hall.doorman.put("participant", other, **fields)
        return self._hall.seats(seat.who)

    def speak(self, seat: Seat, order: Language) -> None:
        """Keep the language that a participant chose."""
        self._present(seat.who)
        self._hall.doorman.put("participant", seat.who, language=order.language)

    def token(self, seat: Seat) -> str:
        """Return a token with which a participant sits down at another device."""
        self._present(seat.who)
        return self._hall.keys.device(seat.who)

    def _present(self, who: str) -> None:
        if self._hall.participant(who, ask=True) is None:
            raise Refused("removed", 410)

    def _writing(self, seat: Seat, writer: str) -> str:
        """Return for whom a seat writes. Raises `Refused` for whom it is not the scribe of."""
        self._present(seat.who)
        if writer in ("", seat.who):
            return seat.who
        other = self._hall.participant(writer, ask=True)
        if other is None or other.scribe != seat.who:
            raise Refused("not_you", 403)
        return writer

    # -- what they send

    def act(self, seat: Seat, order: Act, lang: str) -> dict[str, Any]:
        """Hand a panel's message to the panel, as whoever sent it, and return its reply.

        Participants are answered in the language they chose, who leads in that of their page, `lang`.
        """
        guest = not seat.lead
        if order.panel not in (self._panels if guest else panels.NAMES):
            raise Refused("no_such_panel", 404)
        hall = self._hall
        viewer = Viewer(lang, hall.step, workshop=hall.id)
        if not guest:
            viewer = viewer._replace(backstage=backstage(hall.workshop, online=hall.online()))
            return panels.act(order.panel, hall.workshop, viewer, order.message)
        writer, person = self._writing(seat, order.writer), hall.participant(seat.who)
        viewer = viewer._replace(guest=True, lang=(person and person.language) or hall.workshop.lang)
        return panels.act(order.panel, hall.workshop.acting_as(writer), viewer, order.message)

    def files(self, order: Act, data: bytes, lang: str) -> dict[str, Any]:
        """Hand a message with files beside it to a panel, as whoever leads, and return its reply."""
        if order.panel not in panels.NAMES:
            raise Refused("no_such_panel", 404)
        hall = self._hall
        viewer = Viewer(lang, hall.step, workshop=hall.id)
        return panels.act(order.panel, hall.workshop, viewer, panels.laden(order.message, data))

    def export(self, name: str, lang: str) -> Response:
        """Return the workshop as a file to keep."""
        file = formats.export(self._hall.workshop, name, lang=lang)
        headers = {"Content-Disposition": f'attachment; filename="journey{file.suffix}"'}
        return Response(file.read_bytes(), media_type="application/octet-stream", headers=headers)

    # -- what they are answered

    def seated(self, who: str) -> JSONResponse:
        """Return the answer that seats a participant."""
        answer = JSONResponse({"to": self._pages.root + "room"})
        self._give(answer, self._seat, Seat(who))
        return answer

    def leading(self, answer: Response) -> Response:
        """Return an answer that seats the facilitator."""
        self._give(answer, self._lead, Seat(lead=True))
        return answer

    def _give(self, answer: Response, name: str, seat: Seat) -> None:
        answer.set_cookie(
            name,
            self._hall.keys.sign(seat),
            max_age=_SECONDS,
            path=self._path,
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    async def refuse(self, request: Request, refused: Exception) -> Response:
        """Say in the reader's language why not."""
        assert isinstance(refused, Refused)
        words = catalogue.read("room", self._pages.wished(request))["refused"]
        return JSONResponse({"say": words[refused.key]}, refused.status)

    async def explain(self, request: Request, error: Exception) -> Response:
        """Say in the reader's language what went wrong; what the store could not do may be tried again."""
        assert isinstance(error, JourneyError)
        wrong = next(iter(error.fields.values())) if isinstance(error, InvalidAnswer) else error
        status = 503 if isinstance(error, WorkshopError) else 400
        return JSONResponse({"say": catalogue.explain(wrong, self._pages.wished(request))}, status)

    async def unreadable(self, request: Request, _: Exception) -> Response:
        """Say that what was sent is none of what a page sends; it is not told back, whatever was in it."""
        return await self.explain(request, JourneyError("bad_message"))


_SCREENS = 20
"""On how many screens one person may be shown at once."""


_TABLE = 20
"""For how many others one scribe may write."""
