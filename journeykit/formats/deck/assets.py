"""What a deck carries along: reveal.js from the installed package pyreveal, our style and script, the logo.

Everything is put into the one file. Scripts are named in the page's policy by their hash, so nothing else
on the page can run, whatever a text says.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from journeykit import catalogue
from journeykit.errors import ExportError

__all__ = ["picture", "policy", "reveal", "scripts", "styles"]

_HERE = Path(__file__).parent
_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_LARGEST_LOGO = 300_000


@cache
def reveal(name: str) -> str:
    """Return a file of reveal.js as installed; importing pyreveal itself is not needed for that."""
    spec = find_spec("pyreveal")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("revealjs").joinpath("dist", name).read_text("utf-8")


@cache
def _own(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@cache
def styles() -> str:
    """Return the style sheets of a deck, ours last."""
    return f"{reveal('reveal.css')}\n{_own('deck.css')}"


@cache
def scripts(lang: str) -> tuple[str, ...]:
    """Return the scripts of a deck, safe to stand inside a page."""
    return tuple(map(_inline, (reveal("reveal.js"), _speaker(lang), _own("deck.js"))))


@cache
def policy(lang: str) -> str:
    """Return the page's Content-Security-Policy: no network, and only the scripts the deck came with.

    The speaker's window takes over this policy: so its script is named as well, and frames from where the
    slides themselves are, in which it shows them.
    """
    hashes = " ".join(f"'sha256-{_hash(text)}'" for text in (*scripts(lang), *_window_scripts(lang)))
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "frame-src 'self' file: blob:; base-uri 'none'; form-action 'none'"
    )


def picture(file: Path) -> str:
    """Return a logo as a data address; as an image, a script inside an SVG never runs.

    Raises `ExportError` where the file is no PNG, JPEG or SVG, cannot be read or is larger than 300 KB.
    """
    try:
        data = file.read_bytes() if file.stat().st_size <= _LARGEST_LOGO else b""
    except OSError as error:
        raise ExportError("bad_logo", file=file.name) from error
    kind = next((kind for head, kind in _TYPES.items() if data.startswith(head)), "")
    if not kind and re.match(rb"\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)", data.removeprefix(b"\xef\xbb\xbf")):
        kind = "image/svg+xml" if b"<svg" in data else ""
    if not kind:
        raise ExportError("bad_logo", file=file.name)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _speaker(lang: str) -> str:
    """Return reveal's speaker view with its words in `lang`."""
    text = reveal("plugin/notes.js")
    for original, words in catalogue.read("deck", lang)["speaker"].items():
        text = text.replace(original, words)
    return text


def _window_scripts(lang: str) -> list[str]:
    """Return the scripts that the speaker's window is written with: they stand in a template literal."""
    found = re.findall(r"<script>(.*?)<\\?/script>", _speaker(lang), re.DOTALL)
    return [re.sub(r"\\([\\`$/])", r"\1", text) for text in found]


def _inline(text: str) -> str:
    """Return a script that no HTML parser takes for its own end, with the same meaning."""
    return re.sub(r"</(?=script)", r"<\\/", text, flags=re.IGNORECASE).replace("<!--", r"<\!--")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
