"""The notebook door: a step of the workshop, whose panels are widgets of one small class.

>>> import journeykit as jk
>>> step = jk.step("03_personas", lang="en")
>>> step.panel("personas")
"""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journeykit import catalogue, panels, settings, workshop
from journeykit.errors import JourneyError
from journeykit.panels import Viewer
from journeykit.panels.backstage import LED, backstage
from journeykit.workshop import Workshop

if TYPE_CHECKING:
    from ipywidgets import DOMWidget

__all__ = ["Step", "step"]

_STALE = 10_000_000_000
"""After how many nanoseconds a panel that tells the time is told it anew."""


def step(name: str, *, lang: str = "ja", folder: str | Path = ".") -> Step:
    """Return step `name` of the workshop in or above `folder`, as shown in `lang`."""
    return Step(name, lang, Path(folder).resolve())


class Step:
    """One step of the workshop in a notebook; its panels keep each other up to date."""

    def __init__(self, name: str, lang: str, folder: Path) -> None:
        self._viewer = Viewer(lang, name)
        self._widgets: list[Any] = []
        self._workshop: Workshop | None = None
        self._trouble = ""
        self._shown = (-1, 0)
        try:
            self._workshop = workshop.open(settings.find(folder), lang=lang)
            self._viewer = self._viewer._replace(workshop=self._workshop.id)
        except JourneyError as error:
            self._trouble = catalogue.explain(error, lang)

    def panel(self, name: str) -> DOMWidget:
        """Return panel `name` as a widget; where the workshop cannot be opened, the sentence why."""
        from journeykit.doors.widget import Panel, trouble

        if self._workshop is None:
            return trouble(self._trouble)
        try:
            view = self._view(name)
        except JourneyError as error:
            return trouble(catalogue.explain(error, self._viewer.lang))
        widget = Panel(view=view, _esm=panels.script(name), _css=panels.style())
        widget.on_msg(self._receive)
        self._widgets.append(widget)
        return widget

    def _receive(self, widget: Any, message: Any, buffers: Any) -> None:
        """Answer one message from the browser, with files beside it in `buffers`; show what changed."""
        assert self._workshop is not None
        name, reply = widget.view["panel"], {}
        try:
            if message == {"do": "look"}:  # what others wrote meanwhile
                self._look()
            else:
                whole = panels.laden(message, b"".join(buffers)) if buffers else message
                reply = panels.act(name, self._workshop, self._viewer_of(name), whole)
                self._refresh()
        except JourneyError as error:
            reply |= {"ok": False, "say": catalogue.explain(error, self._viewer.lang)}
        if reply:
            widget.send(reply)

    def _look(self) -> None:
        """Show what changed since the panels were last drawn; while nothing did, only tell the time anew."""
        assert self._workshop is not None
        count, drawn = self._shown
        if len(self._workshop.curtain.changes) != count:
            self._refresh()
        elif time.monotonic_ns() - drawn > _STALE:
            self._refresh(LED)

    def _refresh(self, names: Collection[str] = panels.NAMES) -> None:
        assert self._workshop is not None
        count = len(self._workshop.curtain.changes)
        for widget in self._widgets:
            if widget.view["panel"] in names:
                widget.view = self._view(widget.view["panel"])
        self._shown = (count, time.monotonic_ns())

    def _view(self, name: str) -> dict[str, Any]:
        assert self._workshop is not None
        view = panels.show(name, self._workshop.journey, self._viewer_of(name))
        return {**view, "live": True} if name in LED else view

    def _viewer_of(self, name: str) -> Viewer:
        """Return who looks at a panel: a notebook is where the workshop is led from."""
        viewer = self._viewer._replace(today=date.today().isoformat())
        if name not in LED or self._workshop is None:
            return viewer
        return viewer._replace(backstage=backstage(self._workshop))
