"""What the spreadsheet is known by, and the lists that its cells choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeykit import catalogue
from journeykit.catalogue import signed
from journeykit.formats.sheets.forms import MARK, Column, chosen_from
from journeykit.records import highest, inputs, limit

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["MARKER", "SHEET", "VERSION", "Lists", "feelings"]

MARKER, VERSION = "_journeykit", 1
SHEET = "journeykit:"
"""What the first cell of each sheet starts with; its kind follows."""

_FIRST = 6
"""The column of the hidden sheet at which the lists begin."""
_MOST = 220
"""So many characters a hint may have (Excel takes 225 in a warning)."""


def feelings(lang: str) -> dict[int, str]:
    """Return how each feeling is offered, the best first."""
    shown = catalogue.choices("feeling", lang)
    return {value: f"{signed(value)} {shown[str(value)]}" for value in (2, 1, 0, -1, -2)}


class Lists:
    """The lists of one workbook: each asked for becomes a column of the hidden sheet."""

    def __init__(self, lang: str, stages: list[Column], personas: list[str]) -> None:
        self.lang, self.words = lang, catalogue.read("sheets", lang)["book"]
        self._known: dict[str, list[str] | list[int]] = {
            "stage": [one.label for one in stages],
            "persona": personas,
            "mark": [MARK],
            "value": [*feelings(lang).values()],
            "rating": [1, 2, 3, 4, 5],
        }
        self._used: list[str] = []

    def of(self, name: str) -> str:
        """Return where a list stands, for the rule of a cell."""
        from openpyxl.utils import get_column_letter

        if name not in self._used:
            self._used.append(name)
        letter = get_column_letter(_FIRST + self._used.index(name))
        return f"'{MARKER}'!${letter}$1:${letter}${max(len(self.items(name)), 1)}"

    def items(self, name: str) -> list[str] | list[int]:
        """Return what a list offers."""
        known = self._known.get(name)
        return known if known is not None else [*catalogue.choices(name, self.lang).values()]

    def write(self, sheet: Worksheet) -> None:
        """Put the lists that are used into the hidden sheet."""
        for at, name in enumerate(self._used):
            for line, item in enumerate(self.items(name), 1):
                sheet.cell(line, _FIRST + at).value = item
                sheet.cell(line, _FIRST + at).data_type = "n" if isinstance(item, int) else "s"

    def rule(self, kind: str, field: str, of: str = "", hint: str = "") -> DataValidation:
        """Return what a cell of a field takes, and what it says when it is selected."""
        from openpyxl.worksheet.datavalidation import DataValidation

        how, most = inputs(kind).get(field), limit(kind, field) if not of else None
        named = of or chosen_from(kind, field)
        if how and how.kind == "number" and not of:
            top = highest(kind, field) or 0
            if top > len(self.items("rating")):
                return self._made(DataValidation("whole", "between", "0", str(top)), hint)
            return self._made(DataValidation("list", formula1=self.of("rating")), hint or self._rated())
        if named:
            free = named == "persona"
            told = self.words["mark"] if named == "mark" else self.words["options"]
            listed = DataValidation("list", formula1=self.of(named), allow_blank=True)
            return self._made(listed, " ".join(filter(None, (hint, told))), stop=not free)
        if how and how.kind == "date":
            return self._made(
                DataValidation("date", "greaterThan", "36526"), hint or self.words["date"], stop=False
            )
        size = self.words["longest"].format(max=most)
        return self._made(
            DataValidation("textLength", "lessThanOrEqual", str(most)),
            " ".join(filter(None, (hint, size))),
            size,
        )

    def _rated(self) -> str:
        return str(self.words["number"].format(lowest=1, highest=5))

    def _made(self, rule: DataValidation, hint: str, why: str = "", *, stop: bool = True) -> DataValidation:
        rule.allow_blank, rule.showInputMessage, rule.showErrorMessage = True, True, True
        rule.prompt = hint if len(hint) <= _MOST else hint[: _MOST - 1] + "…"
        rule.errorTitle, rule.error = self.words["wrong"], why or rule.prompt
        rule.errorStyle = "stop" if stop else "warning"
        return rule
