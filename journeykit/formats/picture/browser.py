"""A page printed to PDF by Chromium, where one is installed; without network, within a time limit.

Chromium writes when it printed; that is set to one fixed moment, so that the same page gives the same bytes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["chromium", "printed", "timeless"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
          "microsoft-edge")  # fmt: skip
_PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
_ARGUMENTS = (
    "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--no-first-run", "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1280,720", "--no-pdf-header-footer",
)  # fmt: skip
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) ?\()(D:\d{14}[^)]*)(\))")
_ID = re.compile(rb"(/ID ?\[<)([0-9A-Fa-f]+)(> ?<)([0-9A-Fa-f]+)(>\])")
_PAGE = re.compile(rb"/Type ?/Page\b(?!s)")


def chromium() -> str | None:
    """Return the path of an installed Chromium or a kin of it, or None."""
    places = (place for place in _PLACES.get(sys.platform, ()) if Path(place).exists())
    return next(filter(None, map(shutil.which, _NAMES)), None) or next(places, None)


def printed(page: bytes, pages: int, *, program: str | None, seconds: float = 90) -> bytes | None:
    """Return an HTML page as a PDF of `pages` pages, or None where it could not be printed so."""
    if program is None:
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_bytes(page)
        _run(program, folder, seconds)
        file = folder / "page.pdf"
        pdf = file.read_bytes() if file.exists() else b""
    return timeless(pdf) if len(_PAGE.findall(pdf)) == pages else None


def _run(program: str, folder: Path, seconds: float) -> None:
    """Let the browser print; whatever becomes of it, nothing of it stays behind."""
    root = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    command = [program, *_ARGUMENTS, *root, f"--user-data-dir={folder / 'profile'}",
               f"--print-to-pdf={folder / 'page.pdf'}", (folder / "page.html").as_uri()]  # fmt: skip
    nothing = subprocess.DEVNULL
    try:
        browser = subprocess.Popen(
            command, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing
        )
    except OSError:
        return
    with suppress(subprocess.TimeoutExpired):
        browser.wait(seconds)
    _end(browser)


def _end(browser: subprocess.Popen[bytes]) -> None:
    """End a browser that still runs, and its helpers with it."""
    with suppress(OSError):
        if sys.platform == "win32":
            browser.kill()
        else:
            os.killpg(browser.pid, 9)
    browser.wait()


def timeless(pdf: bytes) -> bytes:
    """Return a PDF whose dates and ids are fixed; no byte moves, so that its table of places holds."""
    dated = _DATE.sub(lambda found: found[1] + _fixed(found[2]) + found[3], pdf)
    return _ID.sub(lambda m: m[1] + b"0" * len(m[2]) + m[3] + b"0" * len(m[4]) + m[5], dated)


def _fixed(date: bytes) -> bytes:
    return b"D:19800101000000" + re.sub(rb"\d", b"0", date[16:]).replace(b"-", b"+")
