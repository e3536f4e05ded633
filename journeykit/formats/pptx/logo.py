"""The brand's logo in a presentation: PNG and JPEG as they are, SVG with its name under it."""

from __future__ import annotations

import base64
import io
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from journeykit.errors import ExportError
from journeykit.formats.deck.assets import picture
from journeykit.formats.deck.measure import em
from journeykit.formats.pptx.text import clean

__all__ = ["placed"]

_MOST_PIXELS, _TALL = 20_000_000, 120
_BOX = re.compile(rb"""<svg\b[^>]*?\bviewBox\s*=\s*["']\s*([^"']+)["']""", re.DOTALL)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_SVG = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip r:embed="{link}" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext></a:extLst>'
)

Placed = tuple[str, tuple[float, float], str]


def placed(slide: Any, file: Path, name: str = "") -> Placed:
    """Return the relationship to a logo's picture, its width and height, and XML that shows it as SVG.

    `slide` is the part of the slide that shows it; programs that know no SVG show the `name`.
    Raises `ExportError` where the file cannot be used.
    """
    address = picture(file)
    data = base64.b64decode(address.split(",", 1)[1])
    try:
        if address.startswith("data:image/svg"):
            return _svg(slide, data, name)
        part, link = slide.get_or_add_image_part(io.BytesIO(_small(data)))
        return link, part.image.size, ""
    except (OSError, ValueError, KeyError, SyntaxError) as error:
        raise ExportError("bad_logo", file=file.name) from error


def _small(data: bytes) -> bytes:
    """Return the picture itself. Raises `ValueError` where it would unfold to more than 20 million pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as found:
        if found.width * found.height > _MOST_PIXELS:
            raise ValueError(found.size)
    return data


def _svg(slide: Any, data: bytes, name: str) -> Placed:
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    wide, tall = _size(data)
    _, link = slide.get_or_add_image_part(io.BytesIO(_written(name, wide / tall)))
    part = Part(PackURI("/ppt/media/logo.svg"), "image/svg+xml", slide.package, data)
    return link, (wide, tall), _SVG.format(link=slide.relate_to(part, RT.IMAGE))


def _written(name: str, ratio: float) -> bytes:
    """Return a picture of a name, in as many times its height as `ratio` says; clear where there is none."""
    from PIL import Image, ImageDraw, ImageFont

    spec, out = find_spec("matplotlib_fontja"), io.BytesIO()
    assert spec is not None
    assert spec.origin is not None
    drawn = Image.new("RGBA", (max(round(_TALL * ratio), 1), _TALL), (0, 0, 0, 0))
    size = min(_TALL * 0.5, drawn.width / max(em(name), 1) * 0.95)
    font = ImageFont.truetype(Path(spec.origin).with_name("fonts") / "ipaexg.ttf", max(size, 1))
    ImageDraw.Draw(drawn).text((0, _TALL / 2), clean(name), "#1f2937", font, "lm")
    drawn.save(out, "PNG")
    return out.getvalue()


def _size(data: bytes) -> tuple[float, float]:
    """Return width and height of an SVG by its view box; 4 to 1 where it has none, at most 20 to 1."""
    found = _BOX.search(data)
    numbers = [float(one) for one in _NUMBER.findall(found[1])] if found else []
    wide, tall = numbers[2:4] if len(numbers) == 4 and min(numbers[2:]) > 0 else (4.0, 1.0)
    ratio = min(max(wide / tall, 0.05), 20.0)
    return ratio, 1.0
