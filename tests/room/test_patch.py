"""A difference, applied to what a screen shows, is what it shall show: here and in the browser's own code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeykit.doors.room.patch import diff

LISTENER = """
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [old, patch] = JSON.parse(line);
  console.log(JSON.stringify(apply(old, patch)));
});
"""
KEYS = st.sampled_from(["id", "text", "0", "7", "__proto__", "constructor", "旅"]) | st.text(max_size=3)
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.text(max_size=4)


def _deeper(inner: Any) -> Any:
    items = st.dictionaries(st.sampled_from(["text", "order"]), inner, max_size=2)
    ids = st.lists(st.sampled_from([*"abcde", 1, 2, "1", "__proto__"]), max_size=5)
    named = ids.flatmap(
        lambda keys: st.tuples(*[items.map(lambda i, key=key: {**i, "id": key}) for key in keys])
    )
    return named.map(list) | st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)


VIEWS = st.recursive(PLAIN, _deeper, max_leaves=12)


def apply(old: Any, patch: dict[str, Any]) -> Any:
    """Do what `static/room.js` does."""
    if "=" in patch:
        return patch["="]
    if "k" in patch:
        kept = {key: value for key, value in old.items() if key not in patch["x"]}
        return kept | {key: apply(old.get(key), change) for key, change in patch["k"].items()}
    items = {str(item["id"]): item for item in old if str(item["id"]) not in patch["x"]}
    items |= {key: apply(items.get(key), change) for key, change in patch["i"].items()}
    return [items[key] for key in patch["o"]] if "o" in patch else [*items.values()]


@pytest.fixture(scope="module")
def browser() -> Iterator[Callable[[Any, Any], Any]]:
    """Apply patches with the very function of the page, taken out of its file."""
    node = shutil.which("node")
    if node is None:
        told = "NO NODE: the browser's way of taking over differences was not tested"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    source = files("journeykit.doors.room").joinpath("static", "room.js").read_text("utf-8")
    (function,) = re.findall(r"^function apply\(.*?^}$", source, re.DOTALL | re.MULTILINE)
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen([node, "-e", function + LISTENER], **pipes) as process:

        def applied(old: Any, patch: Any) -> Any:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps([old, patch]) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield applied


@settings(max_examples=300)
@given(VIEWS, VIEWS)
def test_the_difference_leads_from_the_old_to_the_new(old: Any, new: Any) -> None:
    assert apply(old, json.loads(json.dumps(diff(old, new)))) == new


@settings(max_examples=300)
@given(old=VIEWS, new=VIEWS)
@example(old=[{"id": None}], new=[])
@example(old=[{"id": True}, {"id": 1.0}], new=[{"id": 1.0}])
def test_the_browser_comes_to_the_same(browser: Callable[[Any, Any], Any], old: Any, new: Any) -> None:
    assert browser(old, diff(old, new)) == new


@given(VIEWS)
def test_no_difference_is_a_small_one(view: Any) -> None:
    assert len(json.dumps(diff(view, view))) <= max(30, len(json.dumps({"=": view})))


def test_one_new_note_among_many_is_sent_alone() -> None:
    notes = [{"id": f"n{n}", "text": "x" * 50} for n in range(100)]
    patch = diff({"notes": notes[1:]}, {"notes": [*notes[1:], notes[0]]})
    assert patch == {"k": {"notes": {"i": {"n0": {"=": notes[0]}}, "x": []}}, "x": []}
