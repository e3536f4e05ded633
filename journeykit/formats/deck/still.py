"""HTML of any origin made to stand still: nothing in it loads, leads away or runs.

Only the elements that act are taken out, so that tables, maps and drawings stay as their author made them;
a page without any is not touched at all.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["still"]

_GONE = ("base", "embed", "fencedframe", "frame", "frameset", "iframe", "link", "meta", "noembed", "noframes",
         "noscript", "object", "portal", "script", "template")  # fmt: skip
_OPENED = ("body", "form", "head", "html")
"""What goes, but leaves its contents: a page inside ours, fields to look at."""
_ACTS = re.compile(rf"<(?:{'|'.join((*_GONE, *_OPENED))})(?![a-z0-9-])", re.IGNORECASE)


def still(html: str) -> str:
    """Return `html` without the elements that act.

    >>> still('<p>one<meta http-equiv="refresh" content="0;url=//elsewhere"></p>')
    '<p>one</p>'
    """
    if not _ACTS.search(html):
        return html
    from bs4 import BeautifulSoup
    from bs4.element import PreformattedString

    soup: Any = BeautifulSoup(html, "html.parser")
    for found in soup.find_all(_GONE):
        found.decompose()
    for found in soup.find_all(_OPENED):
        found.unwrap()
    # From here on every "<" that is written opens an element of the tree, so that no browser, however
    # differently it reads the page, finds one of those that were taken out.
    for text in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        text.extract()
    for style in soup.find_all("style"):
        style.string = "".join(style.strings).replace("<", "\\3c ")
    return str(soup)
