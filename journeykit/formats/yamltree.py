"""YAML as a tree of texts with their lines: no types, no tags, no references, no deeper than people write."""

from __future__ import annotations

from typing import Any, NamedTuple

from journeykit.errors import ReadError

__all__ = ["MOST_BYTES", "Node", "trees"]

MOST_BYTES, _DEEPEST, _MOST_NODES = 2_000_000, 40, 100_000


class Node(NamedTuple):
    """A text, a list of nodes, or nodes by their keys; and the line on which it begins."""

    value: str | list[Node] | dict[str, Node]
    line: int

    @property
    def text(self) -> str:
        """The text of a node that is one; else ""."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> list[Node]:
        """The nodes of a list; else none."""
        return self.value if isinstance(self.value, list) else []

    @property
    def keys(self) -> dict[str, Node]:
        """The nodes by their keys, of a mapping; else none."""
        return self.value if isinstance(self.value, dict) else {}


def trees(text: str) -> list[Node]:
    """Return the documents of a text. Raises `ReadError` for what is no YAML, refers, or nests too deep."""
    import yaml

    if len(text) > MOST_BYTES:
        raise ReadError("too_large")
    try:
        return _built(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ReadError("bad_yaml", line=mark.line + 1 if mark else 1) from error


def _built(events: Any) -> list[Node]:
    """Return the documents that a stream of events tells, without ever calling itself."""
    found: list[Node] = []
    open_: list[tuple[list[Node], int, bool]] = [(found, 0, False)]
    for number, event in enumerate(events):
        name = type(event).__name__
        if name == "AliasEvent":
            raise ReadError("yaml_alias")
        if len(open_) > _DEEPEST:
            raise ReadError("too_deep")
        if number > _MOST_NODES:
            raise ReadError("too_many_rows", max=_MOST_NODES)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if name == "ScalarEvent":
            open_[-1][0].append(Node("" if _is_null(event) else event.value, line))
        elif name.endswith(("MappingStartEvent", "SequenceStartEvent")):
            open_.append(([], line, name.startswith("Mapping")))
        elif name.endswith(("MappingEndEvent", "SequenceEndEvent")):
            nodes, begun, keyed = open_.pop()
            open_[-1][0].append(Node(_keyed(nodes) if keyed else nodes, begun))
    return found


def _is_null(event: Any) -> bool:
    return event.style is None and event.value in ("", "~", "null", "Null", "NULL")


def _keyed(nodes: list[Node]) -> dict[str, Node]:
    """Return pairs by their keys; the first of two that are alike keeps its own."""
    found: dict[str, Node] = {}
    for key, value in zip(nodes[::2], nodes[1::2], strict=True):
        found.setdefault(key.text or f"line {key.line}", value)
    return found
