"""One zip of all that a workshop goes out in, with a manifest of sizes and checksums.

The workshop itself is in it as JSON, not as its database: that would hold answers before their reveal and
texts that were deleted. What a browser has to print is left out: whether there is one depends on the machine.
"""

from __future__ import annotations

import json
from hashlib import sha256

from journeykit import catalogue
from journeykit.errors import ExportError
from journeykit.formats import WRITTEN, find
from journeykit.formats import write as written
from journeykit.formats.files import safe_name
from journeykit.formats.packed import pack
from journeykit.log import VERSION
from journeykit.workshop import Workshop

__all__ = ["MANIFEST", "PARTS", "SUFFIX", "write"]

SUFFIX = ".bundle.zip"
MANIFEST, _READ = "manifest.json", "README.txt"

PARTS = tuple(name for name in WRITTEN if name not in ("bundle", "pdf"))
"""The formats that a bundle holds."""


def write(workshop: Workshop, lang: str) -> bytes:
    """Return the bundle; a format that cannot be written is named in its manifest."""
    from journeykit.formats.schema import FILE, text

    files: dict[str, tuple[str, bytes]] = {FILE: ("schema", text().encode())}
    left: dict[str, str] = {}
    for name in PARTS:
        try:
            files[_file(workshop, name, {*files})] = name, written(workshop, name, lang)
        except ExportError as error:
            left[name] = catalogue.explain(error, lang)
    files[_READ] = "readme", _read(workshop, files, left, lang).encode("utf-8-sig", "replace")
    parts = {name: data for name, (_, data) in sorted(files.items())}
    return pack({MANIFEST: _manifest(workshop, files, left, lang), **parts})


def _file(workshop: Workshop, name: str, taken: set[str]) -> str:
    """Return what a format's file is called in the bundle; no two are called alike."""
    module = find(name)
    titled = (safe_name(workshop.journey.brief.title) or "journey") + module.SUFFIX
    file = str(getattr(module, "FILE", titled))
    return f"{name}-{file}" if file in taken else file


def _manifest(
    workshop: Workshop, files: dict[str, tuple[str, bytes]], left: dict[str, str], lang: str
) -> bytes:
    told = [
        {"name": name, "format": of, "bytes": len(data), "sha256": sha256(data).hexdigest()}
        for name, (of, data) in sorted(files.items())
    ]
    document = {
        "format": "journeykit-bundle",
        "version": VERSION,
        "language": lang,
        "title": workshop.journey.brief.title,
        "files": told,
        "left_out": left,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _read(workshop: Workshop, files: dict[str, tuple[str, bytes]], left: dict[str, str], lang: str) -> str:
    """Return the page that tells people what the files are."""
    from journeykit.formats.schema import FILE

    words, title = catalogue.read("bundle", lang)["read"], workshop.journey.brief.title
    data = next((name for name, (of, _) in files.items() if of == "json"), "")
    told = [words["made"], words["data"].format(file=data, schema=FILE), words["sums"]]
    told += [words["left"].format(format=name, why=why) for name, why in left.items()]
    return "\r\n".join([*filter(None, [title]), *told, ""])
