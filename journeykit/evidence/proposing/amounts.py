"""The columns of a table that hold amounts of money and scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from journeykit.evidence.proposing.headings import Head

__all__ = ["Pick", "best", "numbers"]

Pick = tuple[str, str, str]
"""A choice: the field, the column, the reason's key."""


def best(found: Sequence[Head], score: Callable[[Head], float]) -> str:
    """Return the name of the column that scores highest, "" where there is none."""
    one = max(found, key=score, default=None)
    return one.name if one else ""


def numbers(all_heads: Sequence[Head], theme: str) -> tuple[dict[str, str], list[Pick]]:
    """Return the columns of amount and score, and what is not taken for the amount, with the reason."""
    figures = [head for head in all_heads if head.column.number >= 0.8 and not head.is_day]
    clean = [head for head in figures if not {"points", "quantity", "id", "born"} & set(head.says)]
    prices = [head for head in clean if "price" in head.says and theme == "order"]
    amounts = [head for head in clean if "amount" in head.says and "price" not in head.says]
    scores = [head for head in clean if "score" in head.says and head.column.score >= 0.8]
    each = _several(figures)
    refused = prices[:1] if each and not amounts else []
    amounts = amounts or ([] if each else prices)
    fields = {
        "amount": best(amounts, lambda head: head.column.filled - 0.5 * ("plan" in head.says)),
        "score": best(scores, lambda head: head.column.filled),
    }
    return fields, [("amount", head.name, "out_price") for head in refused]


def _several(figures: Sequence[Head]) -> bool:
    """Whether a column tells how many were ordered: a price beside it is that of one."""
    counts = [head.column for head in figures if "quantity" in head.says]
    return any({value for value, _ in column.values} != {"1"} for column in counts)
