"""What changed from one view to the next, so that a screen is sent the difference and not the whole.

A list whose items all have an `id`, text or a whole number, is compared by id; RFC 6902 counts places
instead, so that one new note at the front would move them all.
"""

from __future__ import annotations

from typing import Any

__all__ = ["diff"]

Patch = dict[str, Any]


def diff(old: Any, new: Any) -> Patch:
    """Return the patch from `old` to `new`, both JSON; `static/room.js` applies it.

    `{"=": value}` replaces; `{"k": {key: patch}, "x": [keys gone]}` changes a dict; for a list of items with
    ids `{"i": {id: patch}, "x": [ids gone], "o": [ids in order]}`, "o" where the order may come out
    as another than that of the old ones and then the new ones.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        return _of_dicts(old, new)
    if _has_ids(old) and _has_ids(new):
        return _of_lists(old, new)
    return {"=": new}


def _of_dicts(old: dict[str, Any], new: dict[str, Any]) -> Patch:
    changed = {key: _of_item(old, key, value) for key, value in new.items() if _differs(old, key, value)}
    return {"k": changed, "x": [key for key in old if key not in new]}


def _of_lists(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Patch:
    was, now = ({str(item["id"]): item for item in items} for items in (old, new))
    changed = {key: _of_item(was, key, item) for key, item in now.items() if _differs(was, key, item)}
    gone = [key for key in was if key not in now]
    by_itself = [key for key in was if key in now] + [key for key in now if key not in was]
    numbers = any(key.isdecimal() for key in changed)  # JavaScript puts those first
    kept = by_itself == list(now) and not numbers
    return {"i": changed, "x": gone} | ({} if kept else {"o": list(now)})


def _differs(old: dict[str, Any], key: str, value: Any) -> bool:
    return key not in old or old[key] != value


def _of_item(old: dict[str, Any], key: str, value: Any) -> Patch:
    return diff(old[key], value) if key in old else {"=": value}


def _has_ids(items: Any) -> bool:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return False
    if any(type(item.get("id")) not in (str, int) for item in items):  # JavaScript spells the rest otherwise
        return False
    return len({str(item["id"]) for item in items}) == len(items)
