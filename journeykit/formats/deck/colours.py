"""The brand's colour on a page: checked, and with shades that can be read (WCAG 2.2, contrast 4.5 to 1)."""

from __future__ import annotations

import re

from journeykit.errors import ExportError

__all__ = ["contrast", "shades"]

_READABLE = 4.5
Rgb = tuple[float, float, float]


def shades(colour: str) -> dict[str, str]:
    """Return the colours of a page by name, from one brand colour (#rrggbb).

    `ink` is the brand's colour, darkened until it reads well on white and on `tint`; `on` is the text on it.
    Raises `ExportError` where the colour is not written like #0b5cab.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ExportError("bad_colour", colour=colour)
    brand = _read(colour)
    tint = _mix(brand, (255, 255, 255), 0.08)
    ink = next(c for c in (_mix(brand, (0, 0, 0), 1 - step / 20) for step in range(21)) if _reads(c, tint))
    on = max(((255.0, 255.0, 255.0), (17.0, 24.0, 39.0)), key=lambda text: contrast(text, brand))
    line = _mix(brand, (255, 255, 255), 0.3)
    return {name: _hex(c) for name, c in
            {"brand": brand, "ink": ink, "on": on, "tint": tint, "line": line}.items()}  # fmt: skip


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _reads(text: Rgb, paper: Rgb) -> bool:
    return contrast(text, paper) >= _READABLE


def _read(colour: str) -> Rgb:
    red, green, blue = (float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return red, green, blue


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in colour)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
