"""The commands that open a workshop for people: in notebooks, and in the room."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from journeykit.cli.making import made
from journeykit.cli.options import HELP, Folder, Lang
from journeykit.terminal import SYSTEM, say, told, working

__all__ = ["room", "start"]


def start(
    folder: Folder = Path(),
    lang: Lang = "",
    port: Annotated[int | None, typer.Option(help=HELP["port"])] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=HELP["browser"])] = True,
) -> None:
    with told(lang):
        from journeykit import workshop
        from journeykit.doors.lab import notebooks, server

        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            opened = made(folder, lang or SYSTEM)
        else:
            opened = workshop.open(folder, lang=lang or None)
        spoken = opened.lang
        opened.close()
        notebooks.renew(opened.folder / "notebooks")
        with working("starting", spoken) as waiting:

            def tell(address: str) -> None:
                waiting.stop()
                say("address", spoken, address=address)
                say("stop", spoken)

            code = server.start(opened.folder, spoken, tell=tell, port=port, open_browser=browser)
        raise typer.Exit(code)


def room(
    folder: Folder = Path(),
    lang: Lang = "",
    port: Annotated[int, typer.Option(help=HELP["room_port"])] = 8765,
    host: Annotated[str, typer.Option(help=HELP["host"])] = "127.0.0.1",
    public: Annotated[str, typer.Option(help=HELP["public"])] = "",
    prefix: Annotated[str, typer.Option(help=HELP["prefix"], envvar="JUPYTERHUB_SERVICE_PREFIX")] = "/",
    qr: Annotated[bool, typer.Option("--qr/--no-qr", help=HELP["qr"])] = True,
    renew: Annotated[bool, typer.Option("--renew", help=HELP["renew"])] = False,
) -> None:
    with told(lang):
        from journeykit import workshop
        from journeykit.doors.room import server

        opened = workshop.open(folder, lang=lang or None)
        spoken = opened.lang
        opened.close()

        def tell(links: server.Links) -> None:
            say("join", spoken, link=links.join)
            if qr:
                import segno

                segno.make(links.join, micro=False).terminal(compact=True)
            say("lead", spoken, link=links.lead)
            if not public:
                say("loopback" if links.loopback else "network", spoken)
            say("stop", spoken)

        server.serve(
            folder,
            lang=lang or None,
            host=host,
            port=port,
            public=public,
            prefix=prefix,
            renew=renew,
            tell=tell,
        )
