"""The one widget class that carries every panel into a notebook."""

from __future__ import annotations

import html

import anywidget
import ipywidgets
import traitlets

__all__ = ["Panel", "trouble"]


class Panel(anywidget.AnyWidget):
    """A panel in a notebook: `view` is what it shows; script and style come from `panels`."""

    view = traitlets.Dict().tag(sync=True)
    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)


def trouble(sentence: str) -> ipywidgets.HTML:
    """Return a widget that says one sentence about what went wrong."""
    return ipywidgets.HTML(f'<p role="alert" class="jk-trouble">⚠ {html.escape(sentence)}</p>')
