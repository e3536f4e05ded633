"""Whose voice a note speaks in (DOMAIN.md A2): a friendly nudge, never a refusal."""

from __future__ import annotations

import re

__all__ = ["sounds_like_seller"]

_SELLER = re.compile(
    r"(弊社|当社|我々|私たち|こちら)(の(営業|担当|商品|製品|サービス)|(が|は|で|から).{0,20}(提案|訴求|案内|紹介|説明|提供))"
    r"|(訴求|売り込み|クロージング|追客|架電)(する|を|して)"
    r"|\bwe(['’]ll| will)? (pitch|sell|propose|offer|present|convince|persuade)\b"
    r"|\bour (sales|offer|solution|product (helps|offers|can|is))\b",
    re.IGNORECASE,
)


def sounds_like_seller(text: str) -> bool:
    """Say whether a note seems written from the seller's side."""
    return _SELLER.search(text) is not None
