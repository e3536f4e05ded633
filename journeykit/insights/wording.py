"""Whose voice a note speaks in (DOMAIN.md A2): a friendly nudge, never a refusal."""

from __future__ import annotations

import re

__all__ = ["sounds_like_seller"]

_SELLER = re.compile(
    r"弊社|当社|自社の(商品|製品|サービス)|(提案|訴求|アプローチ|売り込み|クロージング)(する|を行う|をかける)"
    r"|\bwe (pitch|sell|propose|offer|call|send|present|convince|persuade)\b|\bour (product|service|offer|solution|sales)\b",
    re.IGNORECASE,
)


def sounds_like_seller(text: str) -> bool:
    """Say whether a note seems written from the seller's side."""
    return _SELLER.search(text) is not None
