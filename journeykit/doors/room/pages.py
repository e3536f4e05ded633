"""The pages and files of the room: drawn from templates, all text from the catalogue, nothing inline runs."""

from __future__ import annotations

import gzip
import hashlib
import json
import secrets
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from journeykit import catalogue, panels
from journeykit.doors.room.hall import Hall
from journeykit.doors.room.orders import Refused
from journeykit.records import Participant

__all__ = ["Pages"]

_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
_FOREVER = "public, max-age=31536000, immutable"


class Pages:
    """Draws pages for the room of `hall`, whose paths all start with `prefix`."""

    def __init__(self, hall: Hall, prefix: str, public: str = "") -> None:
        self._hall, self.root, self._public = hall, prefix, public
        _files()  # made now, not while the first people wait
        _template("join"), _template("room")

    def address(self, request: Request) -> str:
        """Return the address that people use, with a slash at its end."""
        return (
            self._public.rstrip("/") + "/"
            if self._public
            else f"{str(request.base_url).rstrip('/')}{self.root}"
        )

    def wished(self, request: Request) -> str:
        """Return the language a browser asks for, if it is one of ours, else the workshop's."""
        asked = request.headers.get("accept-language", "")
        wishes = [part.split(";")[0].strip()[:2].lower() for part in asked.split(",")]
        return next((wish for wish in wishes if wish in catalogue.LANGUAGES), self._hall.workshop.lang)

    def join(self, lang: str, code: str, *, known: Participant | None) -> HTMLResponse:
        """Return the page on which people say who they are; `known` is who already sits at this browser."""
        journey = self._hall.workshop.known.public  # no question to the store between two answers
        data, roles = {"page": "join", "code": code}, _roles(lang)
        title, anonymous = journey.brief.title, journey.room.anonymous
        name = known.name if known else None
        return self._page("join", lang, data, roles=roles, title=title, anonymous=anonymous, known=name)

    def again(self, lang: str, token: str, person: Participant) -> HTMLResponse:
        """Return the page on which a person sits down at another device."""
        return self._page("again", lang, {"page": "again", "token": token}, whose=person.name)

    def room(self, person: Participant, seats: list[list[str]], *, csrf: str) -> HTMLResponse:
        """Return a participant's page."""
        lang, anonymous = person.language or self._hall.workshop.lang, not person.name
        data = {"page": "room", "csrf": csrf, "seats": seats, "who": person.id, "anonymous": anonymous}
        data["seatText"] = catalogue.read("room", lang)["seat"]
        return self._page("room", lang, data, anonymous=anonymous, roles=_roles(lang))

    def leading(self, name: str, lang: str, link: str, *, csrf: str) -> HTMLResponse:
        """Return one of the facilitator's pages."""
        data = {"page": name, "csrf": csrf, "seats": [], "who": ""}
        template, title = (
            "poster" if name == "poster" else "lead",
            self._hall.workshop.known.public.brief.title,
        )
        return self._page(template, lang, data, page=name, link=link, qr=self.qr(link), title=title)

    def notice(self, lang: str, key: str, *, status: int = 200) -> HTMLResponse:
        """Return a page that says one thing."""
        words = catalogue.read("room", lang)["refused"]
        return self._page("notice", lang, {"page": "notice"}, status=status, said=words[key])

    def refusal(self, lang: str, refused: Refused) -> HTMLResponse:
        """Return a page that says why not."""
        return self.notice(lang, refused.key, status=refused.status)

    def static(self, file: str, accepted: str) -> Response:
        """Return a file of the pages; 404 where there is none of that name.

        A page that was opened before an upgrade asks by an older hash: it gets the file of today.
        """
        return _static(file, "gzip" in accepted)

    def qr(self, link: str) -> str:
        """Return the QR code of a link as the address of a picture."""
        import segno

        return str(segno.make(link, micro=False).svg_data_uri(scale=8, border=3, dark="#111", light="#fff"))

    def _page(
        self, name: str, lang: str, data: dict[str, Any], *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        texts = {"workshop": self._hall.id, "root": self.root, "text": catalogue.read("room", lang)["page"]}
        told = {**data, **texts, "lang": lang, "files": _named()}
        before, after = _drawn(name, lang, self.root, tuple(values.items()))
        # What comes from people cannot end the element: it has no "<".
        return HTMLResponse(before + _as_data(told) + after, status)


def _roles(lang: str) -> tuple[tuple[str, str], ...]:
    return tuple(catalogue.choices("roles", lang).items())


@lru_cache(maxsize=64)
def _drawn(name: str, lang: str, root: str, values: tuple[tuple[str, Any], ...]) -> tuple[str, str]:
    """Return a page before and after its data: when many come at once, the rest is the same for all."""
    mark, other = secrets.token_hex(16), "en" if lang == "ja" else "ja"
    words = catalogue.read("room", lang)
    before, _, after = (
        _template(name)
        .render(lang=lang, other=other, root=root, words=words, data=mark, named=_named(), **dict(values))
        .partition(mark)
    )
    return before, after


@cache
def _template(name: str) -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return found.get_template(f"{name}.html.j2")


def _as_data(value: Any) -> str:
    """Return a value as JSON that can stand in a script element, whatever is in it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _sources() -> dict[str, str]:
    """Return the files of the pages by their plain names: scripts and styles, the panels' too."""
    here = files(__package__).joinpath("static")
    own = {
        file.name: file.read_text("utf-8") for file in here.iterdir() if file.name.endswith((".js", ".css"))
    }
    scripts = {f"panel-{name}.js": panels.script(name) for name in panels.NAMES}
    return own | scripts | {"panels.css": panels.style()}


@cache
def _named() -> dict[str, str]:
    """Return the names under which files are served: with their hash, so that a browser may keep them."""
    return {
        name: f"{hashlib.sha256(text.encode()).hexdigest()[:16]}-{name}" for name, text in _sources().items()
    }


@cache
def _files() -> dict[str, tuple[bytes, bytes]]:
    served = {_named()[name]: text.encode() for name, text in _sources().items()}
    return {name: (plain, gzip.compress(plain, mtime=0)) for name, plain in served.items()}


@lru_cache(maxsize=128)
def _static(file: str, gzipped: bool) -> Response:
    """Return the answer for a file; the same one to everybody."""
    today = _named().get(file.partition("-")[2], "")
    found = _files().get(today)
    if found is None:
        return Response(status_code=404)
    plain, packed = found
    headers = {"Cache-Control": _FOREVER if file == today else "no-store", "Vary": "Accept-Encoding"}
    if gzipped:
        return Response(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=_type(today))
    return Response(plain, headers=headers, media_type=_type(today))


def _type(file: str) -> str:
    return _TYPES[file.rpartition(".")[2]]
