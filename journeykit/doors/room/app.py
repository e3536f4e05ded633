"""The room over HTTP: what can be asked of it, by whom, and what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.middleware import Middleware

from journeykit.doors.room.batch import Batch
from journeykit.doors.room.enrolment import admit
from journeykit.doors.room.feed import Feed
from journeykit.doors.room.gate import Gate, Shelf
from journeykit.doors.room.hall import LEADING, Hall
from journeykit.doors.room.orders import Act, Arrival, Join, Language, Person, Refused, Said, laden, refusals
from journeykit.doors.room.pages import Pages
from journeykit.doors.room.reception import Reception
from journeykit.errors import JourneyError
from journeykit.panels import bring

__all__ = ["MOST_BYTES", "MOST_FILES", "room"]

MOST_BYTES = 64_000
"""The most that a request may carry: many times the longest answer."""

MOST_FILES = bring.MOST_BYTES + MOST_BYTES
"""The most that a request of whoever leads may carry with files beside it."""

_LADEN = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

Lang = Annotated[str, Query(pattern="^(ja|en)?$")]


def room(hall: Hall, *, public: str = "", prefix: str = "/") -> FastAPI:
    """Return the room's application. `public` is the address people use, `prefix` the path all lies below."""
    feed, pages = Feed(hall), Pages(hall, prefix, public)
    desk = Reception(hall, feed, pages, secure=public.startswith("https:"), path=prefix)

    @asynccontextmanager
    async def open_doors(_: FastAPI) -> AsyncIterator[None]:
        following = asyncio.create_task(feed.follow())
        yield
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following

    app = FastAPI(
        title="journeykit room",
        docs_url=None,  # its pages fetch scripts from elsewhere
        redoc_url=None,
        openapi_url=f"{prefix}openapi.json",
        lifespan=open_doors,
        # Nothing leaves this machine, whatever its environment asks for; and each request is the lighter.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        max_body_size=MOST_BYTES,
        middleware=[
            Middleware(Gate, origins=[public] if public else []),
            Middleware(Shelf, below=f"{prefix}static/", file=pages.static),
        ],
        exception_handlers={
            Refused: desk.refuse,
            JourneyError: desk.explain,
            RequestValidationError: desk.unreadable,
        },
    )
    app.state.feed = feed
    app.include_router(_for_guests(hall, feed, pages, desk), prefix=prefix.rstrip("/"))
    app.include_router(_for_lead(hall, feed, pages, desk), prefix=prefix.rstrip("/"))
    return app


def _for_guests(hall: Hall, feed: Feed, pages: Pages, desk: Reception) -> APIRouter:
    router = APIRouter(responses=refusals())
    admitted = Batch[Join, str](lambda orders: hall.work(lambda: admit(hall, orders)))

    @router.get("/health")
    async def health() -> dict[str, bool]:
        """Say that the room is open and its store answers."""
        await hall.work(lambda: hall.workshop.journey)
        return {"ok": True}

    @router.get("/", response_class=HTMLResponse)
    async def home(request: Request) -> Response:
        """Lead whoever has a seat to it, and tell everybody else how to come in."""
        seat = desk.seat(request)
        if seat is None:
            return pages.notice(pages.wished(request), "no_seat")
        return RedirectResponse(pages.root + ("cockpit" if seat.lead else "room"), 303)

    @router.get("/j/{code}", response_class=HTMLResponse)
    async def door(request: Request, code: Annotated[str, Path(max_length=60)], lang: Lang = "") -> Response:
        """Return the page on which people say who they are; for a wrong code, a page that says so."""
        spoken = lang or pages.wished(request)
        if not await hall.opens(code):
            return pages.refusal(spoken, desk.wrong_code(request))
        seat = desk.guest_or_none(request)
        if seat is None and hall.workshop.known.public.room.ended:
            return pages.notice(spoken, "ended")
        return pages.join(spoken, code, known=await hall.find(seat.who) if seat else None)

    @router.post("/join")
    async def join(request: Request, order: Join) -> JSONResponse:
        """Let somebody take part; the answer sets the cookie that is their seat."""
        if not await hall.opens(order.code):
            raise desk.wrong_code(request)
        who = await admitted.ask(order)
        feed.nudge()
        return desk.seated(who)

    @router.get("/again/{token}", response_class=HTMLResponse)
    async def again(request: Request, token: Annotated[str, Path(max_length=300)]) -> Response:
        """Return the page on which somebody sits down at another device."""
        person = await hall.find(hall.keys.arriving(token))
        spoken = person.language if person and person.language else pages.wished(request)
        return pages.again(spoken, token, person) if person else pages.notice(spoken, "old_link", status=404)

    @router.post("/again")
    async def arrive(order: Arrival) -> JSONResponse:
        """Give the seat of the same person to another device."""
        who = hall.keys.arriving(order.token)
        if await hall.find(who) is None:
            raise Refused("old_link", 404)
        return desk.seated(who)

    @router.get("/room", response_class=HTMLResponse)
    async def here(request: Request) -> Response:
        """Return a participant's page."""
        seat = desk.guest_or_none(request)
        person = await hall.find(seat.who) if seat else None
        if seat is None or person is None:
            return pages.notice(pages.wished(request), "removed" if seat else "no_seat", status=401)
        seats = await hall.work(lambda: hall.seats(seat.who))
        return pages.room(person, seats, csrf=desk.csrf(request))

    @router.get("/events", response_class=StreamingResponse)
    async def events(
        request: Request, page: str = "room", lang: Lang = "", writer: Annotated[str, Query(alias="as")] = ""
    ) -> Response:
        """Send what changes on a page, for as long as it is open."""
        who, spoken = await hall.work(lambda: desk.listener(request, page, writer, lang))
        headers = {"X-Accel-Buffering": "no"}  # a proxy passes each event on at once
        return StreamingResponse(
            feed.listen(page, spoken, who), media_type="text/event-stream", headers=headers
        )

    @router.post("/act")
    async def act(request: Request, order: Act) -> dict[str, Any]:
        """Take one message of a panel, and answer it."""
        seat = desk.checked(request)
        desk.slow_down(request)
        lang = pages.wished(request)
        reply = await hall.work(lambda: desk.act(seat, order, lang))
        feed.nudge()
        return reply

    @router.post("/people")
    async def people(request: Request, order: Person) -> dict[str, Any]:
        """Let a scribe write for one more person at their table."""
        seat = desk.checked(request, lead=False)
        desk.slow_down(request)
        seats = await hall.work(lambda: desk.add_person(seat, order))
        feed.nudge()
        return {"seats": seats}

    @router.post("/language")
    async def language(request: Request, order: Language) -> Said:
        """Let a participant choose the language of their screen."""
        seat = desk.checked(request, lead=False)
        desk.slow_down(request)
        await hall.work(lambda: desk.speak(seat, order))
        return Said()

    @router.post("/device")
    async def device(request: Request) -> dict[str, str]:
        """Return a link, and its picture, with which the same person sits down at another device."""
        seat = desk.checked(request, lead=False)
        desk.slow_down(request)
        link = f"{pages.address(request)}again/{desk.token(seat)}"
        return {"link": link, "picture": pages.qr(link)}

    return router


def _for_lead(hall: Hall, feed: Feed, pages: Pages, desk: Reception) -> APIRouter:
    router = APIRouter(responses=refusals())
    one_at_a_time = asyncio.Lock()

    @router.get("/lead/{key}", response_class=HTMLResponse)
    async def lead(request: Request, key: Annotated[str, Path(max_length=100)]) -> Response:
        """Seat whoever has the facilitator's key, and show them the cockpit."""
        if not await hall.work(lambda: hall.keys.is_lead(key)):
            return pages.refusal(pages.wished(request), desk.wrong_code(request))
        return desk.leading(RedirectResponse(pages.root + "cockpit", 303))

    def page(name: str) -> Callable[..., Any]:
        async def shown(request: Request, lang: Lang = "") -> Response:
            if desk.lead_or_none(request) is None:
                return pages.notice(pages.wished(request), "lead_only", status=401)
            code = await hall.work(hall.keys.code)
            link = f"{pages.address(request)}j/{code}"
            return pages.leading(name, lang or hall.workshop.lang, link, csrf=desk.csrf(request, lead=True))

        shown.__doc__ = f"Return the facilitator's page {name}."
        return shown

    for name in (*LEADING, "poster"):
        router.get(f"/{name}", response_class=HTMLResponse, name=name)(page(name))

    @router.post("/renew")
    async def renew(request: Request) -> dict[str, str]:
        """Make a new join link; the old one opens nothing any more. Who has joined stays."""
        desk.checked(request, lead=True)
        code = await hall.work(lambda: hall.keys.code(renew=True))
        link = f"{pages.address(request)}j/{code}"
        return {"link": link, "picture": pages.qr(link)}

    @router.post("/files", max_body_size=MOST_FILES, openapi_extra=_LADEN)
    async def files(request: Request) -> dict[str, Any]:
        """Take a message of a panel with files beside it: it is the first line, their bytes are the rest."""
        desk.checked(request, lead=True)
        desk.slow_down(request)
        order, data = laden(await request.body())
        lang = pages.wished(request)
        async with one_at_a_time:  # reading files may take long and much memory: not in the store's thread
            reply = await asyncio.to_thread(desk.files, order, data, lang)
        feed.nudge()
        return reply

    @router.get("/export/{name}", response_class=Response)
    async def export(
        request: Request, name: Annotated[str, Path(max_length=20)], lang: Lang = ""
    ) -> Response:
        """Return the workshop as a file, for whoever leads it."""
        if desk.lead_or_none(request) is None:
            raise Refused("lead_only", 401)
        return await asyncio.to_thread(desk.export, name, lang or hall.workshop.lang)

    return router
