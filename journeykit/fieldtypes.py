"""What a field of a record takes: how it is asked, and how what people type is tidied and checked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from journeykit import catalogue
from journeykit.errors import JourneyError

__all__ = ["Card", "Date", "Id", "Input", "Line", "Position", "Ref", "Refs", "Text", "listed", "told"]

_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Input:
    """How a field is asked: `kind` of control, the catalogue list or record kind it chooses from."""

    kind: Literal["line", "text", "date", "choice", "choices", "number", "hidden"]
    of: str = ""


def _tidy(value: Any) -> Any:
    """Normalise typed text (NFC, plain line ends, no control characters); other values pass."""
    if not isinstance(value, str):
        return value
    plain = _UNSAFE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", plain).strip()


def _one_line(value: Any) -> Any:
    tidy = _tidy(value)
    return " ".join(tidy.split("\n")) if isinstance(tidy, str) else tidy


def _date(value: str) -> str:
    if value and not (re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and _in_calendar(value)):
        raise ValueError("date")
    return value


def _in_calendar(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def listed(of: str, *, needed: bool = False) -> AfterValidator:
    """Take only what catalogue list `of` holds; one choice may also be empty, unless it is `needed`."""

    def check(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        empty = value == "" and not needed
        picked = (value,) if isinstance(value, str) else value
        if not empty and any(item not in catalogue.choices(of, "ja") for item in picked):
            raise ValueError("choice")
        return value

    return AfterValidator(check)


Id = Annotated[str, Field(min_length=1, max_length=120)]
Line = Annotated[str, BeforeValidator(_one_line), Field(max_length=200), Input("line")]
Text = Annotated[str, BeforeValidator(_tidy), Field(max_length=2000), Input("text")]
Card = Annotated[str, BeforeValidator(_tidy), Field(max_length=400), Input("text")]
Date = Annotated[str, BeforeValidator(_tidy), AfterValidator(_date), Input("date")]
Ref = Annotated[str, Field(max_length=120)]
Refs = Annotated[tuple[Ref, ...], Field(max_length=60)]
Position = Annotated[float, Field(allow_inf_nan=False), Input("hidden")]


def told(error: Any) -> JourneyError:
    """Return what pydantic found wrong with a field (one of `ValidationError.errors()`) as ours."""
    if error["type"] in ("string_too_long", "too_long"):
        return JourneyError("too_long", max=error["ctx"]["max_length"], length=len(error["input"]))
    if error["type"] == "value_error" and str(error["ctx"]["error"]) == "date":
        return JourneyError("not_a_date")
    return JourneyError("not_a_choice")
