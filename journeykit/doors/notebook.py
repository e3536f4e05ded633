"""The notebook door: a step of the workshop, whose panels are widgets of one small class.

>>> import journeykit as jk
>>> step = jk.step("03_personas", lang="en")
>>> step.panel("personas")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from journeykit import catalogue, panels, settings, workshop
from journeykit.errors import JourneyError
from journeykit.panels import Viewer
from journeykit.workshop import Workshop

if TYPE_CHECKING:
    from ipywidgets import DOMWidget

__all__ = ["Step", "step"]


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
            view = panels.show(name, self._workshop.journey, self._viewer)
        except JourneyError as error:
            return trouble(catalogue.explain(error, self._viewer.lang))
        widget = Panel(view=view, _esm=panels.script(name), _css=panels.style())
        widget.on_msg(self._receive)
        self._widgets.append(widget)
        return widget

    def _receive(self, widget: Any, message: Any, _: Any) -> None:
        """Answer one message from the browser, and show every panel what changed."""
        assert self._workshop is not None
        look = message == {"do": "look"}  # the page came back into view: show what others wrote meanwhile
        reply = {} if look else panels.act(widget.view["panel"], self._workshop, self._viewer, message)
        try:
            self._refresh()
        except JourneyError as error:
            reply |= {"ok": False, "say": catalogue.explain(error, self._viewer.lang)}
        if reply:
            widget.send(reply)

    def _refresh(self) -> None:
        assert self._workshop is not None
        journey = self._workshop.journey
        for widget in self._widgets:
            widget.view = panels.show(widget.view["panel"], journey, self._viewer)
